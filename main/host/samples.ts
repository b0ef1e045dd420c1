import { join } from 'node:path';
import { paths } from './paths.ts';

/** Folder of a sample bundle. `sample` was checked against the list of samples, so it is a plain name. */
export function sampleFolder(sample: string): string {
  return join(paths.samples, sample);
}
