import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { message } from '#shared/model/message.ts';
import type { Clock } from '#core/ports.ts';
import type { CasePaths } from './case-paths.ts';
import type { SqliteDatabase } from './database.ts';
import { missingEntries } from './planned-entries.ts';

const Unfinished = z.array(z.object({ id: z.number(), name: z.string() }));

/** Files may be in use elsewhere on Windows; what cannot be removed now is removed at a later opening. */
function removeIfPossible(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Nothing names the file, so that it harms nothing where it is.
  }
}

/**
 * Puts a case in order after a crash: what an import had planned and not committed becomes gaps, files that no row names are
 * removed. Only to be called under the case's import lock.
 */
export function recoverCase(db: SqliteDatabase, paths: CasePaths, clock: Clock): void {
  const unfinished = Unfinished.parse(db.prepare('SELECT id, name FROM import WHERE finished_ms IS NULL').all());
  if (unfinished.length > 0) {
    db.transaction(() => {
      for (const entry of unfinished) closeImport(db, entry, clock.nowMs());
    }).immediate();
  }
  removeOrphans(db, paths);
}

function closeImport(db: SqliteDatabase, entry: { readonly id: number; readonly name: string }, nowMs: number): void {
  const planned = missingEntries(db, entry.id);
  const started = db.prepare('SELECT 1 FROM import WHERE id = ? AND listed = 1').get(entry.id) !== undefined;
  const addGap = db.prepare('INSERT OR IGNORE INTO gap (path, reason) VALUES (?, ?)');
  for (const path of planned) addGap.run(path, JSON.stringify(message('store.gap.interrupted')));
  if (!started) addGap.run(entry.name, JSON.stringify(message('store.gap.interrupted-start')));
  db.prepare('DELETE FROM planned_entry WHERE import = ?').run(entry.id);
  db.prepare('UPDATE import SET finished_ms = ? WHERE id = ?').run(nowMs, entry.id);
  const words = message('store.log.import-interrupted', { name: entry.name, missing: planned.length });
  db.prepare('INSERT INTO log (at_ms, what) VALUES (?, ?)').run(nowMs, JSON.stringify(words));
}

function removeOrphans(db: SqliteDatabase, paths: CasePaths): void {
  const names = (column: 'sha256' | 'id') => new Set(db.prepare(`SELECT ${column} FROM source`).pluck().all().map(String));
  const [hashes, ids] = [names('sha256'), names('id')];
  for (const file of readdirSync(paths.sources)) if (!hashes.has(file)) removeIfPossible(join(paths.sources, file));
  for (const file of readdirSync(paths.index)) if (!ids.has(file.replace(/\.idx$/, ''))) removeIfPossible(join(paths.index, file));
}
