import type { Format, Parsed, TextLine } from '../format.ts';
import { memberKey, objectNode, scalarNode, type AzureNode } from '../azure/node.ts';
import { collectFile } from '../azure/lines.ts';
import { findResources, toRecords } from '../azure/walk.ts';
import { rejected } from '../shared/parsed.ts';
import { readFormatTable } from '../shared/format-table.ts';

/** Tables that say all a check needs. A table of subnets does not (it leaves out the NSG), so it is left as text. */
const columnSets: readonly (readonly string[])[] = [
  ['connectiontype', 'name', 'resourcegroup'],
  ['priority', 'access', 'direction', 'name'],
  ['gatewaytype', 'vpntype', 'name'],
  ['source', 'state', 'addressprefix', 'nexthoptype'],
  ['neighbor', 'asn', 'state'],
];

/** Column names of `az … -o table` by what the REST API calls them. */
const columnNames: Readonly<Record<string, string>> = {
  nexthopip: 'nextHopIpAddress',
  sourceasg: 'sourceApplicationSecurityGroups',
  destinationasg: 'destinationApplicationSecurityGroups',
};

function rowsOf(lines: Iterable<TextLine>): AzureNode[] {
  const rows: AzureNode[] = [];
  for (const { line, cells } of readFormatTable(lines)) {
    const keys = new Set([...cells.keys()].map(memberKey));
    if (!columnSets.some((set) => set.every((column) => keys.has(column)))) continue;
    const node = objectNode(line.number);
    for (const [name, value] of cells) {
      const key = memberKey(columnNames[memberKey(name)] ?? name);
      if (value !== '' && value !== 'None') node.members.set(key, scalarNode(value, line.number));
    }
    if (keys.has('connectiontype')) node.members.set('routingweight', node.members.get('routingweight') ?? scalarNode(null, line.number));
    rows.push(node);
  }
  return rows;
}

function asList(rows: AzureNode[]): AzureNode {
  return { type: 'array', line: rows[0]?.line ?? 1, endLine: rows.at(-1)?.endLine ?? 1, items: rows };
}

/** `az network … -o table` where the columns are enough: connections, gateways, NSG rules, effective routes, BGP peers. */
export const format: Format = {
  id: 'azure-cli-table',
  detect: ({ text }) => {
    if (text === null || !/^\s*-+(?: +-+)+\s*$/m.test(text)) return 0;
    const lines = text.split(/\r\n|\r|\n/).map((line, i) => ({ number: i + 1, offset: 0, text: line }));
    const rows = rowsOf(lines);
    return rows.length > 0 && [...findResources(asList(rows))].length > 0 ? 0.85 : 0;
  },
  *parse(input): Generator<Parsed> {
    const file = collectFile(input.lines());
    if (file === null) {
      yield rejected(1, 'reject.azure-too-large', '');
      return;
    }
    yield* toRecords(asList(rowsOf(file.lines)), file.table);
  },
};
