const esc = '\x1B';
const bel = '\x07';
/**
 * Control sequences of a terminal (ECMA-48): CSI with its parameters and final character, strings for the terminal itself such as a
 * window's title (OSC, DCS), and the short ones. An unfinished one is its first characters alone.
 */
const sequence = new RegExp(`${esc}(?:\\[([0-?]*)[ -/]*([@-~])|[\\]PX^_]\\P{Cc}*(?:${bel}|${esc}\\\\)|[ -/]*[0-~])`, 'gu');
/** What moves the cursor back or forth; without it, leaving the sequences out is all. */
const moving = new RegExp(`[\\b]|${esc}\\[[0-?]*[CDGKPX\`]`, 'u');
/** Sequences after which a text goes on elsewhere. */
const jumps: ReadonlySet<string> = new Set(['C', 'G', '`', 'H', 'f']);
const invisible = /[^\P{Cc}\t]/gu;

/** `<--- More --->` of ASA, ` --More-- ` of IOS and others, with the blanks that wipe them out where the log kept no control characters. */
const paging = /^(?:<-{1,4} ?More ?-{1,4}>[ \r]{0,16}| ?-{2} ?[Mm]ore {0,2}-{2}[ \r]{0,12}|-{3}\(more(?: \d{1,3}%)?\)-{3} {0,16})/;
/** What `less` shows at its foot; a sentence may look the same, so it counts beside control sequences alone. */
const foot = /^(?:lines \d{1,9}-\d{1,9}(?:\/\d{1,9})?(?: \d{1,3}%)?(?: \(END\))?|\(END\)|:)\s*$/;
const dash = 0x2d;

/** Wider than any terminal: a longer line is data with stray controls in it. */
const maxColumns = 16 * 1024;

type Line = { readonly cells: string[]; at: number };

function write(line: Line, text: string): void {
  for (const c of text) {
    if (c === '\b') line.at = Math.max(0, line.at - 1);
    else if (c >= ' ' || c === '\t') {
      while (line.cells.length < line.at) line.cells.push(' ');
      line.cells[line.at] = c;
      line.at += 1;
    }
  }
}

/** Moves and erases within the line; what leads to other lines, or sets colours and modes, changes nothing here. */
function control(line: Line, final: string, parameter: string): void {
  const { cells, at } = line;
  const count = Math.min(maxColumns, Number.parseInt(parameter, 10) || 1);
  if (final === 'C') line.at = Math.min(maxColumns, at + count);
  else if (final === 'D') line.at = Math.max(0, at - count);
  else if (final === 'G' || final === '`') line.at = count - 1;
  else if (final === 'P') cells.splice(at, count);
  else if (final === 'X') cells.fill(' ', at, at + count);
  else if (final === 'K' && (parameter === '' || parameter === '0')) cells.length = Math.min(cells.length, at);
  else if (final === 'K') cells.fill(' ', 0, parameter === '1' ? at + 1 : cells.length);
}

function render(text: string): string {
  const line: Line = { cells: [], at: 0 };
  let from = 0;
  for (const match of text.matchAll(sequence)) {
    write(line, text.slice(from, match.index));
    control(line, match[2] ?? '', match[1] ?? '');
    from = match.index + match[0].length;
  }
  write(line, text.slice(from));
  return line.cells.join('');
}

/** Whether a line shows something else than its characters in their order. */
export function movesCursor(text: string): boolean {
  return moving.test(text);
}

/** A line as a terminal shows it: without colours and titles, written over where the cursor went back, without the marks of paging. */
export function shownLine(text: string): string {
  if (!hasControls(text)) return withoutPaging(text);
  const shown = movesCursor(text) && text.length <= maxColumns ? render(text) : text.replace(sequence, '').replace(invisible, '');
  return shown !== text && foot.test(shown) ? '' : withoutPaging(shown);
}

/** A line without the mark of paging at its beginning, for logs that kept no control characters. */
export function withoutPaging(text: string): string {
  return text.charCodeAt(1) === dash ? text.replace(paging, '') : text;
}

/** A text of several lines as a terminal shows it; it keeps its line breaks, so that lines keep their numbers. */
export function shownText(text: string): string {
  return hasControls(text) ? text.replace(/[^\r\n]+/g, shownLine) : text;
}

/** Whether a text, or the bytes of one in any encoding, may hold anything that only a terminal understands. */
export function hasControls(text: string | Buffer): boolean {
  return text.includes(esc) || text.includes('\b');
}

/**
 * A text without control sequences, for searching, and where its characters stand in the text itself: of a range that was found, the
 * place of its first character and the place behind its last. A jump of the cursor is a blank.
 */
export type Plain = {
  readonly text: string;
  readonly range: (start: number, end: number) => { readonly start: number; readonly end: number };
};

export function withoutSequences(text: string): Plain {
  const cuts: { readonly at: number; readonly lost: number }[] = [];
  let lost = 0;
  const plain = text.replace(sequence, (whole, _parameter: string | undefined, final: string | undefined, index: number) => {
    const left = final !== undefined && jumps.has(final) ? ' ' : '';
    cuts.push({ at: index - lost + left.length, lost: (lost += whole.length - left.length) });
    return left;
  });
  const placeOf = (at: number): number => at + (cuts[lastAtOrBefore(cuts, at)]?.lost ?? 0);
  return { text: plain, range: (start, end) => ({ start: placeOf(start), end: end > start ? placeOf(end - 1) + 1 : placeOf(start) }) };
}

function lastAtOrBefore(cuts: readonly { readonly at: number }[], place: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]!.at <= place) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
