const v4 = /(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.]*\d)/;
const v6 = /(?<![0-9A-Za-z:.])(?=[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:)[0-9A-Fa-f:]{2,39}(?:%[\w.]{1,20})?(?![0-9A-Za-z])/;
const all = new RegExp(`${v4.source}|${v6.source}`, 'g');

/** A clock time has colons too; an IPv6 address has eight groups or `::`. */
function isAddress(text: string): boolean {
  return !text.includes(':') || text.includes('::') || text.split(':').length === 8;
}

/** IP addresses of a line in their order, IPv6 zone left out. Lines longer than 2000 characters are not searched. */
export function findAddresses(text: string): string[] {
  if (text.length > 2000) return [];
  return [...text.matchAll(all)].map((m) => m[0].replace(/%.*$/, '')).filter(isAddress);
}

/** The line without its addresses, for telling other numbers apart. */
export function withoutAddresses(text: string): string {
  return text.length > 2000 ? text : text.replace(all, (found) => (isAddress(found) ? ' ' : found));
}

/** The number of leading ones of an IPv4 netmask; null when it is no contiguous mask. */
export function prefixLength(netmask: string): number | null {
  const octets = netmask.split('.').map(Number);
  if (octets.length !== 4 || octets.some((o) => !Number.isInteger(o) || o < 0 || o > 255)) return null;
  const bits = octets.map((o) => o.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? bits.replace(/0+$/, '').length : null;
}
