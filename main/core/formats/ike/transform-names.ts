import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';

const maxProposals = 40;
const maxTransforms = 60;

/** Diffie-Hellman groups by strongSwan's names (RFC 2409, 3526, 5114, 5903, 6954, 8031). */
const groups: Readonly<Record<string, number>> = {
  MODP_768: 1,
  MODP_1024: 2,
  MODP_1536: 5,
  MODP_2048: 14,
  MODP_3072: 15,
  MODP_4096: 16,
  MODP_6144: 17,
  MODP_8192: 18,
  ECP_256: 19,
  ECP_384: 20,
  ECP_521: 21,
  MODP_1024_160: 22,
  MODP_2048_224: 23,
  MODP_2048_256: 24,
  ECP_192: 25,
  ECP_224: 26,
  ECP_224_BP: 27,
  ECP_256_BP: 28,
  ECP_384_BP: 29,
  ECP_512_BP: 30,
  CURVE_25519: 31,
  CURVE_448: 32,
};

/** Bits of a truncated MAC as strongSwan writes them behind the hash: `HMAC_SHA2_256_128`. */
const integrity: Readonly<Record<string, string>> = {
  HMAC_MD5_96: 'MD5',
  HMAC_MD5_128: 'MD5',
  HMAC_SHA1_96: 'SHA1',
  HMAC_SHA1_160: 'SHA1',
  HMAC_SHA2_256_128: 'SHA2-256',
  HMAC_SHA2_256_96: 'SHA2-256-96',
  HMAC_SHA2_384_192: 'SHA2-384',
  HMAC_SHA2_512_256: 'SHA2-512',
  AES_XCBC_96: 'AES-XCBC',
  AES_CMAC_96: 'AES-CMAC',
};

/** Registry name and type of one algorithm as strongSwan prints it. */
export function charonTransform(name: string): IkeTransform {
  const group = groups[name];
  if (group !== undefined) return { type: 'dh-group', name: String(group), id: group };
  if (name === 'NO_EXT_SEQ') return { type: 'esn', name: 'none', id: 0 };
  if (name === 'EXT_SEQ') return { type: 'esn', name: 'ESN', id: 1 };
  const mac = integrity[name];
  if (mac !== undefined) return { type: 'integrity', name: mac, id: null };
  if (name.startsWith('PRF_')) {
    const hash = name.replace(/^PRF_(?:HMAC_)?/, '').replaceAll('_', '-');
    return { type: 'prf', name: `PRF-${hash}`, id: null };
  }
  if (/^3DES(?:_CBC)?$/.test(name)) return { type: 'encryption', name: '3DES', id: 3 };
  if (/^DES(?:_CBC)?$/.test(name)) return { type: 'encryption', name: 'DES', id: 2 };
  if (/^(?:AES|CAMELLIA|CHACHA20|BLOWFISH|CAST|NULL)/.test(name)) return { type: 'encryption', name: name.replaceAll('_', '-'), id: null };
  return { type: 'other', name, id: null };
}

/** `IKE:AES_CBC_256/HMAC_SHA2_256_128/PRF_HMAC_SHA2_256/MODP_1024, ESP:…` as strongSwan prints proposals. */
export function charonProposals(text: string): IkeProposal[] {
  return text
    .split(/,\s*/)
    .slice(0, maxProposals)
    .flatMap((part, i): IkeProposal[] => {
      const match = /^\s*(IKE|ESP|AH):(\S+)/.exec(part);
      if (match === null) return [];
      const transforms = match[2]!.split('/').slice(0, maxTransforms).map(charonTransform);
      return [{ protocol: match[1] === 'IKE' ? 'ike' : match[1] === 'ESP' ? 'esp' : 'ah', number: i + 1, transforms }];
    });
}

const azureEncryption: readonly (readonly [RegExp, string])[] = [
  [/^(?:aes-?)?gcm-?aes-?(\d{3})$|^aes-?gcm-?(\d{3})$/i, 'AES-GCM-16-'],
  [/^aes-?(?:cbc-?)?(\d{3})$/i, 'AES-CBC-'],
];

function azureCipher(name: string): string {
  if (/^(?:3des|des3)$/i.test(name)) return '3DES';
  for (const [pattern, prefix] of azureEncryption) {
    const match = pattern.exec(name);
    if (match !== null) return `${prefix}${match[1] ?? match[2]}`;
  }
  return name.toUpperCase();
}

function azureIntegrity(name: string): string {
  const sha2 = /^sha-?2?-?(256|384|512)$/i.exec(name);
  return sha2 === null ? name.toUpperCase() : `SHA2-${sha2[1]}`;
}

/** `DhGroup2` or `2` is a group number; `DhGroup2048`, `ECP256` and the like are names. */
function azureGroup(name: string): number | null {
  const key = name.toUpperCase().replace(/^(?:DHGROUP|GROUP|PFS)_?/, '');
  const named: Readonly<Record<string, number>> = { '2048': 14, ECP256: 19, ECP384: 20, MM: 0 };
  if (named[key] !== undefined) return named[key] === 0 ? null : named[key];
  return /^\d{1,2}$/.test(key) ? Number(key) : null;
}

/**
 * `Policy1:Cipher=DESIntegrity=Md5`, `Policy1: Cipher=AES-CBC-256, Integrity=SHA1, DhGroup=2` of the gateway's log. The
 * fields often follow one another without a separator.
 */
export function azurePolicies(text: string, protocol: 'ike' | 'esp'): IkeProposal[] {
  const parts = [...text.matchAll(/Policy\s?(\d{1,3})\s?:(.*?)(?=Policy\s?\d{1,3}\s?:|$)/gis)].slice(0, maxProposals);
  return parts.map((part) => {
    const fields = [
      ...part[2]!.matchAll(
        /(Cipher|Integrity|DhGroup|PFS\w{0,8}|Hash)\s?[=:]\s?([\w-]{1,40}?)(?=Cipher|Integrity|DhGroup|PFS|Hash|[^\w-]|$)/gi,
      ),
    ];
    const transforms = fields.map(([, key, value]): IkeTransform => {
      if (/^cipher$/i.test(key!)) return { type: 'encryption', name: azureCipher(value!), id: null };
      if (/^(?:integrity|hash)$/i.test(key!)) return { type: 'integrity', name: azureIntegrity(value!), id: null };
      const group = azureGroup(value!);
      return { type: 'dh-group', name: group === null ? value! : String(group), id: group };
    });
    return { protocol, number: Number(part[1]), transforms };
  });
}
