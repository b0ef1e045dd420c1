import type { Format, NewRecord, Parsed } from '#core/formats/format.ts';
import { createParseInput, createSample, detectEncoding } from '#core/text/text.ts';
import type { RecordData, RecordKind } from '#shared/model/record-data.ts';

function source(bytes: Uint8Array) {
  return { size: bytes.length, read: (offset: number, length: number) => bytes.subarray(offset, offset + length) };
}

export type Read = {
  readonly score: number;
  readonly records: readonly NewRecord[];
  readonly rejected: readonly Extract<Parsed, { type: 'rejected' }>[];
};

/** Detects and parses bytes as the import does, encoding included. */
export function readBytes(format: Format, bytes: Uint8Array): Read {
  const encoding = detectEncoding(bytes.subarray(0, 65536));
  const items = [...format.parse(createParseInput('file.txt', encoding, source(bytes)))];
  return {
    score: format.detect(createSample('file.txt', source(bytes), encoding)),
    records: items.flatMap((item) => (item.type === 'record' ? [item.record] : [])),
    rejected: items.flatMap((item) => (item.type === 'rejected' ? [item] : [])),
  };
}

export function readText(format: Format, text: string): Read {
  return readBytes(format, Buffer.from(text));
}

export function detectText(format: Format, text: string): number {
  const bytes = Buffer.from(text);
  return format.detect(createSample('file.txt', source(bytes), detectEncoding(bytes)));
}

/** The data of the records of one kind. */
export function dataOf<K extends RecordKind>(read: Read, kind: K): Extract<RecordData, { kind: K }>[] {
  return read.records.map((r) => r.data).filter((d): d is Extract<RecordData, { kind: K }> => d.kind === kind);
}

/** The same text as other tools and editors save it. */
export function variants(text: string): { name: string; bytes: Uint8Array }[] {
  const crlf = text.replaceAll('\n', '\r\n');
  const utf16le = Buffer.from(`\uFEFF${crlf}`, 'utf16le');
  return [
    { name: 'LF', bytes: Buffer.from(text) },
    { name: 'CRLF', bytes: Buffer.from(crlf) },
    { name: 'UTF-8 with BOM', bytes: Buffer.from(`\uFEFF${crlf}`) },
    { name: 'UTF-16 LE', bytes: utf16le },
    { name: 'UTF-16 BE', bytes: Buffer.from(utf16le).swap16() },
  ];
}
