import { zoneOf, inheritedFlag } from '#core/store/columns.ts';
import type { SourceColumns } from '#core/store/columns.ts';
import { createLineTimeReader } from '#core/store/line-time.ts';
import type { RecordTime } from '#shared/model/record.ts';
import { decoderFor } from '#core/text/decoders.ts';
import type { CasePaths } from './case-paths.ts';
import type { OpenBytes } from './file-bytes.ts';
import { openFileBytesIfThere } from './file-bytes.ts';
import type { IndexedSource } from './record-index.ts';

const mostOpenFiles = 32;
/** A time stands within this many characters of a line. */
const timePrefix = 80;

/** Reads lines of the case's line sources from their bytes, keeping the files used last open. */
export type LineText = {
  /** The line without its break, cut to about `maxBytes`; '' when the bytes are gone. */
  readonly read: (source: IndexedSource, seq: number, maxBytes: number) => string;
  readonly bytes: (source: IndexedSource) => OpenBytes;
  readonly close: () => void;
};

export function createLineText(paths: CasePaths): LineText {
  const open = new Map<string, OpenBytes>();

  function bytes({ summary: { sha256 } }: IndexedSource): OpenBytes {
    const known = open.get(sha256);
    open.delete(sha256);
    const file = known ?? openFileBytesIfThere(paths.source(sha256));
    open.set(sha256, file);
    const [oldest] = open.keys();
    if (open.size > mostOpenFiles && oldest !== undefined) {
      open.get(oldest)?.close();
      open.delete(oldest);
    }
    return file;
  }

  return {
    bytes,
    read: (source, seq, maxBytes) => {
      const [start, end] = lineRange(source, seq);
      const text = decoderFor(source.summary.encoding).decode(bytes(source).read(start, Math.min(end - start, maxBytes)));
      if (end - start > maxBytes) return text.replace(/\uFFFD$/, '');
      return text.replace(/(?:\r\n|\r|\n)$/, '');
    },
    close: () => {
      for (const file of open.values()) file.close();
      open.clear();
    },
  };
}

/** Byte range of a line with its break. */
export function lineRange({ columns, summary }: IndexedSource, seq: number): readonly [number, number] {
  const start = columns.offset?.[seq] ?? summary.size;
  return [start, columns.offset?.[seq + 1] ?? summary.size];
}

const readers = [false, true].map((dayFirst) => createLineTimeReader({ nowMs: Date.UTC(2100, 0), dayFirst }));

const prefix = new Uint8Array(timePrefix);

/** The time as it is written at the start of a line; the columns have its value. */
function writtenTime(line: string): string {
  const length = Math.min(timePrefix, line.length);
  for (let i = 0; i < length; i += 1) prefix[i] = Math.min(255, line.charCodeAt(i));
  for (const reader of readers) if (reader.read(prefix, 0, length)) return line.slice(reader.start, reader.end);
  return '';
}

/** The time of a line; its `text` is empty when it was taken over from a line before. */
export function timeOfLine(columns: SourceColumns, seq: number, line: string): RecordTime | null {
  const flags = columns.flags[seq] ?? 0;
  const zone = zoneOf(flags);
  const ms = columns.time[seq] ?? Number.NaN;
  if (zone === 'none' || Number.isNaN(ms)) return null;
  const offset = columns.zoneOffset[seq] ?? 0;
  return {
    utcMs: zone === 'unknown' ? null : ms,
    localMs: ms + offset * 60_000,
    offsetMinutes: zone === 'unknown' ? null : offset,
    zone,
    text: (flags & inheritedFlag) === 0 ? writtenTime(line) : '',
  };
}
