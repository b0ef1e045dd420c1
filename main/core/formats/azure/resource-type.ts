import { elements, get, has, text, textOf, type AzureNode } from './node.ts';

/** What an object is; `other` for an ARM resource that no check reads. */
export type ResourceType =
  | 'connection'
  | 'gateway'
  | 'local-gateway'
  | 'vnet'
  | 'subnet'
  | 'nsg'
  | 'nsg-rule'
  | 'route-table'
  | 'public-ip'
  | 'machine'
  | 'effective-nsg'
  | 'effective-route'
  | 'ike-sa'
  | 'bgp-peer'
  | 'learned-route'
  | 'shared-key'
  | 'troubleshoot'
  | 'route'
  | 'other';

/** ARM type paths in lower case, those of `Microsoft.Network/` without it. */
const byArmType: Readonly<Record<string, ResourceType>> = {
  connections: 'connection',
  virtualnetworkgatewayconnections: 'connection',
  'connections/sharedkey': 'shared-key',
  'connections/sharedkeys': 'shared-key',
  virtualnetworkgateways: 'gateway',
  localnetworkgateways: 'local-gateway',
  virtualnetworks: 'vnet',
  'virtualnetworks/subnets': 'subnet',
  networksecuritygroups: 'nsg',
  'networksecuritygroups/securityrules': 'nsg-rule',
  'networksecuritygroups/defaultsecurityrules': 'nsg-rule',
  routetables: 'route-table',
  'routetables/routes': 'route',
  publicipaddresses: 'public-ip',
  'microsoft.compute/virtualmachines': 'machine',
};

const beforeProvider = '/providers/';
/** ARM nests types a few levels deep. */
const maxIdParts = 64;

/** `microsoft.network/connections` of a `type`, or the type path of an ARM id. */
function armTypes(node: AzureNode): readonly string[] {
  const id = text(node, 'id') ?? '';
  const at = id.toLowerCase().indexOf(beforeProvider);
  const [provider, ...parts] = at < 0 ? [] : id.slice(at + beforeProvider.length).split('/', maxIdParts);
  const fromId = provider && parts[0] ? `${provider}/${parts.filter((_, i) => i % 2 === 0).join('/')}` : null;
  return [fromId, text(node, 'type')]
    .filter((type): type is string => type !== null && type.includes('/'))
    .map((type) => type.toLowerCase());
}

/** Objects of an output that bears no id: told by members that no other output has together. */
function byShape(node: AzureNode): ResourceType | null {
  if (has(node, 'effectiveSecurityRules')) return 'effective-nsg';
  if (has(node, 'securityRules', 'defaultSecurityRules')) return 'nsg';
  if (has(node, 'priority', 'direction', 'access')) return 'nsg-rule';
  if (has(node, 'connectionType') && (has(node, 'virtualNetworkGateway1') || has(node, 'routingWeight'))) return 'connection';
  if (has(node, 'gatewayType', 'vpnType')) return 'gateway';
  if (has(node, 'localNetworkAddressSpace')) return 'local-gateway';
  if (has(node, 'addressSpace', 'subnets')) return 'vnet';
  if (has(node, 'nextHopType', 'addressPrefix') && (has(node, 'source') || has(node, 'state'))) return 'effective-route';
  if (has(node, 'routes') && has(node, 'disableBgpRoutePropagation')) return 'route-table';
  if (has(node, 'publicIpAllocationMethod')) return 'public-ip';
  if ((has(node, 'name') || has(node, 'computerName')) && powerState(node) !== null) return 'machine';
  if (has(node, 'localEndpoint', 'remoteEndpoint', 'dhGroup')) return 'ike-sa';
  if (has(node, 'neighbor', 'asn', 'state')) return 'bgp-peer';
  if (has(node, 'network', 'origin', 'sourcePeer')) return 'learned-route';
  if (has(node, 'name', 'provisioningState') && (has(node, 'addressPrefix') || has(node, 'addressPrefixes'))) return 'subnet';
  if (otherShape(node) !== null) return 'other';
  if (has(node, 'results', 'code') && (has(node, 'startTime') || has(node, 'endTime'))) return 'troubleshoot';
  return null;
}

