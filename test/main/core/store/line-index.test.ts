import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inheritedFlag, levelOf } from '#core/store/columns.ts';
import { buildLineIndex } from '#core/store/line-index.ts';
import type { ByteSource } from '#core/ports.ts';

const nowMs = Date.UTC(2026, 10, 23);

function bytesOf(content: Uint8Array | string): ByteSource {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}

function offsets(content: Uint8Array | string, encoding = 'utf-8'): number[] {
  return [...(buildLineIndex(bytesOf(content), encoding, nowMs).columns.offset ?? [])];
}

function days(text: string): number[] {
  return [...buildLineIndex(bytesOf(text), 'utf-8', nowMs).columns.time].map((t) => new Date(t).getUTCDate());
}

function utf16(text: string, encoding: 'utf-16le' | 'utf-16be'): Uint8Array {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return encoding === 'utf-16le' ? bytes : bytes.swap16();
}

describe('where lines start', () => {
  it.each([
    ['LF', 'a\nbb\nc', [0, 2, 5]],
    ['LF at the end makes no further line', 'a\nbb\n', [0, 2]],
    ['CRLF', 'a\r\nbb\r\n', [0, 3]],
    ['CR', 'a\rbb\rc', [0, 2, 5]],
    ['empty lines', 'a\n\n\r\n\rb', [0, 2, 3, 5, 6]],
    ['a byte order mark belongs to no line', '\uFEFFa\nb', [3, 5]],
    ['nothing', '', []],
  ])('%s', (_name, text, expected) => {
    expect(offsets(text)).toEqual(expected);
  });

  it.each(['utf-16le', 'utf-16be'] as const)('%s', (encoding) => {
    expect(offsets(utf16('a\r\nb\u0a0ac\nd', encoding), encoding)).toEqual([2, 8, 16]);
  });

  it('lines longer than a block of 4 MiB, broken between CR and LF at its edge', () => {
    const text = `${'x'.repeat((4 << 20) - 1)}\r\nsecond\r\n${'y'.repeat(9 << 20)}\nlast`;
    expect(offsets(text)).toEqual([0, (4 << 20) + 1, (4 << 20) + 9, (4 << 20) + 9 + (9 << 20) + 1]);
  });

  it('agrees with splitting the text, whatever it is', () => {
    const parts = fc.array(fc.constantFrom('a', 'é', '漢', '\n', '\r', '\r\n', ' ', '2016-03-18T13:26:02Z '), { maxLength: 60 });
    fc.assert(
      fc.property(parts, (list) => {
        const text = list.join('');
        const lines = text.split(/\r\n|\r|\n/);
        if (lines.at(-1) === '') lines.pop();
        const found = offsets(text).map(
          (at) =>
            Buffer.from(text)
              .subarray(at)
              .toString('utf8')
              .split(/\r\n|\r|\n/, 1)[0],
        );
        expect(found).toEqual(lines);
      }),
    );
  });
});

describe('time and level of lines', () => {
  const log = [
    'header without a time',
    '2016-03-18T13:26:02Z gw charon: INFO started',
    '    at continuation',
    '2016-03-18T13:26:03Z gw charon: ERROR no proposal chosen',
    '2016-03-18T22:26:04+09:00 kernel.warn: link',
  ].join('\n');
  const { columns, zone } = buildLineIndex(bytesOf(log), 'utf-8', nowMs);

  it('lines without a time inherit the one before, lines before the first have none', () => {
    const t = Date.UTC(2016, 2, 18, 13, 26);
    expect([...columns.time]).toEqual([Number.NaN, t + 2000, t + 2000, t + 3000, t + 4000]);
    expect([...columns.flags].map((f) => (f & inheritedFlag) !== 0)).toEqual([false, false, true, false, false]);
  });

  it('levels come from whole words near the start', () => {
    expect([...columns.flags].map(levelOf)).toEqual([null, 'information', null, 'error', 'warning']);
  });

  it('the source has the weakest zone that its lines have', () => {
    expect(zone).toBe('offset');
    expect(buildLineIndex(bytesOf('Mar 18 13:26:02 a\n2016-03-18T13:26:02Z b'), 'utf-8', nowMs).zone).toBe('unknown');
    expect(buildLineIndex(bytesOf('no time'), 'utf-8', nowMs).zone).toBe('none');
  });

  it.each([
    ['terror is no error', 'terror alert-free zone', 'critical'],
    ['error_code is no level', 'error_code=5 ok', null],
    ['the first word decides', 'warning: an error occurred', 'warning'],
    ['far from the start it is text', `${'x '.repeat(100)}error`, null],
  ])('%s', (_name, line, level) => {
    const found = buildLineIndex(bytesOf(line), 'utf-8', nowMs).columns.flags[0] ?? 0;
    expect(levelOf(found)).toBe(level);
  });

  it('decides the order of day and month once for the file', () => {
    expect(days('1/2/2016 13:00:00 a\n13/2/2016 13:00:00 b')).toEqual([1, 13]);
    expect(days('1/2/2016 1:00:00 PM a\n2/13/2016 1:00:00 PM b')).toEqual([2, 13]);
  });

  it('reads UTF-16 as it reads UTF-8', () => {
    for (const encoding of ['utf-16le', 'utf-16be'] as const) {
      const wide = buildLineIndex(bytesOf(utf16(log, encoding)), encoding, nowMs);
      expect([...wide.columns.time]).toEqual([...columns.time]);
      expect([...wide.columns.flags]).toEqual([...columns.flags]);
    }
  });

  it('takes any bytes in any encoding: no crash, offsets rise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'shift_jis'), (bytes, encoding) => {
        const found = offsets(bytes, encoding);
        expect(found).toEqual([...new Set(found)].toSorted((a, b) => a - b));
        expect(found.every((at) => at < bytes.length)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
