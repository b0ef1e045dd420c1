import { createContext, use, useEffect, useMemo, type ReactNode } from 'react';
import type { Language } from '#shared/model/message.ts';
import { catalogues } from './catalogues.ts';
import { createText, type Text } from './text.ts';

const TextContext = createContext<Text | null>(null);

/** Gives the words of `language` to everything below and states the language of the page for screen readers and line breaking. */
export function TextProvider({ language, children }: { readonly language: Language; readonly children: ReactNode }) {
  const text = useMemo(() => createText(catalogues, language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <TextContext value={text}>{children}</TextContext>;
}

/** The words of the current language. */
export function useText(): Text {
  const text = use(TextContext);
  if (!text) throw new Error('useText needs a TextProvider above it');
  return text;
}
