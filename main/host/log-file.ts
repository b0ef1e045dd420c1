import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, Log } from '#core/ports.ts';

const maxBytes = 1_000_000;

/**
 * What happened and where in the code, without the error's own words: those may quote the bytes that could not be read
 * (`JSON.parse` does), and evidence must not reach the log.
 */
function described(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 3) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]{1,40}$/.test(error.code) ? ` ${error.code}` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const cause = error.cause === undefined ? [] : [`  caused by ${described(error.cause, depth + 1)}`];
  return [`${error.name}${code}`, ...frames, ...cause].join('\n');
}

/**
 * The developer's log: `tunnel-triage.log` in `folder`, with one older file kept beside it from 1 MB on. Writing never
 * throws: a full disk must not turn an answer into a crash.
 */
export function createLogFile(folder: string, clock: Clock): Log {
  const path = join(folder, 'tunnel-triage.log');
  function append(level: string, what: string): void {
    try {
      mkdirSync(folder, { recursive: true });
      const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      if (size > maxBytes) renameSync(path, `${path}.1`);
      appendFileSync(path, `${new Date(clock.nowMs()).toISOString()} ${level} ${what}\n`, { mode: 0o600 });
    } catch {
      // Nothing can be told where nothing can be written.
    }
  }
  return {
    error: (what, error) => append('error', `${what}: ${described(error)}`),
    info: (what) => append('info', what),
  };
}
