import type { Endpoint, IkeExchange, IkeFault } from '#shared/model/ike.ts';
import type { PlutoLine } from './prefix.ts';

/** What earlier lines said about one connection. */
export type Session = {
  local: Endpoint | null;
  remote: Endpoint | null;
  version: 1 | 2 | null;
  isInitiator: boolean | null;
  exchange: IkeExchange | null;
  established: boolean;
  /** The failure stated since the last attempt began or the last message was sent; its consequences are not counted again. */
  failed: IkeFault | null;
};

const maxSessions = 2000;

export function newSessions(): (line: PlutoLine) => Session {
  const sessions = new Map<string, Session>();
  return (line) => {
    const key = JSON.stringify([line.connection, line.connection === null ? line.peer : null]);
    const session = sessions.get(key) ?? {
      local: null,
      remote: null,
      version: null,
      isInitiator: null,
      exchange: null,
      established: false,
      failed: null,
    };
    sessions.set(key, session);
    const oldest = sessions.keys().next();
    if (sessions.size > maxSessions && oldest.done === false) sessions.delete(oldest.value);
    return session;
  };
}

/** A new attempt. */
export function restart(session: Session, version: 1 | 2, isInitiator: boolean): void {
  Object.assign(session, { version, isInitiator, established: false, failed: null, exchange: version === 2 ? 'IKE_SA_INIT' : 'main-mode' });
}
