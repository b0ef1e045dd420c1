import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { format } from '#core/formats/psping/format.ts';
import { probePorts } from '#host/probes/ports.ts';
import { refusedIn } from '../../../helpers/loopback-only/run.ts';
import {
  addNamespace,
  hasNamespaces,
  hasTool,
  inside,
  namespacesNote,
  removeNamespace,
  triageInside,
} from '../../../helpers/namespaces.ts';
import { hasTshark, tsharkFields, tsharkNote } from '../../../helpers/tshark.ts';
import { dataOf, readText } from '../../core/formats/parse-text.ts';

const [prober, server] = [`ttp-${process.pid}-c`, `ttp-${process.pid}-s`];
const [target, port] = ['192.0.2.2', 8443];
const signal = new AbortController().signal;

/** What measures the same path beside us: the least of 20 handshakes in milliseconds, for a busy machine delays some of any tool. */
const references = [
  {
    name: 'hping3',
    has: hasTool('hping3', '--version'),
    leastMs: () => {
      const said = inside(prober, 'sh', '-c', `hping3 -S -n -q -p ${port} -c 20 -i u100000 ${target} 2>&1`);
      return Number(/round-trip min\/avg\/max = ([\d.]+)\//.exec(said)?.[1]);
    },
  },
  {
    name: 'a bare socket of Python',
    has: hasTool('python3', '--version'),
    leastMs: () => {
      const script = `import socket, time
def one():
    s = socket.socket(); t = time.perf_counter(); s.connect(("${target}", ${port})); e = time.perf_counter() - t; s.close(); time.sleep(0.1); return e
print(min(one() for _ in range(20)) * 1000)`;
      return Number(inside(prober, 'python3', '-c', script));
    },
  },
];

/** Sends packets until some are in the file of a capture, which may say that it runs long before it takes the first. */
async function capturing(file: string): Promise<void> {
  const headBytes = 1000;
  for (let i = 0; i < 200 && (statSync(file, { throwIfNoEntry: false })?.size ?? 0) < 2 * headBytes; i += 1) {
    inside(prober, 'bash', '-c', `for i in 1 2 3 4 5; do echo > /dev/udp/${target}/9; done`);
    await setTimeout(50);
  }
}

/** Runs `measured` while the packets of the prober are captured; gives the times from SYN to SYN-ACK of every connection, too. */
async function captured<T>(measured: () => Promise<T>): Promise<{ readonly result: T; readonly handshakesMs: readonly number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'ttp-capture-'));
  const file = join(folder, 'syn.pcap');
  const capture = spawn('ip', ['netns', 'exec', prober, 'tshark', '-i', 'any', '-f', `tcp port ${port} or udp port 9`, '-w', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    await once(capture.stderr, 'data');
    await capturing(file);
    const result = await measured();
    await setTimeout(500);
    const ended = once(capture, 'exit');
    capture.kill('SIGINT');
    await ended;
    const fields = ['tcp.stream', 'frame.time_epoch', 'tcp.flags.ack'];
    const rows = tsharkFields(file, 'tcp.flags.syn == 1', fields).map((row) =>
      fields.map((field) => Number(row[field]?.[0] === 'True' ? 1 : row[field]?.[0] === 'False' ? 0 : row[field]?.[0])),
    );
    const synMs = new Map(rows.filter(([, , ack]) => ack === 0).map(([stream, at]) => [stream, at! * 1000]));
    return { result, handshakesMs: rows.filter(([, , ack]) => ack === 1).map(([stream, at]) => at! * 1000 - synMs.get(stream)!) };
  } finally {
    capture.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(...words: string[]) {
  const { out, code } = await triageInside(prober, 'probe', 'tcp', `${target}:${port}`, '--yes', ...words);
  return { code, out, probe: dataOf(readText(format, out), 'tcp-probe')[0]! };
}

const delayLine = join(import.meta.dirname, '../../../helpers/delay-line.py');
const hasDelay = existsSync('/dev/net/tun') && hasTool('python3', '--version');
const delayNote = hasDelay ? '' : ' (skipped: a delay needs python3 and /dev/net/tun)';

describe.skipIf(!hasNamespaces || !hasDelay)(`TCP probes over a path with delay and loss${namespacesNote}${delayNote}`, () => {
  let listener: ChildProcess;
  let line: ChildProcess | null = null;

  async function endLine(): Promise<void> {
    if (line === null) return;
    const ended = once(line, 'exit');
    line.kill();
    await ended;
    line = null;
  }

  async function path(roundTripMs: number): Promise<void> {
    await endLine();
    const ends = [prober, '192.0.2.1/24,2001:db8::1/64', server, `${target}/24,2001:db8::2/64`];
    line = spawn('nice', ['-n', '-10', 'python3', delayLine, ...ends, String(roundTripMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(line.stdout!, 'data');
  }

  beforeAll(async () => {
    for (const name of [prober, server]) addNamespace(name);
    const script = `require('node:net').createServer((s) => s.on('error', () => 0).end()).listen(${port}, '::', () => console.log('up'))`;
    listener = spawn('ip', ['netns', 'exec', server, process.execPath, '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(listener.stdout!, 'data');
  });
  afterAll(async () => {
    await endLine();
    listener.kill();
    for (const name of [prober, server]) removeNamespace(name);
  });

  it.skipIf(!hasTshark).each([40, 100])(
    `%i ms of delay: within 5 % of what the packets themselves show, and of other tools${tsharkNote}`,
    async (delayMs) => {
      await path(delayMs);
      const { result, handshakesMs } = await captured(() => measure('--count', '20', '--warmup', '0', '--interval', '100'));
      const { probe, out } = result;
      expect(probe).toMatchObject({ sent: 20, received: 20, host: target, port });
      expect(handshakesMs).toHaveLength(20);
      const sortedMs = handshakesMs.toSorted((a, b) => a - b);
      const [least, median] = [sortedMs[0]!, sortedMs[9]!];
      expect(least).toBeGreaterThanOrEqual(delayMs);
      expect(Math.abs(probe.minMs! / least - 1), `ours ${probe.minMs} ms, the packets ${least} ms`).toBeLessThan(0.05);
      expect(Number(/Percentiles: 50% = ([\d.]+)ms/.exec(out)?.[1])).toBeGreaterThanOrEqual(median);
      const present = references.filter((r) => r.has);
      expect(present.length).toBeGreaterThan(0);
      for (const reference of present) {
        const theirs = reference.leastMs();
        expect(Math.abs(probe.minMs! / theirs - 1), `ours ${probe.minMs} ms, ${reference.name} ${theirs} ms`).toBeLessThan(0.05);
      }
    },
  );

  it.skipIf(!hasTool('iptables', '--version'))('every fourth attempt is lost: a quarter is missing', async () => {
    await path(5);
    const rule = ['INPUT', '-p', 'tcp', '--syn', '-m', 'statistic', '--mode', 'nth', '--every', '4', '--packet', '0', '-j', 'DROP'];
    inside(server, 'iptables', '-A', ...rule);
    const { probe, code } = await measure('--count', '20', '--warmup', '0', '--interval', '100', '--timeout', '400');
    inside(server, 'iptables', '-D', ...rule);
    expect([probe.sent, probe.received, code]).toEqual([20, 15, 3]);
    expect(probe.maxMs).toBeLessThan(400);
  });

  it('IPv6 is probed like IPv4', async () => {
    await path(5);
    const { out, code } = await triageInside(prober, 'probe', 'tcp', `[2001:db8::2]:${port}`, '--yes', '--count', '3', '--interval', '100');
    expect(dataOf(readText(format, out), 'tcp-probe')).toMatchObject([{ host: '2001:db8::2', sourceAddress: '2001:db8::1', received: 3 }]);
    expect(code).toBe(0);
  });

  it('no route: unreachable at once, not after the time limit', async () => {
    const { out } = await triageInside(
      prober,
      'probe',
      'tcp',
      '198.51.100.7:443',
      '--yes',
      '--count',
      '2',
      '--warmup',
      '0',
      '--interval',
      '100',
    );
    expect(out).toContain('The network location cannot be reached.');
  });
});

describe('on this computer', () => {
  it('connects, is refused, and gives up in time', async () => {
    const listening = createServer((socket) => socket.end()).listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const address = listening.address();
    const own = typeof address === 'object' && address !== null ? address.port : 0;
    const good = await probePorts.connectTcp({ address: '127.0.0.1', port: own }, 2000, signal);
    expect(good).toMatchObject({ outcome: 'connected', code: null, local: { address: '127.0.0.1' } });
    listening.close();
    await once(listening, 'close');
    expect(await probePorts.connectTcp({ address: '127.0.0.1', port: own }, 2000, signal)).toMatchObject({
      outcome: 'refused',
      code: 'ECONNREFUSED',
    });
    const stop = new AbortController();
    stop.abort();
    expect(await probePorts.connectTcp({ address: '127.0.0.1', port: own }, 2000, stop.signal)).toMatchObject({ outcome: 'failed' });
  });

  it('localhost resolves; a name that cannot be looked up gives no address', async () => {
    expect(await probePorts.resolve('localhost', 'ipv4', new AbortController().signal)).toEqual(['127.0.0.1']);
    const refused = await refusedIn(async () =>
      expect(await probePorts.resolve('no-such-name.invalid', 'any', new AbortController().signal)).toEqual([]),
    );
    expect(refused.map((r) => r.what)).toEqual(['dns no-such-name.invalid']);
  });
});
