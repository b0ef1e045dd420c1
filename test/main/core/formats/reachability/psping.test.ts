import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/psping/format.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

const tcp = (text: string) => dataOf(readText(format, text), 'tcp-probe');

describe.skipIf(!hasCorpus)(`the published runs${corpusNote}`, () => {
  const connect = { kind: 'tcp-probe', tool: 'psping', mode: 'connect', megabytesPerSecond: null, complete: true };
  const expected = {
    'psping_v2.01_ok.txt': {
      ...connect,
      toolVersion: '2.01',
      host: '10.20.0.5',
      port: 80,
      sourceAddress: null,
      sent: 3,
      received: 3,
      minMs: 3.44,
      maxMs: 4.81,
      averageMs: 4.01,
    },
    'psping_v2.01_timeout.txt': {
      ...connect,
      toolVersion: '2.01',
      host: '10.20.1.6',
      port: 80,
      sourceAddress: null,
      sent: 3,
      received: 0,
      minMs: null,
      maxMs: null,
      averageMs: null,
    },
    'psping_v2.10_ok_azure.txt': {
      ...connect,
      toolVersion: '2.10',
      host: '13.77.160.237',
      port: 443,
      sourceAddress: '172.20.17.140',
      sent: 4,
      received: 4,
      minMs: 2.12,
      maxMs: 3.83,
      averageMs: 2.58,
    },
  };
  const places: Readonly<Record<string, number[]>> = {
    'psping_v2.01_ok.txt': [3, 15],
    'psping_v2.01_timeout.txt': [3, 15],
    'psping_v2.10_ok_azure.txt': [1, 13],
  };

  it.each(Object.entries(expected))('%s, in every encoding', (name, data) => {
    const text = readFileSync(join(corpusDir, 'reachability', name), 'utf8');
    for (const variant of variants(text)) {
      const read = readBytes(format, variant.bytes);
      expect(read.score, variant.name).toBe(0.97);
      expect(
        read.records.map((r) => r.data),
        variant.name,
      ).toEqual([data]);
      expect(read.rejected).toEqual([]);
      const { place, text: original } = read.records[0]!;
      expect([place.line, place.endLine]).toEqual(places[name]);
      // Line n of the text is line n of the place: citations rely on it.
      const lines = text.split('\n').slice(place.line - 1, place.endLine);
      expect(original.split('\n').map((l) => l.trimEnd())).toEqual(lines.map((l) => l.trimEnd()));
    }
  });
});

const banner = 'PsPing v2.10 - PsPing - ping, latency, bandwidth measurement utility\nCopyright (C) 2012-2016 Mark Russinovich\n\n';

const refusedLine = (text: string) => `Connecting to 10.0.0.4:81: from 10.0.0.5:50001: ${text}\n`;
const refusedRun = (text: string) =>
  `${banner}TCP connect to 10.0.0.4:81:\n3 iterations (warmup 1) ping test:\nConnecting to 10.0.0.4:81 (warmup): ${text}\n${refusedLine(text)}${refusedLine(text)}\n  Sent = 2, Received = 0, Lost = 2 (100% loss),\n  Minimum = 0.00ms, Maximum = 0.00ms, Average = 0.00ms\n`;

const fullRun = (port: number) =>
  `C:\\> psping 10.0.0.4:${port}\n\n${banner}TCP connect to 10.0.0.4:${port}:\n2 iterations (warmup 1) ping test:\nConnecting to 10.0.0.4:${port}: 2.00ms\n\n  Sent = 1, Received = 1, Lost = 0 (0% loss),\n  Minimum = 2.00ms, Maximum = 2.00ms, Average = 2.00ms\n\n`;

