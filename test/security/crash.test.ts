import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { emptyRecordFilter } from '#shared/model/record.ts';
import type { CaseStore } from '#core/store/case-store.ts';
import { resolveNativeBinding } from '#host/native-binding.ts';
import { createCase, openCase } from '#host/store/open-case.ts';
import { openCaseRecords } from '#host/store/record-views.ts';
import { temporaryFolder } from '../helpers/case-folder.ts';
import { bundleName, crashBundle } from './crash-bundle.ts';

const kills = 25;
/** No further process is started after this; reached on machines that are busy with something else. */
const mostMs = 60_000;
const root = temporaryFolder();
const { expected } = crashBundle();
const child = join(import.meta.dirname, 'crash-child.ts');
let cases = 0;

function newCase(): string {
  cases += 1;
  const dir = join(root, `case-${cases}`);
  createCase(dir, { id: '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11', title: 'x', nowMs: 1000 });
  return dir;
}

/** Runs the import in a process of its own; with `killAfterMs`, kills it that long after it opened the case. Returns how long it ran. */
async function runImport(
  dir: string,
  killAfterMs: number | null,
  where: 'here' | 'thread' = 'here',
): Promise<{ readonly ms: number; readonly code: number | null }> {
  // The compile cache makes the many starts of the same program quick.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(root, 'compiled') };
  const running = spawn(process.execPath, [child, dir, where], {
    stdio: ['ignore', 'pipe', 'inherit'],
    cwd: join(import.meta.dirname, '../..'),
    env,
  });
  await once(running.stdout, 'data');
  const start = performance.now();
  const timer = killAfterMs === null ? null : setTimeout(() => running.kill('SIGKILL'), killAfterMs);
  const [code]: (number | null)[] = await once(running, 'exit');
  if (timer) clearTimeout(timer);
  return { ms: performance.now() - start, code: code ?? null };
}

function integrityOf(dir: string): unknown {
  const db = new Database(join(dir, 'case.sqlite'), { nativeBinding: resolveNativeBinding() });
  const answer: unknown = db.pragma('integrity_check', { simple: true });
  const strays = db
    .prepare(
      'SELECT count(*) FROM record_block b WHERE NOT EXISTS (SELECT 1 FROM source s WHERE b.first >= s.first_record AND b.first + b.records <= s.first_record + s.records)',
    )
    .pluck()
    .get();
  db.close();
  return [answer, strays];
}

/** Every source in the case is complete: its bytes, its records, its facts; nothing else is there. */
function expectComplete(dir: string, store: CaseStore): void {
  const sources = store.sources();
  for (const source of sources) {
    const { records, storage, sha256 } = source;
    expect({ records, storage, sha256 }).toEqual(expected.get(source.path));
    expect(
      createHash('sha256')
        .update(readFileSync(join(dir, 'sources', sha256)))
        .digest('hex'),
    ).toBe(sha256);
  }
  expect(new Set(readdirSync(join(dir, 'sources')))).toEqual(new Set(sources.map((s) => s.sha256)));
  expect(readdirSync(join(dir, 'index')).every((name) => sources.some((s) => name === `${s.id}.idx`))).toBe(true);
  expect(store.facts()).toHaveLength(sources.filter((s) => s.storage === 'records').length);
  const records = openCaseRecords(dir);
  const view = records.openView(emptyRecordFilter);
  expect(view.total).toBe(sources.reduce((sum, s) => sum + s.records, 0));
  view.page(Math.max(0, view.total - 200), 200);
  records.close();
}

/** The gaps name exactly what is missing, as soon as the import had listed the bundle. */
function expectGaps(store: CaseStore): void {
  const here = new Set(store.sources().map((s) => s.path));
  const missing = [...expected.keys()].filter((path) => !here.has(path));
  const gaps = store.gaps().map((g) => g.path);
  const named = gaps.filter((path) => path !== bundleName);
  if (here.size === 0 && named.length === 0) return;
  expect(named.toSorted()).toEqual(missing.toSorted());
  expect(store.gaps().every((g) => g.reason.key.startsWith('store.gap.interrupted'))).toBe(true);
}

describe('a crash in the middle of an import', () => {
  it(
    `killed up to ${kills} times at any moment, the case opens, is complete up to the last file and says what is missing; the import can be repeated to its end`,
    async () => {
      const begun = performance.now();
      const whole = { here: await runImport(newCase(), null), thread: await runImport(newCase(), null, 'thread') };
      expect([whole.here.code, whole.thread.code]).toEqual([0, 0]);
      let dir = newCase();
      let partial = 0;
      let struck = 0;
      let tries = 0;
      for (let i = 0; i < kills && performance.now() - begun < mostMs; i += 1) {
        // A third is stored by a thread, whose start is the first half of so short an import.
        const where = i % 3 === 1 ? 'thread' : 'here';
        const part = where === 'thread' ? 0.8 : i % 5 === 4 ? 1 : 0.35;
        const { code } = await runImport(dir, Math.random() * whole[where].ms * part, where);
        expect(integrityOf(dir)).toEqual(['ok', 0]);
        const store = openCase(dir);
        expectComplete(dir, store);
        expectGaps(store);
        const done = store.sources().length;
        store.close();
        tries += 1;
        if (code !== 0) struck += 1;
        if (done > 0 && done < expected.size) partial += 1;
        if (done === expected.size) dir = newCase();
      }
      const last = await runImport(dir, null);
      expect(last.code).toBe(0);
      const store = openCase(dir);
      expectComplete(dir, store);
      expect(
        store
          .sources()
          .map((s) => s.path)
          .toSorted(),
      ).toEqual([...expected.keys()].toSorted());
      expect(store.gaps()).toEqual([]);
      store.close();
      process.stdout.write(` crash test: ${struck} processes killed, ${partial} times in the middle\n`);
      expect(struck).toBeGreaterThan(tries / 2);
      expect(partial).toBeGreaterThan(tries / 5);
    },
    mostMs + 60_000,
  );
});
