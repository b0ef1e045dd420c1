import { message, type Message } from '#shared/model/message.ts';
import type { AzureOtherData, AzureVnetData, RecordData } from '#shared/model/record-data.ts';
import { parseArmId } from '#shared/net/arm-id.ts';
import type { Parsed } from '../format.ts';
import { recordOf } from '../shared/parsed.ts';
import { readJsonTree } from './json-tree.ts';
import { arrayNode, elements, get, maxDepth, text, textOf, type AzureNode } from './node.ts';
import { groupOfRules, readEffectiveNsg, readEffectiveRoutes, readNsg, readRouteTable, tableOfRoutes } from './read-rules.ts';
import {
  nameOf,
  readBgpPeer,
  readConnection,
  readGateway,
  readIkeSa,
  readLocalGateway,
  readMachine,
  readPublicIp,
  readSharedKey,
  readSubnet,
  readTroubleshoot,
  readVnet,
} from './read-resource.ts';
import { armType, resourceType, saysEnough, type ResourceType } from './resource-type.ts';

/** Where the lines of a node stand in the file; line numbers of nodes are those of the file. */
export type LineTable = {
  readonly offset: (line: number) => number;
  readonly slice: (from: number, to: number) => string;
  /** The text that the spans of nodes refer to; null when nodes have lines only. */
  readonly source: string | null;
};

/** A resource read from a tree, with the node it was read from. */
type Found = { readonly data: RecordData; readonly node: AzureNode };

const maxTextChars = 64 * 1024;
const maxIndent = 200;

const readers: Readonly<Partial<Record<ResourceType, (node: AzureNode) => RecordData>>> = {
  connection: readConnection,
  gateway: readGateway,
  'local-gateway': readLocalGateway,
  'public-ip': readPublicIp,
  machine: readMachine,
  nsg: readNsg,
  'effective-nsg': readEffectiveNsg,
  'route-table': readRouteTable,
  'ike-sa': readIkeSa,
  'bgp-peer': readBgpPeer,
  'shared-key': readSharedKey,
  'learned-route': (node) => ({ kind: 'azure-other', ...nameOf(node), resourceType: 'learnedRoutes' }),
  other: readOther,
};

function readOther(node: AzureNode): AzureOtherData {
  const name = nameOf(node);
  return { kind: 'azure-other', ...name, name: name.name ?? text(get(node, 'error'), 'code'), resourceType: armType(node) };
}

/** A VNet is one record, each of its subnets another. */
function readNetwork(node: AzureNode): Found[] {
  const data = readVnet(node);
  const subnets = elements(get(node, 'subnets')).filter((subnet) => text(subnet, 'name') !== null);
  return [{ data, node }, ...subnets.map((subnet): Found => ({ data: readSubnetOf(subnet, data), node: subnet }))];
}

function readSubnetOf(node: AzureNode, vnet: AzureVnetData): RecordData {
  return saysEnough(node, 'subnet') ? withPlace(readSubnet(node, vnet.name), vnet) : withPlace(readOther(node), vnet);
}

/** A subnet printed inside its VNet may leave out the group and subscription that the VNet names. */
function withPlace<T extends { readonly resourceGroup: string | null; readonly subscription: string | null }>(
  inner: T,
  outer: T | { readonly resourceGroup: string | null; readonly subscription: string | null },
): T {
  return { ...inner, resourceGroup: inner.resourceGroup ?? outer.resourceGroup, subscription: inner.subscription ?? outer.subscription };
}

/** Rows that make one thing together: rules of one group, effective routes of one interface. */
function readRows(items: readonly AzureNode[]): Found[] {
  const rules = items.filter((item) => resourceType(item) === 'nsg-rule');
  const routes = items.filter((item) => resourceType(item) === 'effective-route');
  const byGroup = Map.groupBy(rules, (rule) => parseArmId(text(rule, 'id') ?? '')?.parent ?? '');
  const groups = [...byGroup.values()].map((nodes): Found => ({ data: groupOfRules(nodes), node: spanning(nodes) }));
  const byTable = Map.groupBy(
    items.filter((item) => resourceType(item) === 'route'),
    (route) => parseArmId(text(route, 'id') ?? '')?.parent ?? '',
  );
  const tables = [...byTable.values()].map((nodes): Found => ({ data: tableOfRoutes(nodes), node: spanning(nodes) }));
  const effective = routes.length === 0 ? [] : [{ data: readEffectiveRoutes(routes), node: spanning(routes) }];
  return [...groups, ...tables, ...effective];
}

function spanning(nodes: readonly AzureNode[]): AzureNode {
  return arrayNode(nodes[0]?.line ?? 1, [...nodes], nodes.at(-1)?.endLine);
}

/** True when a tree holds anything that is read here, complete or cut off: for detectors, which see the head of a file only. */
export function holdsResource(node: AzureNode, depth = 0): boolean {
  if (depth > maxDepth) return false;
  if (node.type === 'scalar') return [...findResources(node)].length > 0;
  if (resourceType(node) !== null) return true;
  const children = node.type === 'array' ? node.items : [...node.members.values()];
  return children.some((child) => holdsResource(child, depth + 1));
}

/**
 * Finds the resources in a tree, outermost first; what is inside a resource belongs to it. Lists, envelopes (`value`, `body`) and
 * JSON inside a string are looked through. A resource that was cut off is left out, and its rules with it: a subnet without the
 * rest of its members would say that it has no NSG. What is whole inside it (the subnets of a VNet) is found.
 */
