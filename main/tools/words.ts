import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { createTranslate, type Translate } from '../../shared/text/translate.ts';
import { systemLanguage } from '../host/system-language.ts';

const Words = z.record(z.string(), z.strictObject({ en: z.string(), ja: z.string() }));

/** Words of the tools in the system's language, read from the source: a tool may run before anything was built. */
export function toolWords(): Translate {
  const file = join(import.meta.dirname, '../../assets/messages/shell.json');
  const words = Object.entries(Words.parse(JSON.parse(readFileSync(file, 'utf8'))));
  const catalogue = (language: 'en' | 'ja') => Object.fromEntries(words.map(([key, text]) => [key, text[language]]));
  return createTranslate({ en: catalogue('en'), ja: catalogue('ja') }, systemLanguage());
}
