import type { IkeProposal } from '#shared/model/ike.ts';

/** Bytes that encryption adds: initialisation vector and checksum (RFC 3602, RFC 2404, RFC 4868, RFC 5282). */
function overhead(chosen: IkeProposal | undefined): number {
  const name = (type: 'encryption' | 'integrity'): string => chosen?.transforms.find((t) => t.type === type)?.name ?? '';
  const cipher = name('encryption');
  if (/GCM|CCM|CHACHA/.test(cipher)) return 8 + 16;
  const iv = /^(?:3DES|DES)/.test(cipher) ? 8 : 16;
  const mac = name('integrity');
  const checksum = mac.startsWith('SHA2-512') ? 32 : mac.startsWith('SHA2-384') ? 24 : mac.startsWith('SHA2-256') ? 16 : 12;
  return iv + checksum;
}

/** Identity (8 + 4) and AUTH payload (8 + the shortest PRF's 16) that an acceptance holds at the least (RFC 7296, 3.5 and 3.8). */
const identityAndAuth = 12 + 24;
/** SA with one proposal of two transforms (4 + 8 + 4 + 8 + 8), and two selectors for IPv4 (RFC 7296, 3.3 and 3.13). */
const childSa = 32 + 24 + 24;
/** The same SA and a nonce (RFC 7296, 3.9), as the answer to a rekey. */
const rekeyed = 32 + 20;
/** Above this the answer carries certificates, and its length tells nothing more. */
const withCertificates = 400;

export type SealedAnswer = 'refused' | 'child-refused' | 'accepted' | 'unclear';

/**
 * What the length of an encrypted IKE_AUTH answer tells: too short for identity and AUTH payload, it holds a refusal; with those but
 * without room for a child SA, the peer authenticated and refused the child SA. `sealed` in bytes, see `IkeEventData.sealedBytes`.
 */
export function readSealedAuth(sealed: number, chosen: IkeProposal | undefined): SealedAnswer {
  const plain = sealed - overhead(chosen) - 1;
  if (plain < identityAndAuth) return 'refused';
  if (plain > withCertificates) return 'unclear';
  return plain < identityAndAuth + childSa ? 'child-refused' : 'accepted';
}

/** The same for the answer to CREATE_CHILD_SA, which holds an SA and a nonce when the peer agrees. */
export function readSealedRekey(sealed: number, chosen: IkeProposal | undefined): SealedAnswer {
  return sealed - overhead(chosen) - 1 < rekeyed ? 'refused' : 'accepted';
}
