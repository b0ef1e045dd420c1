import type { z } from 'zod';
import { maxInterfaces, type AzureCloud, type CollectTarget, type CollectWish } from '#shared/model/azure.ts';
import { parseArmId } from '#shared/net/arm-id.ts';
import { DiagnosticSettings, GatewayBody, ConnectionBody, NicBody, TroubleshootBody, VnetBody, WatcherList } from './arm-models.ts';

/** What was learnt on the way, by the call that learnt it. Answers are looked at as far as they are understood. */
export type Known = {
  readonly cloud: AzureCloud;
  readonly target: CollectTarget;
  readonly nowMs: number;
  readonly storage: CollectWish['storage'];
  /** Interfaces that a person chose; empty for the first ones of the VNet. */
  readonly interfaces: readonly string[];
  readonly answers: ReadonlyMap<string, readonly unknown[]>;
};

function read<T extends z.ZodType>(known: Known, call: string, schema: T): z.output<T>[] {
  return (known.answers.get(call) ?? []).flatMap((value) => {
    const parsed = schema.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
}

/** Ids in the order of their first mention, each once; Azure spells the same id in several ways. */
function distinct(ids: readonly (string | undefined)[]): string[] {
  const seen = new Map<string, string>();
  for (const id of ids) if (id !== undefined && id !== '' && !seen.has(id.toLowerCase())) seen.set(id.toLowerCase(), id);
  return [...seen.values()];
}

export function localGateways(known: Known): string[] {
  return distinct(read(known, 'connection', ConnectionBody).map((c) => c.properties.localNetworkGateway2?.id));
}

export function publicAddresses(known: Known): string[] {
  return distinct(
    read(known, 'gateway', GatewayBody).flatMap((g) => g.properties.ipConfigurations.map((c) => c.properties.publicIPAddress?.id)),
  );
}

/** The VNet that a subnet is in. */
export function vnetOfSubnet(id: string | undefined): string | undefined {
  return /^(\/subscriptions\/[\w-]+\/.+)\/subnets\/[^/]+$/i.exec(id ?? '')?.[1];
}

/** The VNet of the gateway: the parent of its GatewaySubnet. */
export function networks(known: Known): string[] {
  const homes = read(known, 'gateway', GatewayBody).flatMap((g) => g.properties.ipConfigurations.map((c) => c.properties.subnet?.id));
  return distinct(homes.map(vnetOfSubnet));
}

/** VNets of the interfaces that were looked at, other than the gateway's own: machines often stand in a peered one. */
export function otherNetworks(known: Known): string[] {
  const own = networks(known).map((id) => id.toLowerCase());
  const subnetIds = read(known, 'nic', NicBody).flatMap((n) => n.properties.ipConfigurations.map((c) => c.properties.subnet?.id));
  return distinct(subnetIds.map(vnetOfSubnet)).filter((id) => !own.includes(id.toLowerCase()));
}

export function usesBgp(known: Known): boolean {
  return read(known, 'gateway', GatewayBody).some((g) => g.properties.enableBgp);
}

function subnetsIn(known: Known, call: 'vnet' | 'peer-vnet') {
  return read(known, call, VnetBody).flatMap((v) => v.properties.subnets);
}

function subnets(known: Known) {
  return [...subnetsIn(known, 'vnet'), ...subnetsIn(known, 'peer-vnet')];
}

/** Groups on the subnets first, then those on the network interfaces. */
export function securityGroups(known: Known): string[] {
  return distinct([
    ...subnets(known).map((s) => s.properties.networkSecurityGroup?.id),
    ...read(known, 'nic', NicBody).map((n) => n.properties.networkSecurityGroup?.id),
  ]);
}

export function routeTables(known: Known): string[] {
  return distinct(subnets(known).map((s) => s.properties.routeTable?.id));
}

/**
 * The chosen network interfaces, else those in the VNet by the configurations that its subnets list (of gateways and load balancers
 * there are none), so many that a large VNet is not asked machine by machine.
 */
export function networkInterfaces(known: Known): string[] {
  const inVnet = subnetsIn(known, 'vnet')
    .flatMap((s) => s.properties.ipConfigurations)
    .map((c) => /^(.+\/networkInterfaces\/[^/]+)\/ipConfigurations\//i.exec(c.id)?.[1]);
  return distinct(known.interfaces.length > 0 ? known.interfaces : inVnet).slice(0, maxInterfaces);
}

export function virtualMachines(known: Known): string[] {
  return distinct(read(known, 'nic', NicBody).map((n) => n.properties.virtualMachine?.id));
}

/** Log Analytics workspaces that the gateway sends its logs to. */
export function workspaces(known: Known): string[] {
  return distinct(
    read(known, 'diagnostic-settings', DiagnosticSettings).flatMap((d) => d.value.map((s) => s.properties.workspaceId ?? undefined)),
  );
}

/** The Network Watcher of the gateway's region. */
export function watcher(known: Known): string | null {
  const gateway = known.answers.get('gateway')?.[0];
  const region = typeof gateway === 'object' && gateway !== null && 'location' in gateway ? String(gateway.location).toLowerCase() : '';
  const all = read(known, 'network-watchers', WatcherList).flatMap((w) => w.value);
  return all.find((w) => w.location.toLowerCase() === region)?.id ?? null;
}

/** When the diagnosis of Network Watcher began, by Azure's clock; null where its answer does not say. */
export function diagnosedSinceMs(known: Known): number | null {
  const [{ startTime } = { startTime: '' }] = read(known, 'troubleshoot', TroubleshootBody);
  const ms = Date.parse(startTime);
  return Number.isNaN(ms) ? null : ms;
}

export function subscriptionOf(id: string): string {
  return parseArmId(id)?.subscription ?? '';
}
