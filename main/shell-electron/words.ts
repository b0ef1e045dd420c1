import type { Language } from '#shared/model/message.ts';
import { Settings } from '#shared/model/settings.ts';
import { createTranslate, type Catalogues, type Translate } from '#shared/text/translate.ts';
import type { Ask } from '#core/dispatch.ts';

/** Words for what the main process shows itself: the menu, dialogs, the page that ends a sign-in. */
export type Words = {
  readonly now: () => Translate;
  /** The same questions, listened to: an answer that holds the settings tells the language that the user chose. */
  readonly following: (ask: Ask) => Ask;
};

/** Words that begin in the language of the system and follow the one in Settings, which the window asks for first. `use` hears of each. */
export function createWords(catalogues: Catalogues, system: Language, use: (t: Translate) => void): Words {
  let t = createTranslate(catalogues, system);
  use(t);
  const speak = (language: Language): void => {
    if (language === t.language) return;
    t = createTranslate(catalogues, language);
    use(t);
  };
  return {
    now: () => t,
    following: (ask) => async (name, input) => {
      const answer = await ask(name, input);
      const settings = answer.ok && (name === 'settings.get' || name === 'settings.set') ? Settings.safeParse(answer.value) : null;
      if (settings?.success) speak(settings.data.language);
      return answer;
    },
  };
}
