import type { BlockReader } from './block-reader.ts';
import type { SourceColumns } from './columns.ts';

/** A hostile log could name a new provider in every event; beyond this they share none. */
const mostProviders = 60_000;

type Part = {
  readonly time: Float64Array;
  readonly flags: Uint8Array;
  readonly zoneOffset: Int16Array;
  readonly eventId: Int32Array;
  readonly provider: Uint16Array;
};

/** Puts the columns of a source held as records together from those of its blocks. */
export function gatherColumns() {
  const parts: Part[] = [];
  const providers = new Map<string, number>();

  /** Number of a provider among those of the source; zero for none. */
  function providerNumber(name: string): number {
    const known = providers.get(name);
    if (known !== undefined) return known;
    if (providers.size >= mostProviders) return 0;
    providers.set(name, providers.size + 1);
    return providers.size;
  }

  return {
    add: ({ numbers, words }: Pick<BlockReader, 'numbers' | 'words'>): void => {
      const numberOf = [0, ...words.provider.map(providerNumber)];
      // Copies: the columns of a block share one buffer with all that is not needed here.
      parts.push({
        time: numbers.time.slice(),
        flags: numbers.flags.slice(),
        zoneOffset: Int16Array.from(numbers.zoneOffset),
        eventId: numbers.eventId.slice(),
        provider: numbers.provider.map((n) => numberOf[n] ?? 0),
      });
    },
    take: (): SourceColumns => {
      const count = parts.reduce((sum, part) => sum + part.time.length, 0);
      const columns = {
        count,
        time: new Float64Array(count),
        flags: new Uint8Array(count),
        zoneOffset: new Int16Array(count),
        offset: null,
        eventId: new Int32Array(count),
        provider: new Uint16Array(count),
        providers: [...providers.keys()],
      };
      let at = 0;
      for (const { time, flags, zoneOffset, eventId, provider } of parts) {
        columns.time.set(time, at);
        columns.flags.set(flags, at);
        columns.zoneOffset.set(zoneOffset, at);
        columns.eventId.set(eventId, at);
        columns.provider.set(provider, at);
        at += time.length;
      }
      return columns;
    },
  };
}
