import { orderMs, packFlags, zoneCode } from './columns.ts';
import type { BlockNumbers, BlockWords, RecordBlock } from './record-block.ts';
import { mostBlockRecords, mostBlockText, numbersIn, numbersLength } from './record-block.ts';
import type { StoredRecord } from './stored-record.ts';

/** A finished block, and its columns beside their encoding. Texts and data are views of room that the next record overwrites. */
export type EmitBlock = (block: RecordBlock, columns: { readonly numbers: BlockNumbers; readonly words: BlockWords }) => void;

/** Gathers records into blocks. `add` and `flush` hand finished ones to `emit`. */
export type BlockWriter = { readonly add: (record: StoredRecord) => void; readonly flush: () => void };

export function createBlockWriter(emit: EmitBlock): BlockWriter {
  const roomBytes = new ArrayBuffer(numbersLength(mostBlockRecords));
  const room = numbersIn(roomBytes, mostBlockRecords);
  const lists = { provider: wordList(), kind: wordList(), who: wordList(), what: wordList(), title: wordList() };
  const texts = textRoom();
  const data = textRoom();
  let count = 0;

  function flush(): void {
    if (count === 0) return;
    const { provider, kind, who, what, title } = lists;
    const words = { provider: provider.take(), kind: kind.take(), who: who.take(), what: what.take(), title: title.take() };
    // A full block lies in its columns as it is to be stored.
    const bytes = count === mostBlockRecords ? roomBytes.slice() : packed(room, count);
    const numbers = numbersIn(bytes, count);
    emit(
      { count, words: JSON.stringify(words), numbers: new Uint8Array(bytes), texts: texts.take(), data: data.take() },
      { numbers, words },
    );
    count = 0;
  }

  return {
    add: (record) => {
      const { time, place } = record;
      const i = count;
      room.time[i] = orderMs(time);
      room.zoneOffset[i] = time?.offsetMinutes ?? 0;
      room.flags[i] = packFlags(record.level, zoneCode[time === null ? 'none' : time.zone], false);
      room.code[i] = record.code ?? Number.NaN;
      room.line[i] = place.line;
      room.endLine[i] = place.endLine;
      room.offset[i] = place.offset;
      room.eventId[i] = record.eventId ?? -1;
      room.provider[i] = lists.provider.numberOf(record.provider);
      room.kind[i] = lists.kind.numberOf(record.kind);
      room.who[i] = lists.who.numberOf(record.who);
      room.what[i] = lists.what.numberOf(record.what);
      room.title[i] = lists.title.numberOf(record.title);
      room.timeLength[i] = time === null ? 0 : texts.add(time.text);
      room.textLength[i] = texts.add(record.text);
      room.dataLength[i] = data.add(record.data);
      count += 1;
      if (count === mostBlockRecords || texts.length() + data.length() >= mostBlockText) flush();
    },
    flush,
  };
}

/** Numbers words in the order in which they come. */
function wordList() {
  let numbers = new Map<string, number>();
  return {
    numberOf: (word: string | null): number => {
      if (word === null) return 0;
      const known = numbers.get(word);
      if (known !== undefined) return known;
      numbers.set(word, numbers.size + 1);
      return numbers.size;
    },
    take: (): string[] => {
      const words = [...numbers.keys()];
      numbers = new Map();
      return words;
    },
  };
}

const textBytes = 4 * mostBlockText;
/** Below this a text is given the most room that it could take, which is quicker than measuring it. */
const shortText = 4096;

/** Bytes of texts one after the other. */
function textRoom() {
  let room = Buffer.allocUnsafeSlow(textBytes);
  let length = 0;

  function widen(bytes: number): void {
    const wider = Buffer.allocUnsafeSlow(2 * bytes);
    room.copy(wider, 0, 0, length);
    room = wider;
  }

  return {
    length: () => length,
    /** Returns how many bytes the text takes. */
    add: (text: string): number => {
      if (text === '') return 0;
      const most = length + (text.length <= shortText ? 3 * text.length : Buffer.byteLength(text));
      if (most > room.length) widen(most);
      const written = room.write(text, length, 'utf8');
      length += written;
      return written;
    },
    /** What was added since the last time, up to the next one. */
    take: (): Uint8Array => {
      const taken = room.subarray(0, length);
      if (room.length > textBytes) room = Buffer.allocUnsafeSlow(textBytes);
      length = 0;
      return taken;
    },
  };
}

/** The first `count` of every column, without the room behind them. */
function packed(room: BlockNumbers, count: number): ArrayBuffer {
  const buffer = new ArrayBuffer(numbersLength(count));
  const numbers = numbersIn(buffer, count);
  const from = Object.values(room);
  Object.values(numbers).forEach((column, i) => column.set(from[i]!.subarray(0, count)));
  return buffer;
}
