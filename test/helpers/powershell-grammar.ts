import { createRequire } from 'node:module';
import { Language, Parser, type Node } from '@vscode/tree-sitter-wasm';

/** PowerShell as the grammar of VS Code reads it (tree-sitter-powershell in @vscode/tree-sitter-wasm). */
await Parser.init();
const file = createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/wasm/tree-sitter-powershell.wasm');
const parser = new Parser();
parser.setLanguage(await Language.load(file));

export type PowerShell = {
  /** Places that are no PowerShell, as `line: text`. */
  readonly faults: readonly string[];
  /** Names of the commands, in the order of the script. */
  readonly commands: readonly string[];
  /** Literal strings in single quotes, as written. */
  readonly literals: readonly string[];
  /** Script blocks that are handed to a command: its name, the variables (lower case, without `$` or `@`) and the commands inside. */
  readonly blocks: readonly { readonly givenTo: string; readonly variables: readonly string[]; readonly commands: readonly string[] }[];
  /** Parameters and assigned variables of each function, in lower case. */
  readonly locals: ReadonlyMap<string, readonly string[]>;
};

const bare = (variable: string): string => variable.replace(/^[$@]/, '').toLowerCase();

function all(node: Node, type: string): string[] {
  return node.descendantsOfType(type).flatMap((found) => (found === null ? [] : [found.text]));
}

function faultsOf(node: Node): string[] {
  if (node.isError || node.isMissing) return [`${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`];
  return node.hasError ? node.children.flatMap((child) => (child === null ? [] : faultsOf(child))) : [];
}

function blocksOf(root: Node): PowerShell['blocks'] {
  return root.descendantsOfType('command').flatMap((command) => {
    const givenTo = command?.childForFieldName('command_name')?.text ?? '';
    const elements = command?.childForFieldName('command_elements') ?? null;
    // A block inside the block of this command belongs to the command that it is handed to.
    const own = (elements?.descendantsOfType('script_block_expression') ?? []).filter((block) => nearestCommand(block)?.id === command?.id);
    return own.flatMap((block) =>
      block === null ? [] : [{ givenTo, variables: all(block, 'variable').map(bare), commands: all(block, 'command_name') }],
    );
  });
}

function nearestCommand(node: Node | null): Node | null {
  for (let at = node?.parent ?? null; at !== null; at = at.parent) if (at.type === 'command') return at;
  return null;
}

function localsOf(root: Node): PowerShell['locals'] {
  return new Map(
    root.descendantsOfType('function_statement').flatMap((found) => {
      if (found === null) return [];
      const parameters = found
        .descendantsOfType('script_parameter')
        .flatMap((p) => p?.children.filter((c) => c?.type === 'variable') ?? []);
      const assigned = found
        .descendantsOfType('left_assignment_expression')
        .flatMap((a) => a?.descendantsOfType('variable').slice(0, 1) ?? []);
      const names = [...parameters, ...assigned].flatMap((node) => (node === null ? [] : [bare(node.text)]));
      return [[found.descendantsOfType('function_name')[0]?.text ?? '', [...new Set(names)]] as const];
    }),
  );
}

export function readPowerShell(text: string): PowerShell {
  const tree = parser.parse(text);
  if (tree === null) throw new Error('the grammar gave no tree');
  const { rootNode } = tree;
  return {
    faults: faultsOf(rootNode),
    commands: all(rootNode, 'command_name'),
    literals: all(rootNode, 'verbatim_string_characters'),
    blocks: blocksOf(rootNode),
    locals: localsOf(rootNode),
  };
}
