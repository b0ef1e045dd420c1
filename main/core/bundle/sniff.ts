import { parseTarHeader } from './tar-header.ts';

export type ContainerKind = 'zip' | 'gz' | 'tar';

/** Bytes from the start of a file that the functions here want to see. */
export const sniffBytes = 512;

/** Zip, gzip or tar by the first 512 bytes; null for anything else. Names play no part. */
export function sniffContainer(head: Uint8Array): ContainerKind | null {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return 'zip';
  // The marker that archivers leave when a spanned archive fitted one disk (APPNOTE 8.5.4).
  if (startsWith(head, [0x50, 0x4b, 0x30, 0x30, 0x50, 0x4b, 0x03, 0x04])) return 'zip';
  if (startsWith(head, [0x1f, 0x8b, 0x08])) return 'gz';
  return head.length >= sniffBytes && parseTarHeader(head.subarray(0, sniffBytes)) !== null ? 'tar' : null;
}

const foreign: readonly { readonly kind: string; readonly magic: readonly number[] }[] = [
  { kind: '7z', magic: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: 'RAR', magic: [0x52, 0x61, 0x72, 0x21, 0x1a, 0x07] },
  { kind: 'XZ', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { kind: 'Zstandard', magic: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: 'CAB', magic: [0x4d, 0x53, 0x43, 0x46, 0x00, 0x00, 0x00, 0x00] },
  { kind: 'BZip2', magic: [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59] },
];

/** Name of an archive type that cannot be opened here, so that its refusal can say so; null for anything else. */
export function sniffForeignArchive(head: Uint8Array): string | null {
  return foreign.find(({ magic }) => startsWith(head, magic))?.kind ?? null;
}

/** Documents and programs that are zip files inside: their parts are no evidence, so they stay one file. */
export function isPackagedDocument(path: string): boolean {
  return /\.(?:docx|docm|xlsx|xlsm|pptx|vsdx|odt|ods|odp|epub|jar|war|apk|nupkg|vsix|msix|appx|ttcase)$/iu.test(path);
}

function startsWith(head: Uint8Array, magic: readonly number[]): boolean {
  return head.length >= magic.length && magic.every((byte, at) => head[at] === byte);
}
