/** A count of `ip`, `iptables` or `nft`: digits, in listings with K, M, G or T for thousands. Null for anything else. */
export function countOf(text: string | undefined): number | null {
  const match = /^(\d{1,18})([KMGT])?$/.exec(text ?? '');
  if (match === null) return null;
  const factor = match[2] === undefined ? 1 : 1000 ** ('KMGT'.indexOf(match[2]) + 1);
  return Number(match[1]) * factor;
}

const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*)(?:\/\d{1,3})?$/;

export function isAddress(text: string | undefined): text is string {
  return text !== undefined && text.length <= 64 && address.test(text);
}

/** `0x2a/0xffffffff`, `0.0.0.42`, `42`: numbers of marks, interface ids and keys as iproute2 prints them. */
export function idOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const bare = text.split('/', 1)[0]!;
  const dotted = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(bare);
  if (dotted !== null) return dotted.slice(1).reduce((sum, part) => sum * 256 + Number(part), 0);
  return /^(?:0x[0-9A-Fa-f]{1,8}|\d{1,10})$/.test(bare) ? Number(bare) : null;
}

/** Everywhere, as the tools of Linux write it; null then. */
export function prefixOrAny(text: string | null | undefined): string | null {
  return text === null || text === undefined || /^(?:0\.0\.0\.0\/0|::\/0|any|anywhere|all|default)$/i.test(text) ? null : text;
}
