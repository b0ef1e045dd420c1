import { execFileSync, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { charon, startCharon, strongswanConf, swanctl } from '../lab/charon.ts';
import { addNamespace } from './namespaces.ts';

/**
 * Two strongSwan peers in network namespaces of their own, a router between them, one fault. All traffic stays inside. Needs root and
 * Debian's strongswan, strongswan-swanctl, libstrongswan-extra-plugins, libcharon-extra-plugins, iproute2, iptables.
 */
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
  /** Commands that make the fault on the device itself, which then has a network of its own behind it, 192.168.50.0/24 at `lan0`. */
  readonly onDevice?: readonly (readonly string[])[];
};

type Side = 'device' | 'azure';
export const labKey = 'S3cret-Lab-Aa1';

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
  for (const end of ['on', 'az', 'wan']) addNamespace(name(end));
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

/** A network behind the device: both ends of the cable are in its namespace. */
function addDeviceNetwork(namespace: string): void {
  ip('-n', namespace, 'link', 'add', 'lan0', 'type', 'veth', 'peer', 'name', 'lan1');
  ip('-n', namespace, 'addr', 'add', '192.168.50.1/24', 'dev', 'lan0');
  for (const end of ['lan0', 'lan1']) ip('-n', namespace, 'link', 'set', end, 'up');
  ip('netns', 'exec', namespace, 'sysctl', '-qw', 'net.ipv4.ip_forward=1');
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
    if (fault.onDevice) addDeviceNetwork(name('on'));
    for (const command of fault.onDevice ?? []) ip('netns', 'exec', name('on'), ...command);
    const start = (end: string, folder: string, side: Side): Promise<ChildProcess> =>
      startCharon(name(end), folder, { strongswan: strongswanConf(folder), swanctl: swanctlConf(side, fault) });
    children.push(await start('az', join(work, 'azure'), 'azure'));
    children.push(await start('on', deviceFolder, 'device'));
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
