import ipaddr from 'ipaddr.js';

/** A contiguous range of addresses, both ends included, as numbers: prefixes, single addresses and `a-b` ranges alike. */
export type AddressRange = { readonly version: 4 | 6; readonly first: bigint; readonly last: bigint };

/** How the addresses of one set lie to those of another. */
export type Relation = 'equal' | 'subset' | 'superset' | 'overlap' | 'disjoint';

function toNumber(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

/** Strict dotted or colon text: ipaddr.js alone would also take `10.1` and `0x0a000001`, which no evidence means as an address. */
function parseAddress(text: string): { readonly version: 4 | 6; readonly value: bigint; readonly bits: 32 | 128 } | null {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    if (!ipaddr.IPv4.isValidFourPartDecimal(text)) return null;
    return { version: 4, value: toNumber(text.split('.').map(Number)), bits: 32 };
  }
  const bare = text.replace(/%[^%/]*$/, '');
  if (!bare.includes(':') || !ipaddr.IPv6.isValid(bare)) return null;
  return { version: 6, value: toNumber(ipaddr.IPv6.parse(bare).toByteArray()), bits: 128 };
}

/** The number of leading ones of a contiguous IPv4 mask such as 255.255.255.224; null for anything else. */
function maskLength(mask: string): number | null {
  return ipaddr.IPv4.isValidFourPartDecimal(mask) ? ipaddr.IPv4.parse(mask).prefixLengthFromSubnetMask() : null;
}

function prefixRange(address: string, lengthText: string): AddressRange | null {
  const start = parseAddress(address);
  if (start === null) return null;
  const length = /^\d{1,3}$/.test(lengthText) ? Number(lengthText) : start.version === 4 ? maskLength(lengthText) : null;
  if (length === null || length > start.bits) return null;
  const hostBits = BigInt(start.bits - length);
  const first = (start.value >> hostBits) << hostBits;
  return { version: start.version, first, last: first + (1n << hostBits) - 1n };
}

/**
 * Reads `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `10.0.0.4`, `10.0.0.4-10.0.0.9` and their IPv6 forms. Host bits of a prefix
 * are dropped, as Azure and Windows do. Null for anything else; names and service tags are not addresses.
 */
export function parseRange(text: string): AddressRange | null {
  const trimmed = text.trim();
  const slash = trimmed.indexOf('/');
  if (slash > 0) return prefixRange(trimmed.slice(0, slash), trimmed.slice(slash + 1));
  const dash = trimmed.indexOf('-');
  if (dash > 0) {
    const [low, high] = [parseAddress(trimmed.slice(0, dash).trim()), parseAddress(trimmed.slice(dash + 1).trim())];
    if (low === null || high === null || low.version !== high.version || low.value > high.value) return null;
    return { version: low.version, first: low.value, last: high.value };
  }
  const single = parseAddress(trimmed);
  return single === null ? null : { version: single.version, first: single.value, last: single.value };
}

/** The ranges among the texts; what is no address is left out. */
export function parseRanges(texts: readonly string[]): AddressRange[] {
  return texts.flatMap((text) => parseRange(text) ?? []);
}

export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(a: AddressRange, b: AddressRange): boolean {
  return a.version === b.version && a.first <= b.last && b.first <= a.last;
}

/** How `a` lies to `b`: 'subset' means that `b` holds all of `a` and more. */
export function relation(a: AddressRange, b: AddressRange): Relation {
  if (!overlaps(a, b)) return 'disjoint';
  if (contains(a, b)) return contains(b, a) ? 'equal' : 'superset';
  return contains(b, a) ? 'subset' : 'overlap';
}

export function intersect(a: AddressRange, b: AddressRange): AddressRange | null {
  if (!overlaps(a, b)) return null;
  return { version: a.version, first: a.first > b.first ? a.first : b.first, last: a.last < b.last ? a.last : b.last };
}

/** The parts of `a` outside `b`: none, one or two. */
export function subtract(a: AddressRange, b: AddressRange): AddressRange[] {
  if (!overlaps(a, b)) return [a];
  const rest: AddressRange[] = [];
  if (a.first < b.first) rest.push({ version: a.version, first: a.first, last: b.first - 1n });
  if (b.last < a.last) rest.push({ version: a.version, first: b.last + 1n, last: a.last });
  return rest;
}

/** True when the ranges together hold every address of `inner`. */
export function covers(ranges: readonly AddressRange[], inner: AddressRange): boolean {
  let rest = [inner];
  for (const range of ranges) rest = rest.flatMap((part) => subtract(part, range));
  return rest.length === 0;
}

/** The same addresses in as few ranges as possible, in order: overlapping and adjoining ranges become one. */
export function merge(ranges: readonly AddressRange[]): AddressRange[] {
  const sorted = ranges.toSorted((a, b) => a.version - b.version || (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const merged: AddressRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last === undefined || last.version !== range.version || range.first > last.last + 1n) merged.push(range);
    else if (range.last > last.last) merged[merged.length - 1] = { ...last, last: range.last };
  }
  return merged;
}

/** Prefix length when the range is exactly one prefix, else null. */
export function prefixLength(range: AddressRange): number | null {
  const size = range.last - range.first + 1n;
  if ((size & (size - 1n)) !== 0n || range.first % size !== 0n) return null;
  return (range.version === 4 ? 32 : 128) - (size.toString(2).length - 1);
}

function addressText(version: 4 | 6, value: bigint): string {
  const count = version === 4 ? 4 : 16;
  const bytes = Array.from({ length: count }, (_, i) => Number((value >> BigInt(8 * (count - 1 - i))) & 0xffn));
  return version === 4 ? bytes.join('.') : new ipaddr.IPv6(bytes).toString();
}

/** The shortest usual writing: address, prefix, or `first-last`. */
export function rangeText(range: AddressRange): string {
  const first = addressText(range.version, range.first);
  if (range.first === range.last) return first;
  const length = prefixLength(range);
  return length === null ? `${first}-${addressText(range.version, range.last)}` : `${first}/${length}`;
}

/** RFC 1918, RFC 6598 (shared address space) and RFC 4193: what an on-premises network or a VNet is usually built from. */
export const privateRanges: readonly AddressRange[] = parseRanges([
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  'fc00::/7',
]);

/** Loopback, link-local and unspecified: never the other end of a tunnel. */
const localRanges: readonly AddressRange[] = parseRanges(['127.0.0.0/8', '169.254.0.0/16', '0.0.0.0/8', '::/127', 'fe80::/10']);

export function isPrivate(range: AddressRange): boolean {
  return privateRanges.some((r) => contains(r, range));
}

export function isLocalOnly(range: AddressRange): boolean {
  return localRanges.some((r) => contains(r, range));
}
