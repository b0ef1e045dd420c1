import { ExpectedError } from '#shared/api/result.ts';
import { message } from '#shared/model/message.ts';
import { isSlackPath, slackPathOf } from '#shared/model/source.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import type { Format } from '../formats/format.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { ByteSource, Clock, Log } from '../ports.ts';
import type { CaseStore, ImportSession } from '../store/case-store.ts';
import { createParseInput } from '../text/text.ts';
import { sourceIdOf, takeRecords } from './write-source.ts';

export type CarveOptions = {
  readonly formats: readonly Format[];
  readonly knowledge: Knowledge;
  readonly clock: Clock;
  readonly log: Log;
};

const blockBytes = 4 << 20;

/** True for a source whose file may hold units that it has given up. */
export function canBeCarved({ format, path }: Pick<SourceSummary, 'format' | 'path'>, formats: readonly Format[]): boolean {
  return !isSlackPath(path) && formats.some((f) => f.id === format && f.carve !== undefined);
}

/**
 * Reads what a source's file has given up and not overwritten, on request, as a source of its own: no fact is drawn from it, so that
 * no finding counts an old event as one of the log. Returns how many records there are; with none, nothing is added. Asked again, it
 * adds nothing twice.
 * Errors: `not-found` (no such source), `bad-input` (its format keeps nothing), `case-locked`, `file-missing`, `disk-full`.
 */
export function carveSource(store: CaseStore, sourceId: string, options: CarveOptions): number {
  const source = store.sources().find((s) => s.id === sourceId);
  if (!source) throw new ExpectedError('not-found', { what: 'source' });
  const format = options.formats.find((f) => f.id === source.format);
  if (!format?.carve || !canBeCarved(source, options.formats)) throw new ExpectedError('bad-input');
  const path = slackPathOf(source.path);
  const known = store.sources().find((s) => s.path === path && s.sha256 === source.sha256);
  if (known) return known.records;
  const session = store.beginImport(path);
  try {
    const work: Work = { source, path, format: { ...format, parse: format.carve }, session, options };
    const records = store.useBytes(sourceId, (bytes) => writeCarved(work, bytes));
    store.appendLog(message('log.slack-read', { path: source.path, records }));
    return records;
  } finally {
    session.finish();
  }
}

type Work = {
  readonly source: SourceSummary;
  readonly path: string;
  readonly format: Format;
  readonly session: ImportSession;
  readonly options: CarveOptions;
};

function writeCarved({ source, path, format, session, options }: Work, bytes: ByteSource): number {
  const spool = session.spool();
  try {
    for (let at = 0; at < bytes.size; at += blockBytes) spool.write(bytes.read(at, Math.min(blockBytes, bytes.size - at)));
    const { sha256, size } = spool.finish();
    const id = sourceIdOf(sha256, path);
    const writer = session.writer(id, 'records');
    try {
      const context = {
        ...options, extractors: [], cancellation: { check: () => undefined }, onParsed: () => undefined, place: <T>(record: T): T => record,
      }; // prettier-ignore
      const file = { id, path, entry: { sha256, size }, input: createParseInput(path, source.encoding, bytes) };
      const { records } = takeRecords(file, format, writer, context);
      if (records > 0) {
        const kept = {
          format: source.format,
          encoding: source.encoding,
          zone: 'utc',
          storage: 'records',
          head: '',
          secretsRemoved: 0,
        } as const;
        writer.commit({ ...kept, id, path, sha256, size, importedAtMs: options.clock.nowMs() });
        return records;
      }
      writer.rollback();
    } catch (error) {
      writer.rollback();
      throw error;
    }
  } catch (error) {
    spool.discard();
    throw error;
  }
  spool.discard();
  return 0;
}
