import { describe, expect, it } from 'vitest';
import { ExpectedError } from '#shared/api/result.ts';
import { createParseInput, createSample, decodeText, readAllText } from '#core/text/text.ts';
import { encodeAs, sourceOf } from './encode.ts';

describe('decodeText', () => {
  it.each(['utf-8', 'utf-16le', 'utf-16be'])('leaves out the byte order mark of %s', (encoding) => {
    expect(decodeText(encodeAs('\ufeff接続', encoding), encoding)).toBe('接続');
  });

  it('reads the euro sign and quotation marks of Windows-1252, which ISO 8859-1 has not', () => {
    expect(decodeText(Buffer.from([0x80, 0x93, 0x94]), 'windows-1252')).toBe('€“”');
  });
});

describe('readAllText', () => {
  it('refuses a text over 64 MiB without reading it', () => {
    const source = {
      size: 64 * 1024 * 1024 + 1,
      read: () => {
        throw new Error('must not be read');
      },
    };
    expect(() => readAllText(source, 'utf-8')).toThrow(ExpectedError);
    expect(() => readAllText(source, 'utf-8')).toThrow('file-too-large');
  });
});

describe('createParseInput', () => {
  it('gives the lines and the text of a file, as often as asked', () => {
    const input = createParseInput('a.txt', 'shift_jis', sourceOf(encodeAs('接続\r\n失敗', 'shift_jis')));
    expect(input.text()).toBe('接続\r\n失敗');
    expect([...input.lines()]).toEqual([...input.lines()]);
    expect([...input.lines()].map((line) => line.text)).toEqual(['接続', '失敗']);
  });
});

describe('createSample', () => {
  it('holds the first 64 KiB, without the character that the border cuts', () => {
    const bytes = Buffer.from(`x${'接'.repeat(40_000)}`);
    const sample = createSample('a.txt', sourceOf(bytes), 'utf-8');
    expect([sample.path, sample.size, sample.bytes.length]).toEqual(['a.txt', bytes.length, 65_536]);
    expect(sample.text).toBe(`x${'接'.repeat(21_845)}`);
  });

  it('has no text for binary content', () => {
    expect(createSample('a.bin', sourceOf(Buffer.alloc(10)), 'binary').text).toBeNull();
  });
});
