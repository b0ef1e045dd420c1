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
  readonly keywords: string | null;
  readonly user: string | null;
  readonly computer: string | null;
};

type Label = { readonly name: string; readonly value: string };
type Kind = 'wevtutil' | 'viewer';

const wevtutilStart = /^Event ?\[\d{1,10}\]:?\s*$/;
/** First label of a copied event where its lines may lack what the structure needs: English, German, French, Russian, Japanese, Spanish, Italian, Portuguese. */
const viewerStart =
  /^(?:Log Name|Protokollname|Nom du journal|Имя журнала|ログの名前|Nombre de registro|Nome registro|Nome do Log) ?[:：]\s*\S/i;
const labelled = /^\s{0,4}([^:：]{1,40}?)\s?[:：]\s*(.*)$/s;
const maxBlockLines = 5000;
const maxHeadLines = 16;

/** Labels of the first lines in every language: log, source, date and time, number, task, level. */
const first = ['log', 'source', 'time', 'id', 'task', 'level'] as const;
export const headLines = first.length;
const places = { viewer: [...first, 'keywords'], wevtutil: [...first, 'opcode', 'keywords'] } as const;
const dateAndTime = /\d{1,4}\s?[./年-]\s?\d{1,2}\s?[./月-]\s?\d{1,4}\D.{0,16}?\d{1,2}[:.時]\d{2}/;
const english: Readonly<Record<string, keyof TextHead>> = {
  'log name': 'log',
  source: 'source',
  date: 'time',
  'event id': 'id',
  level: 'level',
  keyword: 'keywords',
  keywords: 'keywords',
  user: 'user',
  computer: 'computer',
};

function readLabel(text: string): Label | null {
  const match = labelled.exec(text.slice(0, 4000));
  return match && { name: match[1]!, value: match[2]!.trimEnd() };
}

/** True when the lines are the head of a copied event, whatever the language of its labels. */
function isViewerHead(lines: readonly string[]): boolean {
  const labels = lines.slice(0, first.length).map((text) => (/^\s/.test(text) ? null : readLabel(text)));
  if (labels.length < first.length || labels.includes(null)) return false;
  const [log, source, time, id, , level] = labels.map((label) => label?.value ?? '');
  return [log, source, level].every((value) => value !== '') && dateAndTime.test(time ?? '') && /^\d{1,5}$/.test(id ?? '');
}

/** A line that may be the first of a copied event: a label at its beginning. */
const mayBeLabel = /^\S[^:：]{0,40}[:：]/;

/** Whether an event begins with a line; to tell it in any language takes `headLines` lines from it on, which are asked for when need be. */
export function startsBlock(text: string, lines: () => readonly string[]): Kind | null {
  if (text.length > 200) return null;
  if (wevtutilStart.test(text)) return 'wevtutil';
  return mayBeLabel.test(text) && (viewerStart.test(text) || isViewerHead(lines())) ? 'viewer' : null;
}

/** Labels are English in most languages; where they are not, the first ones tell their meaning by their order. */
function readHead(labels: readonly Label[], kind: Kind): TextHead {
  const head: Record<keyof TextHead, string | null> = {
    log: null,
    source: null,
    time: null,
    id: null,
    level: null,
    keywords: null,
    user: null,
    computer: null,
  };
  const isEnglish = labels.some((l) => l.name.toLowerCase() === 'event id');
  labels.forEach(({ name, value }, i) => {
    const key = isEnglish ? english[name.toLowerCase()] : places[kind][i];
    if (key !== undefined && key !== 'task' && key !== 'opcode') head[key] ??= value === '' || value === 'N/A' ? null : value;
  });
  // The computer is the last label before the description in every layout.
  head.computer ??= isEnglish ? null : labels.at(-1)?.value || null;
  return head;
}

/** Where the label above the description stands among the labels of a whole head. */
const descriptionAt: Readonly<Record<Kind, number>> = { viewer: 9, wevtutil: 11 };

/** The labels above the description, and how many of `lines` they take together with its own. */
function headOf(lines: readonly TextLine[], kind: Kind): { readonly labels: readonly Label[]; readonly size: number } {
  const found: Label[] = [];
  for (const { text } of lines.slice(0, maxHeadLines)) {
    const label = readLabel(text);
    if (!label) break;
    found.push(label);
  }
  // Keywords, say, may be empty too; where the head is not whole, the first empty label behind the number is the description's.
  const usual = descriptionAt[kind];
  const at = found[usual]?.value === '' ? usual : found.findIndex((label, i) => i >= 4 && label.value === '');
  return at < 0 ? { labels: found, size: found.length } : { labels: found.slice(0, at), size: at + 1 };
}

function close(lines: readonly TextLine[], kind: Kind): TextBlock | null {
  const above = kind === 'wevtutil' ? 1 : 0;
  const { labels, size } = headOf(lines.slice(above), kind);
  const end = lines.findLastIndex((l) => l.text.trim() !== '');
  const kept = lines.slice(0, end + 1);
  const head = readHead(labels, kind);
  if (head.id === null || kept.length === 0) return null;
  const start = kept[0]!;
  return {
    line: start.number,
    endLine: kept.at(-1)!.number,
    offset: start.offset,
    text: kept.map((l) => l.text).join('\n'),
    head,
    description: kept
      .slice(above + size)
      .map((l) => l.text)
      .join('\n')
      .trim(),
  };
}

/** Cuts a text into events; a block that lacks the number of an event comes as its first line. Streams, holds one event. */
export function* readTextBlocks(lines: Iterable<TextLine>): Iterable<TextBlock | TextLine> {
  let open: TextLine[] = [];
  let kind: Kind | null = null;
  function* flush(): Iterable<TextBlock | TextLine> {
    const start = open[0];
    if (kind !== null && start) yield close(open, kind) ?? start;
    open = [];
  }
  const queue: TextLine[] = [];
  function* take(): Iterable<TextBlock | TextLine> {
    const line = queue[0]!;
    const starts = startsBlock(line.text, () => queue.map((ahead) => ahead.text));
    if (starts !== null) {
      yield* flush();
      kind = starts;
    }
    if (kind !== null && open.length < maxBlockLines) open.push(line);
    queue.shift();
  }
  for (const line of lines) {
    // A very long line comes in pieces that share its number.
    if (queue.at(-1)?.number === line.number) continue;
    queue.push(line);
    if (queue.length === headLines) yield* take();
  }
  while (queue.length > 0) yield* take();
  yield* flush();
}
