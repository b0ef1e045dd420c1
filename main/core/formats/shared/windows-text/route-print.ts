import type { Parsed, TextLine } from '../../format.ts';
import { prefixLength } from '../addresses.ts';
import { routeRecord } from './route-objects.ts';

const ip = String.raw`(\d{1,3}(?:\.\d{1,3}){3})`;
/** Destination, mask, gateway or the words for "on-link" in any language, interface, metric. */
const activeV4 = new RegExp(String.raw`^\s*${ip}\s+${ip}\s+(\S.{0,40}?)\s+${ip}\s+(\d{1,6})\s*$`);
/** Destination, mask, gateway, metric or the word for "default": persistent routes have no interface. */
const persistentV4 = new RegExp(String.raw`^\s*${ip}\s+${ip}\s+${ip}\s+(\S{1,20})\s*$`);
/** Interface index, metric, prefix and, unless it stands on the next line, the gateway. */
const activeV6 = /^\s*(\d{1,4})\s+(\d{1,10})\s+([0-9A-Fa-f:]+:[0-9A-Fa-f:.]*\/\d{1,3})(?:\s+(\S.{0,60}?))?\s*$/;
const separator = /^\s*={20,}\s*$/;
const isAddress = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)$/;

function prefixOf(destination: string, mask: string): string | null {
  const length = prefixLength(mask);
  return length === null ? null : `${destination}/${length}`;
}

function unitOf(line: TextLine): { line: number; endLine: number; offset: number; text: string } {
  return { line: line.number, endLine: line.number, offset: line.offset, text: line.text };
}

function readV4(line: TextLine): Parsed | null {
  const active = activeV4.exec(line.text);
  if (active) {
    const prefix = prefixOf(active[1]!, active[2]!);
    const gateway = active[3]!;
    const nextHop = isAddress.test(gateway) ? gateway : null;
    return prefix === null
      ? null
      : routeRecord(unitOf(line), { prefix, nextHop, interfaceName: active[4]!, metric: Number(active[5]), persistent: null });
  }
  const stored = persistentV4.exec(line.text);
  const prefix = stored ? prefixOf(stored[1]!, stored[2]!) : null;
  if (!stored || prefix === null) return null;
  const metric = /^\d{1,6}$/.test(stored[4]!) ? Number(stored[4]) : null;
  return routeRecord(unitOf(line), { prefix, nextHop: stored[3]!, interfaceName: null, metric, persistent: true });
}

function readV6(line: TextLine, gatewayLine: TextLine | null, persistent: boolean | null): Parsed | null {
  const match = activeV6.exec(line.text);
  if (!match) return null;
  const gateway = match[4] ?? gatewayLine?.text.trim() ?? '';
  const unit = gatewayLine ? { ...unitOf(line), endLine: gatewayLine.number, text: `${line.text}\n${gatewayLine.text}` } : unitOf(line);
  const nextHop = isAddress.test(gateway) ? gateway : null;
  return routeRecord(unit, { prefix: match[3]!, nextHop, interfaceName: match[1]!, metric: Number(match[2]), persistent });
}

/**
 * Reads `route print` in any display language, by structure: rulers of `=`, then rows of addresses. Active IPv4 rows
 * end with interface address and metric, persistent ones have no interface; among the IPv6 rows the second section is
 * the persistent one. Rows outside the rulers are not read.
 */
export function* readRoutePrint(lines: Iterable<TextLine>): Iterable<Parsed> {
  let rulers = 0;
  let sinceRuler = Number.MAX_SAFE_INTEGER;
  let v6Section = -1;
  let held: TextLine | null = null;
  for (const line of lines) {
    if (separator.test(line.text)) {
      rulers += 1;
      sinceRuler = 0;
    } else sinceRuler += 1;
    if (rulers === 0 || sinceRuler > 100_000 || line.text.length > 400) continue;
    if (held) {
      const gateway = line.text.trim() !== '' && !separator.test(line.text) && !activeV6.test(line.text) ? line : null;
      const route = readV6(held, gateway, rulers > v6Section ? true : null);
      held = null;
      if (route) yield route;
      if (gateway) continue;
    }
    const v6 = activeV6.exec(line.text);
    if (v6) {
      if (v6Section < 0) v6Section = rulers;
      if (v6[4] === undefined) {
        held = line;
        continue;
      }
    }
    const route = v6 ? readV6(line, null, rulers > v6Section ? true : null) : readV4(line);
    if (route) yield route;
  }
  const last = held ? readV6(held, null, null) : null;
  if (last) yield last;
}
