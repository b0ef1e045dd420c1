import { ExpectedError } from '#shared/api/result.ts';
import { message } from '#shared/model/message.ts';
import { isSlackPath } from '#shared/model/source.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import type { Extractor } from '../extract/extractor.ts';
import type { Format, NewRecord } from '../formats/format.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Log } from '../ports.ts';
import type { CaseStore } from '../store/case-store.ts';
import { zoneOfSource } from '../store/columns.ts';
import { createParseInput } from '../text/text.ts';
import { parseZone } from '../time/parse-zone.ts';
import { createZoneSetter } from '../time/zone-setter.ts';
import { takeRecords } from './write-source.ts';

export type SetZoneOptions = {
  readonly formats: readonly Format[];
  readonly extractors: readonly Extractor[];
  readonly knowledge: Knowledge;
  readonly log: Log;
};

/**
 * Reads a source again from its stored bytes with `zone` (`±hh:mm` or an IANA name) for the times that name none; null leaves them
 * without one. Its records, rejections and facts are replaced at once, records keep their numbers, and the case's log says so.
 * Errors: `bad-input` (no such zone), `not-found` (no such source), `case-locked` (an import runs), `file-missing` (its bytes are
 * gone), `case-damaged` (its bytes no longer give what was stored).
 */
export function setSourceZone(store: CaseStore, sourceId: string, zone: string | null, options: SetZoneOptions): SourceSummary {
  const known = zone === null ? null : parseZone(zone);
  if (zone !== null && known === null) throw new ExpectedError('bad-input');
  const set = known && createZoneSetter(known);
  const place = (record: NewRecord): NewRecord => (set && record.time ? { ...record, time: set(record.time) } : record);
  const summary = store.replaceSource(sourceId, zone, (source, writer) => {
    const { id, path, sha256, size, encoding } = source.summary;
    // What was carved names its times in UTC, and reading the file anew would give other records.
    if (isSlackPath(path)) throw new ExpectedError('bad-input');
    const format = options.formats.find((f) => f.id === source.summary.format);
    if (!format) throw new ExpectedError('case-damaged');
    const input = createParseInput(path, encoding, source.bytes);
    const context = { ...options, place, cancellation: { check: () => undefined }, onParsed: () => undefined };
    const taken = takeRecords({ id, path, entry: { sha256, size }, input }, format, writer, context);
    if (taken.records === 0) throw new ExpectedError('case-damaged');
    writer.addFacts(taken.finish().facts);
    return zoneOfSource(taken.zones);
  });
  const { path } = summary;
  store.appendLog(zone === null ? message('log.zone-taken-back', { path }) : message('log.zone-set', { path, zone }));
  return summary;
}
