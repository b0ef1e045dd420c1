/**
 * One vocabulary for transforms: RRAS cmdlets (`Group14`, `SHA256128`, `DES3`), Azure policies (`DHGroup2048`, `PFS24`,
 * `GCMAES256`) and documents (`3DES`, `AES-256`) name the same things differently.
 * Sources: Microsoft, Set-VpnServerConfiguration and Add-VpnS2SInterface; VPN Gateway FAQ (IPsec/IKE policy), 2026-06.
 */

/** Diffie-Hellman group numbers of IANA's IKEv2 registry (RFC 7296 section 3.3.2) by the names in use. */
const groups: Readonly<Record<string, number>> = {
  dhgroup1: 1,
  group1: 1,
  pfs1: 1,
  modp768: 1,
  dhgroup2: 2,
  group2: 2,
  pfs2: 2,
  modp1024: 2,
  dhgroup14: 14,
  dhgroup2048: 14,
  group14: 14,
  pfs14: 14,
  pfs2048: 14,
  modp2048: 14,
  ecp256: 19,
  group19: 19,
  dhgroup19: 19,
  ecp384: 20,
  group20: 20,
  dhgroup20: 20,
  dhgroup24: 24,
  group24: 24,
  pfs24: 24,
  modp2048s256: 24,
};

function squash(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]/g, '');
}

/** Group number; 0 for an explicit None; null for a name that is not known (also `PFSMM`: the group of phase 1). */
export function groupNumber(text: string): number | null {
  const key = squash(text);
  if (key === 'none' || key === '0') return 0;
  if (/^\d{1,2}$/.test(key)) return Number(key);
  return groups[key] ?? null;
}

/** `3DES`, `AES128`, `GCMAES256`, `DES`, `None`; null for a name that is not known. */
export function encryptionName(text: string): string | null {
  const key = squash(text);
  if (key === 'none' || key === 'null') return 'None';
  if (key === 'des') return 'DES';
  if (/^(des3|3des|tripledes|3descbc)$/.test(key)) return '3DES';
  const gcm = /^(?:gcmaes|aesgcm|aes)(128|192|256)(gcm|gcm16)?$/.exec(key);
  if (gcm !== null && key.includes('gcm')) return `GCMAES${gcm[1]}`;
  const cbc = /^(?:aes|aescbc|cbcaes)(128|192|256)$/.exec(key);
  return cbc === null ? null : `AES${cbc[1]}`;
}

/** `MD5`, `SHA1`, `SHA256`, `SHA384`, `GCMAES256` …; null for a name that is not known. */
export function integrityName(text: string): string | null {
  const key = squash(text).replace(/^hmac/, '');
  if (/^(md5|md596)$/.test(key)) return 'MD5';
  if (/^(sha|sha1|sha196)$/.test(key)) return 'SHA1';
  const sha2 = /^(?:sha|sha2)(256|384|512)(128|192|256)?$/.exec(key);
  if (sha2 !== null) return `SHA${sha2[1]}`;
  const aead = encryptionName(text);
  return aead !== null && aead.startsWith('GCM') ? aead : null;
}

/** 'IKEv1' or 'IKEv2' from the usual writings; null for anything else (L2TP, Automatic). */
export function ikeVersion(text: string): 'IKEv1' | 'IKEv2' | null {
  const key = squash(text);
  if (key === 'ikev2' || key === 'ike2') return 'IKEv2';
  return key === 'ikev1' || key === 'ike1' || key === 'ike' ? 'IKEv1' : null;
}
