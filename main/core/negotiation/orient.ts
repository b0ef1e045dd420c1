import { overlaps, parseRanges } from '#shared/net/address-range.ts';
import type { End } from '#shared/model/negotiation.ts';
import type { Facts } from '../checks/check.ts';
import { gatewayAddresses } from '../checks/support/network.ts';
import type { Seen } from './joined.ts';

type Fact = Seen['fact'];
type Known = { readonly azure: string[]; readonly onPremises: string[] };

function addressesOf(facts: readonly Fact[], view: Facts): Known {
  const stated = facts.filter((f) => f.side !== null);
  const at = (end: End): string[] =>
    stated.flatMap((f) => {
      const endpoint = f.side === end ? f.local : f.remote;
      return endpoint === null ? [] : [endpoint.address];
    });
  return {
    azure: at('azure'),
    onPremises: [...at('on-premises'), ...view.of('azure-local-gateway').flatMap((g) => g.gatewayAddress ?? [])],
  };
}

/**
 * Which end a witness calls local. A log stands on the side that its parser says; a capture may stand anywhere: addresses of the gateway
 * and of the device tell, and without them it was taken on premises, where captures are taken.
 */
export function orient(facts: readonly Fact[], view: Facts): Seen[] {
  const known = addressesOf(facts, view);
  const gateways = [...gatewayAddresses(view), ...parseRanges([...new Set(known.azure)])];
  const devices = parseRanges([...new Set(known.onPremises)]);
  const isAt = (address: string | undefined, ranges: typeof devices): boolean =>
    address !== undefined && parseRanges([address]).some((a) => ranges.some((r) => overlaps(a, r)));
  return facts.map((fact): Seen => {
    const isAzure = isAt(fact.local?.address, gateways) || (isAt(fact.remote?.address, devices) && !isAt(fact.remote?.address, gateways));
    const cited = fact.citations[0];
    return { fact, sourceId: cited?.sourceId ?? '', path: cited?.path ?? '', localEnd: fact.side ?? (isAzure ? 'azure' : 'on-premises') };
  });
}
