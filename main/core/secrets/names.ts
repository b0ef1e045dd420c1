import type { Side } from './finding.ts';

/** A name that stands before a secret, in any spelling (`sharedKey`, `shared_key`, `Shared key`). */
export type NameHit = { readonly start: number; readonly end: number; readonly side: Side; readonly word: string };

const azure = String.raw`shared[-_ ]?key|共有キー`;
const device = String.raw`pre[-_ ]?shared[-_ ]?(?:key|secret)|shared[-_ ]?secret|psk(?:[-_]?secret|[-_]?key)?|事前共有(?:キー|鍵)|共有シークレット`;
const other = [
  String.raw`authori[sz]ation[-_ ]?key`,
  String.raw`radius(?:[-_ ]?server)?[-_ ]?(?:shared[-_ ]?)?(?:secret|key)`,
  String.raw`vpn[-_ ]?authentication[-_ ]?secret`,
  String.raw`account[-_ ]?key`,
  String.raw`shared[-_ ]?access[-_ ]?(?:key|signature)`,
  String.raw`client[-_ ]?secret`,
  String.raw`(?:access|refresh|id|sas|bearer)[-_ ]?token`,
  String.raw`api[-_ ]?key`,
  String.raw`pass(?:word|wd|phrase)`,
  'パスワード',
  'secret',
].join('|');
const names = new RegExp(`(${other})|(${device})|(${azure})`, 'gi');
const suffix = /(?:Value|Text|Plain(?:Text)?|String)?\d{0,2}(?![A-Za-z0-9_-])/iy;

/** Short words that are part of other words; they count only at the start of a word, also of a camel-case one. */
const shortWord = /^(?:psk|secret|pass)/i;

function startsWord(text: string, at: number): boolean {
  const before = text[at - 1];
  if (before === undefined || !/[A-Za-z]/.test(before)) return true;
  return /[a-z]/.test(before) && /[A-Z]/.test(text[at]!);
}

/** Calls `visit` for every name; `visit` returns where to go on. */
export function visitNames(text: string, visit: (hit: NameHit) => number): void {
  names.lastIndex = 0;
  for (let m = names.exec(text); m; m = names.exec(text)) {
    const start = m.index;
    suffix.lastIndex = names.lastIndex;
    const named = suffix.test(text) && (!shortWord.test(m[0]) || startsWord(text, start));
    if (!named) continue;
    const end = suffix.lastIndex;
    const side: Side = m[1] === undefined ? (m[2] === undefined ? 'azure' : 'device') : 'other';
    const resume = names.lastIndex;
    const next = visit({ start, end, side, word: m[0].toLowerCase().replaceAll(/[-_ ]/g, '') });
    names.lastIndex = Math.max(next, resume);
  }
}

const nameOnly = new RegExp(`^(?:[A-Za-z0-9_]{0,30}?)(?:(${other})|(${device})|(${azure}))$`, 'i');

/** Side of a column or property that is named like a secret; null for other names. */
export function sideOfName(name: string): Side | null {
  if (name.length > 80) return null;
  const m = nameOnly.exec(name.trim());
  if (!m) return null;
  return m[1] === undefined ? (m[2] === undefined ? 'azure' : 'device') : 'other';
}
