import { isPrompt } from '../formats/shared/format-list.ts';
import { commandAround, nameInCommand } from './connection-name.ts';
import type { Finding, RawValue, Side } from './finding.ts';
import { lineEnd, nextLine, readJsonString, readLine, readListValue, readQuoted, readToken, skipBlanks } from './read-value.ts';
import { findTableColumns } from './rule-tables.ts';
import { judge } from './value.ts';

/** A stretch of text that is the output of a command that shows a shared key, or a file that is named after one. */
type Region = { readonly start: number; readonly end: number; readonly side: Side; readonly connection: string | null };

const command =
  /vpn-connection[ \t]{1,8}shared-key[ \t]{1,8}(?:show|set|reset|update|list)|(?:Get|Set|Reset)-Az(?:ureRm)?VirtualNetworkGatewayConnectionSharedKey|(?:Get|Set|Reset)-AzureVNetGatewayKey/gi;
const nextCommand = /^\s{0,20}(?:info:\s{1,8}Executing command|(?:az|azure) [a-z])/;
const maxLines = 40;

function regionEnd(text: string, from: number): number {
  let line = from;
  for (let i = 0; i < maxLines; i++) {
    const head = text.slice(line, Math.min(lineEnd(text, line), line + 400));
    if (isPrompt(head) || nextCommand.test(head)) return line;
    const next = nextLine(text, line);
    if (next < 0) return text.length;
    line = next;
  }
  return line;
}

/** `azure network vpn-connection shared-key show RG CN`: classic options are positional too. */
function connectionOfCommand(line: string): string | null {
  const positional = /shared-key[ \t]+(?:show|set|reset)[ \t]+(?!-)(\S{1,100})[ \t]+(?!-)(\S{1,100})/i.exec(line);
  return positional ? positional[2]! : nameInCommand(line);
}

function commandRegions(text: string): Region[] {
  const regions: Region[] = [];
  for (const m of text.matchAll(command)) {
    const last = regions.at(-1);
    if (last && m.index < last.end) continue;
    const line = commandAround(text, m.index);
    const start = nextLine(text, m.index);
    if (start < 0) break;
    const above = text.slice(Math.max(0, m.index - 2000), m.index);
    const connection =
      connectionOfCommand(line) ??
      (/Looking up|Executing/.test(line) ? connectionOfCommand(above.slice(above.search(/vpn-connection[ \t]+shared-key[^\n]*$/m))) : null);
    regions.push({ start, end: regionEnd(text, start), side: 'azure', connection });
  }
  return regions;
}

const keyName = /(?:shared[-_ .]?(?:key|secret)|pre[-_ .]?shared|(?<![a-z])psk(?![a-z]))/i;
const deviceName = /device|router|onprem|on-prem|forti|asa|cisco|juniper|palo|rras|local|peer/i;

/** Null unless the file name itself says that the file holds a key. */
function pathRegion(text: string, path: string): Region | null {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  if (!keyName.test(name)) return null;
  const device = deviceName.test(name) || (/psk|pre|secret/i.test(name) && !/az/i.test(name));
  return { start: 0, end: text.length, side: device ? 'device' : 'azure', connection: null };
}

function finding(raw: RawValue | null, region: Region): Finding[] {
  const state = raw && raw.end > raw.start ? judge(raw.value) : null;
  return raw && state
    ? [{ start: raw.start, end: raw.end, value: raw.value, side: region.side, connection: region.connection, state }]
    : [];
}

const label = /^[ \t]{0,40}(?:data:[ \t]{0,20})?(?:value)([ \t]{0,60}):(?!=)/gim;
const jsonValue = /"value"\s{0,40}:\s{0,40}"/gi;

