import { decodeText } from '#core/text/text.ts';

/** Writes text in the encodings that the platform can only read, so that tests can show real words instead of bytes. */
const tables = new Map<string, Map<string, number[]>>();

function tableFor(label: string): Map<string, number[]> {
  const known = tables.get(label);
  if (known) return known;
  const table = new Map<string, number[]>();
  const add = (bytes: number[]): void => {
    const text = decodeText(Uint8Array.from(bytes), label);
    if (Array.from(text).length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
  };
  for (let byte = 0; byte < 256; byte += 1) add([byte]);
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) add([lead, trail]);
  }
  tables.set(label, table);
  return table;
}

export function encodeAs(text: string, label: string): Buffer {
  if (label === 'utf-8') return Buffer.from(text, 'utf8');
  if (label === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (label === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const table = tableFor(label);
  return Buffer.from(
    Array.from(text).flatMap((character) => {
      const bytes = table.get(character);
      if (!bytes) throw new Error(`${label} has no ${character}`);
      return bytes;
    }),
  );
}

export function sourceOf(bytes: Uint8Array): { readonly size: number; readonly read: (offset: number, length: number) => Uint8Array } {
  return { size: bytes.length, read: (offset, length) => bytes.subarray(offset, offset + length) };
}
