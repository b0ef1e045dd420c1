import { createIntl, createIntlCache } from '@formatjs/intl';
import type { Language, Message, MessageParams } from '../model/message.ts';

/** Key → ICU text, for one language; compiled from assets/messages and assets/knowledge. */
export type Catalogue = Readonly<Record<string, string>>;
export type Catalogues = Readonly<Record<Language, Catalogue>>;

export type Translate = {
  (key: string, params?: MessageParams): string;
  readonly language: Language;
  /** A stored message in this language. */
  readonly message: (message: Message) => string;
  readonly has: (key: string) => boolean;
};

/** Words of one language. An unknown key shows the key itself, so that a missing text is visible and harmless. */
export function createTranslate(catalogues: Catalogues, language: Language): Translate {
  const catalogue = catalogues[language];
  const intl = createIntl({ locale: language, messages: { ...catalogue }, onError: () => undefined }, createIntlCache());
  const translate = (key: string, params: MessageParams = {}): string =>
    Object.hasOwn(catalogue, key) ? intl.formatMessage({ id: key }, params) : key;
  return Object.assign(translate, {
    language,
    message: (m: Message) => translate(m.key, m.params),
    has: (key: string) => Object.hasOwn(catalogue, key),
  });
}
