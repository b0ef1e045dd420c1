import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** A tool of the race: a command, and whether it is our script, which prints what it did. */
export type Tool = { readonly name: string; readonly command: readonly string[]; readonly isOurs: boolean };

export type Run = { readonly wallMs: number; readonly cpuMs: number; readonly records: number };

/** `evtx-work.ts`, bundled as the application is (`vite.config.ts`). */
const workFile = join(import.meta.dirname, '../../dist/bench/evtx-work.js');

/** A piece of work of `evtx-work.ts` on a file. */
export function ours(work: string, file: string): Tool {
  return { name: work === 'winevtx' ? 'winevtx' : `ours: ${work}`, command: [process.execPath, workFile, work, file], isOurs: true };
}

export function peer(name: string, ...command: readonly string[]): Tool {
  return { name, command, isOurs: false };
}

/** Runs a tool once under the shell's `time`; compiled code is kept in `folder` from run to run, as an installed application has it. */
export function runOnce({ command, isOurs }: Tool, folder: string): Run {
  const script = `TIMEFORMAT='%R %U %S'; time "$@" ${isOurs ? '' : '> /dev/null 2>&1'}`;
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const done = spawnSync('bash', ['-c', script, 'bash', ...command], { encoding: 'utf8', env });
  const [real = 0, user = 0, system = 0] = (done.stderr.trim().split('\n').at(-1) ?? '').split(' ').map((s) => 1000 * Number(s));
  if (isOurs && done.status !== 0) throw new Error(`${command.join(' ')} failed:\n${done.stderr}`);
  if (!isOurs) return { wallMs: real, cpuMs: user + system, records: 0 };
  const { records, ms }: { records: number; ms: number } = JSON.parse(done.stdout);
  return { wallMs: command.includes('import') || command.includes('rows') ? ms : real, cpuMs: user + system, records };
}

/** One line of a table: the first cell to the left, the others to the right. */
export function print(row: readonly (string | number)[], widths: readonly number[]): void {
  console.log(row.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i] ?? 0) : String(cell).padStart(widths[i] ?? 0))).join('  '));
}

/** How a measure stands to what it must hold. */
export function verdict(isHeld: boolean): string {
  return isHeld ? 'ok' : 'SHORT';
}
