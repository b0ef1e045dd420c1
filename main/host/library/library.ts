import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from '#shared/api/result.ts';
import { CaseId, type CaseSummary } from '#shared/model/case.ts';
import { message } from '#shared/model/message.ts';
import { Settings } from '#shared/model/settings.ts';
import type { CaseLibrary } from '#core/create-core.ts';
import type { Clock } from '#core/ports.ts';
import { explainFileError } from '../file-errors.ts';
import { casePaths } from '../store/case-paths.ts';
import { readCaseSummary } from '../store/case-summary.ts';
import { createCase, openCase, unfinishedStart } from '../store/open-case.ts';
import { tryImportLock } from '../store/import-lock.ts';
import { systemClock } from '../system-clock.ts';
import { readSettings, writeSettings } from './settings-file.ts';
import { openSummaryCache } from './summary-cache.ts';

/** Renaming asks for the case in the middle of a screen: it says `case-locked` soon rather than wait for an import. */
const renameTimeoutMs = 1500;
/** Folders of cases that were never finished are removed after a day: a younger one may be under way. */
const unfinishedAgeMs = 24 * 60 * 60 * 1000;

/** Folder of a case. Errors: `not-found` for what is no case id, so that a path can never be said. */
export function caseFolder(dataFolder: string, caseId: string): string {
  return join(dataFolder, 'cases', checkedId(caseId));
}

function checkedId(caseId: string): string {
  if (!CaseId.safeParse(caseId).success) throw new ExpectedError('not-found', { what: 'case' });
  return caseId.toLowerCase();
}

export type LibraryOptions = { readonly clock?: Clock };

/**
 * The cases of a data folder: `cases/<id>`, removed ones in `bin/<id>`, `settings.json`, and `library.sqlite`, a cache of what
 * the list shows that is made anew from the folders when it is missing or damaged. Call `close` when done.
 */
export function openLibrary(dataFolder: string, options: LibraryOptions = {}): CaseLibrary & { readonly close: () => void } {
  const clock = options.clock ?? systemClock;
  const casesFolder = join(dataFolder, 'cases');
  const settingsFile = join(dataFolder, 'settings.json');
  makeFolders([casesFolder, join(dataFolder, 'bin')]);
  removeUnfinished(casesFolder, clock.nowMs());
  const cache = openSummaryCache(join(dataFolder, 'library.sqlite'));

  function summaryOf(caseId: string): CaseSummary {
    const dir = caseFolder(dataFolder, caseId);
    if (!existsSync(dir)) throw new ExpectedError('not-found', { what: 'case' });
    const stamp = stampOf(dir);
    const cached = cache.get(caseId);
    if (cached?.stamp === stamp) return cached.summary;
    try {
      const summary = { ...readCaseSummary(dir), id: caseId };
      cache.put(caseId, stamp, summary);
      return summary;
    } catch (error) {
      if (!(error instanceof ExpectedError)) throw error;
      const { code, params } = error.appError;
      const known = cached?.summary ?? unknownCase(caseId, dir);
      return { ...known, trouble: message(`error.${code}`, params) };
    }
  }

  function list(): CaseSummary[] {
    const ids = readdirSync(casesFolder).filter((name) => CaseId.safeParse(name).success);
    cache.keepOnly(new Set(ids));
    return ids.map(summaryOf).toSorted((a, b) => b.changedMs - a.changedMs || (a.id < b.id ? -1 : 1));
  }

  return {
    list,
    create: (title) => {
      const id = randomUUID();
      createCase(caseFolder(dataFolder, id), { id, title, nowMs: clock.nowMs() });
      return summaryOf(id);
    },
    rename: (caseId, title) => {
      const store = openCase(caseFolder(dataFolder, caseId), { clock, timeoutMs: renameTimeoutMs });
      try {
        store.setTitle(title);
      } finally {
        store.close();
      }
      return summaryOf(caseId);
    },
    remove: (caseId) => moveCase(caseFolder(dataFolder, caseId), join(dataFolder, 'bin', checkedId(caseId))),
    restore: (caseId) => {
      moveCase(join(dataFolder, 'bin', checkedId(caseId)), caseFolder(dataFolder, caseId));
      return summaryOf(caseId);
    },
    refresh: (caseId) => {
      if (existsSync(caseFolder(dataFolder, caseId))) summaryOf(caseId);
    },
    settings: () => readSettings(settingsFile),
    saveSettings: (settings) => {
      writeSettings(settingsFile, Settings.parse(settings));
      return readSettings(settingsFile);
    },
    close: cache.close,
  };
}

function makeFolders(folders: readonly string[]): void {
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw explainFileError(error, folder);
    }
  }
}

/** Changes whenever something was written to the case, by whatever process. */
function stampOf(dir: string): string {
  const { database } = casePaths(dir);
  const parts = [database, `${database}-wal`].map((file) => statSync(file, { throwIfNoEntry: false }));
  return parts.map((s) => (s ? `${s.mtimeMs}:${s.size}` : '-')).join(' ');
}

function unknownCase(id: string, dir: string): CaseSummary {
  const changedMs = statSync(dir).mtimeMs;
  return { id, title: id, createdMs: changedMs, changedMs, status: 'empty', causes: [], sources: 0, records: 0, trouble: null };
}

/** Moves a case that nobody is importing into. Errors: `not-found`, `case-locked`, `file-no-permission`. */
function moveCase(from: string, to: string): void {
  if (!existsSync(from) || existsSync(to)) throw new ExpectedError('not-found', { what: 'case' });
  const lock = tryImportLock(casePaths(from), 0);
  if (!lock) throw new ExpectedError('case-locked');
  // Windows moves no folder with an open file in it, so the lock is only tried; the move itself then decides.
  lock.release();
  try {
    renameSync(from, to);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EBUSY' || code === 'EPERM' || code === 'ENOTEMPTY') throw new ExpectedError('case-locked', {}, { cause: error });
    throw explainFileError(error, from);
  }
}

function removeUnfinished(casesFolder: string, nowMs: number): void {
  for (const name of readdirSync(casesFolder)) {
    if (!name.startsWith(unfinishedStart)) continue;
    const folder = join(casesFolder, name);
    if (nowMs - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? nowMs) < unfinishedAgeMs) continue;
    try {
      rmSync(folder, { recursive: true, force: true });
    } catch {
      // In use after all; a later start removes it.
    }
  }
}
