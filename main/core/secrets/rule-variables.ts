import { commandAround, nameInCommand } from './connection-name.ts';
import type { Finding, RawValue, Side } from './finding.ts';
import { readHereString, readQuoted, readToken, skipBlanks } from './read-value.ts';
import { judge } from './value.ts';

type Use = { readonly side: Side; readonly connection: string | null };

const uses =
  /(?<![A-Za-z])-{0,2}(shared[-_]?key|shared[-_]?secret|pre[-_]?shared[-_]?key|l2tppsk|psk)[ \t]{0,8}[ =:][ \t]{0,8}"?\$\{?(?:(?:script|global|private):)?([A-Za-z_]\w{0,63})/gi;
const securedUses = /ConvertTo-SecureString[ \t]{1,8}(?:-String[ \t]{1,8})?"?\$([A-Za-z_]\w{0,63})/gi;
const assignments =
  /(?<![\w$])(?:\$(?:(?:script|global|private|env):)?([A-Za-z_]\w{0,63})|([A-Za-z_]\w{0,63}))[ \t]{0,20}=[ \t]{0,20}(?=[^\s=])/g;
const cast = /\[[\w.]{1,40}\][ \t]{0,4}/y;
const secure = /ConvertTo-SecureString[ \t]{1,8}(?:-AsPlainText[ \t]{1,8}|-Force[ \t]{1,8}){0,2}(?:-String[ \t]{1,8})?(?=["'@])/gi;

/** Variables that a command uses as a key, with the side that the command configures. */
function variablesUsed(text: string): ReadonlyMap<string, Use> {
  const found = new Map<string, Use>();
  for (const m of text.matchAll(uses)) {
    const name = m[2]!.toLowerCase();
    if (found.has(name)) continue;
    const side: Side = /sharedkey|shared[-_]key/i.test(m[1]!) && !/pre/i.test(m[1]!) ? 'azure' : 'device';
    found.set(name, { side, connection: found.size < 200 ? nameInCommand(commandAround(text, m.index)) : null });
  }
  for (const m of text.matchAll(securedUses)) {
    const name = m[1]!.toLowerCase();
    if (!found.has(name)) found.set(name, { side: 'other', connection: null });
  }
  return found;
}

function readString(text: string, from: number, style: 'powershell' | 'shell'): RawValue | null {
  cast.lastIndex = from;
  const at = cast.test(text) ? cast.lastIndex : from;
  if (text[at] === '@' && /["']/.test(text[at + 1] ?? '')) return readHereString(text, at);
  if (/["']/.test(text[at] ?? '')) return readQuoted(text, at, style);
  return style === 'shell' ? readToken(text, at, ';|&') : null;
}

function finding(raw: RawValue | null, use: Use): Finding | null {
  const state = raw && raw.end > raw.start ? judge(raw.value) : null;
  return raw && state ? { start: raw.start, end: raw.end, value: raw.value, side: use.side, connection: use.connection, state } : null;
}

/** Keys that a script keeps in a variable first: `$key = '…'`, here-strings, `ConvertTo-SecureString '…'`, `KEY=…` in a shell. */
export function findVariables(text: string): readonly Finding[] {
  const used = variablesUsed(text);
  const findings: Finding[] = [];
  if (used.size > 0) {
    for (const m of text.matchAll(assignments)) {
      const use = used.get((m[1] ?? m[2])!.toLowerCase());
      const hit = use && finding(readString(text, m.index + m[0].length, m[1] ? 'powershell' : 'shell'), use);
      if (hit) findings.push(hit);
    }
  }
  for (const m of text.matchAll(secure)) {
    const before = /\$(\w{1,64})[ \t]{0,20}=[ \t]{0,20}\(?$/.exec(text.slice(Math.max(0, m.index - 120), m.index));
    const use = (before && used.get(before[1]!.toLowerCase())) ?? { side: 'other' as const, connection: null };
    const hit = finding(readString(text, skipBlanks(text, m.index + m[0].length), 'powershell'), use);
    if (hit) findings.push(hit);
  }
  return findings;
}
