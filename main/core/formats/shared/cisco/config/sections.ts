import type { TextLine } from '../../../format.ts';
import { cleanLine, readPrompt } from '../terminal.ts';

export type ConfigLine = { readonly line: TextLine; readonly text: string };
/** A global command with the commands of its mode. */
export type Section = { readonly head: ConfigLine; readonly body: ConfigLine[] };

const maxSections = 20_000;
const maxLines = 200_000;
const maxText = 500;

/** Global commands that a tunnel may rest on. */
const global =
  /^(?:no )?(?:crypto (?:isakmp|ikev1|ikev2|ipsec|map|dynamic-map|keyring)\b|tunnel-group \S|(?:ip )?access-list \S|object network \S|object-group network \S|int(?:erface)? [A-Za-z]|name (?:\d{1,3}\.){3}\d{1,3} \S|hostname \S|ASA Version \S)/;
const crypto = /^(?:crypto (?:isakmp|ikev1|ikev2|ipsec|map|dynamic-map|keyring)\b|tunnel-group \S)/;
/** Modes of IOS and ASA that a terminal shows in its prompt: `R1(config-ikev2-proposal)#`. */
const mode = /^[\w./-]{1,64}\((config[\w-]{0,40})\)#/;

/** The command of a line that somebody typed in configuration mode. */
function typed(text: string): { readonly command: string; readonly isGlobal: boolean } | null {
  const match = text.includes('(config') ? mode.exec(text.slice(0, 200)) : null;
  const prompt = match === null ? null : readPrompt(text);
  if (match === null || prompt === null) return null;
  return { command: prompt.command, isGlobal: match[1] === 'config' || global.test(prompt.command) };
}

/** Commands of the modes above, for texts that lost their indentation on the way. */
const inMode =
  /^(?:encr|encryption|hash|authentication|group|lifetime|integrity|prf|proposal|match|set|peer|address|pre-shared-key|identity|keyring|dpd|mode|tunnel|ip address|nameif|protocol esp|permit|deny|network-object|group-object|subnet|host|range|ikev[12] (?:pre|local|remote)|isakmp keepalive|\d{1,10} (?:permit|deny)) /;

type Placed = { readonly text: string; readonly isGlobal: boolean } | null;

/** A command and whether it is a global one; null for a line that ends a configuration. */
function place(text: string): Placed {
  const written = typed(text);
  if (written !== null) return { text: written.command, isGlobal: written.isGlobal };
  if (readPrompt(text) !== null) return null;
  return { text: text.trim(), isGlobal: !/^\s/.test(text) && !inMode.test(text) };
}

/** The parts of a configuration that tunnels rest on; everything else is passed over. */
export function* readSections(lines: Iterable<TextLine>): Iterable<Section> {
  let open: Section | null = null;
  let [sections, kept] = [0, 0];
  for (const line of lines) {
    const text = cleanLine(line.text).slice(0, maxText);
    const found = text.trim() === '' || text.trim() === '!' ? undefined : place(text);
    if (found === undefined) continue;
    if (found !== null && !found.isGlobal) {
      if (open !== null && kept < maxLines) {
        open.body.push({ line, text: found.text });
        kept += 1;
      }
      continue;
    }
    if (open !== null) yield open;
    open = null;
    if (found === null || !global.test(found.text) || sections >= maxSections) continue;
    open = { head: { line, text: found.text }, body: [] };
    sections += 1;
  }
  if (open !== null) yield open;
}

export function isCrypto(section: Section): boolean {
  return crypto.test(section.head.text);
}
