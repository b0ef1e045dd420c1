import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { hasTool, inside } from './namespaces.ts';

const charon = '/usr/lib/ipsec/charon';

export const hasCharon = existsSync(charon) && hasTool('swanctl', '--version');
/** Appended to the title of a test that needs strongSwan, so that the list of skipped tests says why. */
export const charonNote = hasCharon ? '' : ' (skipped: strongswan and strongswan-swanctl are not installed)';

export type Responder = { readonly log: () => string; readonly stop: () => Promise<void> };
export type ResponderSetup = {
  readonly address: string;
  readonly version: 0 | 1 | 2;
  /** As swanctl writes them. */
  readonly proposals: string;
  /** Lines for the `charon` section of strongswan.conf. */
  readonly settings?: string;
};

function configure(folder: string, { address, version, proposals, settings = '' }: ResponderSetup): void {
  writeFileSync(
    join(folder, 'strongswan.conf'),
    `charon {
  load_modular = yes
  install_routes = no
  ${settings}
  filelog { f { path = ${folder}/charon.log
    default = 1
    ike = 2
    net = 2
    flush_line = yes } }
  plugins { include /etc/strongswan.d/charon/*.conf
    vici { socket = unix://${folder}/vici.sock }
    bypass-lan { load = no }
    stroke { load = no }
    resolve { load = no } }
}
`,
  );
  writeFileSync(
    join(folder, 'swanctl.conf'),
    `connections { peer {
  version = ${version}
  local_addrs = ${address}
  remote_addrs = %any
  proposals = ${proposals}
  local { auth = psk
    id = ${address} }
  remote { auth = psk }
  children { net { local_ts = 10.20.0.0/24
    remote_ts = 192.168.50.0/24
    esp_proposals = aes256-sha256 } }
} }
secrets { ike-a { secret = "not-used-by-a-probe" } }
`,
  );
}

async function isUp(folder: string, child: ChildProcess): Promise<boolean> {
  for (let i = 0; i < 100 && child.exitCode === null; i += 1) {
    if (existsSync(join(folder, 'vici.sock'))) return true;
    await setTimeout(100);
  }
  return false;
}

/** A real strongSwan that waits for IKE in a namespace. Throws with its log when it does not start. */
export async function startResponder(namespace: string, setup: ResponderSetup): Promise<Responder> {
  const folder = mkdtempSync(join(tmpdir(), 'ttp-charon-'));
  configure(folder, setup);
  const env = { ...process.env, STRONGSWAN_CONF: join(folder, 'strongswan.conf') };
  // A /run of its own, so that its pid file does not meet that of another charon.
  const script = `mount -t tmpfs tmpfs /run && exec ${charon}`;
  const child = spawn('ip', ['netns', 'exec', namespace, 'sh', '-c', script], { env, stdio: 'ignore' });
  const log = (): string => (existsSync(join(folder, 'charon.log')) ? readFileSync(join(folder, 'charon.log'), 'utf8') : '');
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await Promise.race([ended, setTimeout(3000, null, { ref: false })]);
      if (child.exitCode === null) child.kill('SIGKILL');
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    if (!(await isUp(folder, child))) throw new Error(`charon did not start:\n${log()}`);
    inside(
      namespace,
      'env',
      `STRONGSWAN_CONF=${folder}/strongswan.conf`,
      'swanctl',
      '--load-all',
      '--file',
      join(folder, 'swanctl.conf'),
      '--uri',
      `unix://${folder}/vici.sock`,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { log, stop };
}
