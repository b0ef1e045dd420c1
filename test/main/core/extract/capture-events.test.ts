import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
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
