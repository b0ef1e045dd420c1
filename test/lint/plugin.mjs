/**
 * Layer rule: which layer may import which. The table is the architecture; test/lint/layers.test.ts tests the rule.
 * Layers are the first folders of a path; `main/*` splits by its second folder.
 */
import { builtinModules } from 'node:module';

const builtins = new Set(builtinModules);
const nodeInCore = new Set(['node:crypto', 'node:zlib', 'node:buffer', 'node:util', 'node:stream']);
const table = {
  shared: ['shared'],
  renderer: ['renderer', 'shared'],
  'main/core': ['main/core', 'shared'],
  'main/host': ['main/host', 'main/core', 'shared'],
  'main/worker': ['main/worker', 'main/host', 'main/core', 'shared'],
  'main/shell-browser': ['main/shell-browser', 'main/host', 'main/core', 'shared'],
  'main/shell-electron': ['main/shell-electron', 'main/host', 'main/core', 'shared'],
  'main/cli': ['main/cli', 'main/host', 'main/core', 'main/shell-browser', 'shared'],
  'main/tools': ['main/tools', 'main/host', 'main/core', 'main/cli', 'shared'],
};

export function layerOf(path) {
  const parts = path.split('/');
  if (parts[0] === 'main') return parts.length > 2 ? `main/${parts[1]}` : 'main';
  return parts[0];
}

function resolve(file, specifier) {
  if (specifier.startsWith('#shared/')) return `shared/${specifier.slice(8)}`;
  if (specifier.startsWith('#core/')) return `main/core/${specifier.slice(6)}`;
  if (specifier.startsWith('#host/')) return `main/host/${specifier.slice(6)}`;
  if (!specifier.startsWith('.')) return null;
  const parts = file.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** `fs` and `node:fs` are the same module. */
function nodeModule(specifier) {
  if (specifier.startsWith('node:')) return specifier;
  return builtins.has(specifier) ? `node:${specifier}` : null;
}

/** Null when `file` may import `specifier`, else the reason. Paths are relative to the project root, with `/`. */
export function layerProblem(file, specifier) {
  const layer = layerOf(file);
  const allowed = table[layer];
  if (!allowed) return null;
  if (specifier === 'electron' || specifier.startsWith('electron/'))
    return layer === 'main/shell-electron' ? null : `only main/shell-electron imports electron, not ${layer}`;
  const node = nodeModule(specifier);
  if (node !== null) {
    if (layer === 'shared' || layer === 'renderer') return `${layer} runs without Node: ${specifier}`;
    if (layer === 'main/core' && !nodeInCore.has(node)) return `the core does no input or output: ${specifier}`;
    return null;
  }
  const target = resolve(file, specifier);
  if (target === null) return null;
  const targetLayer = layerOf(target);
  return targetLayer === 'dist' || allowed.includes(targetLayer) ? null : `${layer} must not import ${targetLayer}`;
}

const layers = {
  create(context) {
    const cwd = (context.cwd ?? process.cwd()).replaceAll('\\', '/');
    const file = (context.filename ?? context.getFilename()).replaceAll('\\', '/').replace(`${cwd}/`, '');
    const check = (node) => {
      const source = node.source;
      if (!source || typeof source.value !== 'string') return;
      const problem = layerProblem(file, source.value);
      if (problem) context.report({ node: source, message: problem });
    };
    return { ImportDeclaration: check, ExportNamedDeclaration: check, ExportAllDeclaration: check, ImportExpression: check };
  },
};

export default { meta: { name: 'tunnel-triage' }, rules: { layers } };
