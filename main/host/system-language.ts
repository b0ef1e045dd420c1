import type { Language } from '#shared/model/message.ts';

/** The language of the system, of those that there are words in. */
export function systemLanguage(locale: string = new Intl.DateTimeFormat().resolvedOptions().locale): Language {
  return locale.toLowerCase().split(/[-_]/, 1)[0] === 'ja' ? 'ja' : 'en';
}
