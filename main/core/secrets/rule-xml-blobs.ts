import type { Finding } from './finding.ts';
import { judge } from './value.ts';

/** Elements of the Windows Filtering Platform that hold a key as a blob: the shared key of a policy, and the keys of an IPsec SA. */
const holder = /<(presharedKey|authKey|cipherKey)>/g;
const blob = /<(data|asString)>([^<]{1,131072})<\/\1>/dg;
const maxHolderChars = 300_000;

/** A blob shows its bytes in hexadecimal; keys that Windows keeps as text are in UTF-16. */
function keyOf(hex: string): string {
  const bytes = Buffer.from(hex.trim(), 'hex');
  const isWide = bytes.length > 1 && bytes.every((byte, i) => i % 2 === 0 || byte === 0);
  // A regular expression for the zeros at the end would begin anew at every zero before them.
  const end = bytes.findLastIndex((byte) => byte !== 0) + 1;
  return bytes.subarray(0, isWide ? end + (end % 2) : end).toString(isWide ? 'utf16le' : 'latin1');
}

/**
 * Keys in the XML of `netsh wfp show state`: `<presharedKey><data>hex</data><asString>text</asString></presharedKey>`, at any depth
 * within. The text shows the same bytes with a point for each that is no letter, so it is removed and not compared.
 */
export function findXmlBlobs(text: string): readonly Finding[] {
  const findings: Finding[] = [];
  holder.lastIndex = 0;
  for (let m = holder.exec(text); m; m = holder.exec(text)) {
    const from = holder.lastIndex;
    const within = text.slice(from, from + maxHolderChars);
    const close = within.indexOf(`</${m[1]}>`);
    const end = from + (close < 0 ? within.length : close);
    for (const part of text.slice(from, end).matchAll(blob)) {
      const [start, stop] = part.indices![2]!;
      const isData = part[1] === 'data';
      const value = isData ? keyOf(part[2]!) : part[2]!;
      const state = judge(part[2]!);
      const side = isData && m[1] === 'presharedKey' ? 'device' : 'other';
      if (state !== null && value !== '') findings.push({ start: from + start, end: from + stop, value, side, connection: null, state });
    }
    holder.lastIndex = end;
  }
  return findings;
}
