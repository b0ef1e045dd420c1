import type { Proposal } from '../checks/support/proposals.ts';
import { isGcm, value } from './change-commands.ts';
import type { Pair } from './change-commands.ts';
import type { Settings } from './settings.ts';

type Version = Settings['version'];

/** A cipher with `aes` and `gcm` as patterns of the names of those families; others stand as they are. */
function cipher({ encryption }: Proposal, aes: string, gcm: string): string {
  return (encryption ?? value)
    .toLowerCase()
    .replace(/^gcmaes(\d+)$/, gcm)
    .replace(/^aes(\d+)$/, aes);
}

/** IOS and ASA call SHA-1 `sha`; only `crypto ikev2 proposal` of IOS writes `sha1`. */
function hash({ integrity }: Proposal): string {
  return (integrity ?? value).toLowerCase().replace('sha1', 'sha');
}

function group(p: Proposal): string {
  return ` group ${p.group ?? value}`;
}

function iosIke(p: Proposal, version: Version): string[] {
  if (version === 1)
    return ['crypto isakmp policy <number>', ` encryption ${cipher(p, 'aes $1', 'aes-gcm $1')}`, ` hash ${hash(p)}`, group(p)];
  const mac = (p.integrity ?? value).toLowerCase();
  return [
    'crypto ikev2 proposal azure-proposal',
    ` encryption ${cipher(p, 'aes-cbc-$1', 'aes-gcm-$1')}`,
    isGcm(p) ? ` prf ${mac}` : ` integrity ${mac}`,
    group(p),
  ];
}

function iosIpsec(p: Proposal): string[] {
  const transforms = isGcm(p) ? `esp-gcm ${(p.encryption ?? '').slice(6)}` : `esp-${cipher(p, 'aes $1', '')} esp-${hash(p)}-hmac`;
  const pfs = p.group === 0 ? ' no set pfs' : ` set pfs group${p.group}`;
  return [
    `crypto ipsec transform-set azure-set ${transforms}`,
    ...(p.group === null ? [] : ['crypto map <map> <number> ipsec-isakmp', pfs]),
  ];
}

/** IOS and IOS-XE: `crypto ikev2 proposal` or `crypto isakmp policy`, and the transform set (Cisco IOS Security Command Reference). */
export function ios({ ike, child }: Pair, version: Version): string {
  return [...(ike === null ? [] : iosIke(ike, version)), ...(child === null ? [] : iosIpsec(child))].join('\n');
}

/** AES of 128 bits is plain `aes`. */
function asaCipher(p: Proposal): string {
  return cipher(p, 'aes-$1', 'aes-gcm-$1').replace(/-128$/, '');
}

function asaIke(p: Proposal, version: Version): string[] {
  if (version === 1) return ['crypto ikev1 policy <number>', ` encryption ${asaCipher(p)}`, ` hash ${hash(p)}`, group(p)];
  const integrity = isGcm(p) ? 'null' : hash(p);
  return ['crypto ikev2 policy <number>', ` encryption ${asaCipher(p)}`, ` integrity ${integrity}`, group(p), ` prf ${hash(p)}`];
}

function asaIpsec(p: Proposal, version: Version): string[] {
  const integrity = isGcm(p) ? 'null' : (p.integrity ?? value).toLowerCase().replace(/^sha(\d+)$/, 'sha-$1');
  const set =
    version === 1
      ? [`crypto ipsec ikev1 transform-set azure-set esp-${asaCipher(p)} esp-${hash(p)}-hmac`]
      : [
          'crypto ipsec ikev2 ipsec-proposal azure-proposal',
          ` protocol esp encryption ${asaCipher(p)}`,
          ` protocol esp integrity ${integrity}`,
        ];
  const pfs = p.group === 0 ? 'no crypto map <map> <number> set pfs' : `crypto map <map> <number> set pfs group${p.group}`;
  return [...set, ...(p.group === null ? [] : [pfs])];
}

/** ASA: policies are numbered, and IKEv2 has proposals of its own for IPsec (Cisco ASA Series Command Reference). */
export function asa({ ike, child }: Pair, version: Version): string {
  return [...(ike === null ? [] : asaIke(ike, version)), ...(child === null ? [] : asaIpsec(child, version))].join('\n');
}
