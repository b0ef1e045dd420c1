import { commandAround, connectionOfJson, connectionOfList, nameInCommand } from './connection-name.ts';
import type { Finding, RawValue, Side } from './finding.ts';
import { type NameHit, visitNames } from './names.ts';
import {
  type QuoteStyle,
  lineStart,
  nextLine,
  readBlockScalar,
  readHereString,
  readJsonString,
  readLine,
  readListValue,
  readQuoted,
  readToken,
  readXmlText,
  skipBlanks,
  skipSpace,
} from './read-value.ts';
import { judge } from './value.ts';

/** How name and value are joined, which decides where the value ends. */
type Form = 'json' | 'xml' | 'flag' | 'list' | 'colon' | 'assign';
type Place = { readonly form: Form; readonly at: number; readonly backslashes: number; readonly spaced: boolean; readonly script: boolean };

const closingQuote = /(\\{0,31})(["'])/y;
/** The end of a cell of an HTML table, whose neighbour `findHtmlCells` reads. */
const cellEnd = /[ \t]{0,8}<\/t[dh]>/iy;
const labelNote = /[ \t]{0,8}[([（][^)\]）\n]{1,40}[)\]）]/y;

/** Start of the identifier that ends with the name, so that `-SharedKey` and `$vpnPsk` show their first character. */
function identifierStart(text: string, from: number): number {
  let i = from;
  while (i > 0 && from - i < 60 && /[A-Za-z0-9_-]/.test(text[i - 1]!)) i -= 1;
  return i;
}

function isFlag(text: string, start: number): boolean {
  const before = text[start - 1];
  return /^-{1,2}[A-Za-z]/.test(text.slice(start, start + 3)) && (before === undefined || /[\s`('"]/.test(before));
}

/** A flag's value may stand on the next line after a line continuation. */
function afterFlag(text: string, end: number): number | null {
  let at = skipBlanks(text, end);
  if (/[`\\^]/.test(text[at] ?? '') && /^[`\\^]\s*$/.test(readLine(text, at, 40).value)) {
    const next = nextLine(text, at);
    if (next < 0) return null;
    at = skipBlanks(text, next);
  }
  return at > end ? at : null;
}

function separated(text: string, hit: NameHit, quote: RegExpExecArray | null, script: boolean): Place | null {
  const afterName = quote ? hit.end + quote[0].length : hit.end;
  labelNote.lastIndex = afterName;
  const noted = quote || !labelNote.test(text) ? afterName : labelNote.lastIndex;
  const at = quote ? skipSpace(text, noted) : skipBlanks(text, noted);
  const c = text[at];
  const backslashes = quote ? quote[1]!.length : 0;
  const spaced = at > noted;
  if (c === ':' || c === '：') {
    const value = text[at + 1] === '=' ? at + 2 : at + 1;
    cellEnd.lastIndex = value;
    if (cellEnd.test(text)) return null;
    if (quote) return { form: 'json', at: skipSpace(text, value), backslashes, spaced, script };
    return { form: spaced || noted > afterName ? 'list' : 'colon', at: skipBlanks(text, value), backslashes, spaced, script };
  }
  if (c === '=' && text[at + 1] !== '=') {
    const value = skipBlanks(text, text[at + 1] === '>' ? at + 2 : at + 1);
    return { form: 'assign', at: value, backslashes, spaced: spaced || value > at + 1, script };
  }
  return null;
}

/** Null where the name introduces nothing, as in the name of a cmdlet (`Get-Az…SharedKey : Forbidden`). */
function locate(text: string, hit: NameHit, script: boolean): Place | null {
  const start = identifierStart(text, hit.start);
  if (/^[A-Z][a-z]{1,12}-[A-Z]/.test(text.slice(start, start + 20))) return null;
  const flag = isFlag(text, start);
  if (flag && /[ \t`\\^]/.test(text[hit.end] ?? '')) {
    const at = afterFlag(text, hit.end);
    return at === null ? null : { form: 'flag', at, backslashes: 0, spaced: true, script: text[start + 1] !== '-' };
  }
  closingQuote.lastIndex = hit.end;
  const quote = closingQuote.exec(text);
  const afterQuote = quote ? hit.end + quote[0].length : hit.end;
  const element = /[^<>\n]{0,80}>/y;
  element.lastIndex = hit.end;
  if (
    (text[start - 1] === '<' && !/\s/.test(text.slice(start, hit.end)) && element.test(text)) ||
    (quote && text[afterQuote] === '>' && (element.lastIndex = afterQuote + 1) > 0)
  )
    return { form: 'xml', at: element.lastIndex, backslashes: 0, spaced: false, script };
  const place = separated(text, hit, quote, script || text[start - 1] === '$' || (flag && text[start + 1] !== '-'));
  return place && flag ? { ...place, form: 'flag' } : place;
}

