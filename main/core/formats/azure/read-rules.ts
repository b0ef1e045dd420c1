import type { AzureNsgData, AzureRoute, AzureRouteTableData, NsgRule } from '#shared/model/record-data.ts';
import { parseArmId } from '#shared/net/arm-id.ts';
import { elements, flag, get, numeric, text, texts, type AzureNode } from './node.ts';
import { nameOf, referencedBy } from './read-resource.ts';

const protocols: Readonly<Record<string, string>> = {
  tcp: 'Tcp',
  udp: 'Udp',
  icmp: 'Icmp',
  esp: 'Esp',
  ah: 'Ah',
  all: '*',
  any: '*',
  '*': '*',
};

/** `456-456` is one port; a blank list falls back to the single value. */
function ports(node: AzureNode, name: string): readonly string[] {
  const many = texts(node, `${name}Ranges`);
  const all = many.length > 0 ? many : texts(node, `${name}Range`);
  return all
    .flatMap((range) => range.split(/[\s,]+/))
    .filter((range) => range !== '')
    .map((range) => range.replace(/^(\d+)-\1$/, '$1').replace(/^0-65535$/, '*'));
}

function prefixes(node: AzureNode, name: string): readonly string[] {
  const many = texts(node, `${name}Prefixes`);
  const one = texts(node, `${name}Prefix`);
  return (many.length > 0 ? many : one).flatMap((prefix) => prefix.split(/[\s,]+/)).filter((prefix) => prefix !== '');
}

/** One security rule; null when it lacks what makes it a rule. Application security groups stand as their names. */
export function readRule(node: AzureNode, isDefault: boolean): NsgRule | null {
  const priority = numeric(node, 'priority');
  const direction = text(node, 'direction')?.toLowerCase();
  const access = text(node, 'access')?.toLowerCase();
  if (priority === null || (direction !== 'inbound' && direction !== 'outbound') || (access !== 'allow' && access !== 'deny')) return null;
  const groups = (name: string) => elements(get(node, name)).flatMap((group) => referencedBy(group) ?? []);
  const name = text(node, 'name') ?? '';
  return {
    name: name.replace(/^(?:default)?securityRules\//i, ''),
    priority,
    direction: direction === 'inbound' ? 'Inbound' : 'Outbound',
    access: access === 'allow' ? 'Allow' : 'Deny',
    protocol: protocols[text(node, 'protocol')?.toLowerCase() ?? '*'] ?? '*',
    sourcePorts: ports(node, 'sourcePort'),
    sources: [...prefixes(node, 'sourceAddress'), ...groups('sourceApplicationSecurityGroups')],
    destinationPorts: ports(node, 'destinationPort'),
    destinations: [...prefixes(node, 'destinationAddress'), ...groups('destinationApplicationSecurityGroups')],
    isDefault: isDefault || /^defaultSecurityRules\//i.test(name) || priority >= 65_000,
    line: node.line,
  };
}

function rulesOf(node: AzureNode, name: string, isDefault: boolean): readonly NsgRule[] {
  return elements(get(node, name)).flatMap((rule) => readRule(rule, isDefault) ?? []);
}

function idsOf(node: AzureNode, name: string): readonly string[] {
  return elements(get(node, name)).flatMap((item) => text(item, 'id') ?? []);
}

export function readNsg(node: AzureNode): AzureNsgData {
  return {
    kind: 'azure-nsg',
    ...nameOf(node),
    rules: [...rulesOf(node, 'securityRules', false), ...rulesOf(node, 'defaultSecurityRules', true)],
    subnets: idsOf(node, 'subnets'),
    nics: idsOf(node, 'networkInterfaces'),
    attachmentsKnown: get(node, 'subnets') !== null || get(node, 'networkInterfaces') !== null,
  };
}

/** Effective rules of a network interface: one group a security group in force, with what it is attached to. */
export function readEffectiveNsg(node: AzureNode): AzureNsgData {
  const group = text(get(node, 'networkSecurityGroup'), 'id') ?? '';
  const id = parseArmId(group);
  const association = get(node, 'association');
  return {
    kind: 'azure-nsg',
    name: id?.name ?? null,
    resourceGroup: id?.resourceGroup ?? null,
    subscription: id?.subscription ?? null,
    rules: rulesOf(node, 'effectiveSecurityRules', false),
    subnets: [text(get(association, 'subnet'), 'id') ?? []].flat(),
    nics: [text(get(association, 'networkInterface'), 'id') ?? []].flat(),
    attachmentsKnown: association !== null,
  };
}

/** Rules listed by themselves (`nsg rule list`) belong to the group named in their ids. */
export function groupOfRules(nodes: readonly AzureNode[]): AzureNsgData {
  const first = nodes[0] ?? null;
  const id = first && parseArmId(text(first, 'id') ?? '');
  return {
    kind: 'azure-nsg',
    name: id?.parent ?? null,
    resourceGroup: id?.resourceGroup ?? (first && text(first, 'resourceGroup')),
    subscription: id?.subscription ?? null,
    rules: nodes.flatMap((node) => readRule(node, false) ?? []),
    subnets: [],
    nics: [],
    attachmentsKnown: false,
  };
}

function readRoute(node: AzureNode): AzureRoute {
  const prefixList = texts(node, 'addressPrefix');
  return {
    name: text(node, 'name'),
    prefixes: prefixList.length > 0 ? prefixList : texts(node, 'addressPrefixes'),
    nextHopType: text(node, 'nextHopType') ?? '',
    nextHopAddresses: texts(node, 'nextHopIpAddress'),
    origin: text(node, 'source'),
    state: text(node, 'state'),
  };
}

export function readRouteTable(node: AzureNode): AzureRouteTableData {
  return {
    kind: 'azure-route-table',
    ...nameOf(node),
    routes: elements(get(node, 'routes'))
      .filter((route) => route.type === 'object')
      .map(readRoute),
    disableBgpRoutePropagation: flag(node, 'disableBgpRoutePropagation'),
    subnets: idsOf(node, 'subnets'),
    effective: false,
  };
}

/** Routes listed by themselves (`route-table route list`) belong to the table named in their ids; other settings of it are not shown. */
export function tableOfRoutes(nodes: readonly AzureNode[]): AzureRouteTableData {
  const first = nodes[0] ?? null;
  const id = first && parseArmId(text(first, 'id') ?? '');
  return {
    kind: 'azure-route-table',
    name: id?.parent ?? null,
    resourceGroup: id?.resourceGroup ?? null,
    subscription: id?.subscription ?? null,
    routes: nodes.map(readRoute),
    disableBgpRoutePropagation: null,
    subnets: [],
    effective: false,
  };
}

/** Effective routes of a network interface, all of one answer together. */
export function readEffectiveRoutes(nodes: readonly AzureNode[]): AzureRouteTableData {
  return {
    kind: 'azure-route-table',
    name: null,
    resourceGroup: null,
    subscription: null,
    routes: nodes.map(readRoute),
    disableBgpRoutePropagation: null,
    subnets: [],
    effective: true,
  };
}
