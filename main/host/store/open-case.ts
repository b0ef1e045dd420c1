import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ExpectedError } from '#shared/api/result.ts';
import { message } from '#shared/model/message.ts';
import type { Clock } from '#core/ports.ts';
import type { CaseStore } from '#core/store/case-store.ts';
import { systemClock } from '../system-clock.ts';
import { casePaths } from './case-paths.ts';
import { readCaseTables } from './case-tables.ts';
import { guarded, openWritable } from './database.ts';
import type { SqliteDatabase } from './database.ts';
import { tryImportLock } from './import-lock.ts';
import type { ImportLock } from './import-lock.ts';
import { createImportSession } from './import-session.ts';
import { openFileBytes } from './file-bytes.ts';
import { judgeCase } from './judge-case.ts';
import { migrate } from './migrate.ts';
import { recoverCase } from './recover-case.ts';
import { replaceSource } from './replace-source.ts';

/** An import waits this long for an opening elsewhere to finish its tidying; another import holds the lock far longer. */
const importLockTimeoutMs = 2_000;

/** Start of the names of folders that are not cases yet: a case appears at once, complete, or not at all. */
export const unfinishedStart = '.new-';

/**
 * Makes an empty case in the folder `dir`, which must not exist yet.
 * Errors: `file-no-permission`, `disk-full`.
 */
export function createCase(dir: string, info: { readonly id: string; readonly title: string; readonly nowMs: number }): void {
  if (existsSync(dir)) throw new Error('the case folder exists already');
  const draft = join(dirname(dir), `${unfinishedStart}${basename(dir)}-${randomBytes(4).toString('hex')}`);
  try {
    const paths = casePaths(draft);
    for (const folder of [paths.sources, paths.index]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    guarded(() => fillNewCase(paths.database, info));
    renameSync(draft, dir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    throw error;
  }
}

function fillNewCase(file: string, info: { readonly id: string; readonly title: string; readonly nowMs: number }): void {
  const db = openWritable(file, { create: true });
  try {
    migrate(db);
    const tables = readCaseTables(db, { nowMs: () => info.nowMs });
    tables.setInfo({ id: info.id, title: info.title, createdMs: String(info.nowMs), changedMs: String(info.nowMs) });
    tables.appendLog(message('store.log.created'));
  } finally {
    db.close();
  }
}

export type OpenOptions = {
  readonly clock?: Clock;
  /** How long to wait for another process that is writing before saying `case-locked`. */
  readonly timeoutMs?: number;
  /** From which size on a source is stored by a thread of its own while it is read; below, starting one takes longer than it saves. */
  readonly threadBytes?: number;
};

const defaultThreadBytes = 8 << 20;

/**
 * Opens a case for reading and writing. It is judged first, on a connection that changes nothing; then older versions are
 * brought up to date and what a crash left behind is put in order, unless an import is under way elsewhere.
 *
 * Errors: `not-found`, `case-damaged`, `case-newer`, `case-locked`, `file-no-permission`, `disk-full`.
 */
export function openCase(dir: string, options: OpenOptions = {}): CaseStore {
  const paths = casePaths(dir);
  const clock = options.clock ?? systemClock;
  judgeCase(paths, options.timeoutMs);
  const db = guarded(() =>
    openWritable(paths.database, { create: false, ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }) }),
  );
  try {
    guarded(() => {
      migrate(db);
      for (const folder of [paths.sources, paths.index]) mkdirSync(folder, { recursive: true, mode: 0o700 });
      const lock = tryImportLock(paths, 0);
      if (lock) {
        try {
          recoverCase(db, paths, clock);
        } finally {
          lock.release();
        }
      }
    });
    return createStore(db, dir, { clock, threadBytes: options.threadBytes ?? defaultThreadBytes });
  } catch (error) {
    db.close();
    throw error;
  }
}

function createStore(
  db: SqliteDatabase,
  dir: string,
  { clock, threadBytes }: { readonly clock: Clock; readonly threadBytes: number },
): CaseStore {
  const paths = casePaths(dir);
  const tables = readCaseTables(db, clock);
  const info = tables.info();
  let waitForImport: (() => void) | null = null;

  /** Sources whose bytes are gone or cut short since they were imported. */
  function lostBytes() {
    const lost = tables.sources().filter((s) => statSync(paths.source(s.sha256), { throwIfNoEntry: false })?.size !== s.size);
    return lost.map((s) => ({ path: s.path, reason: message('store.gap.bytes-lost') }));
  }

  function lockedForImport(): ImportLock {
    const lock = tryImportLock(paths, importLockTimeoutMs);
    if (!lock) throw new ExpectedError('case-locked');
    return lock;
  }

  return {
    id: info.id,
    createdMs: info.createdMs,
    title: () => guarded(() => tables.info().title),
    setTitle: (title) => guarded(() => tables.setInfo({ title, changedMs: String(clock.nowMs()) })),
    beginImport: (name) =>
      guarded(() => {
        const lock = lockedForImport();
        try {
          waitForImport?.();
          const onFinish = (wait: () => void): void => {
            waitForImport = wait;
          };
          return createImportSession({ db, paths, clock, lock, threadBytes, onFinish }, name);
        } catch (error) {
          lock.release();
          throw error;
        }
      }),
    sources: () => guarded(tables.sources),
    replaceSource: (...replacement) =>
      guarded(() => {
        const lock = lockedForImport();
        try {
          return replaceSource(db, paths, ...replacement);
        } finally {
          lock.release();
        }
      }),
    useBytes: (sourceId, work) =>
      guarded(() => {
        const source = tables.sources().find((s) => s.id === sourceId);
        if (!source) throw new ExpectedError('not-found', { what: 'source' });
        const bytes = openFileBytes(paths.source(source.sha256));
        try {
          return work(bytes);
        } finally {
          bytes.close();
        }
      }),
    rejections: (sourceId) => guarded(() => tables.rejections(sourceId)),
    gaps: () => guarded(() => [...tables.gaps(), ...lostBytes()]),
    facts: () => guarded(tables.facts),
    answers: () => guarded(tables.answers),
    setAnswer: (check, answer) => guarded(() => tables.setAnswer(check, answer)),
    log: () => guarded(tables.log),
    appendLog: (what) => guarded(() => tables.appendLog(what)),
    saveAnalysis: (analysis) => guarded(() => tables.saveAnalysis(analysis)),
    analysis: () => guarded(tables.analysis),
    close: () => {
      waitForImport?.();
      db.close();
    },
  };
}
