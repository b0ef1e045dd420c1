import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
import { ethernet, hex, ikeUdp, ipv4, pcap, udp } from '../../../helpers/capture-builder.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../helpers/corpus.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';

const { knowledge } = loadAssets();
const lab = join(corpusDir, 'ike-lab');

function read(folder: string) {
  return factsOfText('onprem.pcap', readFileSync(join(lab, folder, 'onprem.pcap')), knowledge);
}

function diagnose(folder: string) {
  const { facts, source } = read(folder);
  return analyse({ facts, sources: [source], answers: [], knowledge });
}

function outcomes(folder: string): Record<string, string> {
  const { findings } = diagnose(folder);
  return Object.fromEntries(findings.map((f) => [f.check, f.outcome]));
}

describe('what a capture made with a filter does not show', () => {
  const back = { from: ikeUdp.to, fromPort: 500, to: ikeUdp.from, toPort: 500 };
  const send = (ends: typeof ikeUdp, data: Buffer) => ethernet('0800', ipv4(ends.from, ends.to, 17, udp(ends, data)));
  const esp = (ends: typeof ikeUdp) => send({ ...ends, fromPort: 4500, toPort: 4500 }, hex('c3a1f2b4 00000001 aabbccdd'));
  const later = (id: number) => Buffer.concat([hex('b39c4c2171fe81e1 9f83243520492a6d 2e202508'), hex(`0000000${id} 00000020 00000004`)]);
  const first = hex('b39c4c2171fe81e1 0000000000000000 28202208 00000000 00000020 00000004');

  it.each([
    ['one direction of IKE: no silence', [send(ikeUdp, later(1)), send(ikeUdp, later(2)), send(ikeUdp, later(3))], []],
    ['ESP without IKE: no blocked way', [esp(ikeUdp), esp(ikeUdp), esp(ikeUdp), esp(ikeUdp)], []],
    ['one direction of all: no blocked way', [send(ikeUdp, later(1)), esp(ikeUdp), esp(ikeUdp), esp(ikeUdp)], []],
    ['the first packets of an SA: no blocked way', [send(ikeUdp, first), send(back, later(0)), esp(ikeUdp)], []],
    ['three first requests without an answer', [send(ikeUdp, first), send(ikeUdp, first), send(ikeUdp, first)], ['dial-failures']],
    [
      'ESP one way beside IKE both ways',
      [send(ikeUdp, first), send(back, later(0)), esp(ikeUdp), esp(ikeUdp), esp(ikeUdp)],
      ['captured-path'],
    ],
  ])('%s', (_name, packets, kinds) => {
    const { facts } = factsOfText('a.pcap', pcap(packets), knowledge);
    expect(facts.map((f) => f.kind).filter((kind) => kind !== 'ike-negotiation')).toEqual(kinds);
  });
});

describe.skipIf(!hasCorpus)(`what a capture of the on-premises end shows by itself${corpusNote}`, () => {
  it.each([
    ['healthy', { B2: 'open', A3: 'ok' }],
    ['ikev1-healthy', { B2: 'open', A3: 'ok' }],
    ['esp-blocked', { B2: 'esp-blocked' }],
    ['udp4500-blocked', { B2: 'blocked-4500', A3: 'no-answer' }],
    ['udp500-blocked', { B2: 'cannot-tell', A3: 'no-answer' }],
    ['wrong-gateway-ip', { B2: 'cannot-tell', A3: 'no-answer' }],
    ['ike-proposal-mismatch', { B2: 'cannot-tell', A3: 'ike-policy' }],
    ['ike-dh-only-mismatch', { B2: 'cannot-tell', A3: 'ike-policy' }],
    // A peer that refuses under encryption is no blocked way.
    ['psk-mismatch', { B2: 'cannot-tell' }],
    ['ikev1-psk-mismatch', { B2: 'cannot-tell' }],
    ['ts-mismatch', { B2: 'cannot-tell' }],
    ['peer-dies-dpd', { B2: 'open' }],
  ])('%s', (folder, expected) => {
    expect(outcomes(folder)).toMatchObject(expected);
  });

  it.each([
    ['udp4500-blocked', ['udp-4500-blocked']],
    ['udp500-blocked', ['udp-500-blocked', 'wrong-gateway-ip']],
    ['esp-blocked', ['esp-blocked']],
    ['ike-proposal-mismatch', ['ike-policy-mismatch']],
    ['healthy', ['none']],
  ])('%s: the injected cause leads', (folder, causes) => {
    expect(causes).toContain(diagnose(folder).causes[0]?.id);
  });

  it.each(hasCorpus ? readdirSync(lab) : [])('%s: what is said cites the messages', (folder) => {
    for (const fact of read(folder).facts) expect(fact.citations.length).toBeGreaterThan(0);
  });
});
