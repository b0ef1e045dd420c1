import type { DeviceReader } from '../device-text/readers.ts';
import { maxBlockLines, withoutPrompt } from '../device-text/readers.ts';
import { plainRecord } from '../device-text/device-data.ts';
import type { NewRecord, TextLine } from '../format.ts';
import { tunnelRecords } from './config-tunnels.ts';
import type { Entry } from './config-tunnels.ts';

const maxEntries = 5000;
const sections = /^(?:vpn ipsec (phase[12])(?:-interface)?|firewall (address|addrgrp))$/;
const words = /^(?:config|edit|set|unset|append|select|next|end)\b/;

/** `set name value "quoted value"`: the values. Quotes may hold escaped quotes. */
function values(text: string): string[] {
  return [...text.slice(0, 8000).matchAll(/"((?:[^"\\]|\\.){0,1000})"|([^\s"]{1,1000})/g)]
    .slice(0, 300)
    .map((m) => (m[1] ?? m[2]!).replaceAll(/\\(.)/g, '$1'));
}

type State = { readonly path: string[]; section: string | null; entry: Entry | null };

function open(state: State, text: string, entries: Entry[]): void {
  const config = /^config (.{1,100})$/.exec(text);
  if (config !== null) {
    state.path.push(config[1]!.trim());
    // A `config` inside an entry belongs to the entry.
    if (state.entry !== null) return;
    const known = sections.exec(config[1]!.trim());
    state.section = known === null ? null : (known[1] ?? known[2]!);
    return;
  }
  const edit = /^edit (.{1,200})$/.exec(text);
  if (edit === null || state.section === null || state.entry !== null || entries.length >= maxEntries) return;
  const section = state.section === 'phase1' || state.section === 'phase2' ? state.section : 'address';
  state.entry = { section, name: values(edit[1]!)[0] ?? '', lines: [], settings: new Map() };
  entries.push(state.entry);
}

function shut(state: State, text: string): void {
  if (text === 'next') state.entry = null;
  if (text !== 'end') return;
  state.path.pop();
  if (state.path.length > 0) return;
  state.entry = null;
  state.section = null;
}

/** `show vpn ipsec phase1-interface`, `phase2-interface`, `phase1`, `phase2`, and whole configurations of FortiOS 5.4 to 7.6. */
export function configReader(): DeviceReader {
  const entries: Entry[] = [];
  const state: State = { path: [], section: null, entry: null };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    const text = withoutPrompt(line.text.trim());
    if (!words.test(text) || (state.path.length === 0 && !text.startsWith('config '))) return null;
    if (state.path.length > 20) state.path.length = 0;
    open(state, text, entries);
    const { entry } = state;
    const setting = /^set ([\w-]{1,60}) (.{1,8000})$/.exec(text);
    if (entry !== null && setting !== null && entry.settings.size < maxBlockLines) entry.settings.set(setting[1]!, values(setting[2]!));
    const held = entry !== null && entry.section !== 'address' && entry.lines.length < maxBlockLines;
    if (held) entry.lines.push(line);
    shut(state, text);
    return held ? [] : [plainRecord(line)];
  };
  return { take, finish: () => tunnelRecords(entries) };
}
