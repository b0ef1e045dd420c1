import type { TextLine } from '../format.ts';

/**
 * One event as `wevtutil qe /f:text` prints it or the event viewer copies it: labels in the display language, in a fixed
 * order, and the description behind them.
 */
export type TextBlock = {
  readonly line: number;
  readonly endLine: number;
  readonly offset: number;
  readonly text: string;
  readonly head: TextHead;
  readonly description: string;
};

export type TextHead = {
  readonly log: string | null;
  readonly source: string | null;
  readonly time: string | null;
  readonly id: string | null;
  readonly level: string | null;
  readonly user: string | null;
  readonly computer: string | null;
};

type Label = { readonly name: string; readonly value: string };

const wevtutilStart = /^Event ?\[\d{1,10}\]:?\s*$/;
/** First label of a copied event: English, German, French, Russian, Japanese, Spanish, Italian, Portuguese. */
const viewerStart =
  /^(?:Log Name|Protokollname|Nom du journal|Имя журнала|ログの名前|Nombre de registro|Nome registro|Nome do Log) ?[:：]\s*\S/i;
const labelled = /^\s{0,4}([^:：]{1,40}?)\s?[:：]\s*(.*?)\s*$/;
const maxBlockLines = 5000;
const maxHeadLines = 16;

const places = ['log', 'source', 'time', 'id', 'task', 'level'] as const;
const english: Readonly<Record<string, keyof TextHead>> = {
  'log name': 'log',
  source: 'source',
  date: 'time',
  'event id': 'id',
  level: 'level',
  user: 'user',
  computer: 'computer',
};

export function startsBlock(text: string): 'wevtutil' | 'viewer' | null {
  if (text.length > 200) return null;
  if (wevtutilStart.test(text)) return 'wevtutil';
  return viewerStart.test(text) ? 'viewer' : null;
}

/** Labels are English in most languages; where they are not, the first six tell their meaning by their order. */
function readHead(labels: readonly Label[]): TextHead {
  const head: Record<keyof TextHead, string | null> = {
    log: null,
    source: null,
    time: null,
    id: null,
    level: null,
    user: null,
    computer: null,
  };
  const isEnglish = labels.some((l) => l.name.toLowerCase() === 'event id');
  labels.forEach(({ name, value }, i) => {
    const key = isEnglish ? english[name.toLowerCase()] : places[i];
    if (key !== undefined && key !== 'task') head[key] ??= value === '' || value === 'N/A' ? null : value;
  });
  // The computer is the last label before the description in every layout.
  head.computer ??= isEnglish ? null : labels.at(-1)?.value || null;
  return head;
}

function close(lines: readonly TextLine[], kind: 'wevtutil' | 'viewer'): TextBlock | null {
  const labels: Label[] = [];
  let next = kind === 'wevtutil' ? 1 : 0;
  for (; next < lines.length && labels.length < maxHeadLines; next += 1) {
    const match = labelled.exec(lines[next]!.text.slice(0, 4000));
    if (!match) break;
    // A label without a value after the number of the event is the one above the description.
    if (match[2] === '' && labels.length >= 4) {
      next += 1;
      break;
    }
    labels.push({ name: match[1]!, value: match[2]! });
  }
  const end = lines.findLastIndex((l) => l.text.trim() !== '');
  const kept = lines.slice(0, end + 1);
  const head = readHead(labels);
  if (head.id === null || kept.length === 0) return null;
  const first = kept[0]!;
  return {
    line: first.number,
    endLine: kept.at(-1)!.number,
    offset: first.offset,
    text: kept.map((l) => l.text).join('\n'),
    head,
    description: kept
      .slice(next)
      .map((l) => l.text)
      .join('\n')
      .trim(),
  };
}

/** Cuts a text into events; a block that lacks the number of an event comes as its first line. Streams, holds one event. */
export function* readTextBlocks(lines: Iterable<TextLine>): Iterable<TextBlock | TextLine> {
  let open: TextLine[] = [];
  let kind: 'wevtutil' | 'viewer' | null = null;
  function* flush(): Iterable<TextBlock | TextLine> {
    const first = open[0];
    if (kind !== null && first) yield close(open, kind) ?? first;
    open = [];
  }
  for (const line of lines) {
    const starts = startsBlock(line.text);
    if (starts !== null) {
      yield* flush();
      kind = starts;
    }
    if (kind === null) continue;
    // A very long line comes in pieces that share its number.
    if (open.at(-1)?.number === line.number) continue;
    if (open.length < maxBlockLines) open.push(line);
  }
  yield* flush();
}
