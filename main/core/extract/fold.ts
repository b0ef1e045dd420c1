import type { Citation } from '#shared/model/analysis.ts';
import type { Span } from '#shared/model/fact.ts';
import type { Cite, PlacedRecord } from './extractor.ts';
import { decisiveLines } from './observed.ts';

/** Counts like events and keeps what a citation needs: the first three records and the latest, never all of them. */
export type Fold = {
  readonly add: (record: PlacedRecord) => void;
  readonly count: () => number;
  readonly span: () => Span;
  readonly citations: (cite: Cite) => Citation[];
};

const keptFirst = 3;

function timeOf(record: PlacedRecord): number | null {
  return record.time === null ? null : (record.time.utcMs ?? record.time.localMs);
}

/** Cites the line of an event that holds its error code (binary data as bytes or hex, or the number itself), else the event. */
function citeCode(record: PlacedRecord, cite: Cite): Citation {
  const { data } = record;
  if (data.kind !== 'windows-event' || data.code === null) return cite(record);
  const hex = data.dataBytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const bytes = data.dataBytes.length > 0 ? `{${data.dataBytes.join(', ')}` : null;
  const isHex = (line: string): boolean => hex !== '' && line.toLowerCase().includes(hex);
  const line = decisiveLines(record, [bytes, isHex, String(data.code)])[0];
  return cite(record, line);
}

/**
 * Folds records into one count and span. "First" and "last" go by time, because `Get-EventLog` prints the newest first;
 * records without a time leave the span as it is.
 */
export function fold(): Fold {
  const first: PlacedRecord[] = [];
  let count = 0;
  let earliest: PlacedRecord | null = null;
  let latest: PlacedRecord | null = null;
  let last: PlacedRecord | null = null;
  let utc = true;
  const add = (record: PlacedRecord): void => {
    count += 1;
    if (first.length < keptFirst) first.push(record);
    last = record;
    const time = timeOf(record);
    if (time === null) return;
    utc &&= record.time?.utcMs !== null;
    if (earliest === null || time < (timeOf(earliest) ?? time)) earliest = record;
    if (latest === null || time >= (timeOf(latest) ?? time)) latest = record;
  };
  const span = (): Span => ({
    firstMs: earliest === null ? null : timeOf(earliest),
    lastMs: latest === null ? null : timeOf(latest),
    firstText: earliest?.time?.text ?? '',
    lastText: latest?.time?.text ?? '',
    utc: earliest !== null && utc,
  });
  const citations = (cite: Cite): Citation[] => {
    const end = latest ?? last;
    const kept = end === null || first.includes(end) ? first : [...first, end];
    return kept.map((record) => citeCode(record, cite));
  };
  return { add, count: () => count, span, citations };
}
