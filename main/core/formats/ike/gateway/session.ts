import type { Endpoint, IkeEventData, IkeExchange, IkeFault } from '#shared/model/ike.ts';
import { parseEndpoint } from '../ike-event.ts';

export type Known = { -readonly [K in keyof IkeEventData]?: IkeEventData[K] };

/** What earlier lines of one session said. */
export type Session = {
  id: string | null;
  local: Endpoint | null;
  remote: Endpoint | null;
  phase: 'ike' | 'child';
  exchange: IkeExchange | null;
  /** True when the gateway opened the IKE SA. */
  isInitiator: boolean | null;
  /** A child SA stood already. */
  established: boolean;
  failed: IkeFault | null;
  /** Selectors that each end asked for, initiator's first, in one spelling. */
  proposed: string | null;
  received: string | null;
};

const maxSessions = 2000;

const sessionId = /SESSION_ID\s{0,4}:\s{0,4}\{([0-9A-Fa-f-]{36})\}/i;
const ends = /Remote\s{1,4}(\S{2,60}?):\s{0,4}Local\s{1,4}(\S{2,60}?):?(?=\s|$|\[)/i;

/** What a line says behind its envelope of session and ends, which the list shows in columns of their own; null without one. */
export function wordsBehindEnds(text: string): string | null {
  const found = ends.exec(text);
  return found === null ? null : text.slice(found.index + found[0].length).trim() || null;
}

function newSession(): Session {
  return {
    id: null,
    local: null,
    remote: null,
    phase: 'ike',
    exchange: null,
    isInitiator: null,
    established: false,
    failed: null,
    proposed: null,
    received: null,
  };
}

/** A new IKE SA: what was said about the one before does not hold for it. */
export function restart(session: Session): void {
  Object.assign(session, { phase: 'ike', isInitiator: null, failed: null, proposed: null, received: null });
}

/**
 * The session of a line: by its id, else by the other end's address; a line with neither (clean-up) belongs to the session of the line
 * before it. The sessions used least recently are forgotten beyond a number that no gateway reaches.
 */
export function sessionsOfLines(): (text: string) => Session {
  const sessions = new Map<string, Session>();
  let current = newSession();
  return (text) => {
    const id = sessionId.exec(text)?.[1]?.toLowerCase() ?? null;
    const found = ends.exec(text);
    const remote = parseEndpoint(found?.[1] ?? '');
    const key = id ?? remote?.address ?? null;
    if (key === null) return current;
    const session = sessions.get(key) ?? newSession();
    sessions.delete(key);
    sessions.set(key, session);
    const oldest = sessions.keys().next().value;
    if (sessions.size > maxSessions && oldest !== undefined) sessions.delete(oldest);
    session.id = id;
    session.remote = remote ?? session.remote;
    session.local = parseEndpoint(found?.[2] ?? '') ?? session.local;
    current = session;
    return session;
  };
}
