/**
 * Feeds damaged inputs to every parser for a while: `npm run fuzz -- --minutes 10 [--seed 7] [--format packet-capture]`. Inputs are made of
 * the formats' samples and of corpus files; the seed, printed at the start, decides all of them. What throws, hangs for 20 seconds, takes
 * more than 1 GiB or names a place outside of its file is written to a folder and ends the command with 1.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { mutated } from './mutate.ts';
import { loadTargets } from './targets.ts';
import type { Found, Work } from './worker.ts';

const hangMs = 20_000;
const mostOldSpaceMb = 1024;
const mostFindings = 20;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '1' }, seed: { type: 'string' }, format: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const durationMs = Number(values.minutes) * 60_000;
/** The time counts from when the first worker is ready: to load the seeds takes a while on a busy machine. */
let until = Number.POSITIVE_INFINITY;
const folder = join(tmpdir(), `tunnel-triage-fuzz-${seed}`);
const found = new Set<string>();

function report({ target, index, error, bytes }: Found): void {
  // The first lines of a stack tell one fault from another; the input does not.
  const key = `${target} ${error.split('\n').slice(0, 3).join(' ')}`;
  if (found.has(key) || found.size >= mostFindings) return;
  found.add(key);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${target}-${createHash('sha256').update(bytes).digest('hex').slice(0, 12)}`);
  writeFileSync(file, bytes);
  console.log(`FOUND ${target}, input ${index}, ${bytes.length} bytes in ${file}\n${error}`);
}

type Message = { readonly ready?: readonly string[]; readonly found?: Found };

/** Runs one worker until the time is over or it stops answering; a worker that hung or died is replaced by the caller with another seed. */
async function watch(work: Work): Promise<number> {
  const at = new Int32Array(work.progress);
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: mostOldSpaceMb },
  });
  let ids: readonly string[] = [];
  let death: string | null = null;
  worker.on('message', (message: Message) => {
    if (message.ready !== undefined) {
      ids = message.ready;
      until = Math.min(until, performance.now() + durationMs);
    }
    if (message.found !== undefined) report(message.found);
  });
  worker.on('error', (error) => (death = String(error)));
  let [count, sinceMs] = [-1, performance.now()];
  while (death === null && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 200));
    const now = Atomics.load(at, 2);
    if (now !== count || ids.length === 0) [count, sinceMs] = [now, performance.now()];
    else if (performance.now() - sinceMs > hangMs) death = `no answer for ${hangMs / 1000} s`;
  }
  if (death !== null) await blame(work, death);
  await worker.terminate();
  return Atomics.load(at, 2);
}

async function blame({ only, progress, seed: usedSeed }: Work, error: string): Promise<void> {
  const at = new Int32Array(progress);
  const targets = (await loadTargets()).filter(({ id }) => only === null || id === only);
  const target = targets[Atomics.load(at, 0)]!;
  const index = Atomics.load(at, 1);
  report({ target: target.id, index, error, bytes: mutated(target.seeds, usedSeed, index) });
}

const known = await loadTargets();
console.log(`seed ${seed}, ${values.minutes} min: ${known.map(({ id, seeds }) => `${id} (${seeds.length})`).join(', ')}`);
let inputs = 0;
for (let turn = 0; performance.now() < until; turn += 1) {
  inputs += await watch({ seed: seed + turn, only: values.format ?? null, progress: new SharedArrayBuffer(12) });
}
console.log(`${inputs} inputs, ${found.size} faults`);
if (found.size > 0) process.exitCode = 1;
