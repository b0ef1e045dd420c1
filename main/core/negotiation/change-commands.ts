import type { Proposal } from '../checks/support/proposals.ts';

export type Pair = { readonly ike: Proposal | null; readonly child: Proposal | null };

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

/** Stands in a command for what the evidence does not tell. */
export const value = '<value>';

export function isGcm({ encryption }: Proposal): boolean {
  return encryption?.startsWith('GCM') === true;
}

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
