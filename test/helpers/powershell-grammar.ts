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
};

function all(node: Node, type: string): string[] {
  return node.descendantsOfType(type).flatMap((found) => (found === null ? [] : [found.text]));
}

function faultsOf(node: Node): string[] {
  if (node.isError || node.isMissing) return [`${node.startPosition.row + 1}: ${node.text.slice(0, 80)}`];
  return node.hasError ? node.children.flatMap((child) => (child === null ? [] : faultsOf(child))) : [];
}

export function readPowerShell(text: string): PowerShell {
  const tree = parser.parse(text);
  if (tree === null) throw new Error('the grammar gave no tree');
  const { rootNode } = tree;
  return {
    faults: faultsOf(rootNode),
    commands: all(rootNode, 'command_name'),
    literals: all(rootNode, 'verbatim_string_characters'),
  };
}
