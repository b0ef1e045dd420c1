import type { BundleEntry } from '../bundle/open-bundle.ts';
import type { NewRecord } from '../formats/format.ts';
import { shownText } from '../text/terminal.ts';
import { decodeText, detectEncoding } from '../text/text.ts';
import { computerOf, createBundleZones, zoneName } from '../time/bundle-zones.ts';
import type { ZoneEvidence } from '../time/bundle-zones.ts';
import { createZoneSetter } from '../time/zone-setter.ts';
import { endsImport } from './spool-entry.ts';

const largestFile = 256 << 10;
/** Of a bundle of very many small files the first ones are looked at. */
const mostBytes = 32 << 20;
const textName = /\.(?:txt|log|out|csv|tsv|md|ini|json|jsonl)$|^[^.]+$/i;
/** Other JSON (exports of cloud resources, schedules) names zones that are not the host's. */
const json = /\.jsonl?$/i;
const hostJson = /manifest|collect|bundle|info|zone|host|system/i;

/** True for a small text; whether it tells a zone, its content says. */
function isCandidate({ path, size }: BundleEntry): boolean {
  return (
    size !== null && size > 0 && size <= largestFile && textName.test(nameOf(path)) && (!json.test(path) || hostJson.test(nameOf(path)))
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** What a zone was taken from, and how many sources it served. */
export type ZoneUse = { readonly path: string; readonly zone: string; readonly sources: number };

/** Finds the zone of a bundle's hosts while it is listed and gives it to records whose own text has none. */
export function createZoneFiles() {
  const zones = createBundleZones();
  const setters = new Map<ZoneEvidence, ReturnType<typeof createZoneSetter>>();
  const used = new Map<ZoneEvidence, Set<string>>();
  let bytesLeft = mostBytes;

  function setterOf(evidence: ZoneEvidence): ReturnType<typeof createZoneSetter> {
    const known = setters.get(evidence);
    if (known) return known;
    const made = createZoneSetter(evidence.zone);
    setters.set(evidence, made);
    return made;
  }

  return {
    /** Reads an entry that may tell a zone. One that cannot be read tells none; the import itself says what is wrong with it. */
    look: async (entry: BundleEntry): Promise<void> => {
      if (!isCandidate(entry) || (entry.size ?? 0) > bytesLeft) return;
      bytesLeft -= entry.size ?? 0;
      const chunks: Uint8Array[] = [];
      try {
        for await (const chunk of entry.read()) chunks.push(chunk);
      } catch (error) {
        if (endsImport(error)) throw error;
        return;
      }
      const bytes = Buffer.concat(chunks);
      const encoding = detectEncoding(bytes.subarray(0, 64 << 10));
      if (encoding !== 'binary') zones.add(entry.path, shownText(decodeText(bytes, encoding)));
    },
    /** The record with its zone, or as it is when the bundle does not tell it. */
    place: (record: NewRecord, path: string): NewRecord => {
      if (record.time?.zone !== 'unknown') return record;
      const evidence = zones.of(computerOf(record));
      if (evidence === null) return record;
      used.set(evidence, (used.get(evidence) ?? new Set()).add(path));
      return { ...record, time: setterOf(evidence)(record.time) };
    },
    uses: (): ZoneUse[] => [...used].map(([{ path, zone }, sources]) => ({ path, zone: zoneName(zone), sources: sources.size })),
  };
}
