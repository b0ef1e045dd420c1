import { joinWords } from '../shared/format-list.ts';
import { codeOfText } from './error-texts.ts';
import { hasErrorText, layoutOf } from './event-layouts.ts';
import { correlationOf, type EventFields } from './event-strings.ts';
import { nameInMessage } from './message-sentences.ts';
import { securityValues } from './security-messages.ts';

const coId = /CoId\s*=\s*\{([0-9A-Fa-f-]{36})\}/i;
const guidInText = /\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}/g;
const maxChars = 8000;

/** The last number of the message that can be a code: in every language it ends the sentence about the failure. */
function lastNumber(words: string): number | null {
  const numbers = words.replace(guidInText, ' ').match(/(?<![\w.-])\d{3,5}(?![\w-]|\.\d)/g);
  return numbers ? Number(numbers.at(-1)) : null;
}

function named(provider: string, eventId: number, words: string, name: 'link' | 'user'): string | null {
  if (provider !== 'RemoteAccess' && provider !== 'RasClient') return null;
  return nameInMessage(eventId, words, name);
}

/** What a rendered message tells of an event of RRAS or its client. */
export function readMessage(provider: string, eventId: number, text: string): EventFields {
  const words = joinWords(text.slice(0, maxChars));
  const found = coId.exec(words)?.[1]?.toUpperCase() ?? null;
  const numeric = layoutOf(provider, eventId).includes('code') ? lastNumber(words) : null;
  return {
    interfaceName: named(provider, eventId, words, 'link'),
    user: named(provider, eventId, words, 'user'),
    correlationId: found === null ? null : correlationOf(provider, eventId, [found]),
    code: numeric ?? (hasErrorText(provider, eventId) ? codeOfText(words) : null),
  };
}

/** The values behind the labels of a rendered message, line after line. */
export function shownValues(text: string): readonly string[] {
  const shown: string[] = [];
  for (const line of text.slice(0, maxChars).split('\n')) {
    // A heading of a group of values ends with its colon; an address has colons of its own behind the label's.
    const match = /^[\t ]*[^:：\t]{1,60}?[\t \u00A0]?[:：][\t ]+(\S.*?)\s*$/.exec(line) ?? /^[\t ]+[^:：\t]{1,60}[:：]\s*()$/.exec(line);
    if (match) shown.push(match[1]!);
  }
  return shown;
}

/** Values of a Security event out of its rendered message; none when its lines do not fit the known order. */
export function securityMessageValues(eventId: number, text: string): readonly string[] {
  return securityValues(eventId, shownValues(text)) ?? [];
}
