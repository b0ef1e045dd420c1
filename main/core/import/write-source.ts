import { createHash } from 'node:crypto';
import { ExpectedError } from '#shared/api/result.ts';
import type { Citation } from '#shared/model/analysis.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { SourceSummary } from '#shared/model/source.ts';
import type { Extractor } from '../extract/extractor.ts';
import type { Format, NewRecord, Parsed, ParseInput } from '../formats/format.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Cancellation, Clock, Log } from '../ports.ts';
import type { ImportSession, SourceWriter } from '../store/case-store.ts';
import type { ZoneName } from '../store/columns.ts';
import { zoneOfSource } from '../store/columns.ts';
import { clipText } from '../store/clip-text.ts';
import { createParseInput, createSample, readLines } from '../text/text.ts';
import { chooseFormat } from './choose-format.ts';
import { citeFrom, citeLine } from './cite-record.ts';
import { runExtractors } from './run-extractors.ts';
import type { SpooledEntry } from './spool-entry.ts';
import { isKeyRecord, mostKeyCitations, namesKey } from './key-facts.ts';

const recordsPerCheck = 64;
const headLines = 5;
const headLineLength = 200;
const excerptLength = 200;
const mostMissing = 200;

export type WriteContext = {
  readonly session: ImportSession;
  readonly formats: readonly Format[];
  readonly extractors: readonly Extractor[];
  readonly knowledge: Knowledge;
  readonly cancellation: Cancellation;
  readonly clock: Clock;
  readonly log: Log;
  readonly onParsed: (offset: number, records: number) => void;
  /** Gives a record of unknown zone the zone that is known from elsewhere. */
  readonly place: (record: NewRecord, path: string) => NewRecord;
};

export type WrittenSource = {
  readonly summary: SourceSummary;
  /** What could not be done with the file. */
  readonly troubles: readonly Message[];
  /** Records that show a shared key, for comparisons over several files. */
  readonly keyCitations: readonly Citation[];
};

/** Id of a source: the same for the same bytes at the same path, so that the same bundle gives the same case. */
export function sourceIdOf(sha256: string, path: string): string {
  return createHash('sha256').update(`${sha256}\0${path}`).digest('hex').slice(0, 20);
}

/** Number under which the log has the details of a failure; the same failure on the same bytes has the same one. */
function incidentOf(what: string, sha256: string): string {
  return createHash('sha256').update(`${what}\0${sha256}`).digest('hex').slice(0, 8);
}

/**
 * Recognises a spooled file over its stored bytes, parses it and commits it with its facts: as records, as lines when no format
 * claims it or none of it could be read, or as bytes alone. A parser that throws costs its file no more than its format.
 */
export function writeSource(path: string, entry: SpooledEntry, context: WriteContext): WrittenSource {
  const { sha256, bytes, encoding } = entry;
  const sample = createSample(path, bytes, encoding);
  const format = chooseFormat(sample, context.formats, (f, error) => context.log.error(`format ${f.id}: detect`, error));
  const input = createParseInput(path, encoding, bytes);
  const file: FileToWrite = { id: sourceIdOf(sha256, path), path, entry, input, head: headOf(sample.text) };
  if (!format) return writePlain(file, 'unknown', null, context);
  try {
    return writeRecords(file, format, context) ?? writePlain(file, format.id, format, context);
  } catch (error) {
    if (!(error instanceof ParserFailure)) throw error;
    const plain = writePlain(file, 'unknown', null, context);
    return { ...plain, troubles: [troubleOf(format, error.cause, sha256, context.log)] };
  }
}

type FileToWrite = {
  readonly id: string;
  readonly path: string;
  readonly entry: SpooledEntry;
  readonly input: ParseInput;
  readonly head: string;
};

function troubleOf(format: Format, error: unknown, sha256: string, log: Log): Message {
  if (error instanceof ExpectedError && error.appError.code === 'file-too-large')
    return message('store.gap.too-large-for-format', { format: format.id });
  const incident = incidentOf(format.id, sha256);
  log.error(`${incident} format ${format.id}: parse`, error);
  return message('store.gap.parser-failed', { format: format.id, incident });
}

/** Marks an error that came out of a parser, as opposed to the store or a cancellation. */
class ParserFailure extends Error {}

/** What the parser gives, with its errors marked. Not a generator around it, which would take as long as the loop that uses it. */
function parsedBy(format: Format, input: ParseInput): Iterable<Parsed> {
  const marked = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw new ParserFailure(format.id, { cause: error });
    }
  };
  return {
    [Symbol.iterator]: () => {
      const parser = marked(() => format.parse(input)[Symbol.iterator]());
      const next = (): IteratorResult<Parsed> => parser.next();
      return {
        next: () => marked(next),
        return: (value) => parser.return?.(value) ?? { done: true, value },
      };
    },
  };
}

