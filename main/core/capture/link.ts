/** The IP packet within a frame. `heading`: whether the capturing host sent or got it, where the link type tells. */
export type LinkPayload = { readonly at: number; readonly heading: 'in' | 'out' | null };

const ipv4 = 0x08_00;
const ipv6 = 0x86_dd;
const vlanTags = new Set([0x81_00, 0x88_a8, 0x91_00, 0x92_00]);
const pppoeSession = 0x88_64;
const mostTags = 8;
/** AF_INET, and AF_INET6 as NetBSD/OpenBSD, FreeBSD, macOS, Linux and Windows number it. */
const families = new Set([2, 24, 28, 30, 10, 23]);
const outgoing = 4;

type ReadLink = (frame: Buffer) => LinkPayload | null;

const readLink: ReadonlyMap<number, ReadLink> = new Map<number, ReadLink>([
  [0, (frame) => bsd(frame, true)],
  [108, (frame) => bsd(frame, false)],
  [1, (frame) => ethernet(frame, 12, null)],
  [12, raw],
  [14, raw],
  [101, raw],
  [228, raw],
  [229, raw],
  [113, (frame) => cooked(frame, { type: 0, protocol: 14, bytes: 16 })],
  [276, (frame) => cooked(frame, { type: 10, protocol: 0, bytes: 20 })],
]);

function raw(): LinkPayload {
  return { at: 0, heading: null };
}

/** The family is in the byte order of the capturing host (null), which the reader may not share, or in network order (loop). */
function bsd(frame: Buffer, anyOrder: boolean): LinkPayload | null {
  if (frame.length < 4) return null;
  const isIp = families.has(frame.readUInt32BE(0)) || (anyOrder && families.has(frame.readUInt32LE(0)));
  return isIp ? { at: 4, heading: null } : null;
}

/** Follows VLAN tags (802.1Q, QinQ) and PPPoE from the type field at `at`. */
function ethernet(frame: Buffer, at: number, heading: 'in' | 'out' | null): LinkPayload | null {
  let place = at;
  for (let tags = 0; tags < mostTags && place + 2 <= frame.length; tags += 1) {
    const type = frame.readUInt16BE(place);
    if (type === ipv4 || type === ipv6) return { at: place + 2, heading };
    if (type === pppoeSession) return pppoe(frame, place + 2, heading);
    if (!vlanTags.has(type)) return null;
    place += 4;
  }
  return null;
}

/** RFC 2516: six bytes of header, then the PPP protocol number. */
function pppoe(frame: Buffer, at: number, heading: 'in' | 'out' | null): LinkPayload | null {
  if (at + 8 > frame.length) return null;
  const protocol = frame.readUInt16BE(at + 6);
  return protocol === 0x00_21 || protocol === 0x00_57 ? { at: at + 8, heading } : null;
}

function cooked(frame: Buffer, layout: { readonly type: number; readonly protocol: number; readonly bytes: number }): LinkPayload | null {
  if (frame.length < layout.bytes) return null;
  const type = layout.type === 0 ? frame.readUInt16BE(0) : frame[layout.type];
  const heading = type === outgoing ? 'out' : type === 0 ? 'in' : null;
  const protocol = frame.readUInt16BE(layout.protocol);
  if (protocol === ipv4 || protocol === ipv6) return { at: layout.bytes, heading };
  if (!vlanTags.has(protocol)) return null;
  return ethernet(frame, layout.bytes + 2, heading);
}

export function isKnownLink(linkType: number): boolean {
  return readLink.has(linkType);
}

/** Where the IP packet begins; null for other protocols and for link types that are not known. */
export function linkPayload(linkType: number, frame: Buffer): LinkPayload | null {
  return readLink.get(linkType)?.(frame) ?? null;
}
