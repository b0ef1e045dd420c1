import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IkeProposal } from '#shared/model/ike.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { NegotiationStep } from '#shared/model/negotiation-fact.ts';
import { createFactView } from '#core/analysis/fact-view.ts';
import { readNegotiation } from '#core/negotiation/reading.ts';
import { readSealedAuth, readSealedRekey } from '#core/negotiation/sealed.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
import { citation, fact } from '../../../helpers/fact-builders.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { hangMs } from '../../../helpers/hang.ts';

const { knowledge } = loadAssets();

const blankStep: NegotiationStep = {
  direction: 'sent',
  exchange: 'IKE_SA_INIT',
  isResponse: false,
  messageId: 0,
  step: 'message',
  sa: null,
  code: null,
  proposals: [],
  chosen: null,
  keGroup: null,
  identities: [],
  selectors: [],
  nat: null,
  isEncrypted: false,
  notifies: [],
  port: 500,
  ms: null,
  lastMs: null,
  timeText: '',
  count: 1,
  citation: citation(),
};

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

  type Telling = {
    readonly side: 'on-premises' | 'azure';
    readonly file?: string;
    readonly count?: number;
    readonly tries: number;
    readonly fromMinute?: number;
    readonly aheadMs?: number;
    readonly everyMs?: number;
  };

  /** What the log of an end tells of `count` negotiations that go in ways of their own, one begun every minute (or `everyMs`) in turn. */
  const told = ({ side, file = side, count = 1, tries, fromMinute = 0, aheadMs = 0, everyMs = 60_000 }: Telling): Fact[] =>
    Array.from({ length: count }, (_, course) => {
      const start = (attempt: number): number => 1_780_000_000_000 + fromMinute * 60_000 + (attempt * count + course) * everyMs + aheadMs;
      const at = citation(`${file}.log`, course + 1);
      const direction = side === 'azure' ? 'received' : 'sent';
      const [local, remote] = side === 'azure' ? ['198.51.100.20', '203.0.113.10'] : ['203.0.113.10', '198.51.100.20'];
      const known = fact('ike-negotiation', {
        side,
        local: { address: local, port: 500 },
        remote: { address: remote, port: 500 },
        isInitiator: side === 'on-premises',
        steps: [{ ...blankStep, direction, code: course, ms: start(0), citation: at }],
        attempts: Array.from({ length: tries }, (_none, attempt) => ({ ms: start(attempt), spi: null })),
        attemptCount: tries,
        lastMs: start(tries - 1),
      });
      return { ...known, citations: [at] };
    });
  const joined = (...all: readonly Telling[]) => createFactView(all.flatMap(told), knowledge).negotiations;

  // Each of the 30,000 starts was once compared with each of the other end's: a bundle of two long logs was never done.
  it('of two logs of weeks are paired by the newest that both tell of', { timeout: hangMs }, () => {
    const many = { count: 300, tries: 100 };
    const { negotiations } = joined({ side: 'on-premises', ...many }, { side: 'azure', ...many, aheadMs: 7000 });
    const codes = negotiations.map((n) => n.members.map((m) => m.fact.steps[0]?.code));
    expect([codes.length, codes.every(([a, b]) => a === b)]).toEqual([300, true]);
  });

  it('of more files than anybody reads are bounded: the newest stay', { timeout: hangMs }, () => {
    const files = Array.from(
      { length: 40 },
      (_, i) => ({ side: 'on-premises', file: `${i}`, count: 200, tries: 1, fromMinute: i * 1440 }) as const,
    );
    const { negotiations, witnesses } = joined(...files);
    expect([negotiations.length, witnesses.length, witnesses.every((w) => Number.parseInt(w.path, 10) >= 30)]).toEqual([2000, 10, true]);
  });

  it('in two logs of the same device, one after the other, are not the same: it has one clock', () => {
    const { negotiations, witnesses } = joined(
      { side: 'on-premises', file: 'day-1', tries: 100 },
      { side: 'on-premises', file: 'day-2', tries: 100, fromMinute: 1440 },
    );
    expect([negotiations.length, witnesses.map((w) => w.offset)]).toEqual([2, [null, null]]);
  });

  it('that come as regularly as a timer are paired where the clocks nearly agree, though more would fit with one of them wrong', () => {
    const { negotiations, witnesses } = joined(
      { side: 'on-premises', tries: 60 },
      { side: 'azure', tries: 60, fromMinute: 30, aheadMs: 4000 },
    );
    expect(negotiations.map((n) => n.members.length)).toEqual([2]);
    // The first attempts of the two logs are half an hour apart, and so are their messages: those tell nothing of a clock.
    expect(witnesses.map((w) => w.offset)).toEqual([null, null]);
  });

  it('that follow each other in seconds tell the clock by the way in which they fit best, not by one attempt beside it', () => {
    const quick = { tries: 3, everyMs: 3_040 };
    const { witnesses } = joined({ side: 'on-premises', ...quick }, { side: 'azure', ...quick, aheadMs: 90_000 });
    expect(witnesses.map((w) => w.offset?.medianMs ?? null)).toEqual([null, -90_000]);
  });

  it('that come as regularly as a timer at one end after the other end stopped are not the same', () => {
    const { negotiations } = joined({ side: 'on-premises', tries: 60 }, { side: 'azure', tries: 60, fromMinute: 2880 });
    expect(negotiations.map((n) => n.members.length)).toEqual([1, 1]);
  });
});
