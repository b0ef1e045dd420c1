import type { NewRecord } from '#core/formats/format.ts';
import type { SourceColumns, ZoneName } from '#core/store/columns.ts';
import { orderMs, packFlags, zoneCode, zoneOfSource } from '#core/store/columns.ts';
import { growingColumn } from '#core/store/growing-column.ts';

/** What of a record goes into the columns of its source. */
export type ColumnFacts = Pick<NewRecord, 'time' | 'level'> & { readonly provider: string | null; readonly eventId: number | null };

/** Gathers the columns of a source held as records, while its records are written. */
export function recordColumnsBuilder() {
  const time = growingColumn((n) => new Float64Array(n));
  const flags = growingColumn((n) => new Uint8Array(n));
  const zoneOffset = growingColumn((n) => new Int16Array(n));
  const eventId = growingColumn((n) => new Int32Array(n));
  const provider = growingColumn((n) => new Uint16Array(n));
  const providers = new Map<string, number>();
  const zones = new Set<ZoneName>();
  let count = 0;
  return {
    add: (record: ColumnFacts) => {
      count += 1;
      time.push(orderMs(record.time));
      flags.push(packFlags(record.level, zoneCode[record.time?.zone ?? 'none'], false));
      zoneOffset.push(record.time?.offsetMinutes ?? 0);
      eventId.push(record.eventId ?? -1);
      provider.push(providerIndex(providers, record.provider));
      if (record.time) zones.add(record.time.zone);
    },
    zone: () => zoneOfSource(zones),
    take: (): SourceColumns => ({
      count,
      time: time.take(),
      flags: flags.take(),
      zoneOffset: zoneOffset.take(),
      offset: null,
      eventId: eventId.take(),
      provider: provider.take(),
      providers: [...providers.keys()],
    }),
  };
}

/** A hostile log could name a new provider in every event; beyond this they share none. */
const mostProviders = 60_000;

function providerIndex(providers: Map<string, number>, name: string | null): number {
  if (name === null) return 0;
  const known = providers.get(name);
  if (known !== undefined) return known;
  if (providers.size >= mostProviders) return 0;
  providers.set(name, providers.size + 1);
  return providers.size;
}
