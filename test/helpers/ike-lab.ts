import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Two strongSwan peers in network namespaces of their own, a router between them, one fault. All traffic stays inside. Needs root and
 * Debian's strongswan, strongswan-swanctl, libstrongswan-extra-plugins, libcharon-extra-plugins, iproute2, iptables.
 */
const charon = '/usr/lib/ipsec/charon';
const libipsec = '/usr/lib/ipsec/plugins/libstrongswan-kernel-libipsec.so';

function missingForLab(): string | null {
  if (process.getuid?.() !== 0) return 'needs root';
  for (const tool of ['ip', 'iptables', 'swanctl', 'zip', 'unzip', 'ping'])
    if (spawnSync('which', [tool]).status !== 0) return `${tool} is not installed`;
  if (!existsSync(charon)) return 'strongSwan is not installed';
  if (!existsSync(libipsec)) return "strongSwan's kernel-libipsec plugin is not installed";
  const probe = `ttc-probe-${process.pid}`;
  if (spawnSync('ip', ['netns', 'add', probe]).status !== 0) return 'network namespaces are not allowed here';
  spawnSync('ip', ['netns', 'del', probe]);
  return existsSync('/dev/net/tun') ? null : 'there is no /dev/net/tun';
}

const missing = missingForLab();
export const hasIkeLab = missing === null;
/** Appended to the title of a test that needs the lab, so that the list of skipped tests says why. */
export const ikeLabNote = missing === null ? '' : ` (skipped: ${missing})`;

export const labAddresses = {
  device: '203.0.113.10',
  gateway: '198.51.100.20',
  deviceHost: '192.168.50.4',
  azureHost: '10.20.0.5',
} as const;

export type LabFault = {
  readonly deviceKey?: string;
  readonly deviceProposals?: string;
  /** Arguments of an iptables rule that the router drops by. */
  readonly drop?: readonly string[];
};

type Side = 'device' | 'azure';
export const labKey = 'S3cret-Lab-Aa1';

function strongswanConf(folder: string): string {
  return `charon {
  load_modular = yes
  retransmit_tries = 3
  retransmit_timeout = 1.0
  filelog { f { path = ${folder}/charon.log
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

function swanctlConf(side: Side, fault: LabFault): string {
  const { device, gateway } = labAddresses;
  const own = side === 'device' ? device : gateway;
  const peer = side === 'device' ? gateway : device;
  const [local, remote] = side === 'device' ? ['192.168.50.0/24', '10.20.0.0/24'] : ['10.20.0.0/24', '192.168.50.0/24'];
  const ike = side === 'device' ? (fault.deviceProposals ?? 'aes256-sha256-modp1024') : 'aes256-sha256-modp1024,aes256-sha1-modp1024';
  return `connections { AzureGateway {
  version = 2
  local_addrs = ${own}
  remote_addrs = ${side === 'device' ? peer : '%any'}
  proposals = ${ike}
  dpd_delay = ${side === 'device' ? '4s' : '0s'}
  local {
    auth = psk
    id = ${own}
  }
  remote {
    auth = psk
    id = ${peer}
  }
  children { net {
    local_ts = ${local}
    remote_ts = ${remote}
    esp_proposals = aes256-sha256
    rekey_time = 0s
  } }
} }
secrets { ike-a {
  secret = "${side === 'device' ? (fault.deviceKey ?? labKey) : labKey}"
} }
`;
}

function ip(...args: readonly string[]): void {
  execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'] });
}

function buildNetwork(name: (end: string) => string): void {
  const { device, gateway, deviceHost, azureHost } = labAddresses;
  for (const end of ['on', 'az', 'wan']) {
    ip('netns', 'add', name(end));
    ip('-n', name(end), 'link', 'set', 'lo', 'up');
  }
  const ends = [
    { end: 'on', address: device, router: '203.0.113.1', host: deviceHost },
    { end: 'az', address: gateway, router: '198.51.100.1', host: azureHost },
  ];
  for (const { end, address, router, host } of ends) {
    ip('link', 'add', `v-${end}`, 'netns', name('wan'), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', name(end));
    ip('-n', name(end), 'addr', 'add', `${address}/24`, 'dev', 'eth0');
    ip('-n', name(end), 'link', 'set', 'eth0', 'up');
    ip('-n', name('wan'), 'addr', 'add', `${router}/24`, 'dev', `v-${end}`);
    ip('-n', name('wan'), 'link', 'set', `v-${end}`, 'up');
    ip('-n', name(end), 'route', 'add', 'default', 'via', router);
    ip('-n', name(end), 'addr', 'add', `${host}/32`, 'dev', 'lo');
  }
  ip('netns', 'exec', name('wan'), 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
}

async function startCharon(namespace: string, folder: string, side: Side, fault: LabFault): Promise<ChildProcess> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'strongswan.conf'), strongswanConf(folder));
  writeFileSync(join(folder, 'swanctl.conf'), swanctlConf(side, fault));
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

function swanctl(namespace: string, folder: string, ...args: readonly string[]) {
  const env = { ...process.env, STRONGSWAN_CONF: join(folder, 'strongswan.conf') };
  const uri = ['--uri', `unix://${folder}/vici.sock`];
  return spawnSync('timeout', ['30', 'ip', 'netns', 'exec', namespace, 'swanctl', ...args, ...uri], { env, encoding: 'utf8' });
}

export type IkeLab = {
  /** Tries the connection from the device's side. */
  readonly initiate: () => void;
  /** Runs a command in the device's namespace; its standard output. */
  readonly onDevice: (command: readonly string[]) => string;
  /** Folder with `charon.log`, `swanctl.conf` and the socket of the device's charon. */
  readonly deviceFolder: string;
  readonly stop: () => void;
};

let labs = 0;

export async function startIkeLab(fault: LabFault): Promise<IkeLab> {
  const tag = `ttc-${process.pid}-${(labs += 1)}`;
  const name = (end: string): string => `${tag}-${end}`;
  const work = mkdtempSync(join(tmpdir(), 'ttc-lab-'));
  const children: ChildProcess[] = [];
  const stop = (): void => {
    for (const child of children) child.kill('SIGKILL');
    for (const end of ['on', 'az', 'wan']) spawnSync('ip', ['netns', 'del', name(end)]);
    rmSync(work, { recursive: true, force: true, maxRetries: 3 });
  };
  const deviceFolder = join(work, 'device');
  try {
    buildNetwork(name);
    if (fault.drop) ip('netns', 'exec', name('wan'), 'iptables', '-A', 'FORWARD', ...fault.drop, '-j', 'DROP');
    children.push(await startCharon(name('az'), join(work, 'azure'), 'azure', fault));
    children.push(await startCharon(name('on'), deviceFolder, 'device', fault));
  } catch (error) {
    stop();
    throw error;
  }
  return {
    initiate: () => void swanctl(name('on'), deviceFolder, '--initiate', '--child', 'net', '--timeout', '12'),
    onDevice: (command) =>
      execFileSync('ip', ['netns', 'exec', name('on'), ...command], {
        encoding: 'utf8',
        env: { ...process.env, STRONGSWAN_CONF: join(deviceFolder, 'strongswan.conf') },
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    deviceFolder,
    stop,
  };
}
