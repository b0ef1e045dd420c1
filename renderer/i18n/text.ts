import type { Language } from '#shared/model/message.ts';
import { createTranslate, type Catalogues, type Translate } from '#shared/text/translate.ts';

/** Words of one language, and the keys that exist: choices and error codes are found by their keys. */
export type Text = Translate & { readonly keysUnder: (prefix: string) => readonly string[] };

/** Words of `language`. Keys under a prefix come in catalogue order, which is alphabetical. */
export function createText(catalogues: Catalogues, language: Language): Text {
  const translate = createTranslate(catalogues, language);
  const keys = Object.keys(catalogues[language]);
  return Object.assign(translate, { keysUnder: (prefix: string) => keys.filter((key) => key.startsWith(prefix)) });
}
