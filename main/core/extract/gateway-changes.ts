import type { Citation } from '#shared/model/analysis.ts';
import type { Fact, GatewayChange } from '#shared/model/fact.ts';
import { changeSeries } from './change-series.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import { gatewayChange } from './gateway-log.ts';

type Held = { readonly ms: number | null; readonly change: Omit<GatewayChange, 'citation'>; readonly cited: Citation };

const keptChanges = 100;

function collector({ cite }: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const series = changeSeries<Held>(keptChanges);
  const times = fold();
  const add = (record: PlacedRecord): void => {
    const { data, time } = record;
    const change = data.kind === 'azure-gateway-log' ? gatewayChange(data) : null;
    if (data.kind !== 'azure-gateway-log' || change === null) return;
    const { status, gateway: resource, instance } = data;
    const ms = time?.utcMs ?? time?.localMs ?? null;
    series.add({ ms, change: { ...change, ms, text: time?.text ?? '', status, resource, instance }, cited: cite(record) });
    times.add(record);
  };
  const finish = (): Fact[] => {
    const { items, omitted } = series.kept();
    if (items.length === 0) return [];
    const changes = items.map(({ change }, citation) => ({ ...change, citation }));
    return [{ kind: 'gateway-changes', changes, omitted, span: times.span(), citations: items.map((item) => item.cited) }];
  };
  return { add, finish };
}

/** Operations that changed the VPN gateway or its connections, each with its time. */
export const extractor: Extractor = { id: 'gateway-changes', kinds: ['azure-gateway-log'], start: collector };
