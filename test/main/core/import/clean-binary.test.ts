import { describe, expect, it } from 'vitest';
import { cleanBinary } from '#core/import/clean-binary.ts';
import { createSecretKeeper } from '#core/secrets/secrets.ts';
import { chunkBytes, chunkMagic, fileHeaderBytes, fileMagic } from '#core/evtx/headers.ts';
import { shapes } from '../secrets/shapes.ts';

const key = 'Zq7Xw9Rt2Lm4Kv8N';
const encodings = ['latin1', 'utf16le'] as const;

async function* nothing(): AsyncGenerator<Uint8Array> {}

/** A text as one of the strings of an event log, cleaned as an import does it. */
async function cleanedLog(text: Buffer): Promise<Buffer> {
  const file = Buffer.alloc(fileHeaderBytes + chunkBytes);
  file.write(fileMagic, 0, 'latin1');
  file.write(chunkMagic, fileHeaderBytes, 'latin1');
  text.copy(file, fileHeaderBytes + 601);
  const pieces: Uint8Array[] = [];
  for await (const { bytes } of cleanBinary(file, nothing(), createSecretKeeper(), 'x.evtx')) pieces.push(bytes);
  return Buffer.concat(pieces);
}

function cleanedBinary(text: Buffer): Uint8Array {
  const around = Buffer.alloc(64);
  return createSecretKeeper().clean(Buffer.concat([around, text, around]), 'binary', 'x.bin').bytes;
}

/** What tells a key by the file that it stands in, or by the table above it, cannot be told of a string among others. */
const needsItsFile = new Set([
  'file of one token named psk',
  'file of one token named shared key',
  'shared-key show JSON',
  'shared-key JSON named by its path',
  'Japanese label',
  'CSV column',
  'CSV column for Excel',
  'CSV column between bars, with a quoted type',
]);

describe.each(encodings)('strings in %s between other bytes', (encoding) => {
  const texts = shapes.map(({ name, make, encoded }) => ({ name, encoded, text: Buffer.from(make(key), encoding) }));
  const plain = texts.filter(({ name, encoded, text }) => !encoded && !needsItsFile.has(name) && text.includes(Buffer.from(key, encoding)));

  it.each(plain)('$name: no key is left in a binary file, nor in an event log', async ({ text }) => {
    const bytes = Buffer.from(key, encoding);
    expect(Buffer.from(cleanedBinary(text)).includes(bytes)).toBe(false);
    expect((await cleanedLog(text)).includes(bytes)).toBe(false);
  });
});
