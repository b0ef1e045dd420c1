import type { FactOf } from '#shared/model/fact.ts';
import type { IpsecPolicy } from '#shared/model/record-data.ts';
import { encryptionName, groupNumber, integrityName } from '#shared/net/ipsec-vocabulary.ts';
import type { FactView } from '../check.ts';

/** One combination of transforms that an end accepts. Null: the end says nothing about it, so it cannot be compared. */
export type Proposal = { readonly encryption: string | null; readonly integrity: string | null; readonly group: number | null };

/** What one end accepts: proposals of phase 1 (group = Diffie-Hellman) and phase 2 (group = PFS, 0 for none). Empty: not known. */
export type Proposals = { readonly ike: readonly Proposal[]; readonly ipsec: readonly Proposal[] };

/** AEAD ciphers bring their own integrity, so a separate one (the PRF of phase 1) does not take part in the match. */
function sameTransform(a: string | null, b: string | null): boolean {
  return a === null || b === null || a === b;
}

function sameGroup(a: number | null, b: number | null): boolean {
  return a === null || b === null || a === b;
}

function read(value: string | null, name: (text: string) => string | null): string | null {
  return value === null || value.trim() === '' ? null : (name(value) ?? value.trim());
}

function readGroup(value: string | null): number | null {
  return value === null ? null : groupNumber(value);
}

/** The single proposal of a custom policy; a complete policy replaces every default (Microsoft, VPN Gateway FAQ). */
export function customProposals(policy: IpsecPolicy): Proposals {
  const ike = {
    encryption: read(policy.ikeEncryption, encryptionName),
    integrity: read(policy.ikeIntegrity, integrityName),
    group: readGroup(policy.dhGroup),
  };
  const ipsec = {
    encryption: read(policy.ipsecEncryption, encryptionName),
    integrity: read(policy.ipsecIntegrity, integrityName),
    group: readGroup(policy.pfsGroup),
  };
  return { ike: [ike], ipsec: [ipsec] };
}

/** Azure's defaults for a gateway type: of the role that it had, of both while that is not known, as the device may initiate or answer. */
export function azureDefaults(
  view: FactView,
  vpnType: 'RouteBased' | 'PolicyBased',
  role: 'initiator' | 'responder' | null = null,
): Proposals {
  const isOf = (own: string): boolean => role === null || own === 'both' || own === role;
  const rows = view.knowledge.tables.ipsecDefaults.rows.filter((r) => r.vpnType === vpnType && isOf(r.role));
  const proposals = (phase: 1 | 2): Proposal[] =>
    rows
      .filter((r) => r.phase === phase)
      .map((r) => ({
        encryption: read(r.encryption, encryptionName),
        integrity: read(r.integrity, integrityName),
        group: phase === 1 ? readGroup(r.dhGroup) : (readGroup(r.pfsGroup ?? 'None') ?? 0),
      }));
  return { ike: proposals(1), ipsec: proposals(2) };
}

/**
 * RRAS without a custom policy: group 2 with 3DES and SHA-1 for the IKE SA, no PFS (Richard Hicks, 2018-12; Microsoft
 * documents no figure). The ciphers of its child SAs are not documented and not compared.
 */
export const rrasDefaults: Proposals = {
  ike: [{ encryption: '3DES', integrity: 'SHA1', group: 2 }],
  ipsec: [{ encryption: null, integrity: null, group: 0 }],
};

/** The RRAS end: the interface's own policy, else the server's, else the defaults. Null when a custom policy is on and not shown. */
export function rrasProposals(rras: FactOf<'rras-interface'>, server: FactOf<'rras-server'> | null): Proposals | null {
  const own = [rras, server].find(
    (end) => end !== null && (end.customPolicy === true || (end.customPolicy === null && end.policy !== null)),
  );
  if (own === undefined || own === null) return rrasDefaults;
  return own.policy === null ? null : customProposals(own.policy);
}

export type Mismatch = { readonly parameter: 'encryption' | 'integrity' | 'group'; readonly a: string; readonly b: string };

function textOf(proposals: readonly Proposal[], parameter: Mismatch['parameter']): string {
  const values = proposals.map((p) => (parameter === 'group' ? groupText(p.group) : p[parameter]));
  return [...new Set(values.filter((v) => v !== null))].join(', ') || '–';
}

function groupText(group: number | null): string | null {
  if (group === null) return null;
  return group === 0 ? 'None' : String(group);
}

type Parameter = Mismatch['parameter'];

function agrees(x: Proposal, y: Proposal, parameter: Parameter): boolean {
  if (parameter === 'group') return sameGroup(x.group, y.group);
  const aead = parameter === 'integrity' && x.encryption?.startsWith('GCM') === true && y.encryption?.startsWith('GCM') === true;
  return aead || sameTransform(x[parameter], y[parameter]);
}

/**
 * Null when some pair of proposals agrees in every parameter that both state. Otherwise the first parameter of which
 * no value is common, or the combination's encryption when each value occurs, but never together.
 */
export function mismatch(a: readonly Proposal[], b: readonly Proposal[], parameters: readonly Parameter[]): Mismatch | null {
  if (a.some((x) => b.some((y) => parameters.every((p) => agrees(x, y, p))))) return null;
  const parameter = parameters.find((p) => !a.some((x) => b.some((y) => agrees(x, y, p)))) ?? parameters[0] ?? 'encryption';
  return { parameter, a: textOf(a, parameter), b: textOf(b, parameter) };
}

/** A short writing of the first proposal of phase 1 that both ends accept; a dash when neither says enough. */
export function commonText(a: readonly Proposal[], b: readonly Proposal[]): string {
  for (const x of a) {
    const y = b.find((other) => (['encryption', 'integrity', 'group'] as const).every((p) => agrees(x, other, p)));
    if (y === undefined) continue;
    const group = x.group ?? y.group;
    const parts = [x.encryption ?? y.encryption, x.integrity ?? y.integrity, group === null || group === 0 ? null : `DH ${group}`];
    return parts.filter((part) => part !== null).join('/') || '–';
  }
  return '–';
}
