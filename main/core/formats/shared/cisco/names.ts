import type { IkeTransform } from '#shared/model/ike.ts';

/** Bits of an AES key; without a length Cisco means 128 (Cisco IOS Security Command Reference, crypto ipsec transform-set). */
function bitsOf(text: string): string {
  return /(128|192|256)/.exec(text)?.[1] ?? '128';
}

/**
 * Registry name of a cipher in any spelling of IOS and ASA: `aes 256`, `esp-256-aes`, `esp-gcm 256`, `AES-CBC-256`, `AES256`, `3des`,
 * `aes-gcm`. Null for a word that is no cipher.
 */
export function cipher(text: string): string | null {
  const word = text
    .toLowerCase()
    .replace(/^esp[-_]/, '')
    .replaceAll('_', '-')
    .trim();
  if (word.includes('gmac')) return `NULL-AES-GMAC-${bitsOf(word)}`;
  if (word.includes('gcm')) return `AES-GCM-16-${bitsOf(word)}`;
  if (/^3des(?:-cbc)?$/.test(word)) return '3DES';
  if (/^des(?:-cbc)?$/.test(word)) return 'DES';
  if (/^null$/.test(word)) return 'NULL';
  return /^(?:\d{3}-)?aes(?:[- ]?cbc)?[- ]?\d{0,3}$/.test(word) ? `AES-CBC-${bitsOf(word)}` : null;
}

/** Registry name of a hash: `sha`, `SHA96`, `sha-256`, `esp-sha256-hmac`, `HMAC-MD5`, `MD596`; `none` where the cipher needs none. */
export function hash(text: string): string | null {
  const word = text
    .toLowerCase()
    .replace(/^(?:esp|ah)[-_]/, '')
    .replace(/[-_]?hmac[-_]?/, '')
    .trim();
  if (word === 'none' || word === 'null' || word === 'n/a') return 'none';
  if (/^md5(?:96)?$/.test(word)) return 'MD5';
  if (/^sha[-_]?1?(?:[-_]?96)?$/.test(word)) return 'SHA1';
  const sha2 = /^sha[-_]?2?[-_]?(256|384|512)$/.exec(word);
  return sha2 === null ? null : `SHA2-${sha2[1]}`;
}

const group = /^(?:group|grp|dh_group_\w{1,40}\/group|#)?[ :]{0,3}(\d{1,2})$/i;

/** Number of a Diffie-Hellman group: `group14`, `14`, `DH_GROUP_2048_MODP/Group 14`. */
export function groupNumber(text: string): number | null {
  const match = group.exec(text.trim());
  return match === null ? null : Number(match[1]);
}

/** A cipher of a debug, which names the key's length on another line or nowhere: `AES-CBC`. */
export function bareEncryption(text: string): IkeTransform {
  const known = cipher(text);
  const name = known === null || /\d{3}/.test(text) ? (known ?? text) : known.replace(/-\d{3}$/, '');
  return { type: 'encryption', name, id: null };
}

export function encryption(text: string): IkeTransform {
  return { type: 'encryption', name: cipher(text) ?? text, id: null };
}

export function integrity(text: string): IkeTransform {
  return { type: 'integrity', name: hash(text) ?? text, id: null };
}

export function prf(text: string): IkeTransform {
  return { type: 'prf', name: `PRF-${hash(text) ?? text}`, id: null };
}

export function dhGroup(number: number): IkeTransform {
  return { type: 'dh-group', name: String(number), id: number };
}

/** Lifetimes that a proposal of IKEv1 carries, as the other witnesses name them. */
export function lifetime(seconds: number): IkeTransform {
  return { type: 'lifetime-seconds', name: String(seconds), id: null };
}

const methods: readonly (readonly [RegExp, string])[] = [
  [/^(?:pre-?shar|psk|preshrd)/i, 'pre-shared key'],
  [/^(?:rsa-?sig|rsa|rsasig|certif)/i, 'RSA signatures'],
  [/^rsa-?encr/i, 'RSA encryption'],
  [/^ecdsa/i, 'ECDSA'],
];

/** Authentication method with the name of the registry: `pre-share`, `PSK`, `preshrd`, `rsa-sig`. */
export function authentication(text: string): IkeTransform {
  return { type: 'authentication', name: methods.find(([pattern]) => pattern.test(text))?.[1] ?? text, id: null };
}

/** A transform set (`esp-aes 256 esp-sha256-hmac`, `esp-256-aes esp-sha-hmac`, `esp-gcm 256`), word by word. */
export function transformSet(text: string): IkeTransform[] {
  const words = text
    .slice(0, 400)
    .replaceAll(',', ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
  const found: IkeTransform[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]!;
    if (!/^(?:esp|ah)-/i.test(word)) continue;
    const bits = /^(?:128|192|256)$/.test(words[i + 1] ?? '') ? ` ${words[i + 1]}` : '';
    const known = /hmac/i.test(word) ? null : cipher(word + bits);
    if (known !== null) found.push({ type: 'encryption', name: known, id: null });
    else found.push(integrity(word));
  }
  return found;
}

/** True for a cipher that needs no integrity of its own. */
export function isCombined(cipherName: string): boolean {
  return cipherName.startsWith('AES-GCM') || cipherName.startsWith('NULL-AES-GMAC');
}
