import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const guard = join(import.meta.dirname, 'guard.cjs');

/** What the guard wrote of one attempt; `test` is null in a process that was started outside of a test. */
const Refusal = z.object({ what: z.string(), test: z.string().nullable(), process: z.string() });

/** The attempts in the guard's file, in order; none where the file was never made. */
export function refusalsIn(file: string): z.output<typeof Refusal>[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  return lines.map((line) => Refusal.parse(JSON.parse(line)));
}

/** The environment of a process whose attempts go to `file`. */
export function guardedEnvironment(file: string): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: `--require ${JSON.stringify(guard)}`, TUNNEL_TRIAGE_REFUSALS: file };
}

/** Runs what is to be refused, in this process or one that it starts, without failing the run; answers what it tried. */
export async function refusedIn(attempt: () => Promise<unknown>): Promise<z.output<typeof Refusal>[]> {
  const folder = mkdtempSync(join(tmpdir(), 'refusals-'));
  const file = join(folder, 'refusals');
  const before = process.env['TUNNEL_TRIAGE_REFUSALS'];
  process.env['TUNNEL_TRIAGE_REFUSALS'] = file;
  try {
    await attempt();
    return refusalsIn(file);
  } finally {
    process.env['TUNNEL_TRIAGE_REFUSALS'] = before;
    rmSync(folder, { recursive: true });
  }
}

/**
 * Global setup of Vitest and of Playwright: from here on, every Node process of the run reaches loopback alone, this one too. At the end
 * the run fails when one tried more, and says which, in which test.
 */
export default function keepToLoopback(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'refusals-'));
  const file = join(folder, 'refusals');
  Object.assign(process.env, guardedEnvironment(file));
  createRequire(import.meta.url)(guard);
  return () => {
    const tried = refusalsIn(file).map((r) => `  ${r.what}: ${r.test ?? 'outside of a test'} (${r.process})`);
    rmSync(folder, { recursive: true });
    if (tried.length > 0) throw new Error(`these tried to leave this computer and were refused:\n${[...new Set(tried)].join('\n')}`);
  };
}
