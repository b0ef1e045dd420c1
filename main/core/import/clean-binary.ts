import { chunkBytes, chunkMagic, fileHeaderBytes, fileMagic, readChunkHeader } from '../evtx/headers.ts';
import { repairChecksums } from '../evtx/repair-checksums.ts';
import { hasMagic } from '../evtx/bytes.ts';
import { createHintSearch } from './hint-search.ts';
import type { SecretKeeper } from '../secrets/secrets.ts';

export type CleanedBytes = { readonly bytes: Uint8Array; readonly removed: number };

/** A piece of any other binary file; a key that lies across the border of two such pieces is the one thing not seen. */
const pieceBytes = 16 << 20;

/** Words beside a key in an event; every chunk holds words such as "key" or an address, so these are narrower than those for other files. */
const mayHoldKey = createHintSearch([
  'haredK',
  'haredk',
  'haredS',
  'hareds',
  'hared-',
  'hared_',
  'hared ',
  'HARED',
  'psk',
  'Psk',
  'PSK',
  'AccountKey',
  'earer ',
  'sig=',
  'ssword=',
  'ssword:',
  "ssword '",
  'ssword "',
  'lientSecret',
  'lient_secret',
  'ecret":',
  'ecret =',
  'ecret=',
  'uthorizationK',
  'ecureStr',
  'asdial ',
  '/user:',
  '/pass:',
  'isakmp key',
  'ike policy',
  'key ascii',
  'ENCO KEY',
  're-share',
  'reshare',
]);

const captureMagics = [
  '\u00d4\u00c3\u00b2\u00a1',
  '\u00a1\u00b2\u00c3\u00d4',
  '\u004d\u003c\u00b2\u00a1',
  '\u00a1\u00b2\u003c\u004d',
  '\u000a\u000d\u000d\u000a',
];

/** Where the chunks of an event log begin, also of one whose header was destroyed; null for any other file. */
function firstChunkOf(head: Uint8Array): number | null {
  if (holds(head, 0, fileMagic) || holds(head, fileHeaderBytes, chunkMagic)) return fileHeaderBytes;
  return holds(head, 0, chunkMagic) ? chunkBytes : null;
}

function holds(head: Uint8Array, at: number, magic: string): boolean {
  return head.length >= at + magic.length && hasMagic(head, at, magic);
}

/** Event logs and captures: read by their structure, so that one full of texts must not pass for a text. */
export function isStructured(head: Uint8Array): boolean {
  return firstChunkOf(head) !== null || captureMagics.some((magic) => holds(head, 0, magic));
}

/** One chunk of an event log: replaced in place, with its checksums set again so that the log stays whole. */
function cleanChunk(chunk: Uint8Array, secrets: SecretKeeper, path: string): CleanedBytes {
  if (!mayHoldKey(chunk)) return { bytes: chunk, removed: 0 };
  const before = readChunkHeader(chunk);
  const cleaned = secrets.clean(chunk, 'binary', path);
  if (cleaned.removed === 0 || before === null) return cleaned;
  const bytes = Uint8Array.from(cleaned.bytes);
  repairChecksums(bytes, before);
  return { bytes, removed: cleaned.removed };
}

/** Cuts a stream into pieces: the first of `first` bytes, the others of `rest`. */
async function* recut(chunks: AsyncIterable<Uint8Array>, first: number, rest: number): AsyncGenerator<Uint8Array> {
  let want = first;
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let left = chunk;
    while (size + left.length >= want) {
      parts.push(left.subarray(0, want - size));
      left = left.subarray(want - size);
      yield parts.length === 1 ? parts[0]! : Buffer.concat(parts);
      [want, parts, size] = [rest, [], 0];
    }
    if (left.length > 0) parts.push(left);
    size += left.length;
  }
  if (size > 0) yield Buffer.concat(parts);
}

/**
 * Cleans a file that is no text: keys and tokens in it, in ASCII or UTF-16, are overwritten in place, so that lengths and structure stay.
 * Event logs are gone through chunk by chunk, as no record crosses a chunk; memory is bounded by one piece.
 */
export async function* cleanBinary(
  head: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
  secrets: SecretKeeper,
  path: string,
): AsyncGenerator<CleanedBytes> {
  async function* all(): AsyncGenerator<Uint8Array> {
    yield head;
    yield* rest;
  }
  const firstChunk = firstChunkOf(head);
  if (firstChunk !== null) {
    for await (const chunk of recut(all(), firstChunk, chunkBytes)) yield cleanChunk(chunk, secrets, path);
  } else {
    for await (const piece of recut(all(), pieceBytes, pieceBytes)) yield secrets.clean(piece, 'binary', path);
  }
}
