import type { ByteSource } from '../ports.ts';
import { bomLength } from '../text/decoders.ts';
import type { Encoding } from '../text/text.ts';
import type { SourceColumns, ZoneName } from './columns.ts';
import { packFlags, zoneCode, zoneCodes, zoneOfSource } from './columns.ts';
import { lineBreaks } from './line-breaks.ts';
import { readLineLevel } from './line-level.ts';
import { createLineTimeReader } from './line-time.ts';

const blockBytes = 4 << 20;
/** Bytes of a line that time and level are looked for in. */
const prefixBytes = 256;
const dateSampleBytes = 1 << 20;

export type LineIndex = { readonly columns: SourceColumns; readonly zone: ZoneName };

/**
 * Builds the columns of a line log in one pass over its bytes. Lines without a time of their own inherit the one of the
 * line before; lines before the first time have none. LF, CRLF and CR end a line.
 */
export function buildLineIndex(bytes: ByteSource, encoding: Encoding, nowMs: number): LineIndex {
  const breaks = lineBreaks(encoding);
  const lines = columnsOfLines(createLineTimeReader({ nowMs, dayFirst: isDayFirst(bytes, encoding) }));
  const ascii = encoding.startsWith('utf-16') ? utf16Prefix(encoding) : null;
  const add = (block: Uint8Array, start: number, end: number, offset: number) => {
    const stop = Math.min(end, start + prefixBytes * breaks.unit);
    if (ascii) {
      const length = ascii.fill(block, start, stop);
      lines.add(ascii.scratch, 0, length, offset);
    } else lines.add(block, start, stop, offset);
  };

  let position = bomLength(bytes.read(0, 4), encoding);
  while (position < bytes.size) {
    const block = bytes.read(position, blockBytes);
    if (block.length === 0) break;
    const atEnd = position + block.length >= bytes.size;
    let start = 0;
    while (start < block.length && breaks.find(block, start, atEnd)) {
      add(block, start, breaks.end, position + start);
      start = breaks.next;
    }
    if (start < block.length && (atEnd || start === 0)) {
      add(block, start, block.length, position + start);
      position = atEnd ? bytes.size : skipRestOfLine(bytes, position + block.length, encoding);
    } else position += start;
  }
  return lines.finish();
}

/** First byte after the break that ends an over-long line, from somewhere inside it. */
function skipRestOfLine(bytes: ByteSource, from: number, encoding: Encoding): number {
  const breaks = lineBreaks(encoding);
  // One unit back: the block before may have ended between CR and LF.
  let position = from - breaks.unit;
  while (position < bytes.size) {
    const block = bytes.read(position, blockBytes);
    if (block.length === 0) break;
    if (breaks.find(block, 0, position + block.length >= bytes.size)) return position + breaks.next;
    position += Math.max(breaks.unit, block.length - breaks.unit);
  }
  return bytes.size;
}

/** Columns of so many lines; they grow together, as this is the hot path of every import of a log. */
function newColumns(lines: number) {
  return {
    time: new Float64Array(lines),
    offset: new Float64Array(lines),
    flags: new Uint8Array(lines),
    zoneOffset: new Int16Array(lines),
  };
}
type LineColumns = ReturnType<typeof newColumns>;

function resized(columns: LineColumns, lines: number): LineColumns {
  const other = newColumns(lines);
  const kept = Math.min(lines, columns.time.length);
  other.time.set(columns.time.subarray(0, kept));
  other.offset.set(columns.offset.subarray(0, kept));
  other.flags.set(columns.flags.subarray(0, kept));
  other.zoneOffset.set(columns.zoneOffset.subarray(0, kept));
  return other;
}

function columnsOfLines(reader: ReturnType<typeof createLineTimeReader>) {
  let columns = newColumns(1024);
  let count = 0;
  let lastMs = Number.NaN;
  let lastZone: number = zoneCode.none;
  let lastOffset = 0;
  const zones = new Set<ZoneName>();
  return {
    add: (bytes: Uint8Array, from: number, to: number, at: number) => {
      const stamped = reader.read(bytes, from, to);
      if (stamped) {
        if (lastZone !== reader.zone) zones.add(zoneCodes[reader.zone] ?? 'none');
        lastZone = reader.zone;
        lastOffset = reader.offsetMinutes;
        lastMs = reader.localMs - lastOffset * 60_000;
      }
      if (count === columns.time.length) columns = resized(columns, 2 * count);
      const { time, offset, flags, zoneOffset } = columns;
      time[count] = lastMs;
      zoneOffset[count] = lastOffset;
      offset[count] = at;
      flags[count] = packFlags(readLineLevel(bytes, stamped ? reader.end : from, to), lastZone, !stamped && lastZone !== zoneCode.none);
      count += 1;
    },
    finish: (): LineIndex => ({
      columns: { count, ...resized(columns, count), eventId: null, provider: null, providers: [] },
      zone: zoneOfSource(zones),
    }),
  };
}

/** Low bytes of UTF-16 text, anything above ASCII as 255, so that one reader serves all encodings. */
function utf16Prefix(encoding: Encoding) {
  const scratch = new Uint8Array(prefixBytes);
  const low = encoding === 'utf-16be' ? 1 : 0;
  return {
    scratch,
    fill: (block: Uint8Array, start: number, end: number): number => {
      let length = 0;
      for (let at = start; at + 1 < end; at += 2) {
        const isAscii = block[at + 1 - low] === 0 && (block[at + low] ?? 0) < 128;
        scratch[length] = isAscii ? (block[at + low] ?? 0) : 255;
        length += 1;
      }
      return length;
    },
  };
}

/** True when the first dates like `18/3/2016` can only be day first; undecided files are read month first, as Windows in English writes them. */
function isDayFirst(bytes: ByteSource, encoding: Encoding): boolean {
  const sample = Buffer.from(bytes.read(0, dateSampleBytes)).toString(encoding === 'utf-16le' ? 'utf16le' : 'latin1');
  for (const match of sample.matchAll(/(?:^|[\r\n])[[" ]*(\d{1,2})\/(\d{1,2})\/\d{4},? /g)) {
    if (Number(match[1]) > 12) return true;
    if (Number(match[2]) > 12) return false;
  }
  return false;
}
