import type { TextLine } from '../formats/format.ts';
import type { ByteSource } from '../ports.ts';

/** Encoding label as TextDecoder knows it ('utf-8', 'utf-16le', 'utf-16be', 'shift_jis', 'windows-1252' …), or 'binary'. */
export type Encoding = string;

/** Judges the first bytes of a file (up to 64 KiB): BOM, NUL parity, valid UTF-8, valid CP932, else a Windows code page; 'binary' when it is no text. */
export declare function detectEncoding(head: Uint8Array): Encoding;

/** Decodes a whole buffer, without its byte order mark. */
export declare function decodeText(bytes: Uint8Array, encoding: Encoding): string;

/** Lines with their byte offsets, one block in memory at a time; CRLF, LF and CR end a line; over-long lines are cut at 1 MiB. */
export declare function readLines(bytes: ByteSource, encoding: Encoding): Iterable<TextLine>;
