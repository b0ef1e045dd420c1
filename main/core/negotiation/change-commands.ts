import type { Proposal } from '../checks/support/proposals.ts';
import type { Settings } from './settings.ts';

type Pair = { readonly ike: Proposal | null; readonly child: Proposal | null };

/** Azure's names of groups (VPN Gateway FAQ, custom IPsec/IKE policy, 2026-06); a group that is not here cannot be set. */
const dhGroups: ReadonlyMap<number, string> = new Map([
  [1, 'DHGroup1'],
  [2, 'DHGroup2'],
  [14, 'DHGroup14'],
  [19, 'ECP256'],
  [20, 'ECP384'],
  [24, 'DHGroup24'],
]);
const pfsGroups: ReadonlyMap<number, string> = new Map([
  [0, 'None'],
  [1, 'PFS1'],
  [2, 'PFS2'],
  [14, 'PFS2048'],
  [19, 'ECP256'],
  [20, 'ECP384'],
  [24, 'PFS24'],
]);
const azureCiphers = new Set(['GCMAES256', 'GCMAES192', 'GCMAES128', 'AES256', 'AES192', 'AES128', '3DES', 'DES']);
const azureMacs = new Set(['SHA384', 'SHA256', 'SHA1', 'MD5']);

const value = '<value>';

function azureCipher(name: string | null): string | null {
  if (name === null || !azureCiphers.has(name)) return null;
  return name === '3DES' ? 'DES3' : name;
}

function azureMac({ encryption, integrity }: Proposal, phase: 'ike' | 'child'): string | null {
  if (encryption?.startsWith('GCM') === true) return phase === 'child' ? encryption : (integrity ?? 'SHA256');
  return integrity !== null && azureMacs.has(integrity) ? integrity : null;
}

/**
 * The custom policy that takes over what the device offers; a policy is complete or not at all, so that parameters of the phase that is
 * not in question are left as placeholders where they are unknown. Null when Azure cannot be set to it.
 */
export function azureCommand({ ike, child }: Pair, lifetimeSeconds: number | null): string | null {
  if (ike !== null && (azureCipher(ike.encryption) === null || (ike.group !== null && !dhGroups.has(ike.group)))) return null;
  if (child !== null && (azureCipher(child.encryption) === null || (child.group !== null && !pfsGroups.has(child.group)))) return null;
  const parts = [
    'az network vpn-connection ipsec-policy add -g "{resourceGroup}" --connection-name "{connection}"',
    `--ike-encryption ${(ike && azureCipher(ike.encryption)) ?? value}`,
    `--ike-integrity ${(ike && azureMac(ike, 'ike')) ?? value}`,
    `--dh-group ${(ike && dhGroups.get(ike.group ?? -1)) ?? value}`,
    `--ipsec-encryption ${(child && azureCipher(child.encryption)) ?? value}`,
    `--ipsec-integrity ${(child && azureMac(child, 'child')) ?? value}`,
    `--pfs-group ${(child && pfsGroups.get(child.group ?? -1)) ?? value}`,
    `--sa-lifetime ${lifetimeSeconds ?? 27_000} --sa-max-size 102400000`,
  ];
  return parts.join(' ');
}

const swanGroups: ReadonlyMap<number, string> = new Map([
  [1, 'modp768'],
  [2, 'modp1024'],
  [5, 'modp1536'],
  [14, 'modp2048'],
  [15, 'modp3072'],
  [16, 'modp4096'],
  [19, 'ecp256'],
  [20, 'ecp384'],
  [21, 'ecp521'],
  [24, 'modp2048s256'],
]);

/** strongSwan's proposal keywords (swanctl.conf, "IKEv2 cipher suites", strongSwan documentation 5.9). */
function swan({ encryption, integrity, group }: Proposal, phase: 'ike' | 'child'): string | null {
  if (encryption === null) return null;
  const gcm = /^GCMAES(\d+)$/.exec(encryption);
  const cipher = gcm === null ? encryption.toLowerCase() : `aes${gcm[1]}gcm16`;
  const mac = gcm === null ? (integrity?.toLowerCase() ?? null) : phase === 'ike' ? `prf${(integrity ?? 'SHA256').toLowerCase()}` : null;
  const dh = group === null || group === 0 ? null : (swanGroups.get(group) ?? null);
  return [cipher, mac, dh].filter((v) => v !== null).join('-');
}

