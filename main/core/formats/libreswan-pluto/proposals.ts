import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import { configTransform, withPrf } from '../device-text/algorithms.ts';

const maxProposals = 40;

function named(kind: string, name: string): IkeTransform | null {
  if (/^(?:NONE|n\/a|none)$/.test(name)) return null;
  if (kind === 'ESN') return { type: 'esn', name: name === 'ENABLED' || name === 'YES' ? 'ESN' : 'none', id: null };
  const bare = name
    .replace(/^HMAC_/, '')
    .replace(/^(SHA2_\d{3})_\d{2,3}$/, '$1')
    .replace(/^(SHA1|MD5)_96$/, '$1');
  const found = configTransform(bare);
  if (found === null) return null;
  return kind === 'PRF' && found.type === 'integrity' ? { type: 'prf', name: `PRF-${found.name}`, id: null } : found;
}

/** `1:IKE:ENCR=AES_CBC_128;PRF=HMAC_SHA2_256;INTEG=HMAC_SHA2_256_128;DH=MODP2048 2:…`, as pluto lists what the peer offers. */
function offered(text: string): IkeProposal[] {
  return [...text.matchAll(/(\d{1,3}):(IKE|ESP|AH):(\S{1,4000})/g)].slice(0, maxProposals).map(([, number, protocol, list]) => ({
    protocol: protocol === 'IKE' ? 'ike' : protocol === 'ESP' ? 'esp' : 'ah',
    number: Number(number),
    transforms: list!
      .replace(/\[.{0,40}$/, '')
      .split(';')
      .slice(0, 60)
      .flatMap((part) => named(part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)) ?? []),
  }));
}

/** `1:IKE=AES_CBC_256-HMAC_SHA2_256-HMAC_SHA2_256_128-MODP2048+DH19`: cipher, PRF (of an IKE SA), integrity, group, ESN. */
function configured(text: string): IkeProposal[] {
  return [...text.matchAll(/(\d{1,3}):(IKE|ESP|AH)=([\w+:/-]{1,2000})/g)].slice(0, maxProposals).map(([, number, protocol, list]) => {
    const isIke = protocol === 'IKE';
    const kinds = isIke ? ['ENCR', 'PRF', 'INTEG', 'DH'] : ['ENCR', 'INTEG', 'DH', 'ESN'];
    const parts = list!.split('-').slice(0, 4);
    const transforms = parts.flatMap((part, i) =>
      part
        .split('+')
        .slice(0, 40)
        .flatMap((name) => named(kinds[i]!, name.replace(/^ESN:/, '')) ?? []),
    );
    return { protocol: isIke ? 'ike' : protocol === 'ESP' ? 'esp' : 'ah', number: Number(number), transforms };
  });
}

export function plutoProposals(text: string): IkeProposal[] {
  const theirs = offered(text);
  return theirs.length > 0 ? theirs : configured(text);
}

/** `{cipher=AES_CBC_256 integ=HMAC_SHA2_256_128 prf=HMAC_SHA2_256 group=MODP2048}` of an IKE SA. */
export function chosenOf(text: string): IkeProposal | null {
  const braces = /\{([^{}]{1,300})\}/.exec(text)?.[1];
  if (braces === undefined || !/\bcipher=/.test(braces)) return null;
  const kinds: Readonly<Record<string, string>> = { cipher: 'ENCR', integ: 'INTEG', prf: 'PRF', group: 'DH' };
  const transforms = [...braces.matchAll(/(\w{2,10})=(\S{1,60})/g)].slice(0, 20).flatMap(([, key, value]) => {
    const kind = kinds[key!];
    return kind === undefined ? [] : [named(kind, value!)].flatMap((t) => t ?? []);
  });
  return { protocol: 'ike', number: null, transforms: withPrf(transforms) };
}
