import type { TextLine } from '../format.ts';
import { arrayNode, objectNode, scalarNode, type AzureNode, type ObjectNode } from '../azure/node.ts';
import { noOptions, readOptions, type CommandOptions } from './command-options.ts';
import { createLabelTree, keyOf, type LabelTree } from './label-tree.ts';

// No repeat stands before another that takes the same characters: lines are up to a mebibyte long.
const dataLine = /^[ \t]*data:([ \t]*)(?![ \t])([\s\S]*)$/;
const startLine = /^[ \t]*info:[ \t]+Executing command (?=\S)([\s\S]+)$/;
/** A ruler of more columns is none, and each row would cost as much as it has columns, however short it is. */
const maxColumns = 64;
const tableRule = /^-{2,}(?:\s+-{2,})+$/;

type Column = { readonly name: string; readonly start: number };
type Command = {
  readonly name: string;
  readonly options: CommandOptions;
  readonly line: number;
  readonly tree: LabelTree;
  readonly rows: ObjectNode[];
  columns: readonly Column[] | null;
  previous: string;
};

function begin(name: string, options: CommandOptions, line: number): Command {
  return { name, options, line, tree: createLabelTree(line), rows: [], columns: null, previous: '' };
}

function readRow(columns: readonly Column[], text: string, line: number): ObjectNode {
  const node = objectNode(line);
  columns.forEach(({ name, start }, i) => node.members.set(keyOf(name), scalarNode(text.slice(start, columns[i + 1]?.start).trim(), line)));
  return node;
}

function addData(command: Command, indent: number, text: string, line: number): void {
  if (tableRule.test(text)) {
    const starts = [...text.slice(0, 4000).matchAll(/-+/g)].map((m) => m.index).slice(0, maxColumns);
    command.columns = starts.map((start, i) => ({ start, name: command.previous.slice(start, starts[i + 1]).trim() }));
    // The heading was taken for an element of a list: it is none.
    command.tree.root.members.delete('securityrules');
  } else if (command.columns && text !== '' && !/^[\w ]+\s:\s/.test(text)) {
    command.rows.push(readRow(command.columns, text, line));
    command.tree.root.endLine = line;
  } else {
    command.columns = null;
    command.tree.add(indent, text, line);
  }
  command.previous = text;
}

function setMissing(root: ObjectNode, key: string, value: AzureNode): void {
  if (!root.members.has(key)) root.members.set(key, value);
}

/** Id of an object whose answer shows none: its names as the command line gave them. */
function idOf({ name, options }: Command, own: string | null): string | null {
  const group = options.resourceGroup;
  const base = `/subscriptions/-/${group === null ? '' : `resourceGroups/${group}/`}providers/Microsoft.Network`;
  if (/shared-key/.test(name) && options.connection !== null) return `${base}/connections/${options.connection}/sharedKey`;
  if (/subnet show/.test(name) && options.vnet !== null && own !== null) return `${base}/virtualNetworks/${options.vnet}/subnets/${own}`;
  if (/nsg show/.test(name) && own !== null) return `${base}/networkSecurityGroups/${own}`;
  if (/vpn-connection show/.test(name) && own !== null) return `${base}/connections/${own}`;
  if (/vpn-gateway show/.test(name) && own !== null) return `${base}/virtualNetworkGateways/${own}`;
  if (/local-gateway show/.test(name) && own !== null) return `${base}/localNetworkGateways/${own}`;
  return null;
}

/** Members that the client leaves out when they are empty, by the label that shows what the object is. */
const leftOut: readonly { readonly of: RegExp; readonly shown: string; readonly key: string; readonly asList: boolean }[] = [
  { of: /subnet show|^$/, shown: 'addressprefix', key: 'networksecuritygroup', asList: false },
  { of: /nsg show/, shown: 'name', key: 'securityrules', asList: true },
  { of: /nsg show/, shown: 'name', key: 'defaultsecurityrules', asList: true },
  { of: /route-table show/, shown: 'name', key: 'routes', asList: true },
  { of: /local-gateway show/, shown: 'name', key: 'addressprefixes', asList: true },
];

/** Sets what the command says about its answer, which the answer itself does not. */
function finish(command: Command): ObjectNode | null {
  const { root } = command.tree;
  const rules = command.rows.filter((row) => row.members.has('priority'));
  if (rules.length > 0) {
    if (command.options.nsg !== null && !root.members.has('id')) {
      const group = command.options.resourceGroup ?? '-';
      const id = `/subscriptions/-/resourceGroups/${group}/providers/Microsoft.Network/networkSecurityGroups/${command.options.nsg}/securityRules/-`;
      for (const rule of rules) rule.members.set('id', scalarNode(id, rule.line));
    }
    root.members.set('securityrules', arrayNode(rules[0]!.line, rules, rules.at(-1)!.endLine));
  }
  if (root.members.size === 0) return null;
  for (const { of, shown, key, asList } of leftOut)
    if (of.test(command.name) && root.members.has(shown))
      setMissing(root, key, asList ? arrayNode(root.line) : scalarNode(null, root.line));
  const name = root.members.get('name');
  const own = name?.type === 'scalar' && typeof name.value === 'string' ? name.value : command.options.name;
  const id = idOf(command, own);
  if (id !== null) setMissing(root, 'id', scalarNode(id, root.line));
  return root;
}

/**
 * Reads the answers in a transcript of the classic client, one object a command. `info:` and `+` lines are progress. Null values are
 * left out by the client, so a missing label says that there is none.
 */
export function* readClassicCommands(lines: readonly TextLine[]): Generator<ObjectNode> {
  let command: Command | null = null;
  let options = noOptions;
  for (const { text, number } of lines) {
    const started = startLine.exec(text)?.[1];
    const data = dataLine.exec(text);
    if (started !== undefined) {
      const done: ObjectNode | null = command && finish(command);
      if (done) yield done;
      command = begin(started.trimEnd(), options, number);
      options = noOptions;
    } else if (data) {
      command ??= begin('', options, number);
      addData(command, data[1]?.length ?? 0, data[2]?.trim() ?? '', number);
    } else if (/\bazure\s+network\s/.test(text)) {
      options = readOptions(text);
    }
  }
  const last: ObjectNode | null = command && finish(command);
  if (last) yield last;
}