/** FortiOS `set proposal` and `set dhgrp` (FortiOS CLI reference, vpn ipsec phase1-interface and phase2-interface). */
function fortigate({ ike, child }: Pair, name: string): string {
  const words = (p: Proposal): string =>
    `${(p.encryption ?? value).toLowerCase().replace(/^gcmaes(\d+)$/, 'aes$1gcm')}${p.integrity === null || p.encryption?.startsWith('GCM') === true ? '' : `-${p.integrity.toLowerCase()}`}`;
  const phase1 =
    ike === null
      ? []
      : [
          'config vpn ipsec phase1-interface',
          `edit "${name}"`,
          `set proposal ${words(ike)}`,
          `set dhgrp ${ike.group ?? value}`,
          'next',
          'end',
        ];
  const pfs = child === null ? [] : child.group === 0 ? ['set pfs disable'] : ['set pfs enable', `set dhgrp ${child.group ?? value}`];
  const phase2 =
    child === null ? [] : ['config vpn ipsec phase2-interface', `edit "${name}"`, `set proposal ${words(child)}`, ...pfs, 'next', 'end'];
  return [...phase1, ...phase2].join('\n');
}

/** IOS-XE `crypto ikev2 proposal` and transform set (Cisco IOS Security Command Reference). */
function cisco({ ike, child }: Pair): string {
  const cipher = (p: Proposal): string =>
    (p.encryption ?? value)
      .toLowerCase()
      .replace(/^gcmaes(\d+)$/, 'aes-gcm-$1')
      .replace(/^aes(\d+)$/, 'aes-cbc-$1');
  const first =
    ike === null
      ? []
      : [
          'crypto ikev2 proposal azure-proposal',
          ` encryption ${cipher(ike)}`,
          ...(ike.integrity === null ? [] : [` integrity ${ike.integrity.toLowerCase()}`]),
          ` group ${ike.group ?? value}`,
        ];
  const esp =
    child === null
      ? ''
      : child.encryption?.startsWith('GCM') === true
        ? `esp-gcm ${child.encryption.slice(6)}`
        : `esp-${(child.encryption ?? value).toLowerCase().replace(/^aes(\d+)$/, 'aes $1')} esp-${(child.integrity ?? value).toLowerCase().replace('sha1', 'sha')}-hmac`;
  const second =
    child === null
      ? []
      : [
          `crypto ipsec transform-set azure-set ${esp}`,
          ...(child.group === null
            ? []
            : ['crypto map <map> <number> ipsec-isakmp', child.group === 0 ? ' no set pfs' : ` set pfs group${child.group}`]),
        ];
  return [...first, ...second].join('\n');
}

/** The cmdlet names the length of the checksum with the hash. */
function rrasTransform(name: string): string {
  return name.replace('SHA256', 'SHA256128').replace('SHA1', 'SHA196').replace('MD5', 'MD596');
}

/** `Set-VpnS2SInterface` takes over a whole custom policy (Microsoft, RemoteAccess module). */
function rras({ ike, child }: Pair): string {
  const mac = (p: Proposal | null): string => p?.integrity ?? value;
  const cipher = (p: Proposal | null): string => (p?.encryption === '3DES' ? 'DES3' : (p?.encryption ?? value));
  return [
    'Set-VpnS2SInterface -Name "{interfaceName}" -CustomPolicy',
    `-EncryptionMethod ${cipher(ike)} -IntegrityCheckMethod ${mac(ike)} -DHGroup ${ike?.group === null || ike === null ? value : ike.group === 19 ? 'ECP256' : ike.group === 20 ? 'ECP384' : `Group${ike.group}`}`,
    `-CipherTransformConstants ${cipher(child)} -AuthenticationTransformConstants ${rrasTransform(child?.encryption?.startsWith('GCM') === true ? child.encryption : mac(child))}`,
    `-PfsGroup ${child?.group === null || child === null ? value : child.group === 0 ? 'None' : child.group === 14 ? 'PFS2048' : `PFS${child.group}`} -PassThru`,
  ].join(' ');
}

/** A name that came out of a configuration is shown in a command only when no shell or console could read more than a name in it. */
function safeName(name: string | null): string {
  return name !== null && /^[\w.-]{1,60}$/.test(name) ? name : '<name>';
}

/** The device's line for what Azure accepts; null for a vendor whose syntax is not known here. */
export function deviceCommand(device: Settings, pair: Pair): string | null {
  const name = safeName(device.name);
  switch (device.vendor) {
    case 'windows':
      return rras(pair);
    case 'strongswan':
    case 'libreswan':
    case 'pfsense':
    case 'vyos': {
      const ike = pair.ike === null ? null : `proposals = ${swan(pair.ike, 'ike') ?? value}`;
      const child = pair.child === null ? null : `esp_proposals = ${swan(pair.child, 'child') ?? value}`;
      return [ike, child].filter((line) => line !== null).join('\n');
    }
    case 'fortigate':
      return fortigate(pair, name);
    case 'cisco-ios':
    case 'cisco-asa':
      return cisco(pair);
    default:
      return null;
  }
}
