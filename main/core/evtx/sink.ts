import { Damage } from './bytes.ts';

/** UTF-8 text being written. The buffer grows up to `mostBytes`; beyond, writing throws Damage('expansion'). */
export type Sink = { bytes: Buffer; length: number };

/** The largest record is 64 KiB; a text much larger than it can be comes from a template made to expand. */
const mostBytes = 4 << 20;
const firstBytes = 256 << 10;
/** Up to this length copying in a loop is quicker than a call. */
const shortBytes = 96;

export function createSink(): Sink {
  return { bytes: Buffer.allocUnsafeSlow(firstBytes), length: 0 };
}

/** Makes room for `count` more bytes. */
export function reserve(sink: Sink, count: number): void {
  const needed = sink.length + count;
  if (needed <= sink.bytes.length) return;
  if (needed > mostBytes) throw new Damage('expansion');
  const grown = Buffer.allocUnsafeSlow(Math.min(mostBytes, Math.max(needed, 2 * sink.bytes.length)));
  sink.bytes.copy(grown, 0, 0, sink.length);
  sink.bytes = grown;
}

export function writeBytes(sink: Sink, from: Buffer): void {
  const count = from.length;
  reserve(sink, count);
  const { bytes } = sink;
  const at = sink.length;
  if (count > shortBytes) bytes.set(from, at);
  else for (let i = 0; i < count; i += 1) bytes[at + i] = from[i]!;
  sink.length = at + count;
}

/** Repeats bytes that were written before. */
export function repeatBytes(sink: Sink, start: number, end: number): void {
  reserve(sink, end - start);
  sink.bytes.copyWithin(sink.length, start, end);
  sink.length += end - start;
}

/** Characters that stand for themselves: within tags, where double quotes end a value, and elsewhere. */
export const inAttribute = plainCharacters('"&<>');
export const inText = plainCharacters('&<>');

function plainCharacters(special: string): Uint8Array {
  const isControl = (code: number) => code < 0x20 && code !== 0x09 && code !== 0x0a && code !== 0x0d;
  return Uint8Array.from({ length: 256 }, (_, code) =>
    Number(code < 0x7f && !isControl(code) && !special.includes(String.fromCharCode(code))),
  );
}

/** Writes UTF-16LE code units, escaped for XML. */
export function writeUtf16(sink: Sink, from: Buffer, at: number, chars: number, isPlain: Uint8Array): void {
  // The longest escape (`&quot;`) has six bytes for one unit.
  reserve(sink, 6 * chars);
  const { bytes } = sink;
  let to = sink.length;
  for (let p = at, end = at + 2 * chars; p < end; p += 2) {
    const low = from[p]!;
    if (from[p + 1] === 0 && isPlain[low] === 1) {
      bytes[to] = low;
      to += 1;
      continue;
    }
    const unit = low | (from[p + 1]! << 8);
    const isPair = (unit & 0xfc00) === 0xd800 && p + 2 < end && (from[p + 3]! & 0xfc) === 0xdc;
    if (isPair) p += 2;
    to = writeUnit(bytes, to, isPair ? 0x10000 + ((unit & 0x3ff) << 10) + ((from[p]! | (from[p + 1]! << 8)) & 0x3ff) : unit);
  }
  sink.length = to;
}

/** Writes a string, escaped for XML. */
export function writeText(sink: Sink, text: string, isPlain: Uint8Array): void {
  reserve(sink, 6 * text.length);
  const { bytes } = sink;
  let to = sink.length;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80 && isPlain[unit] === 1) {
      bytes[to] = unit;
      to += 1;
      continue;
    }
    const point = text.codePointAt(i)!;
    if (point > 0xffff) i += 1;
    to = writeUnit(bytes, to, point);
  }
  sink.length = to;
}

const escapes = new Map<number, Buffer>([
  [0x22, Buffer.from('&quot;')],
  [0x26, Buffer.from('&amp;')],
  [0x3c, Buffer.from('&lt;')],
  [0x3e, Buffer.from('&gt;')],
]);

/** A character that is no plain ASCII; what XML 1.0 cannot hold (controls, lone surrogates, U+FFFE) becomes U+FFFD. */
function writeUnit(bytes: Buffer, at: number, point: number): number {
  const escape = escapes.get(point);
  if (escape) {
    bytes.set(escape, at);
    return at + escape.length;
  }
  const isAllowed = point >= 0x20 && (point & 0xfffff800) !== 0xd800 && (point & 0xfffe) !== 0xfffe;
  return writeUtf8(bytes, at, isAllowed ? point : 0xfffd);
}

function writeUtf8(bytes: Buffer, at: number, point: number): number {
  if (point < 0x80) {
    bytes[at] = point;
    return at + 1;
  }
  if (point < 0x800) {
    bytes[at] = 0xc0 | (point >> 6);
    bytes[at + 1] = 0x80 | (point & 0x3f);
    return at + 2;
  }
  if (point < 0x10000) {
    bytes[at] = 0xe0 | (point >> 12);
    bytes[at + 1] = 0x80 | ((point >> 6) & 0x3f);
    bytes[at + 2] = 0x80 | (point & 0x3f);
    return at + 3;
  }
  bytes[at] = 0xf0 | (point >> 18);
  bytes[at + 1] = 0x80 | ((point >> 12) & 0x3f);
  bytes[at + 2] = 0x80 | ((point >> 6) & 0x3f);
  bytes[at + 3] = 0x80 | (point & 0x3f);
  return at + 4;
}

/** The same escaping for texts that are known beforehand. */
export function escapeXml(text: string, isPlain: Uint8Array): string {
  const sink = createSink();
  writeText(sink, text, isPlain);
  return sink.bytes.toString('utf8', 0, sink.length);
}