function labelled(text: string, region: Region): Finding[] {
  const part = text.slice(region.start, region.end);
  const findings: Finding[] = [];
  for (const m of part.matchAll(label)) {
    const at = skipBlanks(text, region.start + m.index + m[0].length);
    const quoted = /["']/.test(text[at] ?? '') && m[1] === '';
    findings.push(...finding(quoted ? readQuoted(text, at, 'c') : m[1] === '' ? readLine(text, at) : readListValue(text, at), region));
  }
  for (const m of part.matchAll(jsonValue))
    findings.push(...finding(readJsonString(text, region.start + m.index + m[0].length, 0), region));
  return findings;
}

const noKeyLine = /^[{}[\],]|^(?:info|data|verbose|warn|error|help|WARNING|ERROR|VERBOSE)\s{0,4}:|^-+$|^value$|^[\w.-]+:$|^[+]$|^#/i;

/** The first line of the region that is one word: what `Get-Az…SharedKey` and `az … -o tsv` print. */
function bareLine(text: string, region: Region): Finding[] {
  for (let line = region.start; line >= 0 && line < region.end; line = nextLine(text, line)) {
    const raw = readLine(text, line);
    if (raw.end === raw.start) continue;
    if (noKeyLine.test(raw.value)) return [];
    if (raw.value.includes('\t')) {
      const last = text.lastIndexOf('\t', raw.end - 1) + 1;
      return finding(readToken(text, last, ''), region);
    }
    const quoted = /^(["']).*\1$/.test(raw.value);
    if (quoted) return finding(readQuoted(text, raw.start, 'c'), region);
    return /\s/.test(raw.value) ? [] : finding(raw, region);
  }
  return [];
}

/** A file named after a key: short, and nothing in it but words on their own lines, beside comments. */
function bareFile(text: string, region: Region): Finding[] {
  const lines = text.slice(0, 4096).split(/\r?\n/);
  const words = lines.map((l) => l.trim()).filter((l) => l !== '' && !/^(?:#|;|\/\/)/.test(l));
  if (text.length > 4096 || words.length === 0 || words.length > 3) return [];
  if (words.some((w) => /\s/.test(w) || /^[{}[\]<]/.test(w) || /^[A-Za-z_]{2,40}[=:]/.test(w)))
    return words.length === 1 ? bareLine(text, region) : [];
  const findings: Finding[] = [];
  for (let line = text.startsWith('\uFEFF') ? 1 : 0; line >= 0; line = nextLine(text, line))
    findings.push(...bareLine(text, { ...region, start: line, end: lineEnd(text, line) }));
  return findings;
}

const optionValue = /(?<![\w-])(?:--value|-Value|-v)[ \t=]{1,8}(?:[`\\^][ \t]{0,8}\r?\n[ \t]{0,40})?(?=[^\s$-])/g;

/** The key as an argument: `az … shared-key update --value KEY`, `azure … shared-key set RG CN KEY`. */
function inCommand(text: string, at: number): Finding[] {
  const line = commandAround(text, at);
  const from = text.indexOf(line, Math.max(0, at - line.length - 1));
  if (from < 0) return [];
  const region: Region = { start: from, end: from + line.length, side: 'azure', connection: connectionOfCommand(line) };
  const findings = [...line.matchAll(optionValue)].flatMap((m) => {
    const start = from + m.index + m[0].length;
    const script = m[0].startsWith('-V');
    return finding(
      /["']/.test(text[start] ?? '')
        ? readQuoted(text, start, script ? 'powershell' : 'shell')
        : readToken(text, start, script ? ';|)' : ';|'),
      region,
    );
  });
  const positional = /shared-key[ \t]+set[ \t]+(?!-)\S{1,100}[ \t]+(?!-)\S{1,100}[ \t]+(?=[^\s-])/i.exec(line);
  if (positional) {
    const start = from + positional.index + positional[0].length;
    findings.push(...finding(/["']/.test(text[start] ?? '') ? readQuoted(text, start, 'shell') : readToken(text, start, ''), region));
  }
  return findings;
}

const sharedKeyId =
  /"id\\{0,7}"\s{0,20}:\s{0,20}\\{0,7}"[^"\n]{0,600}?(?:\/connections\/([^/"\n]{1,100}))?\/sharedkeys?(?:\/[^"\n]{0,100})?\\{0,7}"/gi;

/** `{ "id": "…/connections/cn/sharedKey", "value": "…" }`: the members of the same object. */
function byId(text: string): Finding[] {
  const around = 1500;
  return [...text.matchAll(sharedKeyId)].flatMap((m) => {
    const from = Math.max(0, m.index - around);
    const before = text.slice(from, m.index);
    const after = text.slice(m.index, m.index + m[0].length + around);
    const close = after.search(/\}\s{0,40}(?:[,}\]]|$|\r?\n[^ \t"])/);
    const start = from + Math.max(0, before.lastIndexOf('{'));
    const end = m.index + (close < 0 ? after.length : close + 1);
    const region: Region = { start, end, side: 'azure', connection: m[1] ?? null };
    return /"value"/i.test(text.slice(start, end)) ? labelled(text, region) : [];
  });
}

const keyMembers = new Set(['id', 'name', 'etag', 'type', 'location', 'value', 'properties', 'tags', 'resourcegroup']);

/** A whole document of nothing but `value` and names: what `az network vpn-connection shared-key show` prints. */
function wholeDocument(text: string): Finding[] {
  const open = text.indexOf('{');
  const close = text.lastIndexOf('}');
  if (open < 0 || close - open > 4096 || close < open || open > 2000) return [];
  try {
    const parsed: unknown = JSON.parse(text.slice(open, close + 1));
    if (typeof parsed !== 'object' || parsed === null) return [];
    const keys = Object.keys(parsed).map((k) => k.toLowerCase());
    if (!keys.every((k) => keyMembers.has(k)) || !(keys.includes('value') || keys.includes('properties'))) return [];
    const id = /"id"\s{0,20}:\s{0,20}"([^"\n]{0,600})"/i.exec(text);
    if (id && !/shared|secret/i.test(id[1]!)) return [];
    return labelled(text, {
      start: open,
      end: close + 1,
      side: 'azure',
      connection: /\/connections\/([^/]{1,100})/i.exec(id?.[1] ?? '')?.[1] ?? null,
    });
  } catch {
    return [];
  }
}

/**
 * Keys that stand under a name as common as `value` or under none, known by the command, the id or the file name around them.
 * `hasNames` is false where the text holds no part of a secret's name; then only the file name and a whole document can tell.
 */
export function findKeyOutput(text: string, path: string, hasNames: boolean): readonly Finding[] {
  const named = pathRegion(text, path);
  if (!hasNames && !named) return wholeDocument(text);
  const regions = commandRegions(text);
  const findings = regions.flatMap((r) => [...labelled(text, r), ...bareLine(text, r)]);
  for (const m of text.matchAll(command)) findings.push(...inCommand(text, m.index));
  if (named) findings.push(...labelled(text, named), ...bareFile(text, named));
  findings.push(...byId(text), ...wholeDocument(text));
  const inRegion = (at: number) => regions.find((r) => at >= r.start && at < r.end) ?? named;
  const tables = findTableColumns(text, (header, at) => (/^value$/i.test(header) ? (inRegion(at)?.side ?? null) : null));
  const known =
    regions.length > 0 ? tables.map((t) => ({ ...t, connection: t.connection ?? inRegion(t.start)?.connection ?? null })) : tables;
  return [...findings, ...known];
}
