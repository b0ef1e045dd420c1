import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { findBrowser } from '#host/browser-finder.ts';

/**
 * `npm run demo`: the main job without a display. A sample bundle goes in; findings come out on the terminal and a PDF beside
 * the README. Exit code 3 of the command line ("problems found") is what the sample must give, so it counts as success here.
 */
const root = join(import.meta.dirname, '../..');
const pdf = join(root, 'tunnel-triage-demo.pdf');
const bundle = join(root, 'assets/samples/shared-key-and-nsg');

const browser = findBrowser();
if (browser === null)
  console.log('No Chromium, Edge or Chrome found: the findings are shown, the PDF needs one (npm test installs Chromium on Debian).\n');
const words = ['diagnose', bundle, ...(browser === null ? [] : ['--report', pdf])];
console.log(`tunnel-triage diagnose ${relative(process.cwd(), bundle)}${browser === null ? '' : ' --report tunnel-triage-demo.pdf'}\n`);
const run = spawnSync(process.execPath, [join(root, 'main/cli/main.ts'), ...words], { stdio: 'inherit' });
process.exitCode = run.status === 3 ? 0 : (run.status ?? 1);
