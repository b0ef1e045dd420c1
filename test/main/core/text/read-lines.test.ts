import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TextLine } from '#core/formats/format.ts';
import { decodeText, readLines } from '#core/text/text.ts';
import { encodeAs, sourceOf } from './encode.ts';

const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'shift_jis', 'windows-1252', 'gb18030'];

function linesOf(bytes: Uint8Array, encoding: string): TextLine[] {
  return [...readLines(sourceOf(bytes), encoding)];
}

describe('readLines', () => {
  it.each([
    ['LF', 'a\nb\n', ['a', 'b']],
    ['CRLF', 'a\r\nb\r\n', ['a', 'b']],
    ['CR', 'a\rb\r', ['a', 'b']],
    ['all three', 'a\r\nb\nc\rd', ['a', 'b', 'c', 'd']],
    ['no break at the end', 'a\nb', ['a', 'b']],
    ['empty lines', '\n\r\n\r\r\n', ['', '', '', '']],
    ['an empty file', '', []],
  ])('ends lines at %s', (_name, text, expected) => {
    for (const encoding of encodings) expect(linesOf(encodeAs(text, encoding), encoding).map((line) => line.text)).toEqual(expected);
  });

  it('numbers lines from 1 and gives the byte offset of each', () => {
    expect(linesOf(Buffer.from('é\r\nab\nc'), 'utf-8')).toEqual([
      { number: 1, offset: 0, text: 'é' },
      { number: 2, offset: 4, text: 'ab' },
      { number: 3, offset: 7, text: 'c' },
    ]);
  });

  it.each([
    ['utf-8', 3],
    ['utf-16le', 2],
    ['utf-16be', 2],
  ])('leaves the byte order mark of %s out of the first line', (encoding, offset) => {
    expect(linesOf(encodeAs('\ufeff接続\nb', encoding), encoding)[0]).toEqual({ number: 1, offset, text: '接続' });
  });

  it('does not break UTF-16 lines at characters that contain the byte of a line break', () => {
    const text = '上\u0a00\u000b《ਊ\u0d0a\nb';
    for (const encoding of ['utf-16le', 'utf-16be']) {
      expect(linesOf(encodeAs(text, encoding), encoding).map((line) => line.text)).toEqual(['上\u0a00\u000b《ਊ\u0d0a', 'b']);
    }
  });

  it('does not break CP932 lines at the second byte of a character', () => {
    const text = '表示ソース\n能力';
    expect(linesOf(encodeAs(text, 'shift_jis'), 'shift_jis').map((line) => line.text)).toEqual(['表示ソース', '能力']);
  });

  it('shows the odd byte at the end of a cut UTF-16 file as damaged', () => {
    expect(linesOf(Buffer.concat([Buffer.from('ab', 'utf16le'), Buffer.from([0x42])]), 'utf-16le')[0]?.text).toBe('ab\ufffd');
  });

  it.each(encodings)('finds the same lines in %s whether they lie in one block or over several', (encoding) => {
    const line = encoding === 'windows-1252' ? 'Größe der Verbindung: 12 é' : '接続に失敗しました: 809 表';
    const breaks = ['\r\n', '\n', '\r'];
    // Lines of growing length, so that breaks and characters fall on the block borders in many ways.
    const texts = Array.from({ length: 3000 }, (_, index) => `${index} ${line.repeat(1 + (index % 97))}`);
    const bytes = encodeAs(texts.map((text, index) => text + breaks[index % 3]).join(''), encoding);
    expect(bytes.length).toBeGreaterThan(2 * 1024 * 1024);
    const lines = linesOf(bytes, encoding);
    expect(lines.map((found) => found.text)).toEqual(texts);
    expect(lines.map((found) => found.number)).toEqual(texts.map((_, index) => index + 1));
    for (const [index, found] of lines.entries()) {
      const end = lines[index + 1]?.offset ?? bytes.length;
      expect(decodeText(bytes.subarray(found.offset, end), encoding).trimEnd()).toBe(found.text);
    }
  });

  it.each(encodings)('cuts an over-long line of %s into pieces of one number without losing or splitting a character', (encoding) => {
    const text = (encoding === 'windows-1252' ? 'Größe ' : '𝄞'.repeat(encoding.startsWith('utf') ? 1 : 0) + '表示 接続 ').repeat(400_000);
    const bytes = encodeAs(`${text}\nafter`, encoding);
    const lines = linesOf(bytes, encoding);
    const pieces = lines.filter((line) => line.number === 1);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.map((piece) => piece.text).join('')).toBe(text);
    expect(lines.at(-1)).toEqual({ number: 2, offset: bytes.length - encodeAs('after', encoding).length, text: 'after' });
    for (const [index, piece] of pieces.entries())
      expect((lines[index + 1]?.offset ?? 0) - piece.offset).toBeLessThanOrEqual(1024 * 1024 + 2);
  });

  it('holds no more than one block, however large the file', () => {
    const size = 3 * 1024 ** 3;
    const line = Buffer.from(`${'x'.repeat(1_000_000)}\n`);
    let largest = 0;
    const source = {
      size,
      read: (offset: number, length: number) => {
        largest = Math.max(largest, length);
        return Buffer.alloc(Math.min(length, size - offset), line.subarray(0, 100_000)).fill(10, 0, 1);
      },
    };
    let count = 0;
    for (const found of readLines(source, 'utf-8')) {
      count += found.text.length > 0 ? 1 : 0;
      if (count > 5) break;
    }
    expect(largest).toBeLessThanOrEqual(4 * 1024 * 1024);
  });

  it('yields for any text the pieces between its line breaks', () => {
    const text = fc
      .array(fc.constantFrom('a', 'é', '接', '続', '\n', '\r', '\r\n', ' ', '0'), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'gb18030'), (content, encoding) => {
        const expected = content.split(/\r\n|\n|\r/u);
        if (expected.at(-1) === '') expected.pop();
        expect(linesOf(encodeAs(content, encoding), encoding).map((line) => line.text)).toEqual(expected);
      }),
    );
  });

  it('ends for any bytes in any encoding, with offsets that grow', () => {
    const anyEncoding = fc.constantFrom(...encodings, 'binary', 'euc-kr', 'big5', 'ibm866', 'ibm850');
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), anyEncoding, (bytes, encoding) => {
        let last = -1;
        for (const line of readLines(sourceOf(bytes), encoding)) {
          expect(line.offset).toBeGreaterThan(last);
          expect(line.text.isWellFormed()).toBe(true);
          last = line.offset;
        }
        expect(last).toBeLessThan(Math.max(bytes.length, 1));
      }),
    );
  });
});
