import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `このシステムではスクリプトの実行が無効になっているため、…` as Japanese Windows writes it to a pipe, in code page 932. */
const policyInJapanese = Buffer.from(
  '94ad90b68fea8f8a208d733a312095b68e9a3a310d0a837483408343838b20433a5c782e7073312082f093c782dd8d9e82de82b182c682aa82c582ab' +
    '82dc82b982f1814282b182cc835683588365838082c582cd8358834e838a8376836782cc8ec08d7382aa96b38cf882c982c882c182c482a282e982bd' +
    '82df81410d0a8fda8dd782c982c282a282c482cd8141817561626f75745f457865637574696f6e5f506f6c696369657381762868747470733a2f2f67' +
    '6f2e6d6963726f736f66742e636f6d2f66776c696e6b2f3f4c696e6b49443d313335313730292082f08e518fc682b582c482ad82be82b382a281420d' +
    '0a202020202b2043617465676f7279496e666f202020202020202020203a20835a834c8385838a836583422083478389815b3a20283a2029205b5d81' +
    '41506172656e74436f6e7461696e734572726f725265636f7264457863657074696f6e0d0a202020202b2046756c6c795175616c6966696564457272' +
    '6f724964203a20556e617574686f72697a65644163636573730d0a',
  'hex',
);

const program = `
const { appendFileSync, existsSync, readFileSync } = require('node:fs');
const args = process.argv.slice(2);
const file = args[args.indexOf('-File') + 1];
appendFileSync(__dirname + '/calls.txt', JSON.stringify({ args, isThere: existsSync(file), start: [...readFileSync(file).subarray(0, 3)] }) + '\\n');
const at = args.indexOf('-ComputerName');
const computer = at < 0 ? 'HQ-RRAS01' : args[at + 1];
const answer = (fault, detail, text) => {
  const json = JSON.stringify({ schema: 'tunnel-triage/powershell@1', computer, fault, detail, text });
  process.stdout.write(json.replace(/[^\\x20-\\x7e]/g, (c) => '\\\\u' + c.charCodeAt(0).toString(16).padStart(4, '0')) + '\\r\\n');
};
if (computer === 'POLICY') {
  process.stderr.write(readFileSync(__dirname + '/policy.bin'));
  process.exitCode = 1;
} else if (computer === 'DENIED') answer('no-permission', 'アクセスが拒否されました。', '');
else answer(null, '', readFileSync(__dirname + '/events.txt', 'utf8'));
`;

/** Puts a program in a folder that answers as PowerShell would for the shipped scripts, and notes how it was called. */
export function placeStandIn(folder: string, events: string): { readonly path: string; readonly calls: () => unknown[] } {
  const path = join(folder, 'pwsh');
  const script = join(folder, 'pwsh.cjs');
  writeFileSync(script, program);
  writeFileSync(join(folder, 'policy.bin'), policyInJapanese);
  writeFileSync(join(folder, 'events.txt'), events);
  writeFileSync(path, `#!/bin/sh\nexec "${process.execPath}" "${script}" "$@"\n`);
  chmodSync(path, 0o755);
  const notes = join(folder, 'calls.txt');
  return {
    path,
    calls: () =>
      existsSync(notes)
        ? readFileSync(notes, 'utf8')
            .trim()
            .split('\n')
            .map((line): unknown => JSON.parse(line))
        : [],
  };
}
