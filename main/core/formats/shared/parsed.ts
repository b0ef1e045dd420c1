import { message, type Message } from '#shared/model/message.ts';
import type { RecordData } from '#shared/model/record-data.ts';
import type { Parsed, TextLine } from '../format.ts';

const maxExcerpt = 200;
const headLines = 300;
const tailLines = 40;

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

/** Gathers the lines of a unit; of a very long one (a `ping -t` over night) the text keeps the beginning and the end. */
export type UnitLines = { readonly add: (line: TextLine) => void; readonly unit: () => Unit };

export function collectLines(first: TextLine): UnitLines {
  const head: string[] = [first.text];
  let tail: string[] = [];
  let left = 0;
  let last = first;
  const add = (line: TextLine): void => {
    last = line;
    if (head.length < headLines) {
      head.push(line.text);
      return;
    }
    tail.push(line.text);
    if (tail.length > tailLines * 10) {
      left += tail.length - tailLines;
      tail = tail.slice(-tailLines);
    }
  };
  const unit = (): Unit => {
    const gap = left > 0 ? ['…'] : [];
    const text = [...head, ...gap, ...tail].join('\n').trimEnd();
    return { line: first.number, endLine: last.number, offset: first.offset, text };
  };
  return { add, unit };
}
