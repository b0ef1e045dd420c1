import type { Fact } from '#shared/model/fact.ts';
import type { AzureGatewayLogData } from '#shared/model/record-data.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';

type Session = { readonly peer: string | null; readonly instance: string | null; readonly ups: Fold; readonly downs: Fold };

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

function collector({ cite }: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const sessions = new Map<string, Session>();
  const add = (record: PlacedRecord): void => {
    const row = record.data;
    const change = row.kind === 'azure-gateway-log' ? changeOf(row) : null;
    if (row.kind !== 'azure-gateway-log' || change === null) return;
    const peer = peerOf(row);
    const key = JSON.stringify([peer, row.instance]);
    if (!sessions.has(key) && sessions.size >= maxSessions) return;
    const session = sessions.get(key) ?? { peer, instance: row.instance, ups: fold(), downs: fold() };
    sessions.set(key, session);
    (change === 'up' ? session.ups : session.downs).add(record);
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

/** BGP sessions of the gateway as its route log tells them. */
export const extractor: Extractor = { id: 'bgp-sessions', kinds: ['azure-gateway-log'], start: collector };
