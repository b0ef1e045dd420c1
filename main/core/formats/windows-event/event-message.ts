import { joinWords } from '../shared/format-list.ts';
import { codeOfText } from './error-texts.ts';
import { isDialFailure, layoutOf } from './event-layouts.ts';
import { correlationOf, type EventFields } from './event-strings.ts';
import { securityValues } from './security-messages.ts';

/**
 * Rendered messages, where an export has nothing else. Numbers and GUIDs stand in every language; names are found by the
 * sentence around them in English, German, French, Russian and Japanese, and stay open in any other.
 */
type Sentence = { readonly events: readonly number[]; readonly pattern: RegExp };

const quote = String.raw`["'«»„“”「」\u00A0 ]*`;

function sentence(events: readonly number[], before: string, name: string, after: string): Sentence {
  return { events, pattern: new RegExp(`${before}${quote}(?<${name}>\\S(?:.{0,250}?\\S)??)${quote}${after}`, 'iu') };
}

const dialled = [20221, 20222, 20223, 20224, 20225, 20226, 20227];
const onPort = [20111];
const sentences: readonly Sentence[] = [
  sentence(onPort, String.raw`(?:remote )?interface `, 'link', String.raw` on port \S`),
  sentence(onPort, String.raw`schnittstelle `, 'link', String.raw` (?:an|auf|am|über) (?:dem |den )?(?:port|anschluss)`),
  sentence(onPort, String.raw`interface (?:distante )?`, 'link', String.raw`,? (?:sur|par) le port`),
  sentence(onPort, String.raw`интерфейс[а-я]{0,3} `, 'link', String.raw`,? (?:на|через|по) порт`),
  sentence(onPort, String.raw`インターフェイス `, 'link', String.raw` ?(?:への|の|に|で)[^。]{0,60}ポート`),
  sentence(onPort, String.raw`ポート \S{1,40} ?(?:の|で|上)[^。]{0,60}インターフェイス `, 'link', String.raw` ?(?:への|の|に|で)`),
  sentence(dialled, String.raw`connection (?:profile )?named `, 'link', String.raw`(?: which| using| has|\.|,)`),
  sentence(dialled, String.raw`verbindung mit dem namen `, 'link', String.raw`(?:,| gewählt| herge| mit|\.| ist)`),
  sentence(dialled, String.raw`connexion nommée `, 'link', String.raw`(?:,| qui| à l| a |\.| et)`),
  sentence(dialled, String.raw`подключение (?:с именем )?`, 'link', String.raw`(?:, котор| с исп|\.| заверш)`),
  sentence(dialled, String.raw`は `, 'link', String.raw` ?という名前の接続`),
  sentence(dialled, String.raw`\bthe user `, 'user', String.raw` (?:dialed|has|is|successfully)`),
  sentence(dialled, String.raw`\bder benutzer `, 'user', String.raw` (?:hat|ist|versucht)`),
  sentence(dialled, String.raw`l['’]utilisateur `, 'user', String.raw` (?:a |est|essaie|tente)`),
  sentence(dialled, String.raw`пользовател[а-я]{1,2} `, 'user', String.raw` (?:установ|набр|успеш|попыт|выполн|начал)`),
  sentence(dialled, String.raw`ユーザー `, 'user', String.raw` ?は`),
];

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
  for (const { events, pattern } of sentences) {
    const found = events.includes(eventId) ? pattern.exec(words)?.groups?.[name] : undefined;
    if (found) return found;
  }
  return null;
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
    code: numeric ?? (isDialFailure(provider, eventId) ? codeOfText(words) : null),
  };
}

/** Values of a Security event out of its rendered message; none when its lines do not fit the known order. */
export function securityMessageValues(eventId: number, text: string): readonly string[] {
  const shown: string[] = [];
  for (const line of text.slice(0, maxChars).split('\n')) {
    // A heading of a group of values ends with its colon; an address has colons of its own behind the label's.
    const match = /^[\t ]*[^:：\t]{1,60}?[\t \u00A0]?[:：][\t ]+(\S.*?)\s*$/.exec(line) ?? /^[\t ]+[^:：\t]{1,60}[:：]\s*()$/.exec(line);
    if (match) shown.push(match[1]!);
  }
  return securityValues(eventId, shown) ?? [];
}