/** Null when the format found no record: such a file is better read as text. */
function writeRecords(file: FileToWrite, format: Format, context: WriteContext): WrittenSource | null {
  const writer = context.session.writer(file.id, 'records');
  try {
    const taken = takeRecords(file, format, writer, context);
    if (taken.records === 0) {
      writer.rollback();
      return null;
    }
    const { facts, troubles } = taken.finish();
    writer.addFacts(facts);
    const summary = writer.commit(
      summaryOf(file, { format: format.id, storage: 'records', zone: zoneOfSource(taken.zones), head: '' }, context),
    );
    return { summary, troubles: [...taken.missing, ...troubles], keyCitations: taken.keyCitations };
  } catch (error) {
    writer.rollback();
    throw error;
  }
}

export type RecordsToTake = Pick<FileToWrite, 'id' | 'path' | 'input'> & { readonly entry: Pick<SpooledEntry, 'sha256' | 'size'> };
export type TakeContext = Pick<WriteContext, 'extractors' | 'knowledge' | 'log' | 'cancellation' | 'onParsed' | 'place'>;
export type RecordTaker = Pick<SourceWriter, 'addRecord' | 'addRejection'>;

/** Parses a file and hands its records to the writer and the extractors; `finish` gives the facts. Errors of the parser are thrown. */
export function takeRecords(file: RecordsToTake, format: Format, writer: RecordTaker, context: TakeContext) {
  const { extractors, knowledge, log, cancellation, onParsed, place } = context;
  const cite = citeFrom(file);
  const running = runExtractors(extractors, { cite, knowledge }, (id, error) => {
    const incident = incidentOf(id, file.entry.sha256);
    log.error(`${incident} extractor ${id}`, error);
    return message('store.gap.extractor-failed', { extractor: id, incident });
  });
  const zones = new Set<ZoneName>();
  const keyCitations: Citation[] = [];
  const missing: Message[] = [];
  let records = 0;
  for (const item of parsedBy(format, file.input)) {
    if (item.type === 'rejected') {
      reject(writer, item);
      continue;
    }
    const record = place(item.record, file.path);
    const seq = writer.addRecord(record);
    running.add(record, seq);
    const lack = format.missing?.(record) ?? null;
    if (lack !== null && missing.length < mostMissing) missing.push(lack);
    if (record.time) zones.add(record.time.zone);
    if (keyCitations.length < mostKeyCitations && isKeyRecord(record)) keyCitations.push(cite({ ...record, seq }, keyLine(record)));
    records += 1;
    if (records % recordsPerCheck === 0) {
      cancellation.check();
      onParsed(item.record.place.offset, records);
    }
  }
  onParsed(file.entry.size, records);
  return { records, zones, keyCitations, missing, finish: running.finish };
}

function reject(writer: RecordTaker, item: Extract<Parsed, { type: 'rejected' }>): void {
  writer.addRejection({ line: item.line, reason: item.reason, excerpt: clipText(item.excerpt, excerptLength) });
}

function keyLine(record: NewRecord): number | undefined {
  const at = record.text.split(/\r\n|\r|\n/).findIndex(namesKey);
  return at < 0 ? undefined : Math.min(record.place.line + at, record.place.endLine);
}

/** A file kept as text or, when it is none, as bytes. `rejecting` is the format whose rejections are told beside it. */
function writePlain(file: FileToWrite, formatId: string, rejecting: Format | null, context: WriteContext): WrittenSource {
  const isText = file.entry.encoding !== 'binary';
  const writer = context.session.writer(file.id, isText ? 'lines' : 'records');
  try {
    for (const item of rejecting ? parsedBy(rejecting, file.input) : []) if (item.type === 'rejected') reject(writer, item);
    const keyCitations = isText && file.entry.secretsRemoved > 0 ? keyLines(file) : [];
    const kept = { format: formatId, storage: isText ? 'lines' : 'binary', zone: 'none', head: isText ? file.head : '' } as const;
    return { summary: writer.commit(summaryOf(file, kept, context)), troubles: [], keyCitations };
  } catch (error) {
    writer.rollback();
    throw error;
  }
}

function keyLines(file: FileToWrite): Citation[] {
  const found: Citation[] = [];
  for (const line of readLines(file.entry.bytes, file.entry.encoding)) {
    if (namesKey(line.text)) found.push(citeLine(file, line.number, line.text));
    if (found.length === mostKeyCitations) break;
  }
  return found;
}

type Kept = Pick<SourceSummary, 'format' | 'storage' | 'zone' | 'head'>;

function summaryOf({ id, path, entry }: FileToWrite, kept: Kept, { clock }: WriteContext): Omit<SourceSummary, 'records' | 'rejected'> {
  const { sha256, size, encoding, secretsRemoved } = entry;
  return { ...kept, id, path, sha256, size, encoding, secretsRemoved, importedAtMs: clock.nowMs() };
}

function headOf(text: string | null): string {
  const lines = (text ?? '').split(/\r\n|\r|\n/, headLines);
  return lines
    .map((line) => clipText(line, headLineLength))
    .join('\n')
    .trimEnd();
}
