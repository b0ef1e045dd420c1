import { hasControls, movesCursor, shownLine, withoutSequences } from '../text/terminal.ts';
import { type Finding, mergeFindings } from './finding.ts';
import { scanText } from './scan.ts';

/** Where a line stands in the text, and in the text as it is shown. */
type ShownLine = {
  readonly start: number;
  readonly end: number;
  readonly shownStart: number;
  readonly shownEnd: number;
  readonly moved: boolean;
};

/**
 * What `scanText` finds, also where control sequences of a terminal stand within labels and values: in the text without them, and in what
 * a terminal showed of it. Places are those of the text itself.
 */
export function scanShown(text: string, path: string): readonly Finding[] {
  if (!hasControls(text)) return scanText(text, path);
  const plain = withoutSequences(text);
  const found = scanText(plain.text, path).map((finding) => ({ ...finding, ...plain.range(finding.start, finding.end) }));
  return movesCursor(text) ? mergeFindings([...found, ...findOverwritten(text, path)]) : found;
}

/** Where the cursor went back, a value may stand in pieces and repeated: a line that shows a secret is removed as a whole. */
function findOverwritten(text: string, path: string): readonly Finding[] {
  const { shown, lines } = showLines(text);
  let at = 0;
  return scanText(shown, path).flatMap((finding): Finding[] => {
    while (at < lines.length && lines[at]!.shownEnd <= finding.start) at += 1;
    const touched: ShownLine[] = [];
    for (let i = at; i < lines.length && lines[i]!.shownStart < finding.end; i += 1) touched.push(lines[i]!);
    const [first] = touched;
    if (first === undefined || finding.state === 'masked' || !touched.some((line) => line.moved)) return [];
    return [{ ...finding, start: first.start, end: touched.at(-1)!.end }];
  });
}

function showLines(text: string): { readonly shown: string; readonly lines: readonly ShownLine[] } {
  const lines: ShownLine[] = [];
  let grown = 0;
  const shown = text.replace(/[^\r\n]+/g, (line, start: number) => {
    const moved = movesCursor(line);
    const now = moved ? shownLine(line) : line;
    const shownStart = start + grown;
    grown += now.length - line.length;
    lines.push({ start, end: start + line.length, shownStart, shownEnd: shownStart + now.length, moved });
    return now;
  });
  return { shown, lines };
}
