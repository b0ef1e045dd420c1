import { Buffer } from 'node:buffer';

function tableOf(label: string): ReadonlyMap<string, readonly number[]> {
  const decoder = new TextDecoder(label);
  const table = new Map<string, readonly number[]>();
  for (let lead = 0; lead < 256; lead++) {
    const one = decoder.decode(Uint8Array.of(lead));
    if (one.length === 1 && one !== '\ufffd') table.set(one, [lead]);
    if (label !== 'shift_jis' || lead < 0x81 || (lead > 0x9f && lead < 0xe0)) continue;
    for (let trail = 0x40; trail < 0xfd; trail++) {
      const two = decoder.decode(Uint8Array.of(lead, trail));
      if (two.length === 1 && two !== '\ufffd' && !table.has(two)) table.set(two, [lead, trail]);
    }
  }
  return table;
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** Text in the bytes of a code page; null when it cannot hold the text. */
function inCodePage(text: string, label: string): Uint8Array | null {
  const table = tables.get(label) ?? tableOf(label);
  tables.set(label, table);
  const bytes = Array.from(text, (c) => table.get(c));
  return bytes.every((b) => b !== undefined) ? Uint8Array.from(bytes.flat()) : null;
}

export type EncodingCase = { readonly name: string; readonly label: string; readonly encode: (text: string) => Uint8Array | null };

export const encodings: readonly EncodingCase[] = [
  { name: 'UTF-8', label: 'utf-8', encode: (t) => Buffer.from(t) },
  { name: 'UTF-8 with BOM', label: 'utf-8', encode: (t) => Buffer.from(`\uFEFF${t}`) },
  { name: 'UTF-16 LE', label: 'utf-16le', encode: (t) => Buffer.from(`\uFEFF${t}`, 'utf16le') },
  { name: 'UTF-16 BE', label: 'utf-16be', encode: (t) => Buffer.from(`\uFEFF${t}`, 'utf16le').swap16() },
  { name: 'UTF-16 LE without BOM', label: 'utf-16le', encode: (t) => Buffer.from(t, 'utf16le') },
  { name: 'CP932', label: 'shift_jis', encode: (t) => inCodePage(t, 'shift_jis') },
  { name: 'Windows-1252', label: 'windows-1252', encode: (t) => inCodePage(t, 'windows-1252') },
];

/** Every form in which a key could survive in stored bytes. */
export function forms(key: string): readonly Buffer[] {
  const texts = [
    key,
    JSON.stringify(key).slice(1, -1),
    key.replaceAll("'", "''"),
    Buffer.from(key).toString('base64'),
    Buffer.from(key, 'utf16le').toString('base64'),
    Buffer.from(key).toString('hex'),
  ];
  return texts.flatMap((t) => [Buffer.from(t), Buffer.from(t, 'utf16le'), Buffer.from(t, 'utf16le').swap16()]);
}
