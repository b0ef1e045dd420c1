import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import { authentication, dhGroup, encryption, groupNumber, hash, integrity, isCombined, lifetime, prf, transformSet } from '../names.ts';
import type { Section } from './sections.ts';

/** The rest of the first command of a mode that begins with these words. */
export function setting(section: Section, words: string): string | null {
  const found = section.body.find(({ text }) => text === words || text.startsWith(`${words} `));
  return found === undefined ? null : found.text.slice(words.length).trim();
}

function list(section: Section, words: string): readonly string[] {
  return (setting(section, words) ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 40);
}

/** `aes 256` of IKEv1 is one cipher; IKEv2 writes `aes-cbc-256 aes-cbc-128`. */
function ciphers(words: readonly string[]): IkeTransform[] {
  const joined = words.flatMap((word, i) =>
    /^(?:128|192|256)$/.test(word) ? [] : [/^(?:128|192|256)$/.test(words[i + 1] ?? '') ? `${word} ${words[i + 1]}` : word],
  );
  return joined.map(encryption);
}

function groups(words: readonly string[]): IkeTransform[] {
  return words.flatMap((word) => {
    const number = groupNumber(word);
    return number === null ? [] : [dhGroup(number)];
  });
}

export type Policy = {
  readonly section: Section;
  readonly proposal: IkeProposal;
  readonly lifetimeSeconds: number | null;
  /** True when the policy leaves something to the device's defaults that stands here. */
  readonly defaulted: boolean;
};

/** What a policy of IKEv1 leaves out: IOS up to 17.10 and ASA (IOS Security Command Reference, crypto isakmp policy; ASA prints every line itself). */
const missingV1: readonly (readonly [IkeTransform['type'], IkeTransform])[] = [
  ['encryption', encryption('des')],
  ['integrity', integrity('sha')],
  ['authentication', authentication('rsa-sig')],
  ['dh-group', dhGroup(1)],
];

/** `crypto isakmp policy 10` of IOS, `crypto ikev1 policy 10` and `crypto isakmp policy 10` of ASA. */
export function ikev1Policy(section: Section): Policy | null {
  const match = /^crypto (?:isakmp|ikev1) policy (\d{1,6})/.exec(section.head.text);
  if (match === null) return null;
  const read = (words: readonly string[], make: (text: string) => IkeTransform): IkeTransform[] => {
    const text = words.map((name) => setting(section, name)).find((value) => value !== null) ?? null;
    return text === null || text === '' ? [] : [make(text)];
  };
  const given = [
    ...read(['encryption', 'encr'], encryption),
    ...read(['hash'], integrity),
    ...read(['authentication'], authentication),
    ...groups(list(section, 'group')),
  ];
  const absent = missingV1.filter(([type]) => !given.some((t) => t.type === type)).map(([, transform]) => transform);
  const seconds = Number(setting(section, 'lifetime') ?? Number.NaN);
  const life = Number.isInteger(seconds) ? seconds : null;
  const transforms = [...given, ...absent, lifetime(life ?? 86_400)];
  return {
    section,
    proposal: { protocol: 'ike', number: Number(match[1]), transforms },
    lifetimeSeconds: life,
    defaulted: absent.length > 0,
  };
}

/** `crypto ikev2 proposal NAME` of IOS and `crypto ikev2 policy 10` of ASA: lists of what one proposal offers. */
export function ikev2Proposal(section: Section): IkeProposal {
  const offered = [
    ...ciphers(list(section, 'encryption')),
    ...list(section, 'integrity').flatMap((word) => (hash(word) === 'none' ? [] : [integrity(word)])),
  ];
  const stated = list(section, 'prf').map(prf);
  // Without a PRF of its own the integrity algorithms are the PRF too (IOS Security Command Reference, crypto ikev2 proposal).
  const pseudo = stated.length > 0 ? stated : list(section, 'integrity').flatMap((word) => (hash(word) === 'none' ? [] : [prf(word)]));
  const number = /^crypto ikev2 policy (\d{1,6})/.exec(section.head.text)?.[1];
  const transforms = [...offered, ...pseudo, ...groups(list(section, 'group'))];
  return { protocol: 'ike', number: number === undefined ? null : Number(number), transforms };
}

export function ikev2Lifetime(section: Section): number | null {
  const text = setting(section, 'lifetime seconds') ?? setting(section, 'lifetime');
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

/** `crypto ipsec transform-set NAME esp-aes 256 esp-sha256-hmac`, on ASA with `ikev1` before the name. */
export function namedTransformSet(section: Section): { readonly name: string; readonly transforms: readonly IkeTransform[] } | null {
  const match = /^crypto ipsec (?:ikev1 )?transform-set (\S{1,100}) (.{3,300})$/.exec(section.head.text);
  if (match === null) return null;
  const transforms = transformSet(match[2]!);
  return transforms.length === 0 ? null : { name: match[1]!, transforms };
}

/** `crypto ipsec ikev2 ipsec-proposal NAME` of ASA. */
export function namedIpsecProposal(section: Section): { readonly name: string; readonly transforms: readonly IkeTransform[] } | null {
  const match = /^crypto ipsec ikev2 ipsec-proposal (\S{1,100})/.exec(section.head.text);
  if (match === null) return null;
  const encrypted = ciphers(list(section, 'protocol esp encryption'));
  const combined = encrypted.length > 0 && encrypted.every((t) => isCombined(t.name));
  const macs = combined ? [] : list(section, 'protocol esp integrity').map(integrity);
  return { name: match[1]!, transforms: [...encrypted, ...macs] };
}
