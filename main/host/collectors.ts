import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { paths } from './paths.ts';

/** The text of a shipped collector, whole in one file. `file` is a name of the list in shared/model/collector.ts. */
export function collectorScript(file: string): string {
  return readFileSync(join(paths.collectors, file), 'utf8');
}
