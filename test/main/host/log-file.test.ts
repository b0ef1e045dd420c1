import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLogFile } from '../../../main/host/log-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const clock = { nowMs: () => Date.UTC(2026, 10, 23, 1, 2, 3) };
const text = () => readFileSync(join(folder, 'tunnel-triage.log'), 'utf8');

function errorOf(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error;
  }
}

describe('the log file', () => {
  it('says when, what and where in the code', () => {
    createLogFile(folder, clock).error('incident 7', Object.assign(new TypeError('boom'), { code: 'ENOSPC' }));
    expect(text()).toMatch(/^2026-11-23T01:02:03.000Z error incident 7: TypeError ENOSPC\n\s+at .*log-file\.test\.ts/);
  });

  it('never quotes the evidence that an error message quotes', () => {
    const error = errorOf(() => JSON.parse('SharedKey : correct-horse-battery'));
    expect(String(error)).toContain('SharedKey');
    createLogFile(folder, clock).error('incident 8', new Error('while reading correct-horse', { cause: error }));
    expect(text()).not.toMatch(/SharedKey|correct|horse/);
    expect(text()).toContain('caused by SyntaxError');
  });

  it('is closed to other users and keeps one older file', () => {
    writeFileSync(join(folder, 'tunnel-triage.log'), 'x'.repeat(1_000_001), { mode: 0o600 });
    createLogFile(folder, clock).info('started');
    expect(readdirSync(folder).toSorted()).toEqual(['tunnel-triage.log', 'tunnel-triage.log.1']);
    expect(statSync(join(folder, 'tunnel-triage.log')).mode & 0o077).toBe(0);
  });

  it('does not throw where nothing can be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => createLogFile(join(folder, 'file', 'below'), clock).info('x')).not.toThrow();
  });
});
