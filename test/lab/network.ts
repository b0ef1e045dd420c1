import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { addNamespace, connectNamespaces, inside, removeNamespace, tool } from '../helpers/namespaces.ts';
import { translatedAddress } from './peers.ts';
import type { Setting } from './settings.ts';

export type Places = { readonly onPremises: string; readonly azure: string; readonly router: string };

export function placesOf(tag: string): Places {
  return { onPremises: `${tag}-on`, azure: `${tag}-az`, router: `${tag}-wan` };
}

/** The router's address on a network, and the width of it. */
function routerOf(address: string): readonly [router: string, width: number] {
  return address.includes(':') ? [address.replace(/[^:]*$/, '1'), 64] : [address.replace(/\d+$/, '1'), 24];
}

export function hostOf(lan: string): string {
  return lan.replace(/\d+\/\d+$/, '5');
}

function connect(place: string, router: string, device: string, address: string): void {
  const [gateway, width] = routerOf(address);
  connectNamespaces([router, device, [`${gateway}/${width}`]], [place, 'eth0', [`${address}/${width}`]]);
  tool('ip', '-n', place, ...(address.includes(':') ? ['-6'] : []), 'route', 'add', 'default', 'via', gateway);
}

const delayLine = join(import.meta.dirname, '../helpers/delay-line.py');

/** The cable between router and gateway as a program that keeps every packet back, and loses some; kernels here have no netem. */
async function connectSlowly(places: Places, { address, delayMs, lossPercent }: Setting): Promise<ChildProcess> {
  const [gateway, width] = routerOf(address.azure);
  const ends = [places.router, `${gateway}/${width}`, places.azure, `${address.azure}/${width}`];
  const line = spawn('python3', [delayLine, ...ends, `${2 * delayMs}`, `${lossPercent}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(line.stdout, 'data');
  tool('ip', '-n', places.azure, 'route', 'add', 'default', 'via', gateway);
  return line;
}

/** Two ends, a router between them, what the router does to their packets. All traffic stays inside. The processes are the caller's to end. */
export async function buildNetwork(places: Places, setting: Setting): Promise<ChildProcess[]> {
  const { address, lan, delayMs, lossPercent } = setting;
  for (const place of [places.onPremises, places.azure, places.router]) addNamespace(place);
  connect(places.onPremises, places.router, 'v-on', address.onPremises);
  const isSlow = delayMs > 0 || lossPercent > 0;
  if (!isSlow) connect(places.azure, places.router, 'v-az', address.azure);
  const lines = isSlow ? [await connectSlowly(places, setting)] : [];
  const forwarding = address.azure.includes(':') ? 'net.ipv6.conf.all.forwarding=1' : 'net.ipv4.ip_forward=1';
  inside(places.router, 'sysctl', '-qw', forwarding);
  for (const side of ['onPremises', 'azure'] as const)
    tool('ip', '-n', places[side], 'address', 'add', `${hostOf(lan[side])}/32`, 'dev', 'lo');
  if (setting.isBehindNat) {
    tool('ip', '-n', places.router, 'address', 'add', `${translatedAddress}/32`, 'dev', 'lo');
    const translate = ['-A', 'POSTROUTING', '-s', address.onPremises, '-d', address.azure, '-j', 'SNAT', '--to-source', translatedAddress];
    inside(places.router, 'iptables', '-t', 'nat', ...translate);
  }
  for (const rule of setting.drops) inside(places.router, 'iptables', '-A', 'FORWARD', ...rule.split(' '), '-j', 'DROP');
  return lines;
}

export function removeNetwork(places: Places): void {
  for (const place of Object.values(places)) removeNamespace(place);
}
