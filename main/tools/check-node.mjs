// Plain JavaScript, because a Node that is too old cannot even read the other tools: they are TypeScript.
import { readFileSync } from 'node:fs';

const needed = [22, 18];
const found = process.versions.node.split('.').map(Number);
const isNewEnough = found[0] > needed[0] || (found[0] === needed[0] && found[1] >= needed[1]);

if (!isNewEnough) {
  const words = JSON.parse(readFileSync(new URL('../../assets/messages/shell.json', import.meta.url), 'utf8'));
  const locale = new Intl.DateTimeFormat().resolvedOptions().locale;
  const text = words['start.node-too-old'][locale.startsWith('ja') ? 'ja' : 'en'];
  process.stderr.write(`${text.replace('{found}', process.versions.node)}\n`);
  process.exitCode = 1;
}
