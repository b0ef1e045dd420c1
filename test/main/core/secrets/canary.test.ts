import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { createSecretKeeper, findSecrets, secretMarker } from '#core/secrets/secrets.ts';
import { scanText } from '#core/secrets/scan.ts';
import { encodings, forms } from './encodings.ts';
import { shapes } from './shapes.ts';

const canary = 'CanaryKEY7q9Zx3Vb5N';
const awkward = { any: `Ca"na'ry\\7#q9 $x3é日本`, 'no-space': `Ca"na'ry\\7#q9$x3é日本`, token: 'Ca#nary/7+q9=x3' };

describe('a key in every shape is found as exactly its value', () => {
  it.each(shapes)('$name', (shape) => {
    for (const key of [canary, awkward[shape.keys]]) {
      const text = shape.make(key);
      const clear = scanText(text, shape.path ?? 'file.txt').filter((f) => f.state !== 'masked');
      expect(clear.map((f) => f.value)).toEqual([key]);
      expect(clear[0]!.side).toBe(shape.side);
      if (shape.connection) expect(clear[0]!.connection).toBe(shape.connection);
      if (!shape.encoded) expect(findSecrets(text, shape.path ?? 'file.txt')[0]).toMatchObject({ side: shape.side });
    }
  });
});

describe.each(encodings)('no form of the key is left in $name', ({ label, encode }) => {
  it.each(shapes)('$name', (shape) => {
    for (const key of [canary, awkward[shape.keys]]) {
      const wholeFile = shape.path !== undefined || shape.name.startsWith('CSV column');
      const before = label === 'windows-1252' ? 'Schlüssel für\n' : '日本語の行\n';
      const bytes = encode((wholeFile ? '' : before) + shape.make(key));
      if (!bytes) continue;
      const cleaned = createSecretKeeper().clean(bytes, label, shape.path ?? 'file.txt');
      expect(cleaned.removed).toBe(1);
      const stored = Buffer.from(cleaned.bytes);
      for (const form of forms(key)) expect(stored.includes(form)).toBe(false);
      const text = new TextDecoder(label).decode(stored);
      expect(text).toContain(secretMarker);
      expect(text.split('\n').length).toBe(new TextDecoder(label).decode(bytes).split('\n').length);
    }
  });
});

describe('cleaning', () => {
  it('changes nothing but the key', () => {
    for (const shape of shapes.filter((s) => !s.encoded)) {
      const marked = shape.make(canary).replace(canary, secretMarker);
      const cleaned = createSecretKeeper().clean(Buffer.from(shape.make(canary)), 'utf-8', shape.path ?? 'f.txt');
      if (shape.name !== 'Format-List, wrapped') expect(Buffer.from(cleaned.bytes).toString()).toBe(marked);
    }
  });
  it('finds nothing more in what it cleaned', () => {
    for (const shape of shapes) {
      const once = createSecretKeeper().clean(Buffer.from(shape.make(canary)), 'utf-8', shape.path ?? 'f.txt').bytes;
      const twice = createSecretKeeper().clean(once, 'utf-8', shape.path ?? 'f.txt');
      expect(twice.removed).toBe(0);
      expect(twice.bytes).toBe(once);
    }
  });
  it('finds UTF-16 that PowerShell appended to an ASCII file, and ASCII appended to UTF-16', () => {
    const line = `SharedKey         : ${canary}\r\n`;
    const asciiFirst = Buffer.concat([Buffer.from('first line\r\n'), Buffer.from(line, 'utf16le')]);
    const wideFirst = Buffer.concat([Buffer.from('\uFEFFfirst line\r\n', 'utf16le'), Buffer.from(line)]);
    for (const [bytes, label] of [
      [asciiFirst, 'utf-8'],
      [asciiFirst, 'binary'],
      [wideFirst, 'utf-16le'],
    ] as const) {
      const cleaned = createSecretKeeper().clean(bytes, label, 'x.txt');
      expect(cleaned.removed).toBe(1);
      for (const form of forms(canary)) expect(Buffer.from(cleaned.bytes).includes(form)).toBe(false);
    }
  });
  it('keeps lengths in binary content', () => {
    const bytes = Buffer.concat([Buffer.from([0, 1, 2, 3, 255, 254]), Buffer.from(`"sharedKey": "${canary}"`), Buffer.from([0, 0, 0])]);
    const cleaned = createSecretKeeper().clean(bytes, 'binary', 'x.bin');
    expect(cleaned.bytes.length).toBe(bytes.length);
    expect(Buffer.from(cleaned.bytes).includes(canary)).toBe(false);
  });
});
