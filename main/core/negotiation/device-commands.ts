import type { Proposal } from '../checks/support/proposals.ts';
import { isGcm, value } from './change-commands.ts';
import type { Pair } from './change-commands.ts';
import { asa, ios } from './cisco-commands.ts';
import type { Settings } from './settings.ts';

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

function fortigateWords(p: Proposal): string {
  return `${(p.encryption ?? value).toLowerCase().replace(/^gcmaes(\d+)$/, 'aes$1gcm')}${p.integrity === null || p.encryption?.startsWith('GCM') === true ? '' : `-${p.integrity.toLowerCase()}`}`;
}

/** FortiOS `set proposal` and `set dhgrp` (FortiOS CLI reference, vpn ipsec phase1-interface and phase2-interface). */
function fortigate({ ike, child }: Pair, name: string): string {
  const phase1 =
    ike === null
      ? []
      : [
          'config vpn ipsec phase1-interface',
          `edit "${name}"`,
          `set proposal ${fortigateWords(ike)}`,
          `set dhgrp ${ike.group ?? value}`,
          'next',
          'end',
        ];
  const pfs = child === null ? [] : child.group === 0 ? ['set pfs disable'] : ['set pfs enable', `set dhgrp ${child.group ?? value}`];
  const phase2 =
    child === null
      ? []
      : ['config vpn ipsec phase2-interface', `edit "${name}"`, `set proposal ${fortigateWords(child)}`, ...pfs, 'next', 'end'];
  return [...phase1, ...phase2].join('\n');
}

function libreswanWords(p: Proposal, phase: 'ike' | 'child'): string {
  const cipher = (p.encryption ?? value).toLowerCase().replace(/^gcmaes(\d+)$/, 'aes_gcm$1');
  const mac = isGcm(p) && phase === 'child' ? null : (p.integrity?.toLowerCase().replace(/^sha(\d{3})$/, 'sha2_$1') ?? null);
  const group = p.group === null || p.group === 0 ? '' : `;${swanGroups.get(p.group) ?? `dh${p.group}`}`;
  return `${[cipher, mac].filter((v) => v !== null).join('-')}${group}`;
}

/** libreswan's `ike=` and `esp=` (ipsec.conf(5) of libreswan 4): `aes256-sha2_256;modp2048`, `aes_gcm256-sha2_256;modp2048`. */
function libreswan({ ike, child }: Pair): string[] {
  const pfs = child === null || child.group === null ? [] : [`pfs=${child.group === 0 ? 'no' : 'yes'}`];
  return [
    ...(ike === null ? [] : [`ike=${libreswanWords(ike, 'ike')}`]),
    ...(child === null ? [] : [`esp=${libreswanWords(child, 'child')}`, ...pfs]),
  ];
}

/** The length of the check value of GCM stands in bits. */
function vyosProposal(group: string, p: Proposal): string[] {
  const cipher = (p.encryption ?? value).toLowerCase().replace(/^gcmaes(\d+)$/, 'aes$1gcm128');
  const hash =
    isGcm(p) && (p.integrity === null || p.integrity.startsWith('GCM'))
      ? []
      : [`set vpn ipsec ${group} proposal 1 hash ${(p.integrity ?? value).toLowerCase()}`];
  return [`set vpn ipsec ${group} proposal 1 encryption ${cipher}`, ...hash];
}

/** VyOS: groups of proposals (VyOS documentation 1.4, site-to-site VPN). */
function vyos({ ike, child }: Pair): string[] {
  const pfs =
    child === null || child.group === null
      ? []
      : [`set vpn ipsec esp-group <esp-group> pfs ${child.group === 0 ? 'disable' : `dh-group${child.group}`}`];
  return [
    ...(ike === null
      ? []
      : [...vyosProposal('ike-group <ike-group>', ike), `set vpn ipsec ike-group <ike-group> proposal 1 dh-group ${ike.group ?? value}`]),
    ...(child === null ? [] : [...vyosProposal('esp-group <esp-group>', child), ...pfs]),
  ];
}

/** The cmdlet names the length of the checksum with the hash. */
function rrasTransform(name: string): string {
  return name.replace('SHA256', 'SHA256128').replace('SHA1', 'SHA196').replace('MD5', 'MD596');
}

function rrasCipher(p: Proposal | null): string {
  return p?.encryption === '3DES' ? 'DES3' : (p?.encryption ?? value);
}

/** `Set-VpnS2SInterface` takes over a whole custom policy (Microsoft, RemoteAccess module). */
function rras({ ike, child }: Pair): string {
  return [
    'Set-VpnS2SInterface -Name "{interfaceName}" -CustomPolicy',
    `-EncryptionMethod ${rrasCipher(ike)} -IntegrityCheckMethod ${ike?.integrity ?? value} -DHGroup ${ike?.group === null || ike === null ? value : ike.group === 19 ? 'ECP256' : ike.group === 20 ? 'ECP384' : `Group${ike.group}`}`,
    `-CipherTransformConstants ${rrasCipher(child)} -AuthenticationTransformConstants ${rrasTransform(child?.encryption?.startsWith('GCM') === true ? child.encryption : (child?.integrity ?? value))}`,
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
    case 'strongswan': {
      const ike = pair.ike === null ? null : `proposals = ${swan(pair.ike, 'ike') ?? value}`;
      const child = pair.child === null ? null : `esp_proposals = ${swan(pair.child, 'child') ?? value}`;
      return [ike, child].filter((line) => line !== null).join('\n');
    }
    case 'fortigate':
      return fortigate(pair, name);
    case 'libreswan':
      return libreswan(pair).join('\n');
    case 'vyos':
      return vyos(pair).join('\n');
    case 'cisco-ios':
      return ios(pair, device.version);
    case 'cisco-asa':
      return asa(pair, device.version);
    default:
      return null;
  }
}
