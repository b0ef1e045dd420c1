/** A contiguous range of TCP or UDP ports, both ends included. */
export type PortRange = { readonly first: number; readonly last: number };

export const anyPort: PortRange = { first: 0, last: 65_535 };

function parsePart(text: string): PortRange | null {
  const match = /^(\d{1,5})(?:\s*-\s*(\d{1,5}))?$/.exec(text);
  if (match === null) return null;
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  return first <= last && last <= 65_535 ? { first, last } : null;
}

/**
 * Reads `80`, `8000-8099`, `*`, `Any` and comma lists of them. Null when any part is none of these (Windows writes
 * names such as `RPC` or `IPHTTPSIn`): such a rule cannot be judged by port.
 */
export function parsePorts(text: string): PortRange[] | null {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const ranges = parts.map((part) => (/^(\*|any)$/i.test(part) ? anyPort : parsePart(part)));
  return ranges.length > 0 && ranges.every((r) => r !== null) ? ranges : null;
}

/** All ranges of a list of port texts; null when one of them cannot be read. */
export function parsePortList(texts: readonly string[]): PortRange[] | null {
  const lists = texts.map(parsePorts);
  return lists.every((l) => l !== null) ? lists.flat() : null;
}

export function holdsPort(ranges: readonly PortRange[], port: number): boolean {
  return ranges.some((r) => r.first <= port && port <= r.last);
}

export function portText(range: PortRange): string {
  if (range.first === anyPort.first && range.last === anyPort.last) return '*';
  return range.first === range.last ? String(range.first) : `${range.first}-${range.last}`;
}
