import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Debian's strongSwan daemon; it runs one per namespace, with ESP in user space (kernel-libipsec). */
export const charon = '/usr/lib/ipsec/charon';

export function strongswanConf(folder: string, extra: readonly string[] = []): string {
  return `charon {
  load_modular = yes
  retransmit_tries = 3
  retransmit_timeout = 1.0
${extra.map((line) => `  ${line}\n`).join('')}  filelog { f { path = ${folder}/charon.log
    time_format = %Y-%m-%dT%H:%M:%S
    time_add_ms = yes
    default = 1
    ike = 2
    cfg = 2
    ike_name = yes
    flush_line = yes
  } }
  plugins {
    include /etc/strongswan.d/charon/*.conf
    vici { socket = unix://${folder}/vici.sock }
    kernel-libipsec { load = yes }
    bypass-lan { load = no }
    stroke { load = no }
    resolve { load = no }
  }
}
swanctl { load = pem pkcs1 x509 revocation constraints pubkey openssl random }
`;
}

export function swanctl(namespace: string, folder: string, ...args: readonly string[]) {
  const env = { ...process.env, STRONGSWAN_CONF: join(folder, 'strongswan.conf') };
  const uri = ['--uri', `unix://${folder}/vici.sock`];
  return spawnSync('timeout', ['30', 'ip', 'netns', 'exec', namespace, 'swanctl', ...args, ...uri], { env, encoding: 'utf8' });
}

export type CharonFiles = { readonly strongswan: string; readonly swanctl: string };

/** Starts charon in a namespace with these two files and loads its connections. Throws when it does not take them. */
export async function startCharon(namespace: string, folder: string, files: CharonFiles): Promise<ChildProcess> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'strongswan.conf'), files.strongswan);
  writeFileSync(join(folder, 'swanctl.conf'), files.swanctl);
  const env = { ...process.env, STRONGSWAN_CONF: join(folder, 'strongswan.conf') };
  const child = spawn('ip', ['netns', 'exec', namespace, 'sh', '-c', `mount -t tmpfs tmpfs /run && exec ${charon}`], {
    env,
    stdio: 'ignore',
  });
  for (let i = 0; i < 200 && !existsSync(join(folder, 'vici.sock')); i++) await delay(100);
  const loaded = swanctl(namespace, folder, '--load-all', '--file', join(folder, 'swanctl.conf'));
  if (loaded.status !== 0) throw new Error(`swanctl --load-all: ${loaded.stdout}${loaded.stderr}`);
  return child;
}
