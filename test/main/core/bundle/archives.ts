import { crc32, deflateRawSync } from 'node:zlib';
import type { BundleItem, BundleLimits } from '#core/bundle/open-bundle.ts';
import { defaultLimits, openBundle } from '#core/bundle/open-bundle.ts';
import type { Cancellation, InputFile, InputItem } from '#core/ports.ts';

/** Builds archives byte by byte, because no ordinary tool makes the hostile ones. */
export type ZipPart = {
  readonly name: string | Buffer;
  readonly data?: Buffer | string;
  readonly method?: number;
  readonly flags?: number;
  readonly mode?: number;
  /** What the archive claims, where it differs from the truth. */
  readonly size?: number;
  readonly crc?: number;
  readonly compressed?: Buffer;
  /** Points the directory at another entry's header. */
  readonly headerOffset?: number;
  readonly extra?: Buffer;
};

function fields(part: ZipPart): {
  readonly name: Buffer;
  readonly method: number;
  readonly compressed: Buffer;
  readonly crc: number;
  readonly size: number;
} {
  const name = Buffer.from(part.name);
  const data = Buffer.from(part.data ?? '');
  const method = part.method ?? 8;
  const compressed = part.compressed ?? (method === 8 ? deflateRawSync(data) : data);
  return { name, method, compressed, crc: part.crc ?? crc32(data), size: part.size ?? data.length };
}

function common(part: ZipPart, sizes: boolean): Buffer {
  const { name, method, compressed, crc, size } = fields(part);
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE((part.flags ?? 0) | (sizes ? 0 : 8), 2);
  header.writeUInt16LE(method, 4);
  header.writeUInt32LE(sizes ? crc : 0, 10);
  header.writeUInt32LE(sizes ? compressed.length : 0, 14);
  header.writeUInt32LE(sizes ? size : 0, 18);
  header.writeUInt16LE(name.length, 22);
  header.writeUInt16LE(part.extra?.length ?? 0, 24);
  return header;
}

/** A zip file; with `streamed`, sizes follow the data as tools that write to a pipe do it. */
export function zipOf(parts: readonly ZipPart[], options: { readonly streamed?: boolean; readonly directory?: boolean } = {}): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const { name, compressed, crc, size } = fields(part);
    const extra = part.extra ?? Buffer.alloc(0);
    const descriptor = Buffer.alloc(options.streamed ? 16 : 0);
    if (options.streamed) {
      descriptor.writeUInt32LE(0x08074b50, 0);
      descriptor.writeUInt32LE(crc, 4);
      descriptor.writeUInt32LE(compressed.length, 8);
      descriptor.writeUInt32LE(size, 12);
    }
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common(part, !options.streamed), name, extra, compressed, descriptor]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((part.mode ?? 0) * 0x10000, 6);
    tail.writeUInt32LE(part.headerOffset ?? offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x03'), common(part, true), tail, name, extra]));
    files.push(local);
    offset += local.length;
  }
  if (options.directory === false) return Buffer.concat(files);
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...files, list, end]);
}

export type TarPart = { readonly name: string | Buffer; readonly data?: Buffer | string; readonly type?: string; readonly size?: number };

function tarHeader(part: TarPart, size: number): Buffer {
  const header = Buffer.alloc(512);
  Buffer.from(part.name).copy(header, 0, 0, 100);
  header.write('0000644\0', 100, 'latin1');
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.write('        ', 148, 'latin1');
  header.write(part.type ?? '0', 156, 'latin1');
  header.write('ustar\x0000', 257, 'latin1');
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

export function tarOf(parts: readonly TarPart[]): Buffer {
  const blocks = parts.flatMap((part) => {
    const data = Buffer.from(part.data ?? '');
    return [tarHeader(part, part.size ?? data.length), data, Buffer.alloc((512 - (data.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

export function fileInput(name: string, bytes: Uint8Array): InputFile {
  return {
    kind: 'file',
    name,
    open: () => ({ size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length), close: () => {} }),
  };
}

export function folderInput(files: Readonly<Record<string, Uint8Array | string>>): InputItem {
  return {
    kind: 'folder',
    name: 'folder',
    *files() {
      for (const [path, bytes] of Object.entries(files)) yield { path, file: fileInput(path, Buffer.from(bytes)) };
    },
  };
}

export const neverCancelled: Cancellation = { check: () => {} };

/** What a bundle gives: text of each entry, or the key of the reason why it (or the rest of its container) is refused. */
export async function contentsOf(
  input: InputItem,
  limits: Partial<BundleLimits> = {},
): Promise<(readonly [path: string, content: string])[]> {
  const found: (readonly [string, string])[] = [];
  for await (const item of openBundle(input, { limits: { ...defaultLimits, ...limits }, cancellation: neverCancelled }))
    found.push(await contentOf(item));
  return found;
}

async function contentOf(item: BundleItem): Promise<readonly [string, string]> {
  if (item.type === 'refused') return [item.path, reasonOf(item.reason.key)];
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of item.entry.read()) chunks.push(chunk);
  } catch (error) {
    return [item.entry.path, `${Buffer.concat(chunks).toString()}!${reasonOf(error instanceof Error ? error.message : '')}`];
  }
  return [item.entry.path, Buffer.concat(chunks).toString()];
}

function reasonOf(key: string): string {
  return key.replace('bundle.refused.', 'refused: ');
}
