import { TextDecoder } from 'node:util';
import { decode850 } from './oem-850.ts';

/** What is used of a `TextDecoder`; code page 850 has one of our own. */
type Decoder = { readonly decode: (bytes?: Uint8Array, options?: { readonly stream?: boolean }) => string };

const decoders = new Map<string, Decoder>();
const own: ReadonlyMap<string, Decoder> = new Map([['ibm850', { decode: (bytes = new Uint8Array()) => decode850(bytes) }]]);

function create(label: string, options: { readonly ignoreBOM?: boolean; readonly fatal?: boolean } = {}): Decoder {
  return own.get(label) ?? new TextDecoder(label, options);
}

/** A shared decoder that replaces what it cannot read with U+FFFD and keeps a byte order mark; creating one per line would cost more than decoding it. */
export function decoderFor(encoding: string): Decoder {
  const known = decoders.get(encoding);
  if (known) return known;
  const decoder = create(labelOf(encoding), { ignoreBOM: true });
  decoders.set(encoding, decoder);
  return decoder;
}

/** Binary content is still shown when somebody asks for its lines: each byte becomes one character. */
export function labelOf(encoding: string): string {
  return encoding === 'binary' ? 'windows-1252' : encoding;
}

/** Decodes a whole buffer, without its byte order mark; what cannot be read becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  return create(labelOf(encoding)).decode(bytes);
}

/** Decodes the beginning of a text; a character cut at the end of `head` is left out rather than shown as damaged. */
export function decodeHead(head: Uint8Array, encoding: string): string {
  return create(labelOf(encoding)).decode(head, { stream: true });
}

/** The text when every byte of `head` is valid in `encoding` (a character cut at its end aside), else null. */
export function decodeStrictly(head: Uint8Array, encoding: string): string | null {
  try {
    return create(encoding, { fatal: true }).decode(head, { stream: true });
  } catch {
    return null;
  }
}

/** Length of the byte order mark that belongs to `encoding` at the start of `bytes`, 0 without one. */
export function bomLength(bytes: Uint8Array, encoding: string): number {
  if (encoding === 'utf-8') return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  if (encoding === 'utf-16le') return bytes[0] === 0xff && bytes[1] === 0xfe ? 2 : 0;
  if (encoding === 'utf-16be') return bytes[0] === 0xfe && bytes[1] === 0xff ? 2 : 0;
  return 0;
}
