import { isPrompt } from '../formats/shared/format-list.ts';
import { lineEnd, lineStart, nextLine } from './read-value.ts';

const reach = 16_384;
const connectionId = /\/connections\/([^/"'\s\\,?]{1,100})/gi;
const nameMember = /\\{0,15}"name\\{0,15}"\s{0,20}:\s{0,20}\\{0,15}"([^"\\]{1,100})\\{0,15}"/gi;

/** Lowest brace depth met between two places, relative to the first; below 0 the second is outside the first's object. */
function lowestDepth(text: string, from: number, to: number): number {
  let depth = 0;
  let lowest = 0;
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c === 123) depth += 1;
    else if (c === 125) lowest = Math.min(lowest, --depth);
  }
  return lowest;
}

function lastBefore(pattern: RegExp, text: string, at: number): string | null {
  const from = Math.max(0, at - reach);
  const part = text.slice(from, at);
  const nearest = [...part.matchAll(pattern)].slice(-8);
  const hit = nearest.findLast((m) => lowestDepth(part, m.index, part.length) >= 0);
  return hit?.[1] ?? null;
}

function firstAfter(pattern: RegExp, text: string, at: number): string | null {
  const part = text.slice(at, at + reach);
  const nearest = [...part.matchAll(pattern)].slice(0, 8);
  const hit = nearest.find((m) => lowestDepth(part, 0, m.index) >= -1);
  return hit?.[1] ?? null;
}

/** Connection a JSON member belongs to: the id or name of its own object or of the one around `properties`. */
export function connectionOfJson(text: string, at: number): string | null {
  return (
    lastBefore(connectionId, text, at) ??
    lastBefore(nameMember, text, at) ??
    firstAfter(connectionId, text, at) ??
    firstAfter(nameMember, text, at)
  );
}

const option =
  /(?:^|\s)(?:-Name|-n|--name|--connection-name|-VirtualNetworkGatewayConnectionName)[\s=:]{1,4}(?:'([^'\n]{1,100})'|"([^"\n]{1,100})"|([^\s'"$-][^\s]{0,99}))/i;

/** Name given to a command on its line, such as `-Name cn` or `--connection-name cn`. */
export function nameInCommand(command: string): string | null {
  const m = option.exec(command.slice(0, 4096));
  return m ? (m[1] ?? m[2] ?? m[3] ?? null) : null;
}

/** Connection of a `Name : value` list: the `Name` line of the same block, else the command line before the block. */
export function connectionOfList(text: string, at: number): string | null {
  const label = /^\s{0,40}(?:data:\s{0,8})?Name\s{0,60}:\s(.{1,100})$/i;
  let line = lineStart(text, at);
  for (let i = 0; i < 60 && line > 0; i++) {
    line = lineStart(text, text[line - 1] === '\n' && text[line - 2] === '\r' ? line - 2 : line - 1);
    const content = text.slice(line, lineEnd(text, line, 2000));
    const m = label.exec(content);
    if (m) return m[1]!.trim();
    if (isPrompt(content) || /\b(?:az|azure|Get-Az\w{0,60})\s/.test(content)) return nameInCommand(content);
  }
  let below = nextLine(text, at);
  for (let i = 0; i < 40 && below >= 0; i++) {
    const content = text.slice(below, lineEnd(text, below, 300));
    if (content.trim() === '') break;
    const m = label.exec(content);
    if (m) return m[1]!.trim();
    below = nextLine(text, below);
  }
  return null;
}

const maxCommand = 8192;

/** The whole command that the place is part of: its line with the lines joined to it by a backtick, backslash or caret. */
export function commandAround(text: string, at: number): string {
  let start = lineStart(text, at, maxCommand);
  for (let i = 0; i < 12 && start > 0; i++) {
    const before = text[start - 1] === '\n' && text[start - 2] === '\r' ? start - 2 : start - 1;
    if (!/[`\\^]/.test(text[before - 1] ?? '')) break;
    start = lineStart(text, before - 1, maxCommand);
  }
  let end = lineEnd(text, at, maxCommand);
  for (let i = 0; i < 12 && /[`\\^]/.test(text[end - 1] ?? ''); i++) {
    const next = nextLine(text, end);
    if (next < 0) break;
    end = lineEnd(text, next, maxCommand);
  }
  return text.slice(start, Math.min(end, start + maxCommand));
}
