import type { NewRecord, Parsed, TextLine } from '../format.ts';
import { plainRecord } from './device-data.ts';

/**
 * Reads one shape of a device's text among others: terminal logs hold several commands, one after another. A reader keeps what belongs
 * together until its end.
 */
export type DeviceReader = {
  /** Records that the line completes (none while a block goes on); null when the line is not of this shape. */
  readonly take: (line: TextLine) => readonly NewRecord[] | null;
  /** Ends an open block, because another reader goes on or the text ends. */
  readonly close?: () => readonly NewRecord[];
  /** What can only be said at the end of the text. */
  readonly finish?: () => readonly NewRecord[];
};

/** Lines that a block may hold; a listing that goes on longer is no listing. */
export const maxBlockLines = 2000;

function asParsed(records: readonly NewRecord[] | undefined): Parsed[] {
  return (records ?? []).map((record) => ({ type: 'record', record }));
}

/** Gives each line to the first reader that knows it; a line that none knows stays as it is. Blank lines end nothing and are left out. */
export function* readDeviceText(lines: Iterable<TextLine>, readers: readonly DeviceReader[]): Generator<Parsed> {
  let active: DeviceReader | null = null;
  for (const line of lines) {
    if (line.text.trim() === '') continue;
    // The reader of the line before goes first, so that a block keeps its lines together.
    let reader: DeviceReader | null = active;
    let taken = active?.take(line) ?? null;
    for (let i = 0; taken === null && i < readers.length; i += 1) {
      if (readers[i] === active) continue;
      reader = readers[i]!;
      taken = reader.take(line);
    }
    if (taken === null) reader = null;
    if (reader !== active) yield* asParsed(active?.close?.());
    active = reader;
    yield* asParsed(taken ?? [plainRecord(line)]);
  }
  yield* asParsed(active?.close?.());
  for (const reader of readers) yield* asParsed(reader.finish?.());
}

/** The text of a line behind the prompt of a terminal: `FW1 # `, `FW1 (root) $ `, `admin@PA-VM(active)> `, `[root@gw ~]# `. */
export function withoutPrompt(text: string): string {
  return text.replace(/^(?:\[?[\w.@~:/-]{1,80}(?: ~)?\]?(?: ?\([\w./ -]{1,40}\))? ?[#$>]) {0,8}(?=\S)/, '');
}
