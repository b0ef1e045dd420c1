import type { CaseNames } from '#shared/model/analysis.ts';
import { deviceProvider, gatewayProvider } from '#shared/model/fact.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { AzureName } from '#shared/model/record-data.ts';
import { rangeText } from '#shared/net/address-range.ts';
import { parseArmId, resourceName } from '#shared/net/arm-id.ts';
import type { FactView } from '../checks/check.ts';
import { gatewayAddresses, isGatewaySubnet, workloadTarget } from '../checks/support/network.ts';

/** Blanked identifiers (`########-####-…`) and .NET type names that PowerShell prints for objects name nothing. */
function real(text: string | null | undefined): string | null {
  const trimmed = text?.trim() ?? '';
  if (trimmed === '' || /^[#*-]+$/.test(trimmed) || trimmed.startsWith('Microsoft.Azure.')) return null;
  return trimmed;
}

function first(texts: readonly (string | null | undefined)[]): string | null {
  return texts.map(real).find((t) => t !== null) ?? null;
}

function firstName(texts: readonly (string | null | undefined)[]): string | null {
  return first(texts.map((t) => (real(t) === null ? null : resourceName(t ?? ''))));
}

/** Ids that a resource refers to tell group and subscription as well as its own. */
function references(fact: Fact): readonly (string | null)[] {
  switch (fact.kind) {
    case 'azure-subnet':
      return [fact.nsg, fact.routeTable, fact.vnet];
    case 'azure-connection':
      return [fact.gateway, fact.localGateway];
    case 'azure-gateway':
      return [fact.vnet, ...fact.publicIpNames];
    case 'azure-nsg':
      return [...fact.subnets, ...fact.nics];
    default:
      return [];
  }
}

type Scope = Pick<AzureName, 'resourceGroup' | 'subscription'>;

function scopes(view: FactView): Scope[] {
  const kinds = [
    'azure-connection',
    'azure-gateway',
    'azure-local-gateway',
    'azure-vnet',
    'azure-subnet',
    'azure-nsg',
    'azure-public-ip',
    'azure-route-table',
    'azure-shared-key',
  ] as const;
  const facts = kinds.flatMap((kind) => [...view.of(kind)]);
  const referred = facts.flatMap((f) => references(f).flatMap((text) => (text === null ? [] : (parseArmId(text) ?? []))));
  return [...facts, ...referred];
}

/** The connection in question: one that is not up first, because commands are for what does not work. */
function connectionName(view: FactView): string | null {
  const named = view.of('azure-connection').filter((c) => real(c.name) !== null);
  const down = named.find((c) => c.status !== null && c.status !== 'Connected');
  return first([
    down?.name,
    named[0]?.name,
    ...view.of('shared-key-comparison').map((c) => c.connection),
    ...view.of('azure-shared-key').map((k) => k.name),
  ]);
}

/** Commands want the name of an RRAS interface: the gateway names a tunnel by its address, another device by a name of its own. */
function interfaceOf(fact: { readonly provider: string; readonly interfaceName: string | null }): readonly (string | null)[] {
  return fact.provider === gatewayProvider || fact.provider === deviceProvider ? [] : [fact.interfaceName];
}

/** Names that the evidence gives, for filling in commands; of several candidates the first in the order of the facts. */
export function caseNames(view: FactView): CaseNames {
  const where = scopes(view);
  const connections = view.of('azure-connection');
  const workloadNsgs = view.of('azure-subnet').filter((s) => !isGatewaySubnet(s.name));
  const target = workloadTarget(view);
  const gateways = view.of('azure-gateway').filter((g) => !/^expressroute$/i.test(g.gatewayType ?? ''));
  const address = gatewayAddresses(view)[0];
  return {
    subscription: first(where.map((s) => s.subscription)),
    resourceGroup: first(where.map((s) => s.resourceGroup)),
    vnet: firstName([
      ...view.of('azure-vnet').map((v) => v.name),
      ...view.of('azure-subnet').map((s) => s.vnet),
      ...gateways.map((g) => g.vnet),
    ]),
    gateway: firstName([...gateways.map((g) => g.name), ...connections.map((c) => c.gateway)]),
    connection: connectionName(view),
    localGateway: firstName([...view.of('azure-local-gateway').map((g) => g.name), ...connections.map((c) => c.localGateway)]),
    nsg: firstName([
      ...workloadNsgs.map((s) => s.nsg),
      ...view.of('azure-nsg').map((n) => n.name),
      ...view.of('azure-subnet').map((s) => s.nsg),
    ]),
    interfaceName: first([
      ...view.of('dial-failures').flatMap(interfaceOf),
      ...view.of('rras-interface').map((i) => i.name),
      ...view.of('dial-successes').flatMap(interfaceOf),
    ]),
    gatewayAddress: address === undefined ? null : rangeText(address),
    deviceAddress: first([
      ...view.of('azure-local-gateway').map((g) => g.gatewayAddress),
      ...view.of('azure-ike-sa').map((sa) => sa.remoteEndpoint),
    ]),
    targetHost: target === null ? null : real(target.host),
    targetPort: target?.port ?? null,
  };
}
