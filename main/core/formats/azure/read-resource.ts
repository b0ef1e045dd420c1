import type {
  AzureBgpPeerData,
  AzureConnectionData,
  AzureGatewayData,
  AzureIkeSaData,
  AzureLocalGatewayData,
  AzureMachineData,
  AzureName,
  AzurePublicIpData,
  AzureSharedKeyData,
  AzureSubnetData,
  AzureVnetData,
  IpsecPolicy,
  TroubleshootResultData,
} from '#shared/model/record-data.ts';
import { parseArmId, resourceName } from '#shared/net/arm-id.ts';
import { secretMarker } from '../../secrets/value.ts';
import { elements, flag, get, numeric, text, textOf, texts, type AzureNode } from './node.ts';
import { powerState } from './resource-type.ts';

/** Name, resource group and subscription, from members or from the id. */
export function nameOf(node: AzureNode): AzureName {
  const id = parseArmId(text(node, 'id') ?? '');
  return {
    name: text(node, 'name') ?? id?.name ?? null,
    resourceGroup: text(node, 'resourceGroup') ?? text(node, 'resourceGroupName') ?? id?.resourceGroup ?? null,
    subscription: id?.subscription ?? null,
  };
}

/** Name of a resource that another refers to: `{ "id": … }`, an id as text, or the classic client's `… id` label. */
export function referenced(node: AzureNode, name: string): string | null {
  const id = text(node, `${name}Id`);
  return referencedBy(get(node, name)) ?? (id === null ? null : resourceName(id));
}

/** `ConvertTo-Json` prints objects below its depth as `@{Id=…}`. */
const printedObject = [/^@\{(?:.*;\s*)?Id=([^;}]+)/i, /^@\{(?:.*;\s*)?Name=([^;}]+)/i];

export function referencedBy(reference: AzureNode | null): string | null {
  const found = textOf(reference) ?? text(reference, 'id') ?? text(reference, 'name');
  if (found === null || found === '[]' || found === '{}') return null;
  const member = printedObject.map((pattern) => pattern.exec(found)?.[1]).find((value) => value !== undefined);
  return resourceName(member ?? found);
}

/**
 * What is attached to a subnet. PowerShell prints the type in place of an object that it does not unfold: something is attached
 * then, and its name is not shown.
 */
function attached(node: AzureNode, name: string): string | null {
  const named = referenced(node, name);
  if (named !== null) return named;
  const shown = get(node, name);
  return shown?.type === 'scalar' && /^Microsoft\.Azure\.[\w.]+$/.test(String(shown.value)) ? '?' : null;
}

const connectionStates = ['Connected', 'NotConnected', 'Connecting', 'Unknown'] as const;

function statusOf(value: string | null): AzureConnectionData['status'] {
  const key = value?.replace(/\s+/g, '').toLowerCase() ?? '';
  return connectionStates.find((state) => state.toLowerCase() === key) ?? null;
}

export function readPolicy(node: AzureNode): IpsecPolicy {
  return {
    ikeEncryption: text(node, 'ikeEncryption'),
    ikeIntegrity: text(node, 'ikeIntegrity'),
    dhGroup: text(node, 'dhGroup'),
    ipsecEncryption: text(node, 'ipsecEncryption'),
    ipsecIntegrity: text(node, 'ipsecIntegrity'),
    pfsGroup: text(node, 'pfsGroup'),
    saLifeTimeSeconds: numeric(node, 'saLifeTimeSeconds'),
    saDataSizeKilobytes: numeric(node, 'saDataSizeKilobytes'),
  };
}

