import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeColumns, encodeColumns } from '#core/store/column-file.ts';
import type { SourceColumns } from '#core/store/columns.ts';

const lines: SourceColumns = {
  count: 3, time: Float64Array.of(1, Number.NaN, 3.5), flags: Uint8Array.of(1, 0, 37), zoneOffset: Int16Array.of(0, -450, 540),
  offset: Float64Array.of(0, 10, 5_000_000_000), eventId: null, provider: null, providers: [],
}; // prettier-ignore
const records: SourceColumns = {
  count: 2, time: Float64Array.of(1, 2), flags: Uint8Array.of(1, 2), zoneOffset: Int16Array.of(0, 0),
  offset: null, eventId: Int32Array.of(20227, -1), provider: Uint16Array.of(2, 0), providers: ['RasClient', 'リモート アクセス'],
}; // prettier-ignore

describe('the file of a source’s columns', () => {
  it.each([
    ['lines', lines],
    ['records', records],
    [
      'no record',
      {
        ...records,
        count: 0,
        time: new Float64Array(0),
        flags: new Uint8Array(0),
        zoneOffset: new Int16Array(0),
        eventId: new Int32Array(0),
        provider: new Uint16Array(0),
      },
    ],
  ])('%s come back as they went', (_name, columns) => {
    expect(decodeColumns(encodeColumns(columns), 6_000_000_000)).toEqual(columns);
  });

  it.each([
    ['an offset behind the end of the source', encodeColumns(lines), 4_000_000_000],
    ['offsets that fall', encodeColumns({ ...lines, offset: Float64Array.of(0, 10, 10) }), 100],
    ['a provider that is not listed', encodeColumns({ ...records, provider: Uint16Array.of(3, 0) }), 100],
    ['an empty file', new Uint8Array(0), 100],
    ['a file cut short', encodeColumns(records).subarray(0, -1), 100],
  ])('%s is refused', (_name, file, size) => {
    expect(decodeColumns(file, size)).toBeNull();
  });

  it('any changed byte is noticed', () => {
    const file = encodeColumns(lines);
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = file.slice();
        changed[at] = (changed[at] ?? 0) ^ change;
        expect(decodeColumns(changed, 6_000_000_000)).toBeNull();
      }),
    );
  });
});
