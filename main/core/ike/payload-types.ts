type Names = ReadonlyMap<number, string>;

/** Payload types of IKEv2 by their short names (RFC 7296, 3.2; IANA, "IKEv2 Payload Types", 2026-11). */
const namesV2: Names = new Map([
  [33, 'SA'],
  [34, 'KE'],
  [35, 'IDi'],
  [36, 'IDr'],
  [37, 'CERT'],
  [38, 'CERTREQ'],
  [39, 'AUTH'],
  [40, 'Nonce'],
  [41, 'N'],
  [42, 'D'],
  [43, 'V'],
  [44, 'TSi'],
  [45, 'TSr'],
  [46, 'SK'],
  [47, 'CP'],
  [48, 'EAP'],
  [49, 'GSPM'],
  [50, 'IDg'],
  [51, 'GSA'],
  [52, 'KD'],
  [53, 'SKF'],
  [54, 'PS'],
]);

/** Payload types of IKEv1 (RFC 2408, 3.1; RFC 3947; MS-IKEE, 2.2.3); 15 and 16, and 130 to 132, came before the registration. */
const namesV1: Names = new Map([
  [1, 'SA'],
  [2, 'P'],
  [3, 'T'],
  [4, 'KE'],
  [5, 'ID'],
  [6, 'CERT'],
  [7, 'CERTREQ'],
  [8, 'HASH'],
  [9, 'SIG'],
  [10, 'Nonce'],
  [11, 'N'],
  [12, 'D'],
  [13, 'V'],
  [14, 'ATTR'],
  [15, 'NAT-D'],
  [16, 'NAT-OA'],
  [20, 'NAT-D'],
  [21, 'NAT-OA'],
  [130, 'NAT-D'],
  [131, 'NAT-OA'],
  [132, 'FRAG'],
]);

/** The short name of a payload, or its number as text where the registry has none. */
export function payloadName(version: 1 | 2, type: number): string {
  return (version === 2 ? namesV2 : namesV1).get(type) ?? String(type);
}
