import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IkeProposal } from '#shared/model/ike.ts';
import { createFactView } from '#core/analysis/fact-view.ts';
import { readNegotiation } from '#core/negotiation/reading.ts';
import { readSealedAuth, readSealedRekey } from '#core/negotiation/sealed.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';

const { knowledge } = loadAssets();

function proposal(encryption: string, integrity: string | null): IkeProposal {
  const cipher = { type: 'encryption', name: encryption, id: null } as const;
  return {
    protocol: 'ike',
    number: 1,
    transforms: integrity === null ? [cipher] : [cipher, { type: 'integrity', name: integrity, id: null }],
  };
}

describe('the length of an encrypted answer', () => {
  // Lengths as strongSwan makes them: a notify alone pads to one block; identity, AUTH and a notify to five; an acceptance to eleven.
  it.each([
    ['AES-CBC-256 with SHA2-256', proposal('AES-CBC-256', 'SHA2-256'), 48, 112, 208],
    ['AES-CBC-128 with SHA1', proposal('AES-CBC-128', 'SHA1'), 44, 92, 204],
    ['3DES with SHA1', proposal('3DES', 'SHA1'), 36, 84, 196],
    ['AES-GCM', proposal('AES-GCM-16-256', null), 33, 85, 190],
  ])('%s: refused, child SA refused, accepted', (_name, chosen, refused, child, accepted) => {
    expect([refused, child, accepted].map((bytes) => readSealedAuth(bytes, chosen))).toEqual(['refused', 'child-refused', 'accepted']);
  });

  it('says nothing where certificates fill the answer', () => {
    expect(readSealedAuth(1400, proposal('AES-CBC-256', 'SHA2-256'))).toBe('unclear');
  });

  it('tells a refused rekey from one that is agreed', () => {
    const chosen = proposal('AES-CBC-256', 'SHA2-256');
    expect([48, 176].map((bytes) => readSealedRekey(bytes, chosen))).toEqual(['refused', 'accepted']);
  });
});

describe('attempts', () => {
  const dial = (minute: number, session: number): string => {
    const at = `2026-11-18T10:${String(minute).padStart(2, '0')}:00`;
    const name = `<azure|${session}>`;
    return [
      `${at} 05[IKE] ${name} initiating IKE_SA azure[${session}] to 198.51.100.20`,
      `${at} 05[ENC] ${name} generating IKE_SA_INIT request 0 [ SA KE No N(NATD_S_IP) N(NATD_D_IP) ]`,
      `${at} 05[NET] ${name} sending packet: from 203.0.113.10[500] to 198.51.100.20[500] (336 bytes)`,
      `${at} 06[NET] ${name} received packet: from 198.51.100.20[500] to 203.0.113.10[500] (36 bytes)`,
      `${at} 06[ENC] ${name} parsed IKE_SA_INIT response 0 [ N(NO_PROP) ]`,
      `${at} 06[IKE] ${name} received NO_PROPOSAL_CHOSEN notify error`,
    ].join('\n');
  };

  it('that go the same way are one, with a count and the time between them', () => {
    const text = Array.from({ length: 12 }, (_, i) => dial(i, i + 1)).join('\n');
    const { negotiations, witnesses } = createFactView(
      factsOfText('charon.log', Buffer.from(text), knowledge).facts,
      knowledge,
    ).negotiations;
    expect(negotiations).toHaveLength(1);
    expect(negotiations[0]).toMatchObject({ attempts: 12, periodMs: 60_000, connection: 'azure' });
    expect(readNegotiation(negotiations[0]!, witnesses)).toMatchObject({ result: 'failed', fault: 'ike-policy', isInferred: false });
  });

  it('survive any order of lines', () => {
    const lines = [dial(0, 1), dial(1, 2)].join('\n').split('\n');
    assert(
      property(array(integer({ min: 0, max: lines.length - 1 }), { maxLength: 40 }), (order) => {
        const text = order.map((i) => lines[i]).join('\n');
        const { negotiations, witnesses } = createFactView(
          factsOfText('charon.log', Buffer.from(text), knowledge).facts,
          knowledge,
        ).negotiations;
        for (const n of negotiations) {
          const { failedAt } = readNegotiation(n, witnesses);
          expect(failedAt === null || n.messages[failedAt] !== undefined).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});
