import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of real files nobody here wrote; beside the project, absent elsewhere. */
export const corpusDir = join(import.meta.dirname, '../../../shared/corpus');
export const hasCorpus = existsSync(corpusDir);
/** Appended to the title of a test that needs the corpus, so that the list of skipped tests says why. */
export const corpusNote = hasCorpus ? '' : ' (skipped: the corpus folder ../shared/corpus is absent)';
