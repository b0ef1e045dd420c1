import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { format } from '#core/formats/psping/format.ts';
import { addNamespace, hasNamespaces, hasTool, namespacesNote, removeNamespace } from '../../../helpers/namespaces.ts';
import { dataOf, readText } from '../../core/formats/parse-text.ts';

const [prober, server] = [`ttp-${process.pid}-l`, `ttp-${process.pid}-m`];
const [port, count] = [8443, 10];
/** What waking a program of this size costs on a busy computer, and a small tool hardly: more than 5 % of 5 ms, less of anything longer. */
const wakingMs = 0.5;
/** A tool that is off by its nature stays off however often it is asked; one that was held up is not. */
const mostRounds = 4;
/** Each delay on a cable of its own. */
const paths = [
  { delayMs: 5, here: '192.0.2.1', target: '192.0.2.2' },
  { delayMs: 20, here: '192.0.2.9', target: '192.0.2.10' },
  { delayMs: 40, here: '192.0.2.17', target: '192.0.2.18' },
];
const program = join(import.meta.dirname, '../../../../main/cli/main.ts');
const delayLine = join(import.meta.dirname, '../../../helpers/delay-line.py');
const hasTools = existsSync('/dev/net/tun') && hasTool('python3', '--version') && hasTool('hping3', '--version');
const note = hasTools ? '' : ' (skipped: needs hping3, python3 and /dev/net/tun)';
const run = promisify(execFile);

/** Ahead of whatever else this computer does; nothing is measured side by side, for each tool would delay the other. */
async function inFront(...words: string[]): Promise<string> {
  const { stdout, stderr } = await run('nice', ['-n', '-10', 'ip', 'netns', 'exec', prober, ...words]);
  return stdout + stderr;
}

/** The least of several: a busy machine delays single handshakes of any tool, and makes none of them faster. */
async function ours(target: string): Promise<number> {
  const words = ['--yes', '--count', String(count), '--warmup', '0', '--interval', '100'];
  const out = await inFront(process.execPath, program, 'probe', 'tcp', `${target}:${port}`, ...words);
  const [probe] = dataOf(readText(format, out), 'tcp-probe');
  expect(probe).toMatchObject({ sent: count, received: count });
  return probe!.minMs!;
}

/** SYN to SYN-ACK as hping3 times it, to a tenth of a millisecond. */
async function hping3(target: string): Promise<number> {
  const out = await inFront('hping3', '-S', '-n', '-q', '-p', String(port), '-c', String(count), '-i', 'u100000', target);
  return Number(/round-trip min\/avg\/max = ([\d.]+)\//.exec(out)?.[1]);
}

describe.skipIf(!hasNamespaces || !hasTools)(`TCP latency beside hping3${namespacesNote}${note}`, () => {
  const started: ChildProcess[] = [];

  /** Starts a process and waits for its first word. */
  async function start(command: string, ...args: string[]): Promise<void> {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    started.push(child);
    await once(child.stdout, 'data');
  }

  beforeAll(async () => {
    for (const name of [prober, server]) addNamespace(name);
    for (const { here, target, delayMs } of paths)
      await start('nice', '-n', '-10', 'python3', delayLine, prober, `${here}/29`, server, `${target}/29`, String(delayMs));
    const script = `require('node:net').createServer((s) => s.on('error', () => 0).end()).listen(${port}, () => console.log('up'))`;
    await start('ip', 'netns', 'exec', server, process.execPath, '-e', script);
  });
  afterAll(async () => {
    for (const child of started) {
      const ended = once(child, 'exit');
      child.kill();
      await ended;
    }
    for (const name of [prober, server]) removeNamespace(name);
  });

  it.each(paths)('$delayMs ms of delay: within 5 %, or half a millisecond where that is more', async ({ delayMs, target }) => {
    const least = { ours: Infinity, theirs: Infinity };
    const isNear = (): boolean => Math.abs(least.ours - least.theirs) < Math.max(wakingMs, least.theirs * 0.05);
    for (let round = 0; round < mostRounds && !isNear(); round += 1) {
      least.ours = Math.min(least.ours, await ours(target));
      least.theirs = Math.min(least.theirs, await hping3(target));
    }
    expect(least.ours).toBeGreaterThanOrEqual(delayMs);
    expect(isNear(), `ours ${least.ours} ms, hping3 ${least.theirs} ms`).toBe(true);
  });
});
