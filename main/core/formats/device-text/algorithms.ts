import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';

const maxTokens = 40;

const hashes: Readonly<Record<string, string>> = {
  md5: 'MD5',
  sha: 'SHA1',
  sha1: 'SHA1',
  sha2: 'SHA2-256',
  sha224: 'SHA2-224',
  sha256: 'SHA2-256',
  sha2256: 'SHA2-256',
  sha384: 'SHA2-384',
  sha2384: 'SHA2-384',
  sha512: 'SHA2-512',
  sha2512: 'SHA2-512',
  aesxcbc: 'AES-XCBC',
  aescmac: 'AES-CMAC',
};

const prfs: Readonly<Record<string, string>> = { aesxcbc: 'PRF-AES128-XCBC', aescmac: 'PRF-AES128-CMAC' };

/** Bits of the modulus (with `s` the size of the subgroup) by Diffie-Hellman group: RFC 2409, 3526, 5114. */
const modp: Readonly<Record<string, number>> = {
  '768': 1,
  '1024': 2,
  '1536': 5,
  '2048': 14,
  '3072': 15,
  '4096': 16,
  '6144': 17,
  '8192': 18,
  '1024s160': 22,
  '2048s224': 23,
  '2048s256': 24,
};
/** RFC 5903, 5114 and 6954. */
const ecp: Readonly<Record<string, number>> = {
  '192': 25,
  '224': 26,
  '256': 19,
  '384': 20,
  '521': 21,
  '224bp': 27,
  '256bp': 28,
  '384bp': 29,
  '512bp': 30,
};
const curves: Readonly<Record<string, number>> = { curve25519: 31, x25519: 31, curve448: 32, x448: 32 };

const encryption = (name: string): IkeTransform => ({ type: 'encryption', name, id: null });
export const dhGroup = (id: number): IkeTransform => ({ type: 'dh-group', name: String(id), id });

/** Length of the check value of an AEAD cipher, in bytes; devices write 8 to 16 or 64 to 128. */
function icv(text: string | undefined): string {
  const value = Number(text ?? '16');
  return String(value > 16 ? value / 8 : value);
}

function cipher(key: string): string | null {
  if (/^3des(?:cbc)?$/.test(key)) return '3DES';
  if (/^des(?:cbc)?$/.test(key)) return 'DES';
  if (key === 'null') return 'NULL';
  if (/^chacha20(?:poly1305)?$/.test(key)) return 'CHACHA20-POLY1305';
  const aes = /^aes(?:cbc)?(128|192|256)?(?:cbc)?$/.exec(key);
  if (aes !== null) return `AES-CBC-${aes[1] ?? '128'}`;
  const aead = /^aes(128|192|256)(gcm|ccm)(8|12|16|64|96|128)?$/.exec(key);
  if (aead !== null) return `AES-${aead[2]!.toUpperCase()}-${icv(aead[3])}-${aead[1]}`;
  // libreswan: aes_gcm256, aes_gcm_c_256, aes_gcm_16_256
  const swan = /^aes(gcm|ccm)(a|b|c|8|12|16)?(128|192|256)?$/.exec(key);
  if (swan !== null) {
    const length = { a: '8', b: '12', c: '16' }[swan[2] ?? 'c'] ?? swan[2];
    return `AES-${swan[1]!.toUpperCase()}-${icv(length)}-${swan[3] ?? '128'}`;
  }
  const other = /^(aes|camellia)(128|192|256)?(ctr|gmac)$|^(camellia)(128|192|256)?(?:cbc)?$/.exec(key);
  if (other === null) return null;
  if (other[4] !== undefined) return `CAMELLIA-CBC-${other[5] ?? '128'}`;
  return other[3] === 'gmac' ? `NULL-AES-GMAC-${other[2] ?? '128'}` : `${other[1]!.toUpperCase()}-CTR-${other[2] ?? '128'}`;
}

function group(key: string): number | null {
  const named = /^(modp|ecp)(\d{3,4}(?:s\d{3}|bp)?)$/.exec(key);
  if (named !== null) return (named[1] === 'modp' ? modp : ecp)[named[2]!] ?? null;
  const numbered = /^(?:dh|group|dhgroup|dhg)(\d{1,2})$/.exec(key);
  return numbered === null ? (curves[key] ?? null) : Number(numbered[1]);
}

/**
 * An algorithm by the name that a device's configuration gives it: `aes256`, `aes-256-cbc`, `aes_gcm256`, `sha2_256`, `modp2048`,
 * `group14`, `prfsha256`. Null for a name that is none.
 */
export function configTransform(name: string): IkeTransform | null {
  const key = name.trim().toLowerCase().replaceAll(/[-_ ]/g, '');
  if (key.length > 40) return null;
  if (key.startsWith('prf')) {
    const hash = key.slice(3);
    return hashes[hash] === undefined ? null : { type: 'prf', name: prfs[hash] ?? `PRF-${hashes[hash]}`, id: null };
  }
  if (key === 'esn' || key === 'noesn') return { type: 'esn', name: key === 'esn' ? 'ESN' : 'none', id: null };
  const hash = hashes[key];
  if (hash !== undefined) return { type: 'integrity', name: hash, id: null };
  const number = group(key);
  if (number !== null) return dhGroup(number);
  const found = cipher(key);
  return found === null ? null : encryption(found);
}

function isAead(transform: IkeTransform): boolean {
  return transform.type === 'encryption' && /GCM|CCM|POLY1305/.test(transform.name);
}

function prfName(integrity: string): string {
  return prfs[integrity.toLowerCase().replace('-', '')] ?? `PRF-${integrity}`;
}

/** The pseudo-random functions that follow from the integrity algorithms where a proposal for an IKE SA names none. */
export function withPrf(transforms: readonly IkeTransform[]): IkeTransform[] {
  if (transforms.some((t) => t.type === 'prf') || transforms.some(isAead)) return [...transforms];
  const derived = transforms.filter((t) => t.type === 'integrity').map((t) => prfName(t.name));
  return [...transforms, ...derived.map((name): IkeTransform => ({ type: 'prf', name, id: null }))];
}

/** libreswan writes the pseudo-random function of an AEAD cipher where others have the integrity (`aes_gcm256-sha2`, `aes_gcm256-null`). */
function combined(protocol: IkeProposal['protocol'], transforms: readonly IkeTransform[]): IkeTransform[] {
  const ciphers = transforms.filter((t) => t.type === 'encryption' && t.name !== 'NULL');
  if (ciphers.length === 0 || !ciphers.every(isAead)) return [...transforms];
  const hasPrf = transforms.some((t) => t.type === 'prf');
  const asPrf = (t: IkeTransform): IkeTransform[] =>
    protocol === 'ike' && !hasPrf ? [{ type: 'prf', name: prfName(t.name), id: null }] : [];
  return transforms.flatMap((t) => (t.type === 'integrity' ? asPrf(t) : t.name === 'NULL' ? [] : [t]));
}

/** `aes256-sha256-modp2048` of strongSwan, or `aes256-sha256` with groups beside it; null when it holds no cipher. */
export function proposalOf(
  protocol: 'ike' | 'esp' | 'ah',
  number: number,
  text: string,
  more: readonly IkeTransform[] = [],
): IkeProposal | null {
  const tokens = text.split(/[-;+,]/).slice(0, maxTokens);
  const transforms = tokens.flatMap((token) => configTransform(token) ?? []);
  if (!transforms.some((t) => t.type === 'encryption') && protocol !== 'ah') return null;
  const all = combined(protocol, [...transforms, ...more]);
  return { protocol, number, transforms: protocol === 'ike' ? withPrf(all) : all };
}
