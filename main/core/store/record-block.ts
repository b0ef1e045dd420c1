/**
 * How records are stored: not each in a row of its own but many as one block. Handing a value to SQLite costs far more than storing
 * it, and a record has a dozen; a block of records has five. Inside, a column stands after the other: numbers as numbers, words
 * that repeat as numbers of a list, texts in one piece with the length of each. A block is read by itself: lists of the viewer read the
 * blocks that their rows stand in, the search reads all of them in turn.
 */
export type RecordBlock = {
  readonly count: number;
  /** JSON of `BlockWords`. */
  readonly words: string;
  /** The columns of `numbersIn`, one after the other. */
  readonly numbers: Uint8Array;
  /** UTF-8: of each record its time as it is written and its text. */
  readonly texts: Uint8Array;
  /** UTF-8: of each record its data. */
  readonly data: Uint8Array;
};

/** Columns whose values repeat; a number of the list of their words counts from one, zero is null. */
export const wordColumns = ['provider', 'kind', 'who', 'what', 'title'] as const;
export type WordColumn = (typeof wordColumns)[number];

/** For every such column the words that occur in it. */
export type BlockWords = Readonly<Record<WordColumn, readonly string[]>>;

/**
 * Most records of a block, and the most text before it is closed. Larger ones are written no faster; of smaller ones a list reads
 * less that it does not show.
 */
export const mostBlockRecords = 64;
export const mostBlockText = 64 << 10;

/** The numbers of a block: views into one buffer, widest first, so that each is aligned. Little-endian. */
export type BlockNumbers = {
  /** Time, flags and event id as `SourceColumns` has them. */
  readonly time: Float64Array;
  readonly zoneOffset: Float64Array;
  /** NaN for none. */
  readonly code: Float64Array;
  readonly line: Float64Array;
  readonly endLine: Float64Array;
  readonly offset: Float64Array;
  readonly eventId: Int32Array;
  /** Lengths in bytes. */
  readonly timeLength: Uint32Array;
  readonly textLength: Uint32Array;
  readonly dataLength: Uint32Array;
  readonly flags: Uint8Array;
} & Readonly<Record<WordColumn, Uint16Array>>;

const [wide, middle, narrow] = [6, 4, wordColumns.length];

export function numbersLength(count: number): number {
  return count * (8 * wide + 4 * middle + 2 * narrow + 1);
}

/** The columns of `count` records in a buffer of `numbersLength(count)` bytes. */
export function numbersIn(buffer: ArrayBuffer, count: number): BlockNumbers {
  const afterWide = 8 * wide * count;
  const afterMiddle = afterWide + 4 * middle * count;
  const f64 = (i: number): Float64Array => new Float64Array(buffer, 8 * i * count, count);
  const u32 = (i: number): Uint32Array => new Uint32Array(buffer, afterWide + 4 * i * count, count);
  const u16 = (i: number): Uint16Array => new Uint16Array(buffer, afterMiddle + 2 * i * count, count);
  return {
    time: f64(0),
    zoneOffset: f64(1),
    code: f64(2),
    line: f64(3),
    endLine: f64(4),
    offset: f64(5),
    eventId: new Int32Array(buffer, afterWide, count),
    timeLength: u32(1),
    textLength: u32(2),
    dataLength: u32(3),
    provider: u16(0),
    kind: u16(1),
    who: u16(2),
    what: u16(3),
    title: u16(4),
    flags: new Uint8Array(buffer, afterMiddle + 2 * narrow * count, count),
  };
}
