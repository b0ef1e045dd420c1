import type { Fact } from '#shared/model/fact.ts';
import type { AzureGatewayLogData } from '#shared/model/record-data.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';

type Session = {
  readonly peer: string | null;
  readonly instance: string | null;
  readonly ups: Fold;
  readonly downs: Fold;
  last: 'up' | 'down' | null;
};

const maxSessions = 500;
const address =
  /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])|(?<![0-9A-Fa-f:])((?:[0-9A-Fa-f]{1,4}:){2,7}(?:[0-9A-Fa-f]{1,4}|:[0-9A-Fa-f]{0,4}))/;

/** The message names the peer's address; its wording was not seen in an authentic row, so the first address after the word counts, else the first. */
function peerOf(row: AzureGatewayLogData): string | null {
  const text = (row.message ?? '').slice(0, 2000);
  const named = /\b(?:peer|neighbou?r|remote)\b/i.exec(text);
  const found = address.exec(named === null ? text : text.slice(named.index)) ?? address.exec(text);
  return found?.[1] ?? found?.[2] ?? row.remoteAddress;
}

function changeOf(row: AzureGatewayLogData): 'up' | 'down' | null {
  if (/^BgpConnectedEvent$/i.test(row.operation ?? '')) return 'up';
  return /^BgpDisconnectedEvent$/i.test(row.operation ?? '') ? 'down' : null;
}

/** What the session was last. Of an up and a down in the same moment the down counts only when nothing followed it. */
function lastState(ups: Fold, downs: Fold): 'up' | 'down' {
  if (ups.count() === 0) return 'down';
  const [up, down] = [ups.span().lastMs, downs.span().lastMs];
  return downs.count() > 0 && down !== null && (up === null || down > up) ? 'down' : 'up';
}

type Change = { readonly peer: string | null; readonly instance: string | null; readonly change: 'up' | 'down' };

/** Changes that a record tells: of a row of the route log one, of a sample of BgpPeerStatus its state. */
function changesOf({ data }: PlacedRecord): Change[] {
  if (data.kind === 'azure-gateway-log') {
    const change = changeOf(data);
    return change === null ? [] : [{ peer: peerOf(data), instance: data.instance, change }];
  }
  if (data.kind !== 'perf-sample') return [];
  return Object.entries(data.values)
    .filter(([key]) => key.startsWith('bgp.status'))
    .map(([key, value]) => {
      const [peer, instance] = key.slice('bgp.status:'.length).split(' ');
      return { peer: peer || null, instance: instance ?? null, change: value > 0 ? 'up' : 'down' };
    });
}

function collector({ cite }: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const sessions = new Map<string, Session>();
  const note = ({ peer, instance, change }: Change, record: PlacedRecord): void => {
    const key = JSON.stringify([peer, instance]);
    if (!sessions.has(key) && sessions.size >= maxSessions) return;
    const session = sessions.get(key) ?? { peer, instance, ups: fold(), downs: fold(), last: null };
    sessions.set(key, session);
    // A metric repeats the state with every sample; only a change is one.
    if (record.data.kind === 'perf-sample' && session.last === change) return;
    session.last = change;
    (change === 'up' ? session.ups : session.downs).add(record);
  };
  const add = (record: PlacedRecord): void => {
    for (const change of changesOf(record)) note(change, record);
  };
  const finish = (): Fact[] =>
    [...sessions.values()].map(({ peer, instance, ups, downs }): Fact => {
      const state = lastState(ups, downs);
      const told = state === 'up' ? ups : downs;
      const common = { kind: 'bgp-session' as const, peer, instance, state, ups: ups.count(), downs: downs.count() };
      return { ...common, since: told.span(), citations: told.citations(cite).toReversed() };
    });
  return { add, finish };
}

/** BGP sessions of the gateway as its route log, or its metric BgpPeerStatus, tells them. */
export const extractor: Extractor = { id: 'bgp-sessions', kinds: ['azure-gateway-log', 'perf-sample'], start: collector };
