import { array, assert, constantFrom, oneof, property, string, uint8Array } from 'fast-check';
import { expect } from 'vitest';
import type { Format } from '#core/formats/format.ts';
import type { RecordData } from '#shared/model/record-data.ts';
import { readBytes, readText, variants, type Read } from './parse-text.ts';

/** Holds a format to the same records in every encoding and with every end of line; gives them. */
export function sameInEveryEncoding(format: Format, text: string): readonly RecordData[] {
  const data = ({ records }: Read): RecordData[] => records.map((r) => r.data);
  const expected = data(readText(format, text));
  for (const { name, bytes } of variants(text)) expect(data(readBytes(format, bytes)), name).toEqual(expected);
  return expected;
}

type Pieces = {
  readonly samples: readonly { readonly text: string }[];
  /** Starts and ends of structures, which the lines of the samples do not break often enough. */
  readonly more?: readonly string[];
  readonly mostParts: number;
  readonly runs: number;
  readonly mostBytes: number;
};

/** Reads lines of the samples in any order with any text between them, which `holds` looks at, and any bytes: nothing throws. */
export function readAnything(format: Format, pieces: Pieces, holds: (read: Read, text: string) => void = () => undefined): void {
  const { samples, more = [], mostParts, runs, mostBytes } = pieces;
  const piece = constantFrom(...samples.flatMap((s) => s.text.split('\n')), ...more);
  assert(
    property(array(oneof(piece, string()), { maxLength: mostParts }), (parts) => {
      const text = parts.join('\n');
      holds(readText(format, text), text);
    }),
    { numRuns: runs },
  );
  assert(
    property(uint8Array({ maxLength: mostBytes }), (bytes) => readBytes(format, bytes).score <= 1),
    { numRuns: 100 },
  );
}

/** The lines of a text that are not blank. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
}

/** Every line is in some record. */
export function expectNoLineLost({ records }: Read, text: string): void {
  const kept = new Set(records.flatMap((r) => linesOf(r.text)));
  for (const line of linesOf(text)) expect(kept).toContain(line);
}

/** Every line is in one record, once, in whatever order. */
export function expectEveryLineOnce({ records }: Read, text: string): void {
  expect(records.flatMap((r) => linesOf(r.text)).toSorted()).toEqual(linesOf(text).toSorted());
}
