import { message, type Message } from '#shared/model/message.ts';
import type { RecordData } from '#shared/model/record-data.ts';
import type { Parsed, TextLine } from '../format.ts';

const maxExcerpt = 200;
const maxLines = 20_000;
const keptLines = 2000;
/** No reader here skips more lines than this inside a unit. */
const maxGap = 200;

/** Where a unit stands and its original text. */
export type Unit = { readonly line: number; readonly endLine: number; readonly offset: number; readonly text: string };

/** A record without time and level, which most configuration and reachability outputs lack. */
export function recordOf(unit: Unit, data: RecordData, shown: { readonly what: Message | null; readonly who: string | null }): Parsed {
  const place = { line: unit.line, endLine: unit.endLine, offset: unit.offset };
  return { type: 'record', record: { place, time: null, level: null, what: shown.what, who: shown.who, data, text: unit.text } };
}

export function rejected(line: number, reasonKey: string, text: string): Parsed {
  return { type: 'rejected', line, reason: message(reasonKey), excerpt: text.trimStart().slice(0, maxExcerpt) };
}

/**
 * Gathers the lines of a unit, so that line n of the text is line n of its place: skipped blank lines are filled in.
 * A very long unit (a `ping -t` over weeks) is placed at its last lines, where its statistics stand.
 */
export type UnitLines = { readonly add: (line: TextLine) => void; readonly unit: () => Unit };

export function collectLines(first: TextLine): UnitLines {
  let lines: TextLine[] = [first];
  const add = (line: TextLine): void => {
    const last = lines.at(-1)!;
    for (let number = last.number + 1; number < line.number && number < last.number + maxGap; number += 1) {
      lines.push({ number, offset: last.offset, text: '' });
    }
    lines.push(line);
    if (lines.length > maxLines) lines = lines.slice(-keptLines);
  };
  const unit = (): Unit => {
    const text = lines.map((l) => l.text).join('\n');
    return { line: lines[0]!.number, endLine: lines.at(-1)!.number, offset: lines[0]!.offset, text };
  };
  return { add, unit };
}