export function* findResources(node: AzureNode, depth = 0): Generator<Found> {
  if (depth > maxDepth) return;
  if (node.type === 'scalar') {
    const inner = innerJson(node);
    if (inner) yield* findResources(onLine(inner, node.line), depth + 1);
    return;
  }
  const type = node.complete ? resourceType(node) : null;
  if (type && !saysEnough(node, type)) return yield { data: readOther(node), node };
  if (type === 'vnet') return yield* readNetwork(node);
  if (type === 'subnet') return yield { data: readSubnet(node, null), node };
  if (type === 'troubleshoot') return yield* readTroubleshoot(node).map((data): Found => ({ data, node }));
  const reader = type && readers[type];
  if (reader) return yield { data: reader(node), node };
  const children = node.type === 'array' ? node.items : [...node.members.values()];
  if (node.complete) yield* readRows(node.type === 'array' ? children : [node]);
  for (const child of children) if (!isRow(child)) yield* findResources(child, depth + 1);
}

/** JSON that a text holds: as it is, as a JSON string, or (in REST examples) in quotes without escapes. */
function innerJson(node: AzureNode): AzureNode | null {
  if (node.type !== 'scalar' || typeof node.value !== 'string' || !/^\s*(?:[[{]|"\s*[\\[{])/.test(node.value)) return null;
  for (const candidate of [node.value, textOf(node) ?? '']) {
    const { root, end, trouble } = readJsonTree(candidate, 0, node.line);
    if (root && !trouble && candidate.slice(end).trim() === '') return root;
  }
  return null;
}

function isRow(node: AzureNode): boolean {
  const type = resourceType(node);
  return type === 'nsg-rule' || type === 'effective-route' || type === 'route';
}

/** All of a JSON text inside a string stands on the string's line. */
function onLine(node: AzureNode, line: number): AzureNode {
  if (node.type === 'scalar') return { ...node, line, endLine: line };
  if (node.type === 'array') return { ...node, line, endLine: line, span: null, items: node.items.map((item) => onLine(item, line)) };
  return {
    ...node,
    line,
    endLine: line,
    span: null,
    members: new Map([...node.members].map(([key, value]) => [key, onLine(value, line)])),
  };
}

function titled(data: RecordData): { readonly what: Message | null; readonly who: string | null } {
  const name = 'name' in data && data.name !== null ? data.name : '–';
  switch (data.kind) {
    case 'azure-connection':
      return { what: message('record.azure-connection', { name, status: data.status ?? '–' }), who: data.gateway };
    case 'azure-subnet':
      return { what: message('record.azure-subnet', { name, prefixes: data.prefixes.join(', '), nsg: data.nsg ?? '–' }), who: data.vnet };
    case 'azure-nsg':
      return { what: message('record.azure-nsg', { name, rules: data.rules.length }), who: data.resourceGroup };
    case 'azure-gateway':
      return {
        what: message('record.azure-gateway', { name, sku: data.sku ?? '–', addresses: data.publicAddresses.join(', ') || '–' }),
        who: data.vnet,
      };
    case 'azure-local-gateway':
      return {
        what: message('record.azure-local-gateway', {
          name,
          address: data.gatewayAddress ?? data.fqdn ?? '–',
          prefixes: data.prefixes.join(', ') || '–',
        }),
        who: data.resourceGroup,
      };
    case 'azure-public-ip':
      return { what: message('record.azure-public-ip', { name, address: data.address ?? '–' }), who: data.usedByGateway };
    case 'azure-machine':
      return { what: message('record.azure-machine', { name, state: data.powerState }), who: data.resourceGroup };
    case 'azure-vnet':
      return { what: message('record.azure-vnet', { name, prefixes: data.prefixes.join(', ') || '–' }), who: data.resourceGroup };
    case 'azure-route-table':
      return {
        what: message(data.effective ? 'record.azure-effective-routes' : 'record.azure-route-table', { name, routes: data.routes.length }),
        who: data.resourceGroup,
      };
    case 'azure-shared-key':
      return { what: message(`record.azure-shared-key-${data.state}`, { name }), who: data.name };
    case 'azure-ike-sa':
      return {
        what: message('record.azure-ike-sa', {
          encryption: data.encryption ?? '–',
          integrity: data.integrity ?? '–',
          group: data.dhGroup ?? '–',
        }),
        who: data.remoteEndpoint,
      };
    case 'azure-bgp-peer':
      return { what: message('record.azure-bgp-peer', { neighbor: data.neighbor, state: data.state ?? '–' }), who: data.neighbor };
    case 'troubleshoot-result':
      return { what: message('record.troubleshoot-result', { reason: data.reason }), who: data.target };
    case 'azure-other':
      return { what: message('record.azure-other', { name, type: data.resourceType }), who: data.resourceGroup };
    default:
      return { what: null, who: null };
  }
}

/** Text of a node with the indentation of its first line; where several stand on one line, its own characters only. */
function textOfNode(node: AzureNode, lines: LineTable): string {
  if (node.type === 'scalar' || node.span === null || lines.source === null) return lines.slice(node.line, node.endLine);
  const before = lines.source.slice(Math.max(0, node.span.start - maxIndent), node.span.start);
  const indent = /(?:^|\n)([ \t]*)$/.exec(before)?.[1] ?? '';
  return indent + lines.source.slice(node.span.start, node.span.end);
}

/** The resources of a tree as records, each with its own lines. */
export function* toRecords(root: AzureNode, lines: LineTable): Generator<Parsed> {
  for (const { data, node } of findResources(root)) {
    const unit = {
      line: node.line,
      endLine: node.endLine,
      offset: lines.offset(node.line),
      text: textOfNode(node, lines).slice(0, maxTextChars),
    };
    yield recordOf(unit, data, titled(data));
  }
}
