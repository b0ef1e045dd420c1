import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import { configTransform } from '../device-text/algorithms.ts';
import { charonTransform } from '../ike/transform-names.ts';

const maxProposals = 60;
const maxTransforms = 60;

/** First line of a listing, and whose proposals follow. */
export function listingOf(text: string): 'received' | 'local' | 'chosen' | null {
  if (/^incoming (?:proposal|child SA proposal)/.test(text)) return 'received';
  if (/^my (?:proposal|child SA proposal)/.test(text)) return 'local';
  if (/^(?:negotiation result|matched proposal id|accepted proposal)\b/.test(text)) return 'chosen';
  return text.startsWith('proposal id = ') ? 'received' : null;
}

export function belongsToListing(text: string): boolean {
  return /^(?:proposal id ?=|protocol(?: id)? ?=|trans_id ?=|encapsulation ?=|type ?=|PFS|no PFS|(?:ISAKMP SA |IPsec SA )?life(?:time|kilobytes)? ?=)/.test(
    text,
  );
}

const integrity: Readonly<Record<string, string>> = { HMAC_SHA_96: 'HMAC_SHA1_96', HMAC_MD5: 'HMAC_MD5_96', HMAC_SHA: 'HMAC_SHA1_96' };

function cipher(name: string, bits: string | undefined): IkeTransform {
  const known = /^AES_CBC$/.test(name)
    ? `AES-CBC-${bits ?? '128'}`
    : /^3DES(?:_CBC)?$/.test(name)
      ? '3DES'
      : /^DES(?:_CBC)?$/.test(name)
        ? 'DES'
        : null;
  const spelled = known ?? `${name.replaceAll('_', '-').replace(/^AES-GCM$/, 'AES-GCM-16')}${bits === undefined ? '' : `-${bits}`}`;
  return { type: 'encryption', name: spelled, id: null };
}

/** One attribute as the daemon prints it: IKEv2 transform types, and the Oakley and IPsec attributes of IKEv1. */
function attribute(type: string, value: string, bits: string | undefined): IkeTransform | null {
  const name = value.replace(/\.$/, '');
  if (type === 'ENCR' || type === 'OAKLEY_ENCRYPT_ALG') return cipher(name, bits);
  if (type === 'INTEGR') {
    const mac = name.replace(/^AUTH_/, '');
    return mac === 'NONE' ? null : { ...charonTransform(integrity[mac] ?? mac), type: 'integrity' };
  }
  if (type === 'PRF') return charonTransform(name.replace(/_SHA$/, '_SHA1'));
  if (type === 'DH_GROUP' || type === 'OAKLEY_GROUP' || type === 'GROUP') return configTransform(name.replace(/^GROUP/, 'dh'));
  if (type === 'OAKLEY_HASH_ALG' || type === 'AUTH_ALG') return configTransform(name.replace(/^HMAC_/, ''));
  if (type === 'ESN') return { type: 'esn', name: name === 'YES' ? 'ESN' : 'none', id: null };
  return type === 'AUTH_METHOD' ? { type: 'authentication', name: name.replaceAll('_', ' ').toLowerCase(), id: null } : null;
}

function transformsOf(text: string): IkeTransform[] {
  const typed = /^type ?= ?([A-Z_]{1,30}), ?val ?= ?([\w.]{1,60})(?:,? ?\(?key[_-]len ?= ?(\d{1,4})\)?)?/.exec(text);
  if (typed !== null) return [attribute(typed[1]!, typed[2]!, typed[3])].flatMap((t) => t ?? []);
  const esp = /^trans_id ?= ?ESP_([A-Z0-9_]{2,40})\.?(?: ?\(key_len ?= ?(\d{1,4})\))?/.exec(text);
  if (esp !== null) return [cipher(esp[1]!, esp[2])];
  const life = /life(?:time)? ?= ?(\d{1,10})/.exec(text);
  return life === null ? [] : [{ type: 'lifetime-seconds', name: life[1]!, id: null }];
}

type Open = { protocol: IkeProposal['protocol']; number: number; group: IkeTransform | null; transforms: IkeTransform[] };

/** Each transform of IKEv1 is a proposal of its own: an item that already has a cipher gets a sister for the next one. */
function startsAnother(open: Open, more: readonly IkeTransform[]): boolean {
  return open.protocol === 'esp' && more.some((t) => t.type === 'encryption') && open.transforms.some((t) => t.type === 'encryption');
}

/** The proposals of a listing, in the words behind the prefix of each line. */
export function readListing(texts: readonly string[]): IkeProposal[] {
  const found: Open[] = [];
  for (const text of texts) {
    const id = /^proposal id ?= ?(\d{1,3})/.exec(text);
    if (id !== null && found.length < maxProposals) found.push({ protocol: 'ike', number: Number(id[1]), group: null, transforms: [] });
    const open = found.at(-1);
    if (open === undefined) continue;
    if (/^protocol(?: id)? ?= ?(?:IPSEC_)?ESP/.test(text)) open.protocol = 'esp';
    const pfs = /^PFS DH group ?= ?(\d{1,2})/.exec(text);
    if (pfs !== null) open.group = { type: 'dh-group', name: pfs[1]!, id: Number(pfs[1]) };
    const more = transformsOf(text);
    const isV1 = text.startsWith('trans_id');
    if (isV1 && startsAnother(open, more) && found.length < maxProposals) found.push({ ...open, transforms: more });
    else if (open.transforms.length < maxTransforms) open.transforms.push(...more);
  }
  return found
    .filter((open) => open.transforms.length > 0)
    .map(({ protocol, number, group, transforms }) => ({
      protocol,
      number,
      transforms: group === null ? transforms : [...transforms, group],
    }));
}

function keys(proposal: IkeProposal, type: IkeTransform['type']): Set<string> {
  return new Set(proposal.transforms.filter((t) => t.type === type).map((t) => t.name));
}

function meet(a: IkeProposal, b: IkeProposal, type: IkeTransform['type']): boolean {
  const [left, right] = [keys(a, type), keys(b, type)];
  return (left.size === 0 && right.size === 0) || [...left].some((name) => right.has(name));
}

/** Whether one end's proposals would do for the other but for the Diffie-Hellman group: with a child SA that is PFS. */
export function onlyGroupDiffers(a: readonly IkeProposal[], b: readonly IkeProposal[]): boolean {
  return a.some((left) =>
    b.some((right) => meet(left, right, 'encryption') && meet(left, right, 'integrity') && !meet(left, right, 'dh-group')),
  );
}