describe('a TCP run', () => {
  it('that was refused counts the refusals, in the language of Windows', () => {
    for (const text of [
      'The remote computer refused the network connection.',
      'リモート コンピューターによりネットワーク接続が拒否されました。',
    ]) {
      expect(tcp(refusedRun(text))).toMatchObject([{ sent: 2, received: 0, refused: 2, minMs: null, averageMs: null }]);
    }
  });

  it('with results on the next line (v2.10 time-outs)', () => {
    const text = `${banner}TCP connect to 10.0.0.4:81:\n3 iterations (warmup 1) ping test:\nConnecting to 10.0.0.4:81 (warmup): from 0.0.0.0:50001: \nThis operation returned because the timeout period expired.\nConnecting to 10.0.0.4:81: from 0.0.0.0:50002: \nThis operation returned because the timeout period expired.\nConnecting to 10.0.0.4:81: from 0.0.0.0:50003: 3.00ms\n`;
    expect(tcp(text)).toMatchObject([{ sent: 2, received: 1, sourceAddress: null, minMs: 3, complete: false }]);
  });

  it('cut before its statistics is counted by its lines, without the warm-up', () => {
    const text = `${banner}TCP connect to 10.0.0.4:80:\nInfinite iterations (warmup 1) connecting test:\nConnecting to 10.0.0.4:80 (warmup): 9.00ms\nConnecting to 10.0.0.4:80: 3.00ms\nConnecting to 10.0.0.4:80: 5.00ms\nConnecting to 10.0.0.4:80:`;
    expect(tcp(text)).toMatchObject([{ sent: 2, received: 2, minMs: 3, maxMs: 5, averageMs: 4, complete: false }]);
  });

  it('with -q has only statistics', () => {
    const text = `${banner}TCP connect to web01:443:\n101 iterations (warmup 1) ping test: 100%\n\nTCP connect statistics for web01:443:\n  Sent = 100, Received = 98, Lost = 2 (2% loss),\n  Minimum = 1.00ms, Maximum = 3.00ms, Average = 2.00ms\n\nLatency\tCount\n1.00\t50\n3.00\t48\n`;
    const read = readText(format, text);
    expect(dataOf(read, 'tcp-probe')).toMatchObject([{ host: 'web01', port: 443, sent: 100, received: 98, averageMs: 2, complete: true }]);
    expect(read.records[0]!.place.endLine).toBe(13);
  });

  it('to an IPv6 address', () => {
    const text = `TCP connect to [2001:db8::4]:443:\n2 iterations (warmup 1) ping test:\nConnecting to [2001:db8::4]:443: from [2001:db8::5]:50001: 2.00ms\n`;
    expect(tcp(text)).toMatchObject([{ host: '2001:db8::4', port: 443, sourceAddress: '2001:db8::5', received: 1 }]);
  });
});

it('several runs in one transcript, between prompts', () => {
  const indented = (fullRun(80) + fullRun(443)).replace(/^/gm, '    ');
  for (const text of [fullRun(80) + fullRun(443), indented]) {
    expect(tcp(text)).toMatchObject([
      { port: 80, complete: true },
      { port: 443, complete: true },
    ]);
  }
});

it('a latency test, with the misspelt maximum of 2.10', () => {
  const text = `${banner}TCP latency test connecting to 10.0.0.4:5000: Connected\n305 iterations (warmup 5) sending 1500 bytes TCP latency test: 100%\n\nTCP roundtrip latency statistics (post warmup):\n  Sent = 300, Size = 1500, Total Bytes: 450000,\n  Minimum = 41.58ms, Maxiumum = 50.88ms, Average = 42.97ms\n`;
  expect(tcp(text)).toMatchObject([
    { mode: 'latency', sent: 300, received: 300, minMs: 41.58, maxMs: 50.88, averageMs: 42.97, complete: true },
  ]);
});

it('a bandwidth test in KB/s', () => {
  const text = `${banner}TCP bandwidth test connecting to 10.0.0.4:5000: Connected\n316 iterations (16 warmup) sending 1500 bytes TCP bandwidth test: 100%\n\nTCP sender bandwidth statistics:\n  Sent = 300, Size = 1500, Total Bytes: 472500,\n  Minimum = 496.93 KB/s, Maximum = 586.44 KB/s, Average = 512.00 KB/s\n`;
  expect(tcp(text)).toMatchObject([{ mode: 'bandwidth', averageMs: null, megabytesPerSecond: 0.5 }]);
});

it('a test that could not connect has no answer', () => {
  const text = `${banner}TCP latency test connecting to 10.0.0.4:5000: The remote computer refused the network connection.\n`;
  expect(tcp(text)).toMatchObject([{ mode: 'latency', sent: 1, received: 0, complete: false }]);
});

it('ICMP mode is a ping', () => {
  const text = `${banner}Pinging 10.0.0.4 with 32 bytes of data:\n4 iterations (warmup 1) ping test:\nReply from 10.0.0.4: 41.93ms\nReply from 10.0.0.4: 41.60ms\nRequest timed out.\n`;
  expect(dataOf(readText(format, text), 'icmp-probe')).toEqual([
    { kind: 'icmp-probe', host: '10.0.0.4', sent: 2, received: 1, minMs: 41.6, maxMs: 41.6, averageMs: 41.6 },
  ]);
});

it('a start without a test is counted', () => {
  const read = readText(format, `${banner}PsPing implements Ping functionality, TCP ping, UDP/TCP latency.\n`);
  expect(read.records).toEqual([]);
  expect(read.rejected).toMatchObject([{ line: 1, reason: { key: 'reject.psping-no-run' } }]);
});
