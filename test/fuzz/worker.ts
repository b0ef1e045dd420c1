import { parentPort, workerData } from 'node:worker_threads';
import { mutated } from './mutate.ts';
import { loadTargets } from './targets.ts';

/** What the worker is told: `progress` holds the target and the input it is at, so that a hang can be named from outside. */
export type Work = { readonly seed: number; readonly only: string | null; readonly progress: SharedArrayBuffer };
/** An input that broke something; `bytes` makes it happen again. */
export type Found = { readonly target: string; readonly index: number; readonly error: string; readonly bytes: Uint8Array };

const batch = 50;

const { seed, only, progress }: Work = workerData;
const at = new Int32Array(progress);
const targets = (await loadTargets()).filter(({ id }) => only === null || id === only);
parentPort?.postMessage({ ready: targets.map(({ id, seeds }) => `${id} (${seeds.length})`) });
if (targets.length > 0) for (let round = 0; ; round += 1) for (const [place] of targets.entries()) runBatch(place, round);

/** Targets take turns, so that a short run tries all of them. */
function runBatch(place: number, round: number): void {
  const { id, seeds, run } = targets[place]!;
  for (let index = round * batch; index < (round + 1) * batch; index += 1) {
    Atomics.store(at, 0, place);
    Atomics.store(at, 1, index);
    const bytes = mutated(seeds, seed, index);
    try {
      run(bytes);
    } catch (error) {
      const found: Found = { target: id, index, error: error instanceof Error ? (error.stack ?? error.message) : String(error), bytes };
      parentPort?.postMessage({ found });
    }
    Atomics.add(at, 2, 1);
  }
}
