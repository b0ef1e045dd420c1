import type { IkeEventData, IkeExchange } from '#shared/model/ike.ts';
import { parseSpi } from '../ike-event.ts';
import { restart } from './session.ts';
import type { Known, Session } from './session.ts';

const tag = /\[(SEND|RECV|RECEIVED|LOCAL|LOCAL_MSG)\](?:\[([A-Z_ ]{1,30})\])?/i;
const sending = /^[^[]{0,200}?\b(?:Sending|Sent)\b/i;
const receiving = /^[^[]{0,200}?\bReceived\b/i;

/** Exchange types by the tag of the line, else by the words and the registry number that packet lines show. */
const exchanges: readonly (readonly [RegExp, IkeExchange, 1 | 2])[] = [
  [/\[SA_INIT\]|SA Init Mode|SA_INIT\b/i, 'IKE_SA_INIT', 2],
  [/\[(?:SA_|IKE_)?AUTH\]|IKE ?AUTH message|Auth Mode\s?\(35\)/i, 'IKE_AUTH', 2],
  [/\[(?:CREATE_)?CHILD_SA\]|Create ?_?Child/i, 'CREATE_CHILD_SA', 2],
  [/\[(?:MM|MAIN_MODE)\]|\bMain Mode\b(?! SA)|Identity Protection/i, 'main-mode', 1],
  [/\[(?:AM|AGGRESSIVE_MODE)\]|Aggressive Mode/i, 'aggressive-mode', 1],
  [/\[(?:QM|QUICK_MODE)\]|\bQuick Mode\b(?! SA)/i, 'quick-mode', 1],
  [/\[INFORMATIONAL\]|\[DPD\]|\[DELETE\]|Informational Mode\s?\(37\)/i, 'INFORMATIONAL', 2],
  [/Informational Mode\s?\(5\)/i, 'informational-v1', 1],
];

const fields = {
  initiator: /\bi_?Cookie\s{0,3}:?\s{0,3}(0x[0-9a-f]{1,16}|[0-9a-f]{16})\b/i,
  responder: /\br_?Cookie\s{0,3}:?\s{0,3}(0x[0-9a-f]{1,16}|[0-9a-f]{16})\b/i,
  messageId: /\bMess(?:age)?_? ?id\s{0,3}:?\s{0,3}(0x[0-9a-f]{1,8}|\d{1,10})\b/i,
  flags: /\bFlags\s{0,3}:?\s{0,3}(0x[0-9a-f]{1,2})\b/i,
} as const;

/** Directions are the gateway's. */
export function directionOf(text: string): IkeEventData['direction'] {
  const word = (tag.exec(text)?.[1] ?? '').toUpperCase();
  if (word === 'SEND') return 'sent';
  if (word.startsWith('REC')) return 'received';
  if (word.startsWith('LOCAL')) return 'local';
  if (sending.test(text)) return 'sent';
  return receiving.test(text) ? 'received' : null;
}

function numberOf(text: string, pattern: RegExp): number | null {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

/** Whether a message of IKE_SA_INIT answers the other end, by its words, else by the responder's cookie; this tells who began. */
function isFirstAnswer(text: string, known: Known): boolean {
  return /\bresponse\b/i.test(text) || (known.direction === 'sent' && known.responderSpi !== null && known.responderSpi !== undefined);
}

function opens(text: string, known: Known, session: Session): Known {
  const isResponse = known.isResponse ?? isFirstAnswer(text, known);
  if (!isResponse) restart(session);
  session.isInitiator = (known.direction === 'sent') !== isResponse;
  return { isResponse, isInitiator: session.isInitiator };
}

/** Phase by the exchange; an answer has the direction against which the initiator asked. */
function follow(text: string, known: Known, session: Session): Known {
  const moving = known.direction === 'sent' || known.direction === 'received';
  if (known.exchange === 'IKE_SA_INIT' && moving) {
    const opened = opens(text, known, session);
    session.phase = 'ike';
    session.exchange = 'IKE_SA_INIT';
    return opened;
  }
  if (known.exchange === 'main-mode' || known.exchange === 'aggressive-mode') session.phase = 'ike';
  if (known.exchange === 'IKE_AUTH' || known.exchange === 'CREATE_CHILD_SA' || known.exchange === 'quick-mode') session.phase = 'child';
  if (known.exchange !== undefined && known.exchange !== 'INFORMATIONAL') session.exchange = known.exchange;
  if (known.exchange !== 'IKE_AUTH' || session.isInitiator === null || !moving) return {};
  return { isInitiator: session.isInitiator, isResponse: known.isResponse ?? (known.direction === 'sent') !== session.isInitiator };
}

/** Direction, exchange, message id, cookies and role of a line, as far as it is about a packet. */
export function packetOf(text: string, session: Session): Known {
  const flags = numberOf(text, fields.flags);
  const exchange = exchanges.find(([pattern]) => pattern.test(text));
  const known: Known = {
    direction: directionOf(text),
    messageId: numberOf(text, fields.messageId),
    initiatorSpi: parseSpi(fields.initiator.exec(text)?.[1]),
    responderSpi: parseSpi(fields.responder.exec(text)?.[1]),
    isResponse: flags === null ? null : (flags & 0x20) !== 0,
    ...(exchange === undefined ? {} : { exchange: exchange[1], version: exchange[2] }),
  };
  return { ...known, ...follow(text, known, session) };
}
