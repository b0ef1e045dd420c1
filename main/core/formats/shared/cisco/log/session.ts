import type { Endpoint, IkeEventData, IkeExchange, IkeFault, IkeTransform } from '#shared/model/ike.ts';

export type Known = { -readonly [K in keyof IkeEventData]?: IkeEventData[K] };

/** What earlier lines said about the negotiation with one peer; the meaning of most statements depends on it. */
export type Session = {
  local: Endpoint | null;
  remote: Endpoint | null;
  connection: string | null;
  version: 1 | 2 | null;
  isInitiator: boolean | null;
  exchange: IkeExchange | null;
  initiatorSpi: string | null;
  responderSpi: string | null;
  /** The IKE SA stands. */
  established: boolean;
  childEstablished: boolean;
  /** The fault that this attempt has told already, and when. */
  failed: IkeFault | null;
  failedMs: number | null;
  childMs: number | null;
  /** An error notify of the peer that no words have followed yet. */
  notified: string | null;
  /** Attributes of the transform that the log is going through, and which phase they belong to. */
  transform: IkeTransform[];
  transformOf: 'ike' | 'esp';
  cipher: string | null;
};

const maxSessions = 2000;

function newSession(): Session {
  return {
    local: null,
    remote: null,
    connection: null,
    version: null,
    isInitiator: null,
    exchange: null,
    initiatorSpi: null,
    responderSpi: null,
    established: false,
    childEstablished: false,
    failed: null,
    failedMs: null,
    childMs: null,
    notified: null,
    transform: [],
    transformOf: 'ike',
    cipher: null,
  };
}

/** A new attempt with the same peer. */
export function restart(session: Session): void {
  session.established = false;
  session.childEstablished = false;
  session.failed = null;
  session.notified = null;
  session.exchange = null;
  session.transform = [];
}

export type Sessions = {
  /** The negotiation that a line is about: by its id, by the peer it names, else the one before. */
  readonly of: (id: string | null, peer: Endpoint | null) => Session;
  /** A first message that has no id yet: the next id that the log names is its own. */
  readonly open: (peer: Endpoint) => Session;
};

/** A peer has one session; ids that the device gives point at it once a line names both. */
export function newSessions(): Sessions {
  const byPeer = new Map<string, Session>();
  const byId = new Map<string, Session>();
  let current = newSession();
  let opened: Session | null = null;
  const keep = (map: Map<string, Session>, key: string, session: Session): void => {
    map.set(key, session);
    const oldest = map.keys().next().value;
    if (map.size > maxSessions && oldest !== undefined) map.delete(oldest);
  };
  const named = (peer: Endpoint, candidate: Session | undefined): Session => {
    const known = byPeer.get(peer.address);
    if (known !== undefined) return known;
    const unnamed = candidate !== undefined && candidate.remote === null ? candidate : newSession();
    keep(byPeer, peer.address, unnamed);
    return unnamed;
  };
  const select = (key: string | null, peer: Endpoint | null): void => {
    const known = key === null ? undefined : byId.get(key);
    if (peer !== null) current = named(peer, known);
    else if (key !== null && opened !== null) current = opened;
    else if (known !== undefined) current = known;
    if (key === null) return;
    opened = null;
    if (known !== current) keep(byId, key, current);
  };
  const of = (id: string | null, peer: Endpoint | null): Session => {
    // ISAKMP gives the id 0 to every negotiation that has not authenticated its peer yet.
    select(id === 'isakmp 0' ? null : id, peer);
    if (peer !== null) current.remote = { address: peer.address, port: peer.port ?? current.remote?.port ?? null };
    return current;
  };
  const open = (peer: Endpoint): Session => {
    opened = of(null, peer);
    return opened;
  };
  return { of, open };
}