/** Answers that no check reads, by members that no other answer has together. */
const otherShapes: readonly (readonly [type: string, ...members: string[]])[] = [
  ['connectivityCheck', 'hops', 'connectionStatus'],
  ['ipFlowVerify', 'access', 'ruleName'],
  ['nextHop', 'nextHopType', 'routeTableId'],
  ['flowLogStatus', 'targetResourceId', 'properties'],
  ['flowLogStatus', 'targetResourceId', 'storageId', 'enabled'],
];

function otherShape(node: AzureNode): string | null {
  if (node.type !== 'object') return null;
  const error = get(node, 'error');
  if (error && has(error, 'code', 'message')) return 'error';
  const shape = otherShapes.find(([, ...members]) => has(node, ...members));
  if (shape) return shape[0];
  return node.members.size === 2 && has(node, 'status', 'data') && elements(get(node, 'data')).length === 0 ? 'ikeSas' : null;
}

/**
 * Objects of which only some members were asked for (`--query`, `Select-Object`) must not state what they leave out: a subnet without
 * a word about its NSG has not "none". The whole object has an entity tag.
 */
export function saysEnough(node: AzureNode, type: ResourceType): boolean {
  switch (type) {
    case 'subnet':
      return has(node, 'networkSecurityGroup') || text(node, 'networkSecurityGroupId') !== null || text(node, 'etag') !== null;
    case 'nsg':
      return has(node, 'securityRules') || has(node, 'defaultSecurityRules');
    case 'route-table':
      return has(node, 'routes');
    case 'vnet':
      return has(node, 'addressSpace');
    case 'machine':
      return powerState(node) !== null;
    case 'local-gateway':
      return has(node, 'localNetworkAddressSpace') || has(node, 'addressPrefixes');
    default:
      return true;
  }
}

/**
 * `PowerState/deallocated` among the statuses of the instance view (REST, `az vm get-instance-view`, `Get-AzVM -Status`), or the words
 * `VM deallocated` of `az vm show -d`, which are not translated. Null where the state was not asked for.
 */
export function powerState(node: AzureNode): string | null {
  const statuses = elements(get(get(node, 'instanceView'), 'statuses') ?? get(node, 'statuses'));
  const codes = statuses.flatMap((status) => /^PowerState\/(\w{1,30})$/i.exec(text(status, 'code') ?? '')?.[1] ?? []);
  return (codes[0] ?? /^VM (\w{1,30})$/i.exec(text(node, 'powerState') ?? '')?.[1] ?? null)?.toLowerCase() ?? null;
}

/** A shared key answer holds a text named `value` and nothing else of its own. */
function isSharedKey(node: AzureNode): boolean {
  if (node.type !== 'object' || textOf(get(node, 'value')) === null) return false;
  const own = [...node.members.keys()].filter(
    (key) => !['id', 'etag', 'name', 'type', 'location', 'properties', 'resourcegroup', 'provisioningstate'].includes(key),
  );
  const isNamed = (text(node, 'id') ?? '').toLowerCase().includes('/sharedkey');
  return own.every((key) => key === 'value') && (isNamed || (text(node, 'value') ?? '').startsWith('[removed'));
}

/** Says what an object is, by its id, its type or its members; null when it is no Azure object by itself. */
export function resourceType(node: AzureNode): ResourceType | null {
  if (node.type !== 'object') return null;
  if (isSharedKey(node)) return 'shared-key';
  for (const type of armTypes(node)) {
    const known = byArmType[type.replace(/^microsoft\.network\//, '')];
    // A bare reference (`{ "id": … }` of another resource) says nothing about that resource.
    if (known && node.members.size > (node.members.has('resourcegroup') ? 2 : 1)) return known;
  }
  return byShape(node) ?? (armTypes(node).length > 0 && node.members.size > 3 ? 'other' : null);
}

/** ARM type as written, for objects that no check reads. */
export function armType(node: AzureNode): string {
  return text(node, 'type') ?? armTypes(node)[0] ?? otherShape(node) ?? '';
}
