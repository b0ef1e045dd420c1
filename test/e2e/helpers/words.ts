import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '#shared/model/message.ts';
import { createTranslate, type Translate } from '#shared/text/translate.ts';

const catalogues = JSON.parse(readFileSync(join(import.meta.dirname, '../../../dist/assets/messages.json'), 'utf8'));

/** The words that the window shows, so that page objects find controls in either language. */
export function wordsOf(language: Language): Translate {
  return createTranslate(catalogues, language);
}
