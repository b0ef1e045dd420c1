import type { Citation } from '#shared/model/analysis.ts';
import type { FactView } from '../check.ts';
import { gather } from './result.ts';

/** What the SKU of a VPN gateway carries for all tunnels together (Microsoft, About gateway SKUs). */
export type SkuLimit = { readonly sku: string; readonly limitMbps: number; readonly citations: readonly Citation[] };

/**
 * The aggregate throughput of the case's VPN gateway; of several gateways the smallest, because that one is reached
 * first. A SKU that exists in two generations counts with the lower figure while the generation is not known.
 * Null when no gateway shows a SKU of the table.
 */
export function skuLimit(view: FactView): SkuLimit | null {
  const rows = view.knowledge.tables.gatewaySkus.rows;
  const gateways = view.of('azure-gateway').filter((g) => g.sku !== null && !/^expressroute$/i.test(g.gatewayType ?? ''));
  const limits = gateways.flatMap((g) => {
    const named = rows.filter((r) => r.sku.toLowerCase() === (g.sku ?? '').toLowerCase());
    const exact = named.filter((r) => r.generation?.toLowerCase() === g.generation?.toLowerCase());
    const figures = (exact.length > 0 ? exact : named).flatMap((r) => r.throughputMbps ?? []);
    return figures.length === 0 ? [] : [{ sku: g.sku ?? '', limitMbps: Math.min(...figures), citations: g.citations }];
  });
  const lowest = limits.toSorted((a, b) => a.limitMbps - b.limitMbps)[0];
  return lowest === undefined ? null : { ...lowest, citations: gather(...limits.map((l) => l.citations)) };
}
