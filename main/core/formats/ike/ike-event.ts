import type { Endpoint, IkeEventData, IkeFault } from '#shared/model/ike.ts';

export type IkeOrigin = Pick<IkeEventData, 'witness' | 'side'>;

/** An event of which the witness says nothing but what is given. */
export function ikeEvent(origin: IkeOrigin, known: Partial<IkeEventData>): IkeEventData {
  return {
    kind: 'ike-event',
    ...origin,
    direction: null,
    local: null,
    remote: null,
    version: null,
    exchange: null,
    isResponse: null,
    isInitiator: null,
    messageId: null,
    initiatorSpi: null,
    responderSpi: null,
    step: 'other',
    sa: null,
    notifies: [],
    code: null,
    proposals: [],
    chosen: null,
    keGroup: null,
    identities: [],
    selectors: [],
    nat: null,
    vendorIds: [],
    isEncrypted: false,
    session: null,
    ...known,
  };
}

/**
 * `203.0.113.10[500]`, `203.0.113.10:500` or `2001:db8::1:500`; the port may be missing. The last group of an IPv6 address
 * is a port only when it is one of IKE's. Null for text without an address.
 */
export function parseEndpoint(text: string): Endpoint | null {
  const match = /^\[?([0-9A-Fa-f.:]{2,45}?)\]?(?:\[(\d{1,5})\]|(?<=[.\d]{7}|\]):(\d{1,5})|(?<=[0-9A-Fa-f]):(4?500))?$/.exec(text.trim());
  const address = match?.[1];
  if (address === undefined || !/[.:]/.test(address)) return null;
  const port = Number(match?.[2] ?? match?.[3] ?? match?.[4] ?? Number.NaN);
  return { address, port: Number.isInteger(port) && port <= 65_535 ? port : null };
}

/** SPI or cookie as 16 hex digits in lower case; null for zero (no responder yet) and for anything else. */
export function parseSpi(text: string | undefined): string | null {
  const digits = (text ?? '').replace(/^0x/i, '').toLowerCase();
  if (!/^[0-9a-f]{1,16}$/.test(digits) || /^0*$/.test(digits)) return null;
  return digits.padStart(16, '0');
}

/**
 * A device log is the on-premises end's, unless its path says that it stands for the gateway: a folder or a file name
 * with the word `azure` in it (or `gateway` alone) and not `onprem`.
 */
export function sideOfPath(path: string): 'azure' | 'on-premises' {
  const words = path
    .toLowerCase()
    .split(/[^a-z]+/)
    .toReversed();
  const told = words.find((word) => /^(?:azure|azuregw|azuregateway|azurevpn|onprem|onpremise|onpremises|premises|branch)$/.test(word));
  return told?.startsWith('azure') === true ? 'azure' : 'on-premises';
}

/**
 * Windows error codes of IKE and what they say, as far as they name a fault by themselves (winerror.h; Microsoft,
 * Site-to-site VPN error codes, 2024-10), like the signatures of Windows events.
 */
const codesOf: readonly (readonly [IkeFault, readonly number[]])[] = [
  ['refused', [1225]],
  [
    'authentication',
    [
      13801, 13806, 13817, 13818, 13819, 13820, 13826, 13828, 13847, 13848, 13870, 13875, 13881, 13887, 13889, 13892, 13905, 13906, 13907,
      13908,
    ],
  ],
  ['ike-policy', [13802, 13822, 13825, 13850, 13861, 13864, 13865, 13868, 13871, 13872, 13873, 13874, 13883]],
  ['ipsec-policy', [13894]],
  ['no-answer', [13805, 13813, 13814, 13815]],
  ['ike-version', [13880]],
  ['traffic-selectors', [13999]],
  ['other', [13803, 13824, 13843, 13846]],
];
const codeFaults = new Map(codesOf.flatMap(([fault, codes]) => codes.map((code) => [code, fault] as const)));

/** True for the codes of IKE that say something by themselves (winerror.h, 13800 to 13999). */
export function isIkeCode(code: number): boolean {
  return codeFaults.has(code);
}

/** What a Windows error code of IKE says; `sa` tells which phase a code about the policy is about. */
export function faultOfCode(code: number, sa: 'ike' | 'child' | null): IkeFault {
  const fault = codeFaults.get(code) ?? 'other';
  return fault === 'ike-policy' && sa === 'child' ? 'ipsec-policy' : fault;
}
