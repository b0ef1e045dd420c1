import type { SecretState } from './finding.ts';

/** What stands in the stored bytes where a shared key, password or token was. */
export const secretMarker = '[removed: shared key]';

/** The marker's first word: a value that ends at a blank is cut there. */
const markerStart = secretMarker.slice(0, secretMarker.indexOf(' '));

const maskCharacter = /^(?:[#*•●∗·‧＊＃]+|[?xX._-]{3,})$/u;
const maskedWord =
  /^(?:[<([{]?(?:hidden|masked|redacted|removed|encrypted|secret|protected|not shown|snip(?:ped)?)[>)\]}]?|secure\s?string)$/i;

/** `####`, `****`, `xxxx` and words such as `<hidden>`: the source shows that there is a key and not which. */
export function isMasked(value: string): boolean {
  const v = value.trim();
  if (v.includes(secretMarker) || v.startsWith(markerStart)) return true;
  if (/^(?:System\.Security\.SecureString|Microsoft\.[\w.]{1,200})$/.test(v)) return true;
  return (v.length <= 4096 && maskCharacter.test(v) && new Set(v).size === 1) || (v.length < 40 && maskedWord.test(v));
}

const nothing = new Set([
  '',
  'null',
  '$null',
  'none',
  'nil',
  'n/a',
  'na',
  '-',
  '--',
  '{}',
  '[]',
  '()',
  '""',
  "''",
  'true',
  'false',
  '$true',
  '$false',
  'yes',
  'no',
  'undefined',
  'not configured',
  'not set',
  'unset',
  'not available',
  'configured',
  'unknown',
  'empty',
  '(empty)',
  '<empty>',
  '(null)',
  '<null>',
  'any',
  'disabled',
  'enabled',
  'default',
  'required',
  'optional',
  'string',
  'securestring',
  'mismatch',
  'succeeded',
  'updating',
  'failed',
]);

/** Not a secret at all: empty, a Boolean, a variable, a placeholder such as `<shared key>`, an expression. */
export function isNoSecret(value: string): boolean {
  const v = value.trim();
  if (nothing.has(v.toLowerCase())) return true;
  if (/^\$\{[^}]{1,100}\}$|^\$\([^)]{1,200}\)$|^%[A-Za-z_]{1,60}%$|^\{\{[^}]{1,100}\}\}$/.test(v)) return true;
  return /^<[A-Za-z][A-Za-z0-9 _./-]{0,60}>$/.test(v);
}

/** CMS enveloped data in hexadecimal (Azure returns it while a connection updates), DPAPI, and the vendors' own forms. */
const encrypted = [
  /^30(?:8[0-4])?[0-9A-F]{2,10}06092A864886F70D0107/i,
  /^01000000d08c9ddf0115d1118c7a00c04fc297eb/i,
  /^ENC\s+\S/,
  /^\$[589]\$\S/,
  /^\$AES\d*\$\S/,
  /^-AQ==\S/,
  /^%\^%#.*%\^%#$/,
  /^%@%@.*%@%@$/,
];

export function isEncrypted(value: string): boolean {
  const head = value.trim().slice(0, 4096);
  return encrypted.some((e) => e.test(head));
}

/** Null when the value is no secret. */
export function judge(value: string): SecretState | null {
  if (isNoSecret(value)) return null;
  if (isMasked(value)) return 'masked';
  return isEncrypted(value) ? 'encrypted' : 'clear';
}

function unescapeJsonOnce(value: string): string {
  if (!value.includes('\\')) return value;
  try {
    const parsed: unknown = JSON.parse(`"${value.replaceAll('\t', String.raw`\t`)}"`);
    return typeof parsed === 'string' ? parsed : value;
  } catch {
    return value;
  }
}

/** Undoes the escapes of a JSON string; `depth` is how many strings it is nested in, counted from 1. */
export function unescapeJson(value: string, depth: number): string {
  let result = value;
  for (let i = 0; i < depth; i++) result = unescapeJsonOnce(result);
  return result;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function unescapeXml(value: string): string {
  if (!value.includes('&')) return value;
  return value.replaceAll(
    /&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/g,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name) return entities[name] ?? whole;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
