import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { http } from '../helpers/browser-shell.ts';
import { guardedEnvironment, refusalsIn } from '../helpers/loopback-only/run.ts';

const root = join(import.meta.dirname, '../..');

/** Sockets of a process that are not listening and not to this computer, by the kernel's own tables (`proc(5)`: addresses are hexadecimal). */
function foreignSockets(pid: number): string[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  const loopback = /^(?:0100007F|00000000000000000000000001000000|0000000000000000FFFF00000100007F):/;
  return ['tcp', 'tcp6', 'udp', 'udp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((row) => inodes.has(row[9] ?? '') && (table.startsWith('udp') || (row[3] !== '0A' && !loopback.test(row[2] ?? ''))))
      .map((row) => `${table} ${row[2]}`),
  );
}

async function start(dataFolder: string, refusals: string) {
  const env = { ...guardedEnvironment(refusals), TUNNEL_TRIAGE_NETWORK: 'none', TUNNEL_TRIAGE_DATA: dataFolder };
  const child = spawn(process.execPath, [join(root, 'main/shell-browser/main.ts'), '--no-window', '--live'], { env });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
  await expect.poll(() => said, { timeout: 30_000 }).toMatch(/http:\/\/\S+/);
  const launch = new URL(/http:\/\/\S+/.exec(said)?.[0] ?? '');
  return { child, launch };
}

/** What a window asks when it opens, when a case is imported and when somebody looks at the Collect screen. */
const target = {
  gatewayId: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/virtualNetworkGateways/gw',
  connectionId: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network/connections/cn',
};
const asks = [
  ['app.info', {}],
  ['settings.get', {}],
  ['cases.list', {}],
  ['samples.open', { sample: 'healthy', title: 'idle' }],
  ['azure.state', {}],
  ['azure.plan', target],
] as const;

it.skipIf(process.platform !== 'linux')(
  `the program that may collect from Azure opens no connection until somebody asks it to${process.platform === 'linux' ? '' : ' (skipped: needs /proc)'}`,
  async () => {
    const dataFolder = mkdtempSync(join(tmpdir(), 'idle-'));
    const refusals = join(dataFolder, 'refusals');
    const { child, launch } = await start(dataFolder, refusals);
    const cookie = (await http(launch.origin, `${launch.pathname}${launch.search}`)).headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
    const headers = { cookie, origin: launch.origin, 'content-type': 'application/json' };
    const seen: string[] = [];
    for (const [method, input] of asks) {
      const answer = await http(launch.origin, `/api/${method}`, { method: 'POST', headers, body: JSON.stringify(input) });
      expect(JSON.parse(answer.text), method).toMatchObject({ ok: true });
      seen.push(...foreignSockets(child.pid ?? 0));
    }
    for (let i = 0; i < 20; i++) {
      await sleep(200);
      seen.push(...foreignSockets(child.pid ?? 0));
    }
    child.kill('SIGTERM');
    await once(child, 'exit');
    const tried = refusalsIn(refusals);
    rmSync(dataFolder, { recursive: true, force: true });
    expect([seen, tried]).toEqual([[], []]);
  },
);
