import type { IkeEventData } from '#shared/model/ike.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import { describeIke } from '../describe-ike.ts';
import { ikeEvent } from '../ike-event.ts';
import type { IkeOrigin } from '../ike-event.ts';
import { azurePolicies } from '../transform-names.ts';
import { failureOf } from './faults.ts';
import { packetOf } from './packet.ts';
import { readSelectors } from './selectors.ts';
import { sessionsOfLines, wordsBehindEnds } from './session.ts';
import type { Known, Session } from './session.ts';

const maxText = 20_000;

const child = /\b(?:QM|quick mode|child|IPsec|ESP)\b/i;
const up = /\bSA\b.{0,60}(?:established|created successfully|added)|SA_(?:ESTABLISHED|CREATED)|tunnel (?:established|created|connected)/i;
const gone = /\bdelete\b|\[DELETE\]|\bDeleting\b|SA_DELETED|tunnel (?:closed|deleted|disconnected)/i;

/** Which SA a statement is about; the gateway calls phase 1 main mode and phase 2 quick mode in IKEv2 as well. */
function saOf(text: string): 'ike' | 'child' {
  return child.test(text.replaceAll(/IPsec\/IKE|IKE\/IPsec/gi, '')) ? 'child' : 'ike';
}

/** What a line says that is no failure. None of these words was seen in an authentic line: a line that says something else is kept as it is. */
function milestone(text: string, session: Session): Known {
  if (up.test(text)) {
    // A tunnel, unlike an SA of phase 1, carries traffic.
    const sa = /tunnel (?:established|created|connected)/i.test(text) ? 'child' : saOf(text);
    if (sa === 'child') Object.assign(session, { established: true, phase: 'child', failed: null });
    return { step: 'established', sa };
  }
  if (/\bre-?key/i.test(text)) return { step: 'rekeyed', sa: saOf(text) };
  if (gone.test(text)) {
    const sa = saOf(text);
    if (sa === 'ike') session.established = false;
    return { step: 'deleted', sa };
  }
  if (/\bretransmi|\bre-?sen[dt]|\bresending\b/i.test(text)) return { step: 'retransmission' };
  return {};
}

function proposals(text: string, session: Session): Known {
  const esp = /IPsec/i.test(text);
  if (esp) session.phase = 'child';
  return { step: 'proposals', sa: esp ? 'child' : 'ike', proposals: azurePolicies(text, esp ? 'esp' : 'ike') };
}

function details(text: string, session: Session): Known {
  if (/Traffic Selector payload/i.test(text)) return readSelectors(text, session);
  if (/Policy\s?\d{1,3}\s?:/i.test(text)) return proposals(text, session);
  const fault = failureOf(text, session);
  return fault.step === undefined ? milestone(text, session) : fault;
}

/** A peer that sends from another port than IKE's stands behind a device that translates ports. */
function natOf(session: Session): Known {
  const port = session.remote?.port ?? null;
  return port === null || port === 500 || port === 4500 ? {} : { nat: { local: null, remote: true } };
}

function read(text: string, session: Session): Known {
  const known = packetOf(text, session);
  const more = details(text, session);
  const isMessage = (known.direction === 'sent' || known.direction === 'received') && known.exchange !== undefined;
  return { ...known, ...natOf(session), ...(isMessage ? { step: 'message' as const } : {}), ...more };
}

/**
 * Reads the lines of the Azure VPN gateway's IKE log, with the envelope `SESSION_ID :{…} Remote … Local …` or without, in
 * their order: clean-up lines name no session and belong to the one before. Wording differs between builds; a line that is
 * not understood is an event of step 'other'.
 */
export function gatewayMessages(origin: IkeOrigin): (text: string) => IkeEventData {
  const sessionOf = sessionsOfLines();
  return (line) => {
    const text = line.slice(0, maxText);
    const session = sessionOf(text);
    const known = read(text, session);
    return ikeEvent(origin, { local: session.local, remote: session.remote, session: session.id, ...known });
  };
}

const mostShown = 300;

/** What an event of the gateway's log is, in one line; for one that is not understood the line's own words. */
export function describeGatewayLine(event: IkeEventData, line: string): Message | null {
  const known = describeIke(event);
  if (known) return known;
  const words = wordsBehindEnds(line.slice(0, maxText));
  return words === null ? null : message('record.ike.words', { words: words.slice(0, mostShown) });
}
