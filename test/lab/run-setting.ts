import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startCharon, swanctl } from './charon.ts';
import { buildNetwork, hostOf, placesOf, removeNetwork } from './network.ts';
import type { Places } from './network.ts';
import { filesOf } from './peers.ts';
import type { Setting } from './settings.ts';

/** swanctl waits for this long for the tunnel; its end does not end charon's attempts. */
const initiateSeconds = '12';
const stampPattern = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}/gm;

type Work = { readonly setting: Setting; readonly places: Places; readonly folder: string };

function inPlace(place: string, ...command: readonly string[]): Promise<string> {
  const child = spawn('ip', ['netns', 'exec', place, ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString()));
  return once(child, 'close').then(() => said);
}

function control({ places, folder }: Work, side: 'onPremises' | 'azure', ...args: readonly string[]): Promise<string> {
  const own = join(folder, side);
  const command = ['swanctl', ...args, '--uri', `unix://${own}/vici.sock`];
  return inPlace(places[side], 'env', `STRONGSWAN_CONF=${own}/strongswan.conf`, ...command);
}

async function negotiate(work: Work): Promise<void> {
  const { setting, places, folder } = work;
  const side = setting.initiator === 'azure' ? 'azure' : 'onPremises';
  for (let attempt = 1; attempt <= setting.tries; attempt++) {
    if (setting.correctsKey && attempt === setting.tries) {
      const file = join(folder, 'onPremises', 'swanctl.conf');
      writeFileSync(file, readFileSync(file, 'utf8').replace(setting.key.onPremises, setting.key.azure));
      swanctl(places.onPremises, join(folder, 'onPremises'), '--load-all', '--clear', '--file', file);
    }
    await control(work, side, '--initiate', '--child', 'lan', '--timeout', initiateSeconds);
    if (attempt < setting.tries) await delay(3_000);
  }
}

async function use({ setting, places }: Work, azure: ChildProcess): Promise<void> {
  const [from, to] = [hostOf(setting.lan.onPremises), hostOf(setting.lan.azure)];
  await inPlace(places.onPremises, 'ping', '-n', '-c', '4', '-i', '0.3', '-W', '1', '-I', from, to);
  if (setting.killsAzure) {
    azure.kill('SIGKILL');
    spawnSync('ip', ['-n', places.azure, 'link', 'set', 'eth0', 'down']);
    await delay(26_000);
  } else await delay(setting.rekeySeconds === null ? 1_000 : setting.rekeySeconds * 1_500);
}

/** IKE SAs of a capture as tshark counts them: initiator's SPIs. Null without tshark. */
function countAttempts(capture: string): number | null {
  const args = ['-n', '-r', capture, '-Y', 'isakmp && !icmp && !icmpv6', '-T', 'fields', '-e', 'isakmp.ispi'];
  const { status, stdout } = spawnSync('tshark', args, { encoding: 'utf8' });
  return status === 0 ? new Set(stdout.split('\n').filter((spi) => spi !== '')).size : null;
}

function shifted(log: string, byMs: number): string {
  return log.replace(stampPattern, (at) => new Date(Date.parse(`${at}Z`) + byMs).toISOString().slice(0, 23));
}

function writeTruth(out: string, setting: Setting): void {
  const { key: _key, ...parameters } = setting;
  const { cause, note, initiator, azureClockMs } = setting;
  const attempts = countAttempts(join(out, 'onprem.pcap'));
  const truth = { scenario: setting.name, cause, note, initiator, attempts, azureClockMs, parameters };
  writeFileSync(join(out, 'truth.json'), JSON.stringify(truth, null, 1));
}

/**
 * One run: both ends start, the initiator tries, the device pings through the tunnel, all is taken down again. Leaves
 * `onprem.pcap`, `onprem.charon.log`, `azure.charon.log` and `truth.json` in `out`. `tag` names the namespaces.
 */
export async function runSetting(setting: Setting, out: string, tag: string): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const work: Work = { setting, places: placesOf(tag), folder: mkdtempSync(join(tmpdir(), 'ttv-')) };
  const { places, folder } = work;
  const children: ChildProcess[] = [];
  try {
    children.push(...(await buildNetwork(places, setting)));
    const capture = ['tcpdump', '-i', 'eth0', '-U', '-s', '0', '-Z', 'root', '-w', join(out, 'onprem.pcap')];
    const dump = spawn('ip', ['netns', 'exec', places.onPremises, ...capture], { stdio: 'ignore' });
    children.push(dump);
    await delay(700);
    const start = (side: 'onPremises' | 'azure'): Promise<ChildProcess> =>
      startCharon(places[side], join(folder, side), filesOf(setting, side, join(folder, side)));
    const azure = await start('azure');
    children.push(azure);
    const device = await start('onPremises');
    children.push(device);
    await negotiate(work);
    await use(work, azure);
    for (const child of [azure, device]) child.kill('SIGTERM');
    await delay(700);
    dump.kill('SIGINT');
    await once(dump, 'close');
    writeFileSync(join(out, 'onprem.charon.log'), readFileSync(join(folder, 'onPremises', 'charon.log')));
    writeFileSync(join(out, 'azure.charon.log'), shifted(readFileSync(join(folder, 'azure', 'charon.log'), 'utf8'), setting.azureClockMs));
    writeTruth(out, setting);
  } finally {
    for (const child of children) child.kill('SIGKILL');
    removeNetwork(places);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
