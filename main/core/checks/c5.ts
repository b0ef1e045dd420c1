import type { FactOf } from '#shared/model/fact.ts';
import type { MessageParams } from '#shared/model/message.ts';
import type { Check, CheckResult } from './check.ts';
import { decided, undecided, unknown, worstOf } from './support/result.ts';

type Connection = FactOf<'azure-connection'>;

const order = [
  'not-connected',
  'not-provisioned',
  'one-way-out',
  'one-way-in',
  'connecting',
  'idle',
  'traffic',
  'status-unknown',
  'cannot-tell',
];
const missing = ['azure-connection'];
const nothing: MessageParams = { connection: unknown, status: unknown, ingress: unknown, egress: unknown, state: unknown };

/** Counters of the connection as Azure sees it: ingress comes from on premises, egress goes there. Null when both are missing. */
function flow(connection: Connection): string | null {
  const { ingressBytes: ingress, egressBytes: egress } = connection;
  if (ingress === null && egress === null) return null;
  if (ingress === 0 && egress === 0) return 'idle';
  if (ingress === 0) return egress === null ? null : 'one-way-out';
  if (egress === 0) return ingress === null ? null : 'one-way-in';
  return 'traffic';
}

function judge(connection: Connection): CheckResult {
  const { status, provisioningState: state } = connection;
  const params: MessageParams = {
    connection: connection.name ?? connection.remoteAddress ?? unknown,
    status: status ?? unknown,
    ingress: connection.ingressBytes ?? unknown,
    egress: connection.egressBytes ?? unknown,
    state: state ?? unknown,
  };
  // Updating passes by itself; what the connection is meanwhile, only its status tells.
  const failed = state !== null && !/^(succeeded|updating)$/i.test(state);
  if (failed && status !== 'Connected') return decided('not-provisioned', params, connection.citations);
  if (status === 'NotConnected') return decided('not-connected', params, connection.citations);
  if (status === 'Connecting') return decided('connecting', params, connection.citations);
  const moving = status === 'Connected' ? flow(connection) : null;
  // A list without -Name leaves the status out, and right after a change Azure says Unknown: neither is "not connected".
  return moving === null
    ? undecided(params, missing, connection.citations, 'status-unknown')
    : decided(moving, params, connection.citations);
}

/** The status of a connection may come from one listing and its absence from another: listings without one add nothing. */
function informative(connections: readonly Connection[]): Connection[] {
  const key = (c: Connection): string => (c.name ?? '').toLowerCase();
  const told = new Set(connections.filter((c) => judge(c).missing.length === 0).map(key));
  return connections.filter((c) => judge(c).missing.length === 0 || !told.has(key(c)));
}

/** C5: is the connection up, and do bytes move both ways. ExpressRoute and point-to-site objects are not this tunnel. */
export const check: Check = {
  id: 'C5',
  evaluate: (view): CheckResult => {
    const tunnels = view
      .of('azure-connection')
      .filter((c) => c.connectionType === null || !/^(expressroute|vpnclient)$/i.test(c.connectionType));
    return worstOf(order, informative(tunnels).map(judge)) ?? undecided(nothing, missing);
  },
};
