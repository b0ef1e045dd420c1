import type { Endpoint, IkeExchange } from '#shared/model/ike.ts';
import type { CharonLine } from './prefix.ts';

/** What earlier lines said about one IKE SA; the meaning of a notify depends on it. */
export type Session = {
  connection: string | null;
  local: Endpoint | null;
  remote: Endpoint | null;
  version: 1 | 2 | null;
  isInitiator: boolean | null;
  /** Of the last message that negotiates something; INFORMATIONAL leaves it. */
  exchange: IkeExchange | null;
  established: boolean;
  childEstablished: boolean;
  /** A message of main mode could not be decrypted: with pre-shared keys the keys differ. */
  undecryptable: boolean;
  /** Why the proposals of the last message did not match. */
  unmatched: Set<string>;
};

export type Sessions = { readonly of: (line: CharonLine) => Session; readonly peerOf: (line: CharonLine, remote: string) => void };

const maxSessions = 2000;

function newSession(): Session {
  return {
    connection: null,
    local: null,
    remote: null,
    version: null,
    isInitiator: null,
    exchange: null,
    established: false,
    childEstablished: false,
    undecryptable: false,
    unmatched: new Set(),
  };
}

/** A new attempt on lines that carry no number of the IKE SA. */
export function restart(session: Session): void {
  session.established = false;
  session.childEstablished = false;
  session.undecryptable = false;
  session.exchange = null;
  session.unmatched.clear();
}

/**
 * The IKE SA that a line is about: by its unique number (`ike_name = yes`), else by the peer of the thread's last packet.
 * The oldest is forgotten when a log holds very many.
 */
export function newSessions(): Sessions {
  const sessions = new Map<string, Session>();
  const byThread = new Map<string, string>();
  let lastRemote = '';
  const of = (line: CharonLine): Session => {
    const key = line.sa === null ? `peer ${byThread.get(line.thread ?? '') ?? lastRemote}` : `sa ${line.sa}`;
    const session = sessions.get(key) ?? newSession();
    if (line.connection !== null) session.connection = line.connection;
    if (!sessions.has(key)) {
      sessions.set(key, session);
      const oldest = sessions.keys().next().value;
      if (sessions.size > maxSessions && oldest !== undefined) sessions.delete(oldest);
    }
    return session;
  };
  const peerOf = (line: CharonLine, remote: string): void => {
    lastRemote = remote;
    if (line.thread !== null && (byThread.has(line.thread) || byThread.size < maxSessions)) byThread.set(line.thread, remote);
  };
  return { of, peerOf };
}
