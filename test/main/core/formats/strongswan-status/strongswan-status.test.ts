import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format as charon } from '#core/formats/strongswan-charon/format.ts';
import { format } from '#core/formats/strongswan-status/format.ts';
import { samples } from '#core/formats/strongswan-status/samples.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { hangMs } from '../../../../helpers/hang.ts';
import { expectEveryLineOnce, readAnything, sameInEveryEncoding } from '../any-text.ts';
import { dataOf, readText } from '../parse-text.ts';

describe('strongswan-status', () => {
  it('reads swanctl --list-sas', () => {
    const [ike, child, other] = dataOf(readText(format, samples[0]!.text), 'device-sa');
    expect(ike).toMatchObject({
      vendor: 'strongswan',
      sa: 'ike',
      name: 'AzureGateway',
      local: '203.0.113.10',
      peer: '198.51.100.20',
      state: 'up',
      stateText: 'ESTABLISHED',
      version: 2,
      isInitiator: true,
      remainingSeconds: 13473,
    });
    expect(ike!.transforms.map((t) => t.name)).toEqual(['AES-CBC-256', 'SHA2-256', 'PRF-SHA2-256', '14']);
    expect(child).toMatchObject({
      sa: 'child',
      name: 'net',
      peer: '198.51.100.20',
      state: 'up',
      bytesIn: 252,
      packetsIn: 3,
      bytesOut: 0,
      packetsOut: 0,
      remainingSeconds: 29700,
    });
    expect(child!.transforms.map((t) => t.name)).toEqual(['AES-GCM-16-256']);
    expect(child!.selectors.map((s) => `${s.whose} ${s.selector.range}`)).toEqual([
      'local 192.168.50.0/24',
      'local 192.168.51.0/24',
      'remote 10.20.0.0/16',
    ]);
    expect(other).toMatchObject({ sa: 'ike', name: 'Branch', state: 'connecting', version: 1, peer: '192.0.2.7' });
  });

  it('reads ipsec statusall', () => {
    const sas = dataOf(readText(format, samples[1]!.text), 'device-sa');
    expect(sas.map((s) => [s.sa, s.name, s.peer, s.state, s.version, s.packetsIn, s.packetsOut, s.bytesOut, s.remainingSeconds])).toEqual([
      ['ike', 'azure', '198.51.100.20', 'up', 2, null, null, null, 10800],
      ['child', 'azure', '198.51.100.20', 'up', 2, 3, null, 0, 2700],
      ['ike', 'branch', '192.0.2.7', 'connecting', 1, null, null, null, null],
    ]);
    expect(sas[1]!.selectors.map((s) => s.selector.range)).toEqual(['192.168.50.0/24', '10.20.0.0/16']);
  });

  it.each(samples)('$name: every encoding gives the same records', ({ text }) => {
    sameInEveryEncoding(format, text);
  });

  it('never throws and keeps every line', () => {
    readAnything(format, { samples, more: ['a[1]: ', 'a{1}: INSTALLED'], mostParts: 40, runs: 200, mostBytes: 2000 }, expectEveryLineOnce);
  });

  it('a very long line costs no more than its length', () => {
    const started = performance.now();
    readText(format, `${'a['.repeat(100_000)}1]: ESTABLISHED\n${'b{'.repeat(100_000)}1}:  x\n`);
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});

describe.skipIf(!hasCorpus)(`strongswan-status: the lab's output of swanctl${corpusNote}`, () => {
  it.each([
    ['healthy', ['up', 'up'], 2],
    ['ikev1-healthy', ['up', 'up'], 1],
    ['psk-mismatch', [], null],
  ])('%s: the log of the initiation and the list of SAs in one text', (folder, states, version) => {
    const text = readFileSync(join(corpusDir, `ike-lab/${folder}/swanctl.txt`), 'utf8');
    const read = readText(charon, text);
    expect(read.score).toBeGreaterThan(0.5);
    const sas = dataOf(read, 'device-sa');
    expect(sas.map((s) => s.state)).toEqual(states);
    if (version !== null) {
      expect(sas[0]).toMatchObject({ version, isInitiator: true, local: '203.0.113.10', peer: '198.51.100.20' });
      expect(sas[1]).toMatchObject({ packetsIn: 4, packetsOut: 4, bytesIn: 336, bytesOut: 336 });
    }
    expect(dataOf(read, 'ike-event').length).toBeGreaterThan(5);
  });
});
