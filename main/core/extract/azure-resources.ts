import type { Citation } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { AzureConnectionData, AzureNsgData, AzureRouteTableData } from '#shared/model/record-data.ts';
import { resourceName } from '#shared/net/arm-id.ts';
import type { Cite, Extractor, PlacedRecord } from './extractor.ts';
import { citeLines, observedExtractor } from './observed.ts';
import type { Marks } from './observed.ts';

const maxRuleCitations = 200;

/** A JSON rule begins with a brace; the line that names it says more. A rule's object is shorter than this. */
const maxRuleLines = 60;

function ruleLine(rule: AzureNsgData['rules'][number], record: PlacedRecord, lines: readonly string[]): number | null {
  if (rule.line === null) return null;
  const start = rule.line - record.place.line;
  const found = lines.slice(Math.max(0, start), start + maxRuleLines).findIndex((line) => line.includes(rule.name));
  return found < 0 ? rule.line : Math.max(0, start) + found + record.place.line;
}

/** The NSG itself, then each rule at its own line, so that a verdict can cite the deciding rule. */
function citeNsg(data: AzureNsgData, record: PlacedRecord, cite: Cite): Citation[] {
  const text = record.text.split(/\r\n|\r|\n/);
  const lines = data.rules.slice(0, maxRuleCitations).flatMap((rule) => ruleLine(rule, record, text) ?? []);
  return [...citeLines(record, [data.name], cite).slice(0, 1), ...[...new Set(lines)].map((line) => cite(record, line))];
}

const maxRouteCitations = 200;

/** Each effective route at the line of its prefix, so that a verdict can cite the one that decides. */
function citeRoutes(data: AzureRouteTableData, record: PlacedRecord, cite: Cite): Citation[] {
  const prefixes = data.routes.slice(0, maxRouteCitations).flatMap((route) => route.prefixes[0] ?? []);
  const cited = prefixes.flatMap((prefix) => citeLines(record, [prefix], cite));
  return cited.length > 0 ? cited : [cite(record)];
}

/** A resource named by id is written with the whole id; its name is what identifies the line. */
function named(nameOrId: string | null): string | null {
  return nameOrId === null ? null : resourceName(nameOrId);
}

function connectionMarks(data: AzureConnectionData): Marks {
  return [
    /connecti(?:on|vity)\s?stat(?:us|e)/i,
    data.status === null ? null : new RegExp(`:\\s*"?${data.status}\\b`),
    /ingress\s?bytes/i,
    /egress\s?bytes/i,
    /provisioning\s?state/i,
    /connection\s?protocol/i,
    /dh\s?group/i,
    /pfs\s?group/i,
    /ike\s?encryption/i,
    /ipsec\s?encryption/i,
    /use\s?policy\s?based/i,
  ];
}

function observe(record: PlacedRecord, cite: Cite): Fact | null {
  const d = record.data;
  const by = (...marks: Marks): Citation[] => citeLines(record, marks, cite);
  switch (d.kind) {
    case 'azure-subnet':
      return { ...d, citations: by(named(d.nsg), named(d.routeTable), d.prefixes[0] ?? d.name) };
    case 'azure-nsg':
      return { ...d, citations: citeNsg(d, record, cite) };
    case 'azure-shared-key':
      return { ...d, citations: by(/shared-?\s?key|value/i) };
    case 'azure-connection':
      return { ...d, citations: by(...connectionMarks(d)) };
    case 'azure-gateway':
      return { ...d, citations: by(d.sku, /vpn\s?type/i, d.publicAddresses[0] ?? null, d.name) };
    case 'azure-public-ip':
      return { ...d, citations: by(d.address, d.name) };
    case 'azure-machine':
      return { ...d, citations: by(/PowerState\/|"VM \w+"/i, d.name) };
    case 'azure-local-gateway':
      return { ...d, citations: by(d.gatewayAddress ?? d.fqdn, d.prefixes[0] ?? null) };
    case 'azure-vnet':
      return { ...d, citations: by(d.prefixes[0] ?? null, d.name) };
    case 'azure-route-table':
      return { ...d, citations: d.effective ? citeRoutes(d, record, cite) : by(/0\.0\.0\.0\/0/, /disable\s?bgp/i) };
    case 'azure-bgp-peer':
      return { ...d, citations: by(d.state, d.neighbor) };
    case 'azure-ike-sa':
      return { ...d, citations: by(/dh\s?group/i, d.remoteEndpoint) };
    case 'troubleshoot-result':
      return { ...d, citations: by(d.reason, /"?code"?\s*:/i) };
    case 'gateway-load':
      return { ...d, citations: by(/Current CPU Usage/i) };
    default:
      return null;
  }
}

const kinds = [
  'azure-subnet',
  'azure-nsg',
  'azure-shared-key',
  'azure-connection',
  'azure-gateway',
  'azure-public-ip',
  'azure-machine',
  'azure-local-gateway',
  'azure-vnet',
  'azure-route-table',
  'azure-bgp-peer',
  'azure-ike-sa',
  'troubleshoot-result',
  'gateway-load',
] as const;

/** Azure resources from the classic CLI, az, PowerShell or REST: each record is a fact. */
export const extractor: Extractor = observedExtractor('azure-resources', kinds, observe);
