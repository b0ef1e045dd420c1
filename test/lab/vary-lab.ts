import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runSetting } from './run-setting.ts';
import { settings } from './settings.ts';

/*
 * Makes runs of real IKE with an injected fault: other ciphers, addresses, roles, versions, NAT, delay, loss and clocks than the corpus has.
 * `npm run lab -- DIR [RUN ...]`, then `npm run bench:diagnosis -- --lab DIR`. Needs root, network namespaces, strongSwan with swanctl and
 * kernel-libipsec, tcpdump, iptables, iproute2; tshark counts the attempts. Ends with 1 when a run could not be made.
 */
const { positionals } = parseArgs({ allowPositionals: true });
const [folder, ...names] = positionals;
const atOnce = 3;

async function make(out: string, chosen: typeof settings): Promise<number> {
  const waiting = [...chosen.entries()];
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, setting] = next;
      const startedMs = performance.now();
      try {
        await runSetting(setting, join(out, setting.name), `ttv-${process.pid}-${index}`);
        console.log(`${setting.name}: ${((performance.now() - startedMs) / 1000).toFixed(0)} s`);
      } catch (error) {
        failed += 1;
        console.error(`${setting.name}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return failed;
}

if (folder === undefined) {
  console.error('Which folder shall the runs be written to?');
  process.exitCode = 2;
} else {
  const chosen = settings.filter((s) => names.length === 0 || names.includes(s.name));
  if ((await make(folder, chosen)) > 0 || chosen.length === 0) process.exitCode = 1;
}
