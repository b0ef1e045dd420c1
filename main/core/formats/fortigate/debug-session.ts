import type { Endpoint, IkeExchange, IkeFault, IkeProposal } from '#shared/model/ike.ts';
import type { DebugLine } from './debug-line.ts';

/** What earlier lines said about one IKE SA. */
export type Session = {
  name: string | null;
  connection: string | null;
  local: Endpoint | null;
  remote: Endpoint | null;
  version: 1 | 2 | null;
  isInitiator: boolean | null;
  /** Of the last message that negotiates something. */
  exchange: IkeExchange | null;
  initiatorSpi: string | null;
  responderSpi: string | null;
  established: boolean;
  received: readonly IkeProposal[];
  offered: readonly IkeProposal[];
  /** The failure stated since the last message; the daemon often says it twice. */
  failed: IkeFault | null;
};

/** A packet of which the daemon has said where it came from, but not yet which tunnel it is for. */
export type Packet = Pick<Session, 'local' | 'remote' | 'exchange' | 'version' | 'initiatorSpi' | 'responderSpi'>;

const maxSessions = 2000;

export function newSession(): Session {
  return {
    name: null,
    connection: null,
    local: null,
    remote: null,
    version: null,
    isInitiator: null,
    exchange: null,
    initiatorSpi: null,
    responderSpi: null,
    established: false,
    received: [],
    offered: [],
    failed: null,
  };
}

export type Sessions = {
  /** Session of a line; a packet that no line has claimed yet is taken for its own. */
  readonly of: (line: DebugLine, packet: Packet | null) => Session;
  readonly bySpi: (initiatorSpi: string | null) => Session | null;
  readonly noteSpi: (session: Session) => void;
};

function bounded<K, V>(map: Map<K, V>): void {
  const oldest = map.keys().next();
  if (map.size > maxSessions && oldest.done === false) map.delete(oldest.value);
}

/** Sessions by the daemon's number of the IKE SA; lines that name only the gateway speak of its latest. */
export function newSessions(): Sessions {
  const byConnection = new Map<string, Session>();
  const byName = new Map<string, Session>();
  const spis = new Map<string, Session>();
  const noteSpi = (session: Session): void => {
    if (session.initiatorSpi === null) return;
    spis.set(session.initiatorSpi, session);
    bounded(spis);
  };
  const bySpi = (spi: string | null): Session | null => (spi === null ? null : (spis.get(spi) ?? null));
  const find = (line: DebugLine): Session | null => {
    if (line.connection !== null) return byConnection.get(line.connection) ?? bySpi(line.initiatorSpi);
    return line.name === null ? null : (byName.get(line.name) ?? null);
  };
  const of = (line: DebugLine, packet: Packet | null): Session => {
    const session = find(line) ?? newSession();
    if (packet !== null && session.initiatorSpi === null) Object.assign(session, packet);
    if (line.name !== null) {
      session.name = line.name;
      byName.set(line.name, session);
    }
    session.initiatorSpi ??= line.initiatorSpi;
    session.responderSpi ??= line.responderSpi;
    if (line.connection !== null) {
      session.connection = line.connection;
      byConnection.set(line.connection, session);
    }
    bounded(byConnection);
    bounded(byName);
    noteSpi(session);
    return session;
  };
  return { of, bySpi, noteSpi };
}
