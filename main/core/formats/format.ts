import type { Message } from '#shared/model/message.ts';
import type { Level, Place, RecordTime } from '#shared/model/record.ts';
import type { RecordData } from '#shared/model/record-data.ts';
import type { ByteSource } from '../ports.ts';

/** The beginning of a file, as detectors see it. */
export type Sample = {
  readonly path: string;
  readonly size: number;
  /** First 64 KiB of the stored bytes. */
  readonly bytes: Uint8Array;
  /** The same, decoded; null for binary content. */
  readonly text: string | null;
};

/** A line of decoded text without its line break; `offset` is the byte offset in the stored file, `number` is 1-based. */
export type TextLine = { readonly number: number; readonly offset: number; readonly text: string };

export type ParseInput = {
  readonly path: string;
  readonly encoding: string;
  readonly bytes: ByteSource;
  /** Streams lines; holds one block at a time, so that size does not matter. */
  readonly lines: () => Iterable<TextLine>;
  /** The whole text; throws ExpectedError('file-too-large') over 64 MiB. Use for JSON and the like only. */
  readonly text: () => string;
};

/** A record before the store gave it a sequence number. */
export type NewRecord = {
  readonly place: Place;
  readonly time: RecordTime | null;
  readonly level: Level | null;
  /** One line saying what happened, in words of the catalogue; null shows the first line of the text. */
  readonly what: Message | null;
  /** Who or where: interface, user, peer; shown in the list. */
  readonly who: string | null;
  readonly data: RecordData;
  /** The original text of the record, as stored; for a format with `reread` what the record says in one line. */
  readonly text: string;
  /** What a citation quotes of a record whose text wraps its words in more than a person wants to read, such as a row of JSON. Verbatim. */
  readonly says?: string;
  /** True when `Format.reread` makes the data and the original anew. */
  readonly isRereadable?: boolean;
};

/** A record made anew from the bytes, for a reader who wants all of it. */
export type Reread = { readonly data: RecordData; readonly original: string };

export type Parsed =
  | { readonly type: 'record'; readonly record: NewRecord }
  /** A unit that could not be read: it is counted and shown, never dropped. `line` is null where units have no number. */
  | { readonly type: 'rejected'; readonly line: number | null; readonly reason: Message; readonly excerpt: string };

/**
 * A format: recognised by content alone, parsed by streaming. Each lives in `formats/<id>/format.ts` and exports
 * `format`; the registry is generated from the folders, so adding one touches nothing else.
 */
export type Format = {
  readonly id: string;
  /** 0 (not mine) to 1 (certain: magic or a structure no other format has). Never throws, whatever the bytes. */
  readonly detect: (sample: Sample) => number;
  /** Pure and streaming. Malformed input yields `rejected` items; it never throws for content. */
  readonly parse: (input: ParseInput) => Iterable<Parsed>;
  /**
   * For formats that are no text themselves: makes one record anew from the stored bytes, so that neither its data nor its original
   * need be stored a second time. Null when the bytes no longer give it.
   */
  readonly reread?: (bytes: ByteSource, place: Place) => Reread | null;
  /** For formats whose files keep units that were given up and not overwritten yet: reads those alone, when a person asks for them. */
  readonly carve?: (input: ParseInput) => Iterable<Parsed>;
  /** For formats that tell what the bundle lacks: why, when a record says so. */
  readonly missing?: (record: NewRecord) => Message | null;
};
