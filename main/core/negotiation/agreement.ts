import type { Proposal } from '../checks/support/proposals.ts';

export type Parameter = 'encryption' | 'integrity' | 'group';
type Pair = { readonly device: Proposal; readonly azure: Proposal };
export type Agreement =
  | { readonly agreed: readonly [Proposal, ...Proposal[]]; readonly nearest: null }
  | { readonly agreed: readonly []; readonly nearest: Pair & { readonly differs: readonly Parameter[] } };

const parameters: readonly Parameter[] = ['encryption', 'integrity', 'group'];

function isAead(proposal: Proposal): boolean {
  return proposal.encryption?.startsWith('GCM') === true;
}

/** AEAD ciphers bring their integrity with them (RFC 5282); what an end does not say cannot differ. */
function differs({ device, azure }: Pair): Parameter[] {
  return parameters.filter((p) => {
    if (p === 'integrity' && isAead(device) && isAead(azure)) return false;
    return device[p] !== null && azure[p] !== null && device[p] !== azure[p];
  });
}

function key(proposal: Proposal): string {
  return JSON.stringify([proposal.encryption, proposal.integrity, proposal.group]);
}

/**
 * All combinations that both ends accept, in the order of the device's list; without any, the two proposals that differ in the fewest
 * parameters. Null when an end's proposals are not known.
 */
export function agree(device: readonly Proposal[], azure: readonly Proposal[]): Agreement | null {
  const pairs = device.flatMap((d) => azure.map((a) => ({ device: d, azure: a, differs: differs({ device: d, azure: a }) })));
  const [firstPair] = pairs;
  if (firstPair === undefined) return null;
  const both = pairs
    .filter((p) => p.differs.length === 0)
    .map((p) => ({
      encryption: p.device.encryption ?? p.azure.encryption,
      integrity: p.device.integrity ?? p.azure.integrity,
      group: p.device.group ?? p.azure.group,
    }));
  const [agreed, ...more] = [...new Map(both.map((p) => [key(p), p])).values()];
  if (agreed !== undefined) return { agreed: [agreed, ...more], nearest: null };
  return { agreed: [], nearest: pairs.reduce((best, p) => (p.differs.length < best.differs.length ? p : best), firstPair) };
}

/** `AES256 / SHA256 / DH 14`; `noGroup` stands for group 0. */
export function proposalWords({ encryption, integrity, group }: Proposal, phase: 'ike' | 'child'): string {
  const isPlain = integrity !== null && !integrity.startsWith('GCM');
  const groupText =
    group === null || (phase === 'ike' && group === 0) ? null : phase === 'ike' ? `DH ${group}` : group === 0 ? 'PFS None' : `PFS ${group}`;
  return [encryption, isPlain ? integrity : null, groupText].filter((v) => v !== null).join(' / ') || '–';
}
