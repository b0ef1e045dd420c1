import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { format } from '#core/formats/network-watcher-ike/format.ts';
import { samples } from '#core/formats/network-watcher-ike/samples.ts';
import { loadAssets } from '../../../../../main/host/assets.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { factsOfText } from '../../../../helpers/facts-of-files.ts';
import { readAnything, sameInEveryEncoding } from '../any-text.ts';
import { dataOf, readText } from '../parse-text.ts';
import { hangMs } from '../../../../helpers/hang.ts';

const { knowledge } = loadAssets();
const sample = (name: string): string => samples.find((s) => s.name === name)!.text;
const folder = join(corpusDir, 'nw-troubleshoot');

function outcome(name: string, text: string): string | undefined {
  const { source, facts } = factsOfText(name, Buffer.from(text), knowledge);
  return analyse({ facts, sources: [source], answers: [], knowledge }).findings.find((f) => f.check === 'C1')?.outcome;
}

describe('network-watcher-ike: files of the archive', () => {
  it('IKEErrors.txt: one event an error, with the code it rests on', () => {
    const read = readText(format, sample('IKEErrors.txt'));
    expect(dataOf(read, 'ike-event').map((e) => [e.witness, e.code, e.fault])).toEqual([
      ['network-watcher', 13801, 'authentication'],
      ['network-watcher', 13843, 'other'],
    ]);
    expect(read.records.map((r) => [r.place.line, r.place.endLine])).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('IkeLogs.txt: proposals, and one failure however often it is stated', () => {
    const events = dataOf(readText(format, sample('IkeLogs.txt')), 'ike-event');
    expect(events[1]?.proposals).toEqual([
      {
        protocol: 'esp',
        number: 1,
        transforms: [
          { type: 'encryption', name: 'DES', id: null },
          { type: 'integrity', name: 'MD5', id: null },
        ],
      },
    ]);
    expect(events.filter((e) => e.step === 'failed').map((e) => [e.code, e.fault])).toEqual([[13868, 'ipsec-policy']]);
  });

  it('ConnectionStats.txt: state and counters of the connection', () => {
    expect(dataOf(readText(format, sample('ConnectionStats.txt')), 'azure-connection')[0]).toMatchObject({
      status: 'NotConnected',
      ingressBytes: 0,
      egressBytes: 1536,
    });
  });

  it('Scrubbed-wfpdiag.txt: the failure code with peer, phase and time', () => {
    const read = readText(format, sample('Scrubbed-wfpdiag.txt'));
    expect(dataOf(read, 'ike-event')).toMatchObject([
      { code: 13801, fault: 'authentication', exchange: 'main-mode', remote: { address: '203.0.113.10' }, local: { address: '10.1.0.4' } },
    ]);
    expect(read.records[0]?.time?.localMs).toBe(Date.UTC(2026, 10, 18, 10, 0, 1, 496));
  });

  it('ConnectionStats.txt of several connections: each of them', () => {
    const stats = `${sample('ConnectionStats.txt')}\n${sample('ConnectionStats.txt').replace('NotConnected', 'Connected').replace('203.0.113.10', '203.0.113.20')}`;
    const read = readText(format, stats);
    expect(dataOf(read, 'azure-connection').map((c) => [c.status, c.remoteAddress, c.connectedSince])).toEqual([
      ['NotConnected', '203.0.113.10', null],
      ['Connected', '203.0.113.20', null],
    ]);
    expect(read.records.map((r) => r.place.line)).toEqual([1, 7]);
  });

  it('IKEErrors.txt: advice without a code names the phase', () => {
    const text =
      'Error: On-premises device rejected Quick Mode settings. Check values.\n\t based on log : Peer sent NO_PROPOSAL_CHOSEN notify\n';
    expect(dataOf(readText(format, text), 'ike-event')).toMatchObject([
      { fault: 'ipsec-policy', sa: 'child', direction: 'received', code: null, notifies: [{ name: 'NO_PROPOSAL_CHOSEN', id: 14 }] },
    ]);
  });

  it('every other line is kept', () => {
    expect(readText(format, sample('wfpdiag.txt.sum')).records).toHaveLength(5);
    expect(dataOf(readText(format, sample('CPUStats.txt')), 'gateway-load')).toEqual([
      { kind: 'gateway-load', cpuPercent: 12, memoryMegabytes: 641 },
    ]);
  });
});

describe('network-watcher-ike: check C1', () => {
  it.each([
    ['IKEErrors.txt', 'authentication'],
    ['IkeLogs.txt', 'ipsec-policy'],
    ['Scrubbed-wfpdiag.txt', 'authentication'],
    ['CPUStats.txt', 'cannot-tell'],
  ])('%s: %s', (name, expected) => {
    expect(outcome(name, sample(name))).toBe(expected);
  });

  it('a gateway at its limit is not healthy', () => {
    expect(outcome('CPUStats.txt', 'Current CPU Usage : 97 % Current Memory Available : 12 MBs')).toBe('gateway-unhealthy');
  });
});

describe.skipIf(!hasCorpus)(`network-watcher-ike: Microsoft's files${corpusNote}`, () => {
  it.each([
    ['IKEErrors.txt', 'authentication'],
    ['IkeLogs.txt', 'ipsec-policy'],
    ['Scrubbed-wfpdiag.txt', 'authentication'],
    ['ConnectionStats.txt', 'cannot-tell'],
    ['CPUStats.txt', 'cannot-tell'],
    ['wfpdiag.txt.sum', 'cannot-tell'],
  ])('%s: %s', (name, expected) => {
    const text = readFileSync(join(folder, name), 'utf8');
    expect(readText(format, text).score).toBe(0.9);
    expect(outcome(name, text)).toBe(expected);
  });
});

describe.skipIf(!hasCorpus)(`network-watcher-ike: what a reader of Microsoft's files sees${corpusNote}`, () => {
  const read = (name: string) => readText(format, readFileSync(join(folder, name), 'utf8'));

  it('ConnectionStats.txt', () => {
    expect(dataOf(read('ConnectionStats.txt'), 'azure-connection')).toMatchObject([
      { status: 'Connected', ingressBytes: 288, egressBytes: 288, remoteAddress: null, connectedSince: '2/1/2017 8:22:06 PM' },
    ]);
  });

  it('CPUStats.txt', () => {
    expect(dataOf(read('CPUStats.txt'), 'gateway-load')).toMatchObject([{ cpuPercent: 0, memoryMegabytes: 641 }]);
  });

  it('IKEErrors.txt', () => {
    expect(dataOf(read('IKEErrors.txt'), 'ike-event').map((e) => [e.step, e.code, e.fault])).toEqual([
      ['failed', 13801, 'authentication'],
      ['failed', 13843, 'other'],
    ]);
  });

  it('IkeLogs.txt: the exchange, both sets of selectors, the proposal, one failure of phase 2', () => {
    const events = dataOf(read('IkeLogs.txt'), 'ike-event');
    expect(events.map((e) => [e.direction, e.step])).toEqual([
      ['received', 'message'],
      ['received', 'proposals'],
      ['sent', 'proposals'],
      ['received', 'proposals'],
      [null, 'failed'],
      ['sent', 'other'],
    ]);
    // The request is the peer's, so that its networks are the initiator's; the answer agrees.
    const selectors = [
      { whose: 'local', selector: { range: '0.0.0.0-255.255.255.255', protocol: null, ports: null } },
      { whose: 'remote', selector: { range: '10.20.0.0-10.20.255.255', protocol: null, ports: null } },
      { whose: 'remote', selector: { range: '192.168.100.0-192.168.100.255', protocol: null, ports: null } },
    ];
    expect([events[1]?.selectors, events[2]?.selectors]).toEqual([selectors, selectors]);
    expect(events[3]?.proposals[0]?.transforms.map((t) => t.name)).toEqual(['DES', 'MD5']);
    expect(events[4]).toMatchObject({ code: 13868, fault: 'ipsec-policy', sa: 'child' });
    expect(events[5]).toMatchObject({ fault: 'ipsec-policy', notifies: [{ name: 'NO_PROPOSAL_CHOSEN' }] });
  });

  it('Scrubbed-wfpdiag.txt: peer, addresses, code and point of the failure', () => {
    const found = read('Scrubbed-wfpdiag.txt');
    expect(dataOf(found, 'ike-event')).toMatchObject([
      {
        code: 13801,
        fault: 'authentication',
        exchange: 'main-mode',
        local: { address: '13.78.238.92' },
        remote: { address: '52.161.24.36' },
      },
    ]);
    expect(found.records).toHaveLength(24);
    expect(dataOf(found, 'ike-event')[0]?.direction).toBe('received');
    expect(found.records.map((r) => r.place.line)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
  });
});

describe('network-watcher-ike: any shape and any bytes', () => {
  it.each(samples)('$name: every encoding gives the same records', ({ text }) => {
    sameInEveryEncoding(format, text);
  });

  it('never throws', () => {
    readAnything(format, { samples, mostParts: 12, runs: 100, mostBytes: 1000 });
  });

  it('a text full of half matches costs no more than its length', () => {
    const started = performance.now();
    for (const part of ['Error: ', 'Remote a', 'SESSION_ID :{', 'Total Buffers Processed\n', '[0]0368.03A4::', 'Error: x\n'])
      readText(format, part.repeat(8000));
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
