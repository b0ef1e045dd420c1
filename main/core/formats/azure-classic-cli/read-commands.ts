import type { TextLine } from '../format.ts';
import { memberKey, objectNode, scalarNode, type AzureNode, type ObjectNode } from '../azure/node.ts';

const dataLine = /^[ \t]*data:([ \t]*)(.*)$/;
const startLine = /^[ \t]*info:[ \t]+Executing command (.+?)[ \t]*$/;
const tableRule = /^-{2,}(?:\s+-{2,})+$/;

/** Labels of the 2016 client that differ from the REST names, by what the REST API calls them. */
const labels: Readonly<Record<string, string>> = {
  sourceip: 'sourceAddressPrefix',
  destinationip: 'destinationAddressPrefix',
  sourceport: 'sourcePortRange',
  destinationport: 'destinationPortRange',
  gatewayipaddress: 'gatewayIpAddress',
  ipaddress: 'ipAddress',
};

type Open = { readonly indent: number; readonly node: ObjectNode };
type Command = {
  readonly name: string;
  readonly connection: string | null;
  readonly root: ObjectNode;
  stack: Open[];
  columns: { name: string; start: number }[] | null;
  previous: string;
  rules: AzureNode[];
};

function keyOf(label: string): string {
  const key = memberKey(label);
  return memberKey(labels[key] ?? key);
}

/** The connection that a `shared-key show` was asked for, as it stands in the command line before the output. */
function connectionOf(prompt: string): string | null {
  const named = /\s(?:-n|--name|--connection-name|-c)\s+"?([^\s"]+)/.exec(prompt)?.[1];
  return named ?? /shared-key\s+show\s+[^\s-]\S*\s+([^\s-]\S*)/.exec(prompt)?.[1] ?? null;
}

function begin(name: string, prompt: string, line: number): Command {
  const root = objectNode(line);
  return { name, connection: connectionOf(prompt), root, stack: [{ indent: -1, node: root }], columns: null, previous: '', rules: [] };
}

function addTableRow(command: Command, text: string, line: number): void {
  const node = objectNode(line);
  const columns = command.columns ?? [];
  columns.forEach(({ name, start }, i) => node.members.set(keyOf(name), scalarNode(text.slice(start, columns[i + 1]?.start).trim(), line)));
  command.rules.push(node);
}

/** `Label : value` at its indentation; a label without a value opens what is indented below it. */
function addLabel(command: Command, indent: number, text: string, line: number): void {
  while (command.stack.length > 1 && (command.stack.at(-1)?.indent ?? 0) >= indent) command.stack.pop();
  const parent = command.stack.at(-1)?.node ?? command.root;
  const match = /^(.*?)\s*:(?:\s+(.*))?$/.exec(text);
  if (!match) return;
  const value = match[2]?.trim() ?? '';
  if (value !== '') {
    parent.members.set(keyOf(match[1] ?? ''), value === '[]' ? { type: 'array', line, endLine: line, items: [] } : scalarNode(value, line));
    return;
  }
  const node = objectNode(line);
  parent.members.set(keyOf(match[1] ?? ''), node);
  command.stack.push({ indent, node });
}

function addData(command: Command, spaces: number, text: string, line: number): void {
  command.root.endLine = line;
  if (tableRule.test(text)) {
    const starts = [...text.matchAll(/-+/g)].map((m) => m.index);
    command.columns = starts.map((start, i) => ({ start, name: command.previous.slice(start, starts[i + 1]).trim() }));
  } else if (command.columns && text !== '' && !/^[\w ]+\s:\s/.test(text)) {
    addTableRow(command, text, line);
  } else {
    command.columns = null;
    if (text !== '') addLabel(command, spaces, text, line);
  }
  command.previous = text;
}

/** Sets what the command's name says about its answer, which the answer itself does not. */
function finish(command: Command): ObjectNode | null {
  const { root } = command;
  const rules = command.rules.filter((rule) => rule.type === 'object' && rule.members.has('priority'));
  if (rules.length > 0)
    root.members.set('securityrules', { type: 'array', line: rules[0]!.line, endLine: rules.at(-1)!.endLine, items: rules });
  if (/ nsg show/.test(` ${command.name}`))
    root.members.set(
      'defaultsecurityrules',
      root.members.get('defaultsecurityrules') ?? { type: 'array', line: root.line, endLine: root.line, items: [] },
    );
  if (/shared-key/.test(command.name) && command.connection !== null) {
    root.members.set(
      'id',
      scalarNode(`/subscriptions/-/providers/Microsoft.Network/connections/${command.connection}/sharedkey`, root.line),
    );
  }
  return root.members.size > 0 ? root : null;
}

/**
 * Reads the answers in a transcript of the classic client, one object a command. `info:` and `+` lines are progress. Null values are
 * left out by the client, so a missing label says that there is none.
 */
export function* readClassicCommands(lines: readonly TextLine[]): Generator<ObjectNode> {
  let command: Command | null = null;
  let prompt = '';
  for (const { text, number } of lines) {
    const started = startLine.exec(text)?.[1];
    const data = dataLine.exec(text);
    if (started !== undefined) {
      const done: ObjectNode | null = command && finish(command);
      if (done) yield done;
      command = begin(started, prompt, number);
    } else if (data) {
      command ??= begin('', prompt, number);
      addData(command, data[1]?.length ?? 0, data[2]?.trim() ?? '', number);
    } else if (text.trim() !== '' && !/^\s*(?:info:|\+)/.test(text)) prompt = text;
  }
  const last: ObjectNode | null = command && finish(command);
  if (last) yield last;
}
