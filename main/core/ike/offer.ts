import type { IkeProposal } from '#shared/model/ike.ts';
import { encryptionName, groupNumber, integrityName } from '#shared/net/ipsec-vocabulary.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

/** What an initiator proposes for the IKE SA: one cipher, one hash (of integrity and PRF), the groups it would take. */
export type IkeSuite = { readonly encryption: string; readonly integrity: string; readonly groups: readonly number[] };

const mostSuites = 12;
const ciphers = new Set(['3DES', 'AES128', 'AES192', 'AES256', 'GCMAES128', 'GCMAES256']);
const hashes = new Set(['MD5', 'SHA1', 'SHA256', 'SHA384', 'SHA512']);

/**
 * Reads `AES256/SHA256/14`, several behind commas, several groups behind plus signs (`AES256/SHA256/2+14`); names as Azure and
 * Windows write them (`DHGroup14`, `ECP256`). For an AEAD cipher the hash is that of the PRF. Null for anything else.
 */
export function parseSuites(text: string): IkeSuite[] | null {
  const suites: IkeSuite[] = [];
  for (const part of text.split(',')) {
    const [cipher, hash, groupText, more] = part.trim().split('/');
    const [encryption, integrity] = [encryptionName(cipher ?? ''), integrityName(hash ?? '')];
    const groups = (groupText ?? '').split('+').map((name) => groupNumber(name) ?? 0);
    if (more !== undefined || encryption === null || integrity === null || groups.some((g) => g === 0)) return null;
    if (!ciphers.has(encryption) || !hashes.has(integrity)) return null;
    suites.push({ encryption, integrity, groups });
  }
  return suites.length > 0 && suites.length <= mostSuites ? suites : null;
}

export function suitesText(suites: readonly IkeSuite[]): string {
  return suites.map((s) => `${s.encryption}/${s.integrity}/${s.groups.join('+')}`).join(', ');
}

/** What a gateway of Azure proposes and accepts without a custom policy (knowledge table `ipsec-defaults`). */
export function azureSuites(knowledge: Knowledge, vpnType: 'RouteBased' | 'PolicyBased'): IkeSuite[] {
  const rows = knowledge.tables.ipsecDefaults.rows.filter((row) => row.vpnType === vpnType && row.phase === 1 && row.dhGroup !== null);
  return rows.flatMap((row) => parseSuites(`${row.encryption}/${row.integrity}/${row.dhGroup}`) ?? []);
}

/** A chosen proposal in one line: `AES-CBC-256/SHA2-256/PRF-SHA2-256/2`. */
export function chosenText(proposal: IkeProposal): string {
  const order = ['encryption', 'integrity', 'prf', 'dh-group', 'authentication'] as const;
  return order.flatMap((type) => proposal.transforms.filter((t) => t.type === type).map((t) => t.name)).join('/');
}