/** A connection; bytes of the classic client stand below "Bytes transferred". */
export function readConnection(node: AzureNode): AzureConnectionData {
  const bytes = get(node, 'bytesTransferred');
  const protocol = text(node, 'connectionProtocol');
  return {
    kind: 'azure-connection',
    ...nameOf(node),
    connectionType: text(node, 'connectionType'),
    status: statusOf(text(node, 'connectionStatus')),
    ingressBytes: numeric(node, 'ingressBytesTransferred') ?? numeric(bytes, 'ingress'),
    egressBytes: numeric(node, 'egressBytesTransferred') ?? numeric(bytes, 'egress'),
    provisioningState: text(node, 'provisioningState'),
    protocol: protocol === 'IKEv1' || protocol === 'IKEv2' ? protocol : null,
    mode: text(node, 'connectionMode'),
    enableBgp: flag(node, 'enableBgp'),
    usePolicyBasedTrafficSelectors: flag(node, 'usePolicyBasedTrafficSelectors'),
    ipsecPolicies: elements(get(node, 'ipsecPolicies'))
      .filter((item) => item.type === 'object')
      .map(readPolicy),
    trafficSelectors: elements(get(node, 'trafficSelectorPolicies')).map((item) => ({
      local: texts(item, 'localAddressRanges'),
      remote: texts(item, 'remoteAddressRanges'),
    })),
    dpdTimeoutSeconds: numeric(node, 'dpdTimeoutSeconds'),
    gateway: referenced(node, 'virtualNetworkGateway1'),
    localGateway: referenced(node, 'localNetworkGateway2'),
    authenticationType: text(node, 'authenticationType'),
  };
}

export function readGateway(node: AzureNode): AzureGatewayData {
  const configurations = elements(get(node, 'ipConfigurations'));
  const peering = elements(get(get(node, 'bgpSettings'), 'bgpPeeringAddresses'));
  const sku = get(node, 'sku');
  const vpnType = text(node, 'vpnType')?.toLowerCase();
  const subnet = configurations.map((c) => text(get(c, 'subnet'), 'id') ?? text(c, 'subnetId')).find((id) => id !== null) ?? null;
  const shown = configurations.flatMap((c) => text(get(c, 'publicIPAddress'), 'ipAddress') ?? []);
  return {
    kind: 'azure-gateway',
    ...nameOf(node),
    gatewayType: text(node, 'gatewayType'),
    vpnType: vpnType === 'routebased' ? 'RouteBased' : vpnType === 'policybased' ? 'PolicyBased' : null,
    sku: text(sku, 'name') ?? textOf(sku) ?? text(node, 'skuName'),
    generation: text(node, 'vpnGatewayGeneration'),
    activeActive: flag(node, 'activeActive') ?? flag(node, 'active'),
    enableBgp: flag(node, 'enableBgp'),
    asn: numeric(get(node, 'bgpSettings'), 'asn'),
    publicAddresses: [...new Set([...peering.flatMap((p) => texts(p, 'tunnelIpAddresses')), ...shown])],
    publicIpNames: configurations.flatMap((c) => referenced(c, 'publicIPAddress') ?? []),
    vnet: subnet === null ? null : (parseArmId(subnet)?.parent ?? null),
    provisioningState: text(node, 'provisioningState'),
  };
}

/** The gateway that uses an address stands in the id of its IP configuration. */
export function readPublicIp(node: AzureNode): AzurePublicIpData {
  const user = text(get(node, 'ipConfiguration'), 'id') ?? '';
  return {
    kind: 'azure-public-ip',
    ...nameOf(node),
    address: text(node, 'ipAddress'),
    usedByGateway: /\/virtualNetworkGateways\/([^/]+)/i.exec(user)?.[1] ?? null,
  };
}

export function readMachine(node: AzureNode): AzureMachineData {
  const size = text(get(node, 'hardwareProfile'), 'vmSize');
  const own = nameOf(node);
  return { kind: 'azure-machine', ...own, name: own.name ?? text(node, 'computerName'), size, powerState: powerState(node) ?? '' };
}

export function readLocalGateway(node: AzureNode): AzureLocalGatewayData {
  const space = get(node, 'localNetworkAddressSpace');
  const prefixes = texts(space, 'addressPrefixes');
  return {
    kind: 'azure-local-gateway',
    ...nameOf(node),
    gatewayAddress: text(node, 'gatewayIpAddress') ?? text(node, 'ipAddress'),
    fqdn: text(node, 'fqdn'),
    prefixes: prefixes.length > 0 ? prefixes : texts(node, 'addressPrefixes'),
    asn: numeric(get(node, 'bgpSettings'), 'asn'),
  };
}

