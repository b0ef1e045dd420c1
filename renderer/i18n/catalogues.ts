import words from '#compiled/messages.json';
import type { Catalogues } from '#shared/text/translate.ts';

/** Every word of the window in every language, compiled from assets/messages and assets/knowledge. */
export const catalogues: Catalogues = words;
