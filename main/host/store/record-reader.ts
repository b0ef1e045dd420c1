import { z } from 'zod';
import { ExpectedError } from '#shared/api/result.ts';
import type { RecordDetail, RecordRow } from '#shared/model/record.ts';
import type { Format } from '#core/formats/format.ts';
import { clipText, rowTextLength } from '#core/store/clip-text.ts';
import { levelOf } from '#core/store/columns.ts';
import { shownLine } from '#core/text/terminal.ts';
import type { SqliteDatabase } from './database.ts';
import type { LineText } from './line-text.ts';
import { orDamaged } from './or-damaged.ts';
import { lineRange, timeOfLine } from './line-text.ts';
import type { IndexedSource, RecordIndex } from './record-index.ts';
import { sourceOfRow } from './record-index.ts';
import { createBlockFinder } from './record-blocks.ts';
import { toRecordRow } from './record-rows.ts';

/** Checks and outcomes that cite a record, by source and sequence number. */
export type Citations = ReadonlyMap<string, ReadonlyMap<number, RecordDetail['citedBy']>>;

/** Enough for the longest row text in any encoding, with room for leading marks. */
const rowBytes = 2048;
/** Longest line shown in full. */
const mostLineBytes = 4 << 20;

/** Reads rows of the case's one record list, whichever way their sources are held. */
export function createRecordReader(db: SqliteDatabase, lines: LineText, formats: readonly Format[]) {
  const find = createBlockFinder(db);

  function lineRow(source: IndexedSource, seq: number, where: Pick<RecordRow, 'position' | 'cited'>): RecordRow {
    const text = lines.read(source, seq, rowBytes);
    return {
      ...where,
      sourceId: source.summary.id,
      seq,
      time: timeOfLine(source.columns, seq, text),
      level: levelOf(source.columns.flags[seq] ?? 0),
      what: null,
      text: clipText(shownLine(text), rowTextLength),
      who: null,
      code: null,
      line: seq + 1,
    };
  }

  /** Rows in the order given; `start` is the position of the first. */
  function page(index: RecordIndex, rows: Uint32Array, start: number, cited: Citations): RecordRow[] {
    const places = [...rows].map((row) => {
      const source = sourceOfRow(index, row);
      return { source, seq: row - source.base };
    });
    return places.map(({ source, seq }, i) => {
      const where = { position: start + i, cited: cited.get(source.summary.id)?.has(seq) ?? false };
      if (source.summary.storage === 'lines') return lineRow(source, seq, where);
      const { block, i: at } = find(source.firstRecord + seq);
      return orDamaged(() => toRecordRow(block.record(at), { ...where, sourceId: source.summary.id, seq }));
    });
  }

  function detail(index: RecordIndex, source: IndexedSource, seq: number, cited: Citations): RecordDetail {
    const [row] = page(index, Uint32Array.of(source.base + seq), -1, cited);
    if (!row) throw new ExpectedError('not-found', { what: 'record' });
    const { path, sha256, format } = source.summary;
    const common = { ...row, path, sha256, format, citedBy: cited.get(source.summary.id)?.get(seq) ?? [] };
    if (source.summary.storage === 'lines') {
      const [offset] = lineRange(source, seq);
      const original = lines.read(source, seq, mostLineBytes);
      return { ...common, place: { line: row.line, endLine: row.line, offset }, kind: 'line', fields: [], original };
    }
    const { block, i } = find(source.firstRecord + seq);
    const { kind, place, text } = block.record(i);
    const anew = formats.find((f) => f.id === format)?.reread?.(lines.bytes(source), place);
    const fields = fieldsOf(anew ? JSON.stringify(anew.data) : block.data(i) || '{}');
    return { ...common, place, kind, fields, original: anew?.original ?? text };
  }

  return { page, detail };
}

/** The decoded data of a record as names and values; what the source does not say (null) is left out. */
function fieldsOf(data: string): { name: string; value: string }[] {
  const fields = z.record(z.string(), z.json()).parse(JSON.parse(data));
  return Object.entries(fields)
    .filter(([name, value]) => name !== 'kind' && value !== null && !(name === 'strings' && 'data' in fields))
    .flatMap(([name, value]) => namedValues(value) ?? [{ name, value: valueText(value) }]);
}

const NamedValues = z.array(z.strictObject({ name: z.string(), value: z.string() })).min(1);

/** The values of an event under their own names, numbered where they have none; null for any other data. */
function namedValues(value: z.infer<ReturnType<typeof z.json>>): { name: string; value: string }[] | null {
  const { data } = NamedValues.safeParse(value);
  return data?.map((v, i) => ({ name: v.name === '' ? String(i + 1) : v.name, value: v.value })) ?? null;
}

function valueText(value: z.infer<ReturnType<typeof z.json>>): string {
  if (Array.isArray(value) && value.every((v) => typeof v !== 'object')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}