export function readSubnet(node: AzureNode, vnet: string | null): AzureSubnetData {
  const prefixes = texts(node, 'addressPrefixes');
  return {
    kind: 'azure-subnet',
    ...nameOf(node),
    vnet: parseArmId(text(node, 'id') ?? '')?.parent ?? vnet,
    prefixes: prefixes.length > 0 ? prefixes : texts(node, 'addressPrefix'),
    nsg: attached(node, 'networkSecurityGroup'),
    routeTable: attached(node, 'routeTable'),
    provisioningState: text(node, 'provisioningState'),
  };
}

export function readVnet(node: AzureNode): AzureVnetData {
  return {
    kind: 'azure-vnet',
    ...nameOf(node),
    prefixes: texts(get(node, 'addressSpace'), 'addressPrefixes'),
    peerings: elements(get(node, 'virtualNetworkPeerings'))
      .filter((p) => p.type === 'object')
      .map((p) => ({
        name: text(p, 'name') ?? '',
        remoteVnet: referenced(p, 'remoteVirtualNetwork'),
        state: text(p, 'peeringState'),
        allowGatewayTransit: flag(p, 'allowGatewayTransit'),
        useRemoteGateways: flag(p, 'useRemoteGateways'),
        allowForwardedTraffic: flag(p, 'allowForwardedTraffic'),
      })),
  };
}

export function readIkeSa(node: AzureNode): AzureIkeSaData {
  return {
    kind: 'azure-ike-sa',
    localEndpoint: text(node, 'localEndpoint'),
    remoteEndpoint: text(node, 'remoteEndpoint'),
    encryption: text(node, 'encryption'),
    integrity: text(node, 'integrity'),
    dhGroup: text(node, 'dhGroup'),
    lifetimeSeconds: numeric(node, 'lifeTimeSeconds'),
    initiator: flag(node, 'isSaInitiator'),
    childCount: elements(get(node, 'quickModeSa')).length,
  };
}

export function readBgpPeer(node: AzureNode): AzureBgpPeerData {
  return {
    kind: 'azure-bgp-peer',
    neighbor: text(node, 'neighbor') ?? '',
    asn: numeric(node, 'asn'),
    state: text(node, 'state'),
    routesReceived: numeric(node, 'routesReceived'),
  };
}

/** The connection stands in the id; the key itself was removed before this is read. */
export function readSharedKey(node: AzureNode): AzureSharedKeyData {
  const value = text(node, 'value');
  const connection = /\/connections\/([^/]+)/i.exec(text(node, 'id') ?? '')?.[1] ?? null;
  return {
    kind: 'azure-shared-key',
    ...nameOf(node),
    name: connection ?? text(node, 'connection'),
    state: value === null ? 'empty' : value.includes(secretMarker) ? 'present' : 'masked',
  };
}

/** An id of digits (`000000`) names no fault. */
function faultName(id: string | null): string | null {
  return id === null || /^\d*$/.test(id) ? null : id;
}

/** One result a fault; the fault's name is `reasonType` on the wire and `id` in the documentation. */
export function readTroubleshoot(node: AzureNode): readonly TroubleshootResultData[] {
  const code = text(node, 'code') ?? '';
  const healthy = /^healthy$/i.test(code) ? true : /^un-?healthy$/i.test(code) ? false : null;
  const target = text(node, 'targetResourceId');
  const results = elements(get(node, 'results')).map((result): TroubleshootResultData => ({
    kind: 'troubleshoot-result',
    target,
    healthy,
    reason: text(result, 'reasonType') ?? faultName(text(result, 'id')) ?? code,
    summary: text(result, 'summary'),
  }));
  return results.length > 0 ? results : [{ kind: 'troubleshoot-result', target, healthy, reason: code, summary: null }];
}
