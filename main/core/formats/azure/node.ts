/**
 * A value with the line it stands on, whatever it was written in (JSON, YAML, PowerShell list, classic CLI). Names are compared
 * without case, spaces, dashes and underscores: `addressPrefix`, `AddressPrefix` and `Address prefix` are one name.
 */
export type AzureNode = ObjectNode | ArrayNode | ScalarNode;
export type ObjectNode = Container & { readonly type: 'object'; readonly members: Map<string, AzureNode> };
export type ArrayNode = Container & { readonly type: 'array'; readonly items: AzureNode[] };
type Container = {
  readonly line: number;
  endLine: number;
  /** False when the text ended or broke inside: what is missing might have said more, so it states nothing by itself. */
  complete: boolean;
  /** Where it stands in the text it was read from; null when that is not the text of the file. */
  span: Span | null;
};
export type Span = { readonly start: number; readonly end: number };
export type ScalarNode = {
  readonly type: 'scalar';
  readonly line: number;
  readonly endLine: number;
  readonly value: string | number | boolean | null;
};

/** Nesting beyond this is no Azure output; readers stop there, so that no input can exhaust the stack. */
export const maxDepth = 64;

const knownKeys = new Map<string, string>();
const maxKnownKeys = 5000;

/** A name as members are looked up; remembered, because readers ask for the same few hundred names of every object. */
export function memberKey(name: string): string {
  const known = knownKeys.get(name);
  if (known !== undefined) return known;
  const key = name.replace(/[\s_-]+/g, '').toLowerCase();
  if (knownKeys.size < maxKnownKeys) knownKeys.set(name, key);
  return key;
}

export function objectNode(line: number): ObjectNode {
  return { type: 'object', line, endLine: line, complete: true, span: null, members: new Map() };
}

export function arrayNode(line: number, items: AzureNode[] = [], endLine = line): ArrayNode {
  return { type: 'array', line, endLine, complete: true, span: null, items };
}

export function scalarNode(value: ScalarNode['value'], line: number): ScalarNode {
  return { type: 'scalar', line, endLine: line, value };
}

/** A member of an object, looked for beside and inside `properties`: REST nests what the command line flattens. */
export function get(node: AzureNode | null, name: string): AzureNode | null {
  if (node?.type !== 'object') return null;
  const key = memberKey(name);
  const direct = node.members.get(key);
  if (direct) return direct;
  const properties = node.members.get('properties');
  return properties?.type === 'object' ? (properties.members.get(key) ?? null) : null;
}

export function has(node: AzureNode, ...names: readonly string[]): boolean {
  return names.every((name) => get(node, name) !== null);
}

/** Text of a scalar; null for absent, empty and .NET type names, which PowerShell prints in place of an object. */
export function textOf(node: AzureNode | null): string | null {
  if (node?.type !== 'scalar' || node.value === null) return null;
  const value = String(node.value)
    .trim()
    .replace(/^"(.*)"$/, '$1');
  return value === '' || value === 'null' || /^(?:Microsoft\.Azure\.|System\.)[\w.`[\]]+$/.test(value) ? null : value;
}

export function text(node: AzureNode | null, name: string): string | null {
  return textOf(get(node, name));
}

export function numeric(node: AzureNode | null, name: string): number | null {
  const value = text(node, name);
  return value !== null && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : null;
}

export function flag(node: AzureNode | null, name: string): boolean | null {
  const value = text(node, name)?.toLowerCase();
  return value === 'true' ? true : value === 'false' ? false : null;
}

/** Elements of an array; a single value is one element, `{}` and null are none. */
export function elements(node: AzureNode | null): readonly AzureNode[] {
  if (node === null) return [];
  if (node.type === 'array') return node.items;
  if (node.type === 'scalar') return textOf(node) === null ? [] : [node];
  return node.members.size === 0 ? [] : [node];
}

export function texts(node: AzureNode | null, name: string): readonly string[] {
  return elements(get(node, name)).flatMap((item) => textOf(item) ?? []);
}
