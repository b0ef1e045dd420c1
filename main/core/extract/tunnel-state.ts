import type { TunnelChange } from '#shared/model/fact.ts';
import type { TunnelSign } from './tunnel-signs.ts';

/** A sign with the time of its record and the citation. */
export type PlacedSign = TunnelSign & Pick<TunnelChange, 'ms' | 'text'>;

/** The old SA is deleted once the new one stands; implementations wait some seconds (RFC 7296, 2.8). Our estimate. */
const overlapMs = 60_000;
/** Both directions of one child SA may be logged one after the other. Our estimate. */
const sameMs = 5000;

type State = {
  to: TunnelChange['to'] | null;
  /** When it became what it is. */
  sinceMs: number | null;
  /** When an SA was last renewed or came up. */
  renewedMs: number | null;
  upMs: number | null;
  readonly children: Set<string>;
};

type Outcome = Pick<TunnelChange, 'to' | 'signal'>;

function within(ms: number | null, since: number | null, limit: number): boolean {
  return ms !== null && since !== null && ms - since <= limit;
}

/** The log of tunnels and the IKE log may both tell about one change. */
function repeats(sign: PlacedSign, state: State, to: TunnelChange['to']): boolean {
  return state.to === to && within(sign.ms, state.sinceMs, sameMs);
}

function up(sign: PlacedSign, state: State): Outcome | null {
  const isNew = !state.children.has(sign.selectors);
  const again = state.to === 'connected' && sign.of === 'child';
  const twice = again && within(sign.ms, state.upMs, sameMs);
  state.children.add(sign.selectors);
  state.upMs = sign.ms;
  if (sign.of === 'tunnel') return repeats(sign, state, 'connected') ? null : { to: 'connected', signal: null };
  if (!again) return state.to === 'connected' ? null : { to: 'connected', signal: null };
  if (twice || isNew) return null;
  state.renewedMs = sign.ms;
  return { to: 'connected', signal: 'rekey' };
}

function down(sign: PlacedSign, state: State): Outcome | null {
  if (sign.of !== 'tunnel') {
    if (within(sign.ms, state.renewedMs, overlapMs)) return null;
    // One child SA of several went; the tunnel still carries the others.
    if (sign.of === 'child' && state.children.size > 1) return null;
    if (state.to === 'disconnected') return null;
  }
  if (repeats(sign, state, 'disconnected')) return null;
  return { to: 'disconnected', signal: sign.signal };
}

function failed(sign: PlacedSign, state: State): Outcome | null {
  if (state.to === 'disconnected') return null;
  if (state.to !== 'connected') return { to: 'disconnected', signal: sign.signal };
  const lost = sign.signal === 'no-answer' || sign.signal === 'peer-lost';
  return { to: sign.of === 'child' && !lost ? 'connected' : 'disconnected', signal: lost ? 'peer-lost' : sign.signal };
}

function rekeyed(sign: PlacedSign, state: State): Outcome | null {
  const twice = within(sign.ms, state.renewedMs, sameMs);
  state.renewedMs = sign.ms;
  return state.to === 'connected' && !twice ? { to: 'connected', signal: 'rekey' } : null;
}

function outcomeOf(sign: PlacedSign, state: State): Outcome | null {
  switch (sign.what) {
    case 'up':
      return up(sign, state);
    case 'rekeyed':
      return rekeyed(sign, state);
    case 'down':
      return down(sign, state);
    case 'failed':
      return failed(sign, state);
    default:
      return state.to === null || state.to === 'disconnected' ? { to: 'connecting', signal: null } : null;
  }
}

/** The changes that signs in the order of time tell; each with the sign that it rests on. */
export function tunnelChangesOf<S extends PlacedSign>(
  signs: readonly S[],
): { readonly sign: S; readonly change: Omit<TunnelChange, 'citation'> }[] {
  const state: State = { to: null, sinceMs: null, renewedMs: null, upMs: null, children: new Set() };
  return signs.flatMap((sign) => {
    const outcome = outcomeOf(sign, state);
    if (outcome === null) return [];
    if (outcome.to === 'disconnected') state.children.clear();
    state.to = outcome.to;
    state.sinceMs = sign.ms;
    return [{ sign, change: { ...outcome, ms: sign.ms, text: sign.text, reason: sign.reason, by: sign.by } }];
  });
}
