import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

function works(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function canMakeNamespaces(): boolean {
  const name = `ttp-try-${process.pid}`;
  const made = process.platform === 'linux' && works('ip', 'netns', 'add', name) && works('ip', '-n', name, 'link', 'set', 'lo', 'up');
  works('ip', 'netns', 'del', name);
  return made;
}

export const hasNamespaces = canMakeNamespaces();
/** Appended to the title of a test that needs network namespaces, so that the list of skipped tests says why. */
export const namespacesNote = hasNamespaces ? '' : ' (skipped: network namespaces need Linux, root and iproute2)';

export function hasTool(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).error === undefined;
}

/** Runs a tool to its end; throws with what it said when it fails. */
export function tool(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

export function inside(namespace: string, command: string, ...args: string[]): string {
  return tool('ip', 'netns', 'exec', namespace, command, ...args);
}

/** A cable between two namespaces: the devices `name` in each, with these addresses (`192.0.2.1/24`, IPv6 too). */
export function connectNamespaces(a: readonly [namespace: string, device: string, addresses: readonly string[]], b: typeof a): void {
  tool('ip', 'link', 'add', a[1], 'netns', a[0], 'type', 'veth', 'peer', 'name', b[1], 'netns', b[0]);
  for (const [namespace, device, addresses] of [a, b]) {
    for (const address of addresses) {
      const v6 = address.includes(':') ? ['nodad'] : [];
      tool('ip', '-n', namespace, 'address', 'add', address, 'dev', device, ...v6);
    }
    tool('ip', '-n', namespace, 'link', 'set', device, 'up');
  }
}

/** Makes a namespace and tells the guard (loopback-only/guard.cjs) that processes in it may use whatever addresses there are in it. */
export function addNamespace(name: string): void {
  tool('ip', 'netns', 'add', name);
  tool('ip', '-n', name, 'link', 'set', 'lo', 'up');
  const declared = process.env['TUNNEL_TRIAGE_NAMESPACES'] ?? '';
  process.env['TUNNEL_TRIAGE_NAMESPACES'] = `${declared} ${statSync(`/run/netns/${name}`).ino}`;
}

export function removeNamespace(name: string): void {
  works('ip', 'netns', 'del', name);
}

export type ProbeRun = { readonly code: number; readonly out: string; readonly err: string };

function runInside(namespace: string, program: string, words: readonly string[]): Promise<ProbeRun> {
  // Before other processes, so that a busy machine does not delay what is measured.
  const args = ['netns', 'exec', namespace, 'nice', '-n', '-10', process.execPath, join(root, program), ...words];
  const env = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile('ip', args, { env, maxBuffer: 16e6 }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

/** Runs `tunnel-triage` as a process of its own in a namespace. */
export function triageInside(namespace: string, ...words: string[]): Promise<ProbeRun> {
  return runInside(namespace, 'main/cli/main.ts', words);
}

/** The same with short pauses and time limits, for a peer that is asked often or does not answer. */
export function hastyTriageInside(namespace: string, ...words: string[]): Promise<ProbeRun> {
  return runInside(namespace, 'test/helpers/hasty-triage.ts', words);
}
