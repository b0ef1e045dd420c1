import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Measured } from './capture-work.ts';

/** Runs one piece of work in a process of its own. */
export function measure(work: string, file: string): Measured {
  const args = [join(import.meta.dirname, 'capture-work.ts'), work, file];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
}

/** Seconds by the clock and of the processor that a command takes with its output thrown away; null when it cannot be run. */
export function timeCommand(command: string, args: readonly string[]): { readonly seconds: number; readonly processor: number } | null {
  const script = 'TIMEFORMAT="%R %U %S"; time "$0" "$@" > /dev/null 2>&1';
  const { status, stderr } = spawnSync('bash', ['-c', script, command, ...args], { encoding: 'utf8' });
  const times = stderr.trim().split(' ').map(Number);
  if (status !== 0 || times.length !== 3 || times.some(Number.isNaN)) return null;
  return { seconds: times[0]!, processor: times[1]! + times[2]! };
}

/** Ratios are of processor time, which other programs on the machine change least. */
export function printRow(name: string, megabytes: number, measured: Pick<Measured, 'seconds' | 'processor'>, more: string): void {
  const { seconds, processor } = measured;
  console.log(
    `${name.padEnd(34)} ${seconds.toFixed(2).padStart(8)} s  processor ${processor.toFixed(2).padStart(8)} s  ${(megabytes / processor).toFixed(0).padStart(6)} MB/s  ${more}`,
  );
}