const arm = /\{\s{0,80}(\\{0,31})"(?:value|defaultValue)\\{0,31}"\s{0,40}:\s{0,40}(?=\\{0,31}")/iy;
const number = /-?\d[\d.eE+-]{3,127}(?=\s{0,20}[,}\]\r\n])/y;

type Read = RawValue & { readonly quoted?: boolean };

function readJson(text: string, place: Place): Read | null {
  let { at } = place;
  arm.lastIndex = at;
  if (arm.test(text)) at = arm.lastIndex;
  let backslashes = 0;
  while (text[at + backslashes] === '\\') backslashes += 1;
  const quote = text[at + backslashes];
  if (quote === '"' && Number.isInteger(Math.log2(backslashes + 1))) return readJsonString(text, at + backslashes + 1, backslashes);
  if (quote === "'" && backslashes === 0) return readQuoted(text, at, 'c');
  number.lastIndex = at;
  const m = number.exec(text);
  return m ? { start: at, end: at + m[0].length, value: m[0], quoted: true } : null;
}

const expression =
  /^(?:Read-Host|Get-|New-|Convert|Import-|Select-|Out-|\(|\$|@\{|\{|\[[\w.]+\]\$|&\s|az\s|var\.|local\.|data\.|module\.|random_|file\(|env\.|process\.|os\.)/i;

function readQuotedOrHere(text: string, at: number, style: QuoteStyle): RawValue | null {
  if (text[at] === '@' && /["']/.test(text[at + 1] ?? '')) return readHereString(text, at);
  return /["']/.test(text[at] ?? '') ? readQuoted(text, at, style) : null;
}

const placeholder = /<[A-Za-z][A-Za-z0-9 _-]{0,60}>(?=\s|$)/y;

function readFlag(text: string, place: Place): Read | null {
  const quoted = readQuotedOrHere(text, place.at, place.script ? 'powershell' : 'shell');
  if (quoted) return quoted;
  placeholder.lastIndex = place.at;
  if (
    placeholder.test(text) ||
    expression.test(text.slice(place.at, place.at + 80)) ||
    /^--?[A-Za-z]/.test(text.slice(place.at, place.at + 3))
  )
    return null;
  return readToken(text, place.at, place.script ? ';|)' : ';|');
}

function readColon(text: string, place: Place): Read | null {
  const quoted = readQuotedOrHere(text, place.at, place.script ? 'powershell' : 'c');
  if (quoted) return quoted;
  if (/^[|>][+-]?\s*$/.test(readLine(text, place.at, 80).value)) {
    const start = lineStart(text, place.at);
    return readBlockScalar(text, place.at, skipBlanks(text, start) - start);
  }
  const raw = readLine(text, place.at);
  const comment = raw.value.indexOf(' # ');
  return comment < 0 ? raw : { ...raw, value: raw.value.slice(0, comment).trim() };
}

/** Values of words that are also ordinary prose (`password`, `secret`) end at a blank. */
const prose = /^(?:pass|パスワード|secret)/;

function readAssigned(text: string, place: Place, word: string): Read | null {
  const cast = /\[[\w.]{1,40}\][ \t]{0,4}/y;
  cast.lastIndex = place.at;
  const at = cast.test(text) ? cast.lastIndex : place.at;
  const quoted = readQuotedOrHere(text, at, place.script ? 'powershell' : 'c');
  if (quoted) return quoted;
  if (expression.test(text.slice(at, at + 80))) return null;
  const stops = /^(?:pass|account|client|access|refresh|id|sas|shareda)/.test(word) ? ';&"\'<>,' : '"\'<>';
  // RouterOS breaks its long lines behind the equals sign.
  if (/^\\\r?\n/.test(text.slice(at, at + 3))) return readToken(text, skipBlanks(text, nextLine(text, at)), stops);
  return place.spaced && !prose.test(word) ? readLine(text, at) : readToken(text, at, stops);
}

function read(text: string, place: Place, hit: NameHit): Read | null {
  switch (place.form) {
    case 'json':
      return readJson(text, place);
    case 'xml':
      return readXmlText(text, place.at);
    case 'flag':
      return readFlag(text, place);
    case 'list': {
      const raw = readListValue(text, place.at);
      const quotes = /^(["'])(.*)\1$/.exec(raw.value);
      return quotes && raw.end - raw.start === raw.value.length ? { start: raw.start + 1, end: raw.end - 1, value: quotes[2]! } : raw;
    }
    case 'colon':
      return readColon(text, place);
    case 'assign':
      return readAssigned(text, place, hit.word);
  }
}

/** Prose such as `Password: see the vault page` is no value; a key is. */
function isProse(hit: NameHit, form: Form, value: string): boolean {
  if (form !== 'list' && form !== 'colon') return false;
  return prose.test(hit.word) ? /\s/.test(value) : /\s\S+\s\S+\s/.test(value) && /^[A-Za-z]+ [a-z]+ [a-z]+ /.test(value);
}

/** A bare `secret` names a key of the device where the text around it is an IKE configuration (swanctl, RouterOS). */
function sideOf(text: string, hit: NameHit, form: Form, at: number): Side {
  const around = text.slice(Math.max(0, at - 400), at + 200);
  if (hit.word === 'secret' && form === 'assign' && /\bike[\w-]{0,30}\s{0,4}\{|\/ip ipsec|pre-shared-key/i.test(around)) return 'device';
  if (hit.side !== 'azure' || form !== 'flag') return hit.side;
  return /Add-VpnS2SInterface|Set-VpnS2SInterface/i.test(around) ? 'device' : 'azure';
}

function connectionOf(text: string, form: Form, at: number): string | null {
  if (form === 'json') return connectionOfJson(text, at);
  if (form === 'list') return connectionOfList(text, at);
  return form === 'flag' ? nameInCommand(commandAround(text, at)) : null;
}

const maxNamed = 2000;

/** Secrets that stand after a name: JSON and YAML members, lists, options, assignments, XML elements. */
export function findAssignments(text: string, path: string): readonly Finding[] {
  const findings: Finding[] = [];
  const script = /\.(?:ps[md]?1|ps1\.txt)$/i.test(path);
  visitNames(text, (hit) => {
    const place = locate(text, hit, script);
    const raw = place && read(text, place, hit);
    if (!place || !raw || raw.end <= raw.start) return hit.end;
    const state = judge(raw.value);
    if (state === null || isProse(hit, place.form, raw.value)) return hit.end;
    const side = sideOf(text, hit, place.form, place.at);
    const connection = side === 'other' || findings.length > maxNamed ? null : connectionOf(text, place.form, place.at);
    findings.push({ start: raw.start, end: raw.end, value: raw.value, side, connection, state, ...(raw.quoted ? { quoted: true } : {}) });
    return raw.end;
  });
  return findings;
}
