import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const sources = ['main', 'shared', 'renderer', 'assets', 'package.json', 'package-lock.json'];
const results = [
  'dist/main/browser.js',
  'dist/main/electron.js',
  'dist/preload/preload.cjs',
  'dist/renderer/index.html',
  'dist/assets/messages.json',
];

function newestMs(path: string): number {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  const below = readdirSync(path).filter((name) => name !== 'generated' && name !== 'docs');
  return Math.max(stat.mtimeMs, ...below.map((name) => newestMs(join(path, name))));
}

/** True when anything that goes into the build is newer than what came out of it. */
export function isStale(root: string): boolean {
  const built = results.map((file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0);
  return Math.max(...sources.map((source) => newestMs(join(root, source)))) > Math.min(...built);
}

/** Compiles the assets and builds page, programs and preload; false when a step failed, after it said why. */
export function build(root: string): boolean {
  const steps = [
    ['main/tools/compile-assets.ts'],
    ['node_modules/vite/bin/vite.js', 'build', '--app', '--config', 'main/vite.config.ts', '--logLevel', 'warn'],
  ];
  return steps.every((step) => spawnSync(process.execPath, step, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0);
}
