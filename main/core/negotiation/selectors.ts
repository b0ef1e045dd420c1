import { covers, merge, overlaps, parseRanges, rangeText, subtract } from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';
import type { End, SelectorPair } from '#shared/model/negotiation.ts';
import type { FactView } from '../checks/check.ts';
import { onPremisesPrefixes, vnetPrefixes } from '../checks/support/network.ts';
import { otherEnd } from './joined.ts';

type Nets = Readonly<Record<End, readonly AddressRange[]>>;
const none: Nets = { 'on-premises': [], azure: [] };
const everything = parseRanges(['0.0.0.0/0', '::/0']);

export function isEverything(range: AddressRange): boolean {
  return everything.some((e) => covers([range], e));
}

/** What the device is set to, by network: its configuration, else what its witnesses saw it propose. */
export function deviceNets(view: FactView): Nets {
  const tunnels = view.of('device-tunnel').flatMap((t) => t.selectors);
  if (tunnels.length > 0)
    return { 'on-premises': parseRanges(tunnels.flatMap((s) => s.local)), azure: parseRanges(tunnels.flatMap((s) => s.remote)) };
  const rras = view.of('rras-interface').flatMap((i) => i.subnets.map((s) => s.prefix));
  if (rras.length > 0) return { 'on-premises': [], azure: parseRanges(rras) };
  return seenNets(view, 'on-premises');
}

/** Selectors that an end named itself, from the logs of that end. */
function seenNets(view: FactView, end: End): Nets {
  const own = view.negotiations.negotiations.flatMap((n) => n.members.filter((m) => m.localEnd === end));
  const steps = own.flatMap((m) => m.fact.steps.flatMap((s) => s.selectors.map((x) => ({ whose: x.whose, range: x.selector.range }))));
  const behind = (whose: 'local' | 'remote'): AddressRange[] => parseRanges(steps.filter((s) => s.whose === whose).map((s) => s.range));
  return { ...none, [end]: behind('local'), [otherEnd(end)]: behind('remote') };
}

/** Azure's side: custom selectors of the connection, else the prefixes of the local network gateway and of the VNet. */
function azureNets(view: FactView): Nets {
  const custom = view.of('azure-connection').flatMap((c) => c.trafficSelectors);
  if (custom.length > 0)
    return { azure: parseRanges(custom.flatMap((s) => s.local)), 'on-premises': parseRanges(custom.flatMap((s) => s.remote)) };
  const configured: Nets = { 'on-premises': onPremisesPrefixes(view), azure: vnetPrefixes(view) };
  return configured['on-premises'].length + configured.azure.length > 0 ? configured : seenNets(view, 'azure');
}

function without(ranges: readonly AddressRange[], others: readonly AddressRange[]): AddressRange[] {
  return others.reduce<AddressRange[]>((rest, other) => rest.flatMap((range) => subtract(range, other)), [...ranges]);
}

function relationOf(device: readonly AddressRange[], azure: readonly AddressRange[], isPolicyBased: boolean): SelectorPair['relation'] {
  if (device.length === 0 || azure.length === 0) return null;
  if (isPolicyBased && device.some(isEverything) !== azure.some(isEverything)) return 'any-to-any-against-policy';
  const [onlyDevice, onlyAzure] = [without(device, azure), without(azure, device)];
  if (onlyDevice.length === 0 && onlyAzure.length === 0) return 'equal';
  if (!device.some((d) => azure.some((a) => overlaps(d, a)))) return 'disjoint';
  if (onlyDevice.length === 0) return 'on-premises-inside';
  return onlyAzure.length === 0 ? 'azure-inside' : 'overlap';
}

function texts(ranges: readonly AddressRange[]): string[] {
  return merge(ranges).map(rangeText).slice(0, 40);
}

/** Which networks each end sends through the tunnel, and how the two lie to each other. Empty while an end is not known. */
export function compareSelectors(view: FactView): SelectorPair[] {
  const [device, azure] = [deviceNets(view), azureNets(view)];
  const isPolicyBased =
    view.of('azure-connection').some((c) => c.usePolicyBasedTrafficSelectors === true) ||
    view.of('azure-gateway').some((g) => g.vpnType === 'PolicyBased');
  return (['on-premises', 'azure'] as const).flatMap((network): SelectorPair[] => {
    const [here, there] = [merge(device[network]), merge(azure[network])];
    if (here.length === 0 && there.length === 0) return [];
    const isKnown = here.length > 0 && there.length > 0;
    return [
      {
        network,
        onPremises: texts(here),
        azure: texts(there),
        relation: relationOf(here, there, isPolicyBased),
        onlyOnPremises: isKnown ? texts(without(here, there)) : [],
        onlyAzure: isKnown ? texts(without(there, here)) : [],
      },
    ];
  });
}
