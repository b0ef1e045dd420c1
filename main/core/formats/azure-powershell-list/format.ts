import type { Format, Parsed, Sample, TextLine } from '../format.ts';
import { commandBefore } from '../azure/command-before.ts';
import { collectFile } from '../azure/lines.ts';
import { readJsonTree } from '../azure/json-tree.ts';
import { arrayNode, memberKey, objectNode, scalarNode, type AzureNode, type ObjectNode } from '../azure/node.ts';
import { findResources, toRecords } from '../azure/walk.ts';
import { readBracedList } from '../shared/braced-list.ts';
import { joinToken, readFormatList, type ListBlock, type ListProperty } from '../shared/format-list.ts';
import { rejected } from '../shared/parsed.ts';

/** Values of Az cmdlets: JSON text for nested objects, `{a, b}` for arrays, else text, wrapped at the width of the console. */
function valueNode({ value, line }: ListProperty): AzureNode {
  if (/^(?:\{\s*"|\{\s*\}|\[)/.test(value)) {
    const { root, trouble } = readJsonTree(value, 0, line);
    if (root !== null && trouble === null) return root;
  }
  if (value.startsWith('{') && !value.includes('"')) {
    const items = readBracedList(joinToken(value)).items.map((item) => scalarNode(item, line));
    return arrayNode(line, items);
  }
  return scalarNode(joinToken(value), line);
}

function blockNode(block: ListBlock): ObjectNode {
  const node = objectNode(block.line);
  node.endLine = block.endLine;
  for (const [name, property] of block.properties) node.members.set(memberKey(name), valueNode(property));
  return node;
}

/** AzureRM prints a connection without its name: the command line of the transcript has it. */
function addNames(node: ObjectNode, lines: readonly TextLine[]): void {
  if (node.members.has('name') || node.members.has('id') || !node.members.has('connectiontype')) return;
  const before = commandBefore(lines, node.line);
  if (before === null || !/^Get-Az\w*VirtualNetworkGatewayConnection\b/i.test(before.command)) return;
  const [name, group] = [before.option('-Name'), before.option('-ResourceGroupName')];
  if (name !== null) node.members.set('name', scalarNode(name, node.line));
  if (group !== null) node.members.set('resourcegroup', scalarNode(group, node.line));
}

/** A list that some other cmdlet printed is not ours to count; one with an Azure id is. */
function isAzure(block: ListBlock): boolean {
  return [...block.properties.values()].some((p) => p.value.startsWith('/subscriptions/'));
}

function linesOf(sample: Sample): { readonly number: number; readonly offset: number; readonly text: string }[] {
  return (sample.text ?? '').split(/\r\n|\r|\n/).map((text, i) => ({ number: i + 1, offset: 0, text }));
}

/** `Format-List` output of the AzureRM and Az network cmdlets, told by the properties they print together. */
export const format: Format = {
  id: 'azure-powershell-list',
  detect: (sample) => {
    if (sample.text === null || !sample.text.includes(' :')) return 0;
    // Above azure-json: the values of a list may be JSON, never the other way round.
    const blocks = [...readFormatList(linesOf(sample))];
    return blocks.some((block) => [...findResources(blockNode(block))].length > 0) ? 0.93 : 0;
  },
  *parse(input): Generator<Parsed> {
    const file = collectFile(input.lines());
    if (file === null) {
      yield rejected(1, 'reject.azure-too-large', '');
      return;
    }
    for (const block of readFormatList(file.lines)) {
      const node = blockNode(block);
      addNames(node, file.lines);
      const found = [...toRecords(node, file.table)];
      yield* found;
      if (found.length === 0 && isAzure(block)) yield rejected(block.line, 'reject.azure-unknown-object', block.text);
    }
  },
};
