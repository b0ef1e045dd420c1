import type { Bytes } from './bytes.ts';
import { u16, u32, u64 } from './bytes.ts';
import type { FileTime } from './file-time.ts';
import { fileTimeWriter, splitFileTime } from './file-time.ts';
import type { Literal, Sink } from './sink.ts';
import { literalOf, plainInQuotes, plainInText, writeLiteral, writePlainAscii, writePlainUtf16, writeText } from './sink.ts';
import { charsWithoutNul, fitting, idBytes, isText, valueType } from './value-types.ts';
import type { ValueReader } from './values.ts';
import { writeId } from './values.ts';
import { writeDecimal, writeHex, writeHexBytes } from './write-value.ts';
import { escapeText, quoteAttribute } from './xml-escape.ts';

/** Writes values as they stand between XML tags; see `writeString` for the commonest type. Throws Damage when the room is used up. */
export type ValueWriter = (sink: Sink, from: Bytes, type: number, at: number, size: number) => void;

export function createValueWriter(values: ValueReader): ValueWriter {
  const time: FileTime = { seconds: 0, ticks: 0 };
  const writeTime = fileTimeWriter();

  function writeFileTime(sink: Sink, from: Bytes, at: number): void {
    const low = u32(from, at);
    const high = u32(from, at + 4);
    splitFileTime(low, high, time);
    if (!writeTime(sink, time)) writeHex(sink, low, high);
  }

  return (sink, from, told, at, size) => {
    const type = fitting(from, told, at, size);
    switch (type) {
      case valueType.uint8:
        writeDecimal(sink, from.bytes[at]!);
        return;
      case valueType.uint16:
        writeDecimal(sink, u16(from, at));
        return;
      case valueType.uint32:
        writeDecimal(sink, u32(from, at));
        return;
      case valueType.uint64:
        if (u32(from, at + 4) >= 0x200000) break;
        writeDecimal(sink, u64(from, at));
        return;
      case valueType.hex32:
      case valueType.hex64:
      case valueType.sizeT:
      case valueType.handle:
      case valueType.sid:
      case valueType.guid:
        writeId(sink, from, type, at, idBytes(from, type, at, size));
        return;
      case valueType.fileTime:
        writeFileTime(sink, from, at);
        return;
      case valueType.binary:
        writeHexBytes(sink, from.bytes, at, size);
        return;
      case valueType.ansi:
        if (writeAnsi(sink, from, at, size)) return;
        break;
      default:
    }
    const text = values.text(from, type, at, size);
    writeText(sink, isText(type) ? escapeText(text) : text);
  };
}

/** Marks of XML by their code; texts are full of `<` and `&` only where they hold markup of their own. */
const entityOf: readonly (Literal | undefined)[] = Array.from({ length: 256 }, (_, code) => {
  const mark = String.fromCharCode(code);
  return '&<>"'.includes(mark) ? literalOf(quoteAttribute(escapeText(mark))) : undefined;
});

/** Writes a value of type string, escaped to stand between XML tags or, with `isQuoted`, in an attribute. */
export function writeString(sink: Sink, from: Bytes, at: number, size: number, isQuoted: boolean): void {
  const { bytes } = from;
  const chars = charsWithoutNul(from, at, size);
  const plain = isQuoted ? plainInQuotes : plainInText;
  let done = writePlainUtf16(sink, from, at, chars, plain);
  while (done < chars) {
    const entity = bytes[at + 2 * done + 1] === 0 ? entityOf[bytes[at + 2 * done]!] : undefined;
    if (!entity) break;
    writeLiteral(sink, entity);
    done += 1 + writePlainUtf16(sink, from, at + 2 * (done + 1), chars - done - 1, plain);
  }
  if (done === chars) return;
  const rest = escapeText(bytes.toString('utf16le', at + 2 * done, at + 2 * chars));
  writeText(sink, isQuoted ? quoteAttribute(rest) : rest);
}

/** Writes a text of ASCII characters alone, escaped; false where it holds any other, with nothing written. */
function writeAnsi(sink: Sink, from: Bytes, at: number, size: number): boolean {
  const { bytes } = from;
  const start = sink.length;
  let end = at + size;
  while (end > at && bytes[end - 1] === 0) end -= 1;
  for (let p = at; p < end;) {
    p += writePlainAscii(sink, from, p, end);
    const entity = p < end ? entityOf[bytes[p]!] : undefined;
    if (p < end && !entity) {
      sink.length = start;
      return false;
    }
    if (entity) writeLiteral(sink, entity);
    p += 1;
  }
  return true;
}
