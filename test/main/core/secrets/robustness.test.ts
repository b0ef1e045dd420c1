import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanText } from '#core/secrets/scan.ts';
import { createSecretKeeper, findSecrets } from '#core/secrets/secrets.ts';
import { forms } from './encodings.ts';
import { shapes } from './shapes.ts';
import { hangMs } from '../../../helpers/hang.ts';

const printable = Array.from({ length: 94 }, (_, i) => String.fromCharCode(33 + i));
const any = fc.string({ unit: fc.constantFrom(...printable, ' ', 'é', '日', '鍵'), minLength: 6, maxLength: 60 });
const noSpace = fc.string({ unit: fc.constantFrom(...printable), minLength: 6, maxLength: 60 });
const token = fc.string({
  unit: fc.constantFrom(...Array.from('ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz0123456789#!%^*+/=_@.?')),
  minLength: 8,
  maxLength: 60,
});
const keys = { any: any.map((k) => `Q${k.trim()}z7`), 'no-space': noSpace.map((k) => `Q${k}z7`), token: token.map((k) => `Q${k}z7`) };

describe('random printable keys are removed exactly', () => {
  it.each(shapes)('$name', (shape) => {
    fc.assert(
      fc.property(keys[shape.keys], (key) => {
        const found = scanText(shape.make(key), shape.path ?? 'f.txt').filter((f) => f.state !== 'masked');
        expect(found.map((f) => f.value)).toEqual([key]);
      }),
      { numRuns: 60 },
    );
  });
});

const words = [
  '"sharedKey"',
  'sharedKey',
  'SharedKey         : ',
  '"value": "',
  'psk',
  'psk=',
  'psk:',
  'pre-shared-key ',
  'set psksecret ',
  '\\"psk\\":\\"',
  '"',
  "'",
  '\\',
  ': ',
  '=',
  ' ',
  '\n',
  '\r\n',
  '<pre-shared-key>',
  '<',
  'password=',
  '-SharedKey ',
  '$psk = ',
  "@'\n",
  '{',
  '}',
  '[',
  'az network vpn-connection shared-key show -n a\n',
  'shared-key set ',
  '----\n',
  'SharedKey\n---------\n',
  '-----BEGIN RSA PRIVATE KEY-----',
  'eyJ',
  'Bearer ',
  '://a:',
  '@',
  'sig=',
  '"id": "/connections/a/sharedKey"',
  ',',
  ';',
  'Value\n',
  'data:    Value   : ',
  '`\n',
  ' : PSK ',
  'PS C:\\> ',
  '日本',
  '#',
];

const mega = (unit: string) => unit.repeat(Math.ceil(500_000 / unit.length));

describe('hostile text', () => {
  it('never throws, and finds ranges in order within the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })), { maxLength: 60 }),
        fc.constantFrom('a.txt', 'psk.txt', 'shared-key.json', 'x.ps1'),
        (parts, path) => {
          const text = parts.join('');
          let last = 0;
          for (const span of findSecrets(text, path)) {
            expect(span.start).toBeGreaterThanOrEqual(last);
            expect(span.end).toBeGreaterThan(span.start);
            last = span.end;
          }
          expect(last).toBeLessThanOrEqual(text.length);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ...words,
    '"psk": "x", ',
    'psk: a\n',
    '\\\\',
    'Name : x\nSharedKey : y\n',
    '"a":{"sharedKey":"x"},',
    'SharedKey\n--\nabc\n',
    'net use x ',
    '# psk',
    '"value":"x",',
    'pre-shared-key address ',
    'a psk b ',
    '"id":"',
    "$a='b';",
  ])('takes linear time on half a megabyte of %j', (unit) => {
    const start = performance.now();
    findSecrets(mega(unit), 'a.txt');
    findSecrets(`"sharedKey": ${mega(unit)}`, 'shared-key.txt');
    expect(performance.now() - start).toBeLessThan(hangMs);
  });
});

async function* inChunks(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
}

async function streamed(bytes: Uint8Array, encoding: string, size: number): Promise<{ bytes: Buffer; removed: number }> {
  const parts: Uint8Array[] = [];
  let removed = 0;
  for await (const part of createSecretKeeper().cleanStream(inChunks(bytes, size), encoding, 'big.txt')) {
    parts.push(part.bytes);
    removed += part.removed;
  }
  return { bytes: Buffer.concat(parts), removed };
}

describe('large files in a stream', () => {
  const key = 'CanaryKEY7q9Zx3Vb5N';
  const block = `${'2026-11-22 10:00:00 an ordinary line of a log that says nothing\n'.repeat(3000)}Name              : cn1\nSharedKey         : ${key.slice(0, 9)}\n                    ${key.slice(9)}\nProvisioningState : Succeeded\n\n`;
  it.each([
    ['utf-8', 65_536],
    ['utf-8', 777],
    ['utf-16le', 100_001],
    ['utf-16be', 300_000],
    ['shift_jis', 65_536],
  ])('%s in chunks of %d bytes gives what cleaning at once gives', async (encoding, size) => {
    const wide = encoding.startsWith('utf-16');
    const text = block.repeat(wide ? 12 : 20);
    const bytes = wide ? Buffer.from(text, 'utf16le') : Buffer.from(text);
    if (encoding === 'utf-16be') bytes.swap16();
    const whole = createSecretKeeper().clean(bytes, encoding, 'big.txt');
    const parts = await streamed(bytes, encoding, size);
    expect(parts.removed).toBe(whole.removed);
    expect(parts.bytes.equals(whole.bytes)).toBe(true);
    for (const form of [...forms(key), ...forms(key.slice(9))]) expect(parts.bytes.includes(form)).toBe(false);
  });

  it('finds keys in one line of many megabytes', async () => {
    const item = `{"name":"cn","properties":{"sharedKey":"${key}","note":"${'x'.repeat(5000)}"}},`;
    const bytes = Buffer.from(`[${item.repeat(900)}{}]`);
    const parts = await streamed(bytes, 'utf-8', 65_536);
    expect(parts.removed).toBe(900);
    expect(parts.bytes.includes(key)).toBe(false);
    expect(JSON.parse(parts.bytes.toString())).toHaveLength(901);
  });

  it('gives back other files byte by byte', async () => {
    const bytes = Buffer.from('a plain line with 日本語\r\n'.repeat(150_000));
    expect((await streamed(bytes, 'utf-8', 65_536)).bytes.equals(bytes)).toBe(true);
  });
});
