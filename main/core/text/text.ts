import { ExpectedError } from '#shared/api/result.ts';
import type { ParseInput, Sample } from '../formats/format.ts';
import type { ByteSource } from '../ports.ts';
import { decodeHead, decodeText } from './decoders.ts';
import { readLines } from './read-lines.ts';
import { shownText } from './terminal.ts';

export { decodeText } from './decoders.ts';
export { detectEncoding } from './detect-encoding.ts';
export { readLines } from './read-lines.ts';

/** Encoding label as TextDecoder knows it ('utf-8', 'utf-16le', 'utf-16be', 'shift_jis', 'windows-1252' …), 'ibm850', or 'binary'. */
export type Encoding = string;

const sampleBytes = 64 * 1024;
const maxWholeTextBytes = 64 * 1024 * 1024;

/** The whole text of a file, as a terminal shows it; throws ExpectedError('file-too-large') over 64 MiB. */
export function readAllText(bytes: ByteSource, encoding: Encoding): string {
  if (bytes.size > maxWholeTextBytes) throw new ExpectedError('file-too-large');
  return shownText(decodeText(bytes.read(0, bytes.size), encoding));
}

/** What a parser gets of a file whose encoding is known. */
export function createParseInput(path: string, encoding: Encoding, bytes: ByteSource): ParseInput {
  return { path, encoding, bytes, lines: () => readLines(bytes, encoding), text: () => readAllText(bytes, encoding) };
}

/** What detectors get of a file: its first 64 KiB, decoded unless it is binary, and as a terminal shows it. */
export function createSample(path: string, bytes: ByteSource, encoding: Encoding): Sample {
  const head = bytes.read(0, sampleBytes);
  return { path, size: bytes.size, bytes: head, text: encoding === 'binary' ? null : shownText(decodeHead(head, encoding)) };
}
