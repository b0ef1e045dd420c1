import { isPrompt } from '../shared/format-list.ts';
import type { TextLine } from '../format.ts';

/** Options of the command whose output begins at a line: what a transcript says and the output itself may not. */
export type CommandBefore = { readonly command: string; readonly option: (names: string) => string | null };

const reach = 12;
const command = /\b(?:az network|Get-Az\w+|Start-Az\w+|Test-Az\w+)\b.*/;

/** The nearest command line above `line`, not more than a few lines away; null when the file holds output only. */
export function commandBefore(lines: readonly TextLine[], line: number): CommandBefore | null {
  for (let at = line - 2; at >= 0 && at >= line - 2 - reach; at--) {
    const text = lines[at]?.text.slice(0, 2000) ?? '';
    const found = command.exec(text)?.[0];
    if (found !== undefined && !text.includes(' : ')) return { command: found, option: (names) => optionOf(found, names) };
    if (isPrompt(text)) return null;
  }
  return null;
}

function optionOf(text: string, names: string): string | null {
  const m = new RegExp(String.raw`\s(?:${names})[\s=]+(?:"([^"]*)"|'([^']*)'|([^\s"'$-]\S*))`, 'i').exec(text);
  return m ? (m[1] ?? m[2] ?? m[3] ?? null) : null;
}
