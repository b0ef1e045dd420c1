import { commandRules } from './command-rules.ts';
import type { CommandRule } from './command-rules.ts';
import type { Finding } from './finding.ts';
import { judge } from './value.ts';

/**
 * Where a command begins: at the start of a line, behind a prompt (`rtr#`, `<HW>`, `[HW-aaa]`, `admin@srx%`), and in the messages that tell
 * which command somebody ran. A log line that begins with its time is none.
 */
const start =
  /(?:^[ \t]{0,40}|^[[<]?[~*]?[\w.@:/()-]{1,80}[\])]{0,2}[#>%\]$][ \t]{0,4}|command(?:=["']?|: ?| is ["']?))(?:no |undo )?([a-z][\w-]{1,30})(?=[ \t])/gim;
const maxLine = 1000;

/** Words that stand in a sentence about keys and passwords, and where a value would. */
const prose = new Set(
  `is are was were be been has have had for from to by of the a an and or not no did does do will must should can cannot in on with because at as
  string strings name names policy policies wrong incorrect invalid expired expires failed fails failure succeeded successful success changed change
  mismatch mismatched error check checked reset required prompt authentication authenticated accepted rejected denied missing empty unknown logged
  format length minimum-length change-type restrict disable off on none ok lockout complexity history expiry age`.split(/\s+/),
);

function isProse(value: string, after: string): boolean {
  if (!/[\p{L}\p{N}]/u.test(value)) return true;
  if (prose.has(value.toLowerCase().replace(/[.,:;!?]$/, ''))) return true;
  return after
    .trim()
    .split(/\s+/, 8)
    .some((word) => /^(?:is|are|was|were|has|have|had|did|does|must|should|cannot|because|failed|wrong|the)$/i.test(word));
}

function findingIn(line: string, rest: number, { rest: pattern, side }: CommandRule, at: number): Finding[] {
  const match = pattern.exec(line.slice(rest));
  const group = match?.findLastIndex((g, i) => i > 0 && g !== undefined) ?? -1;
  const place = match?.indices?.[group];
  if (!match || !place) return [];
  const value = match[group]!;
  const state = isProse(value, line.slice(rest + place[1])) ? null : judge(value);
  const from = at + rest;
  return state === null ? [] : [{ start: from + place[0], end: from + place[1], value, side, connection: null, state }];
}

/** Keys and passwords in commands of devices, by the first word of the command: only lines that begin so are looked at. */
export function findInCommands(text: string): readonly Finding[] {
  return [...text.matchAll(start)].flatMap((m) => {
    const rules = commandRules.get(m[1]!.toLowerCase());
    if (!rules) return [];
    const from = m.index + m[0].length - m[1]!.length;
    const window = text.slice(from, from + maxLine);
    const line = /^[^\r\n]*/.exec(window)![0];
    const rest = m[1]!.length + /^[ \t]*/.exec(line.slice(m[1]!.length))![0].length;
    return rules.flatMap((rule) => findingIn(line, rest, rule, from));
  });
}
