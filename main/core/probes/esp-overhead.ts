import { encryptionName, integrityName } from '#shared/net/ipsec-vocabulary.ts';

/** What a cipher adds to each packet: initialisation vector, alignment of the sealed part, check value, in bytes. */
export type EspCipher = { readonly ivBytes: number; readonly alignBytes: number; readonly icvBytes: number };

/** How the tunnel's packets travel. */
export type EspPath = { readonly ipVersion: 4 | 6; readonly inUdp: boolean };

/** RFC 3602 (AES-CBC), RFC 2451 (3DES), RFC 4106 (AES-GCM, 16-byte check value); RFC 4303 aligns to 4 bytes at least. */
const ciphers: Readonly<Record<string, Omit<EspCipher, 'icvBytes'>>> = {
  '3DES': { ivBytes: 8, alignBytes: 8 },
  AES128: { ivBytes: 16, alignBytes: 16 },
  AES192: { ivBytes: 16, alignBytes: 16 },
  AES256: { ivBytes: 16, alignBytes: 16 },
};
/** RFC 2403, RFC 2404, RFC 4868. */
const checkValues: Readonly<Record<string, number>> = { MD5: 12, SHA1: 12, SHA256: 16, SHA384: 24, SHA512: 32 };

const espHeader = 8;
/** Pad length and next header (RFC 4303, 2). */
const espTrailer = 2;
const udpHeader = 8;
const ipHeader = { 4: 20, 6: 40 } as const;

/** Reads `GCMAES256` or `AES256/SHA256`; null for anything else. */
export function espCipher(text: string): EspCipher | null {
  const [cipher, hash, more] = text.split('/');
  const encryption = encryptionName(cipher ?? '');
  if (encryption === null || more !== undefined) return null;
  if (encryption.startsWith('GCM')) return { ivBytes: 8, alignBytes: 4, icvBytes: 16 };
  const [shape, icvBytes] = [ciphers[encryption], checkValues[integrityName(hash ?? '') ?? '']];
  return shape === undefined || icvBytes === undefined ? null : { ...shape, icvBytes };
}

/** Bytes on the wire of an inner packet of `innerBytes`, in tunnel mode (RFC 4303, 2 and 3.1.2; RFC 3948 for UDP). */
export function outerBytes(innerBytes: number, cipher: EspCipher, path: EspPath): number {
  const sealed = Math.ceil((innerBytes + espTrailer) / cipher.alignBytes) * cipher.alignBytes;
  return ipHeader[path.ipVersion] + (path.inUdp ? udpHeader : 0) + espHeader + cipher.ivBytes + sealed + cipher.icvBytes;
}

/** The largest inner packet whose outer one fits into `pathMtu`. */
export function innerMtu(pathMtu: number, cipher: EspCipher, path: EspPath): number {
  const rest = pathMtu - outerBytes(0, cipher, path) + Math.ceil(espTrailer / cipher.alignBytes) * cipher.alignBytes;
  return Math.max(0, Math.floor(rest / cipher.alignBytes) * cipher.alignBytes - espTrailer);
}
