import { z } from 'zod';
import type { CaseSummary } from '#shared/model/case.ts';
import type { Analysis } from '#shared/model/analysis.ts';
import { systemClock } from '../system-clock.ts';
import { casePaths } from './case-paths.ts';
import { readCaseTables } from './case-tables.ts';
import { guarded, openReadOnly } from './database.ts';
import { judgeVersion } from './judge-case.ts';
import { orDamaged } from './or-damaged.ts';

/** A list must not wait long for one case that is being written. */
const summaryTimeoutMs = 500;

const Counts = z.object({ sources: z.number(), records: z.number() });

/** The causes reported of a case: the most probable one and those beside it. */
function reportedCauses(analysis: Analysis | null): string[] {
  if (!analysis || analysis.status === 'empty') return [];
  return analysis.causes.filter((cause, i) => i === 0 || cause.second).map((cause) => cause.id);
}

/**
 * What the list of cases shows of a case folder, read without changing it; only the cheap part of the judgement is made.
 * Errors: `case-damaged`, `case-newer`, `case-locked`, `file-no-permission`.
 */
export function readCaseSummary(dir: string): CaseSummary {
  return guarded(() => {
    const db = openReadOnly(casePaths(dir).database, summaryTimeoutMs);
    try {
      judgeVersion(db);
      const tables = readCaseTables(db, systemClock);
      const info = tables.info();
      const analysis = tables.analysis();
      const counts = orDamaged(() =>
        Counts.parse(db.prepare('SELECT count(*) AS sources, coalesce(sum(records), 0) AS records FROM source').get()),
      );
      return {
        id: info.id,
        title: info.title,
        createdMs: info.createdMs,
        changedMs: info.changedMs,
        status: analysis?.status ?? 'empty',
        causes: reportedCauses(analysis),
        ...counts,
        trouble: null,
      };
    } finally {
      db.close();
    }
  });
}
