import { join } from 'node:path';

/** Layout of a case folder. */
export type CasePaths = {
  readonly dir: string;
  readonly database: string;
  readonly sources: string;
  readonly index: string;
  readonly lock: string;
  readonly source: (sha256: string) => string;
  readonly indexFile: (sourceId: string) => string;
};

export function casePaths(dir: string): CasePaths {
  const sources = join(dir, 'sources');
  const index = join(dir, 'index');
  return {
    dir,
    database: join(dir, 'case.sqlite'),
    sources,
    index,
    /** Locked through SQLite while an import runs; the system lets go of it when the process dies. */
    lock: join(dir, 'import.lock'),
    source: (sha256) => join(sources, sha256),
    indexFile: (sourceId) => join(index, `${sourceId}.idx`),
  };
}
