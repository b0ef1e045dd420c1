import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';

const { knowledge } = loadAssets();

function judged(path: string, text: string) {
  const { source, facts } = factsOfText(path, Buffer.from(text), knowledge);
  const { findings } = analyse({ facts, sources: [source], answers: [], knowledge });
  const outcome = (check: string) => findings.find((f) => f.check === check);
  return { facts, a3: outcome('A3')!, c1: outcome('C1')! };
}

const at = (second: number, text: string, sa = 1): string =>
  `2026-11-18T10:00:${String(second).padStart(2, '0')} 05[IKE] <azure|${sa}> ${text}`;
const dial = (second: number, sa = 1): string[] => [
  at(second, `initiating IKE_SA azure[${sa}] to 198.51.100.20`, sa),
  at(second, 'sending packet: from 203.0.113.10[500] to 198.51.100.20[500] (336 bytes)', sa).replace('[IKE]', '[NET]'),
];
const refused = 'received AUTHENTICATION_FAILED notify error';
const up = 'CHILD_SA net{1} established with SPIs 9f44d2c2_i b2dcb6f4_o and TS 192.168.50.0/24 === 10.20.0.0/24';

describe('ike-events: repeats are folded', () => {
  it('many equal failures are one fact with a count, the first and the last time', () => {
    const lines = Array.from({ length: 40 }, (_, i) => [...dial(i, i + 1), at(i, refused, i + 1)]).flat();
    const { facts, a3 } = judged('charon.log', lines.join('\n'));
    expect(facts.map((f) => f.kind)).toEqual(['dial-failures', 'ike-negotiation']);
    expect(facts[1]).toMatchObject({ attemptCount: 40 });
    expect(facts[0]).toMatchObject({
      kind: 'dial-failures',
      provider: 'VPN device',
      interfaceName: 'azure',
      signal: 'authentication',
      count: 40,
    });
    expect(a3).toMatchObject({
      outcome: 'authentication',
      params: { interface: 'azure', count: 40, first: '2026-11-18T10:00:00', last: '2026-11-18T10:00:39' },
    });
    expect(a3.citations[0]?.line).toBe(3);
  });
});

describe('ike-events: check A3', () => {
  it.each([
    ['a tunnel that is up', [...dial(0), at(1, up)], 'ok'],
    ['a failure that was mended', [...dial(0), at(1, refused), ...dial(5, 2), at(6, up, 2)], 'ok'],
    ['a tunnel that fails again', [...dial(0), at(1, up), ...dial(5, 2), at(6, refused, 2)], 'authentication'],
    [
      'an IKE SA without a child',
      [
        ...dial(0),
        at(1, 'IKE_SA azure[1] established between 203.0.113.10[a]...198.51.100.20[b]'),
        at(2, 'received TS_UNACCEPTABLE notify, no CHILD_SA built'),
      ],
      'traffic-selectors',
    ],
    ['silence after a while', [...dial(0), at(1, up), at(9, 'giving up after 5 retransmits')], 'peer-lost'],
    ['silence from the beginning', [...dial(0), at(9, 'giving up after 5 retransmits')], 'no-answer'],
    [
      'a log that breaks off while it waits',
      [...dial(0), ...[1, 2, 3].map((i) => at(i, `retransmit ${i} of request with message ID 0`))],
      'no-answer',
    ],
    ['an end that somebody wanted', [...dial(0), at(1, up), at(5, 'received DELETE for IKE_SA azure[1]')], 'ok'],
    ['a log of nothing', ['2026-11-18T10:00:00 00[DMN] Starting IKE charon daemon (strongSwan 5.9.8)'], 'cannot-tell'],
  ])('%s', (_name, lines, outcome) => {
    expect(judged('charon.log', lines.join('\n')).a3.outcome).toBe(outcome);
  });

  it('a log that stands for the gateway speaks in C1 and not in A3', () => {
    const { a3, c1 } = judged('azure/charon.log', [...dial(0), at(1, refused)].join('\n'));
    expect([a3.outcome, c1.outcome]).toEqual(['cannot-tell', 'authentication']);
  });
});

describe('ike-events: hostile logs', () => {
  it('stay bounded when every line names another peer', () => {
    const lines = Array.from({ length: 6000 }, (_, i) => {
      const peer = `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`;
      return `2026-11-18T10:00:00 05[NET] <c${i}|${i}> sending packet: from 203.0.113.10[500] to ${peer}[500] (336 bytes)\n${at(1, refused, i)}`;
    });
    expect(judged('charon.log', lines.join('\n')).facts.length).toBeLessThan(2400);
  });
});
