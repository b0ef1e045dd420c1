import type { Format, Parsed, TextLine } from '../format.ts';
import { arrayNode, memberKey, objectNode, scalarNode, type AzureNode, type ObjectNode } from '../azure/node.ts';
import { commandBefore } from '../azure/command-before.ts';
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
  ['nexthoptype', 'routetableid'],
];

/** Column names of `az … -o table` by what the REST API calls them. */
const columnNames: Readonly<Record<string, string>> = {
  nexthopip: 'nextHopIpAddress',
  sourceasg: 'sourceApplicationSecurityGroups',
  destinationasg: 'destinationApplicationSecurityGroups',
};

function rowsOf(lines: Iterable<TextLine>): ObjectNode[] {
  const rows: ObjectNode[] = [];
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

/** `az network nsg rule list` does not print the group of the rules: the command line of the transcript names it. */
function addGroups(rows: readonly ObjectNode[], lines: readonly TextLine[]): void {
  const first = rows.find((row) => row.members.has('priority'));
  const before = first ? commandBefore(lines, first.line) : null;
  const group = before?.option('--nsg-name') ?? null;
  if (group === null || before === null) return;
  const resourceGroup = before.option('-g|--resource-group') ?? '-';
  const id = `/subscriptions/-/resourceGroups/${resourceGroup}/providers/Microsoft.Network/networkSecurityGroups/${group}/securityRules/-`;
  for (const row of rows) if (row.members.has('priority')) row.members.set('id', scalarNode(id, row.line));
}

function asList(rows: ObjectNode[]): AzureNode {
  return arrayNode(rows[0]?.line ?? 1, rows, rows.at(-1)?.endLine);
}

/** `az network … -o table` where the columns are enough: connections, gateways, NSG rules, effective routes, BGP peers. */
export const format: Format = {
  id: 'azure-cli-table',
  detect: ({ text }) => {
    if (text === null || !/^[ \t]{0,40}-+(?: +-+)+[ \t\r]{0,40}$/m.test(text)) return 0;
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
    const rows = rowsOf(file.lines);
    addGroups(rows, file.lines);
    yield* toRecords(asList(rows), file.table);
  },
};
