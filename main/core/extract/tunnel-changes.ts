import type { Citation } from '#shared/model/analysis.ts';
import { gatewayProvider, signalClasses } from '#shared/model/fact.ts';
import type { Fact, TunnelChanges } from '#shared/model/fact.ts';
import { changeSeries } from './change-series.ts';
import type { ChangeSeries } from './change-series.ts';
import type { Cite, ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';
import { providerOf } from './ike-signal.ts';
import { isNamed, isOfDial, signatureMatcher } from './signature-match.ts';
import { signOfDial, signOfIke, signOfRow } from './tunnel-signs.ts';
import type { TunnelSign } from './tunnel-signs.ts';
import { tunnelChangesOf } from './tunnel-state.ts';
import type { PlacedSign } from './tunnel-state.ts';

type Held = PlacedSign & { readonly cited: Citation };
type Tunnel = Pick<TunnelChanges, 'provider' | 'peer' | 'interfaceName' | 'instance'>;
type Series = {
  readonly signs: ChangeSeries<Held>;
  readonly fold: Fold;
  interfaceName: string | null;
  /** What the latest sign said, and whether it was kept: of a run of failures only the ends tell something. */
  latest: { readonly sign: TunnelSign; readonly record: PlacedRecord; readonly isKept: boolean } | null;
};

/** Signs kept for each end of a tunnel's life, and changes shown; a person reads tens, a hostile log has millions. */
const keptSigns = 250;
const shownChanges = 100;
const maxTunnels = 60;

function sameKind(a: TunnelSign, b: TunnelSign): boolean {
  return a.what === 'failed' && b.what === 'failed' && a.signal === b.signal && a.of === b.of;
}

/** Signs of one tunnel; attempts that fail one after the other are kept as the first and the last. */
function series(cite: Cite) {
  const state: Series = { signs: changeSeries(keptSigns), fold: fold(), interfaceName: null, latest: null };
  const keep = (sign: TunnelSign, record: PlacedRecord): void => {
    const { time } = record;
    state.signs.add({ ...sign, ms: time?.utcMs ?? time?.localMs ?? null, text: time?.text ?? '', cited: cite(record) });
    state.fold.add(record);
  };
  const flush = (): void => {
    if (state.latest !== null && !state.latest.isKept) keep(state.latest.sign, state.latest.record);
  };
  const add = (sign: TunnelSign, record: PlacedRecord): void => {
    const before = state.latest;
    // Between failures an attempt begins each time: that is no news.
    if (sign.what === 'starts' && before !== null && (before.sign.what === 'failed' || before.sign.what === 'starts')) return;
    if (before !== null && sameKind(before.sign, sign)) {
      state.latest = { sign, record, isKept: false };
      return;
    }
    flush();
    keep(sign, record);
    state.latest = { sign, record, isKept: true };
  };
  const changes = (tunnel: Tunnel): Fact[] => {
    flush();
    const { items, omitted } = state.signs.kept();
    const found = tunnelChangesOf(items);
    // A tunnel that never stood has no changes; that its attempts fail is told elsewhere.
    if (!found.some(({ sign, change }) => change.to === 'connected' || sign.what === 'down')) return [];
    const left = found.length <= 2 * shownChanges ? found : [...found.slice(0, shownChanges), ...found.slice(-shownChanges)];
    return [
      {
        kind: 'tunnel-changes',
        ...tunnel,
        interfaceName: state.interfaceName,
        changes: left.map(({ change }, i) => ({ ...change, citation: i })),
        omitted: omitted + found.length - left.length,
        span: state.fold.span(),
        citations: left.map(({ sign }) => sign.cited),
      },
    ];
  };
  const name = (interfaceName: string | null): void => {
    state.interfaceName = interfaceName ?? state.interfaceName;
  };
  return { add, changes, name };
}

type Sighting = { readonly tunnel: Tunnel; readonly sign: TunnelSign };

function sighting(sign: TunnelSign | null, tunnel: Tunnel): Sighting | null {
  return sign === null ? null : { tunnel, sign };
}

/** Reads what a record says about which tunnel; null for a record that says nothing. */
function sightings({ knowledge }: ExtractContext): (record: PlacedRecord) => Sighting | null {
  const match = signatureMatcher(knowledge.signatures.filter(isOfDial));
  return ({ data }) => {
    if (data.kind === 'azure-gateway-log') {
      const { remoteAddress: peer, instance } = data;
      return sighting(signOfRow(data), { provider: gatewayProvider, peer, interfaceName: null, instance });
    }
    if (data.kind === 'ike-event') {
      const provider = providerOf(data);
      if (provider === null) return null;
      const [peer, interfaceName] = [data.remote?.address ?? null, data.connection ?? null];
      return sighting(signOfIke(data), { provider, peer, interfaceName, instance: data.instance ?? null });
    }
    if (data.kind !== 'windows-event' || data.interfaceName === null) return null;
    const signature = match(data);
    if (signature === null) return null;
    const signal = signalClasses.find((c) => c === signature.signal) ?? 'other';
    const { provider, interfaceName } = data;
    return sighting(signOfDial(data, signature, signal), { provider, peer: null, interfaceName, instance: null });
  };
}

function collector(context: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const read = sightings(context);
  const tunnels = new Map<string, { readonly tunnel: Tunnel; readonly series: ReturnType<typeof series> }>();
  const add = (record: PlacedRecord): void => {
    const seen = read(record);
    if (seen === null) return;
    const { provider, peer, instance, interfaceName } = seen.tunnel;
    const key = JSON.stringify([provider.toLowerCase(), peer, instance, peer === null ? interfaceName : null]);
    const entry = tunnels.get(key) ?? (tunnels.size < maxTunnels ? { tunnel: seen.tunnel, series: series(context.cite) } : null);
    if (entry === null) return;
    tunnels.set(key, entry);
    entry.series.name(interfaceName);
    entry.series.add(seen.sign, record);
  };
  return { add, finish: () => [...tunnels.values()].flatMap(({ tunnel, series: one }) => one.changes(tunnel)) };
}

/** When each tunnel came up and went down, as one source saw it. */
export const extractor: Extractor = {
  id: 'tunnel-changes',
  kinds: ['azure-gateway-log', 'ike-event', 'windows-event'],
  concerns: (event, { signatures }) => isNamed(signatures.filter(isOfDial), event),
  start: collector,
};
