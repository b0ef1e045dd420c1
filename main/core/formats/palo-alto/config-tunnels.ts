import type { DeviceTunnelData } from '#shared/model/device-config.ts';
import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import { configTransform, withPrf } from '../device-text/algorithms.ts';
import { deviceRecords, deviceTunnel, plainRecord, prefixText } from '../device-text/device-data.ts';
import type { NewRecord, TextLine } from '../format.ts';
import { at, value, words } from '../device-text/config-tree.ts';
import type { Node, Tree } from '../device-text/config-tree.ts';

const units: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const sizes: Readonly<Record<string, number>> = { kb: 1, mb: 1024, gb: 1024 ** 2, tb: 1024 ** 3 };

function measured(node: Node | undefined, name: string, table: Readonly<Record<string, number>>): number | null {
  const [unit] = words(node, name);
  const amount = unit === undefined ? Number.NaN : Number(value(node, name, unit) ?? Number.NaN);
  const factor = table[unit ?? ''];
  return factor === undefined || !Number.isFinite(amount) ? null : amount * factor;
}

function transforms(names: readonly string[]): IkeTransform[] {
  return names.flatMap((name) => configTransform(name) ?? []);
}

/** A profile lists algorithms by kind; the daemon offers them together. */
function ikeProposals(profile: Node | undefined): IkeProposal[] {
  const all = transforms([...words(profile, 'encryption'), ...words(profile, 'hash'), ...words(profile, 'dh-group')]);
  return all.length === 0 ? [] : [{ protocol: 'ike', number: 1, transforms: withPrf(all) }];
}

/** A profile that names no group takes group 2 (unverified; the configuration is marked as resting on a default); `no-pfs` is without. */
function childProposals(profile: Node | undefined): IkeProposal[] {
  const esp = at(profile, 'esp');
  const integrity = words(esp, 'authentication').filter((name) => name !== 'none');
  const cipher = transforms([...words(esp, 'encryption'), ...integrity]);
  const group = value(profile, 'dh-group') ?? 'group2';
  return cipher.length === 0
    ? []
    : [{ protocol: 'esp', number: 1, transforms: [...cipher, ...transforms(group === 'no-pfs' ? [] : [group])] }];
}

function versionOf(gateway: Node | undefined): DeviceTunnelData['version'] {
  const version = value(gateway, 'protocol', 'version');
  return version === 'ikev2' ? 2 : version === 'ikev2-preferred' ? 'either' : gateway === undefined ? null : 1;
}

/** An address without the length of its interface's prefix. */
function address(text: string | null): string[] {
  return text === null ? [] : [text.replace(/\/\d{1,3}$/, '')];
}

function selectors(tunnel: Node): DeviceTunnelData['selectors'] {
  const ids = at(tunnel, 'auto-key', 'proxy-id');
  return words(ids).flatMap((name) => {
    const [local, remote] = [value(ids, name, 'local'), value(ids, name, 'remote')];
    return local === null && remote === null
      ? []
      : [{ local: [prefixText(local ?? '0.0.0.0/0')], remote: [prefixText(remote ?? '0.0.0.0/0')] }];
  });
}

type Parts = {
  readonly tunnel: Node;
  readonly gateway: Node | undefined;
  readonly ike: Node | undefined;
  readonly ipsec: Node | undefined;
};

function partsOf(tree: Tree, tunnel: Node): Parts {
  const gateway = at(tree.root, 'ike', 'gateway', value(tunnel, 'auto-key', 'ike-gateway') ?? '');
  const protocol = versionOf(gateway) === 1 ? 'ikev1' : 'ikev2';
  const profiles = at(tree.root, 'ike', 'crypto-profiles');
  const named = value(gateway, 'protocol', protocol, 'ike-crypto-profile') ?? 'default';
  return {
    tunnel,
    gateway,
    ike: at(profiles, 'ike-crypto-profiles', named),
    ipsec: at(profiles, 'ipsec-crypto-profiles', value(tunnel, 'auto-key', 'ipsec-crypto-profile') ?? 'default'),
  };
}

function dpd(gateway: Node | undefined): number | null {
  const node = at(gateway, 'protocol', versionOf(gateway) === 1 ? 'ikev1' : 'ikev2', 'dpd');
  if (value(node, 'enable') === 'no') return 0;
  const interval = Number(value(node, 'interval') ?? Number.NaN);
  return Number.isFinite(interval) ? interval : null;
}

function tunnelOf(name: string, { tunnel, gateway, ike, ipsec }: Parts): DeviceTunnelData {
  const method = words(gateway, 'authentication')[0];
  return deviceTunnel('palo-alto', {
    name,
    version: versionOf(gateway),
    local: address(value(gateway, 'local-address', 'ip')),
    peers: address(value(gateway, 'peer-address', 'ip') ?? value(gateway, 'peer-address', 'fqdn')),
    localIdentity: value(gateway, 'local-id', 'id'),
    remoteIdentity: value(gateway, 'peer-id', 'id'),
    authentication: method === undefined ? null : method === 'pre-shared-key' ? 'shared-key' : 'certificate',
    ikeProposals: ikeProposals(ike),
    childProposals: childProposals(ipsec),
    ikeLifetimeSeconds: measured(ike, 'lifetime', units),
    childLifetimeSeconds: measured(ipsec, 'lifetime', units),
    childLifetimeKilobytes: measured(ipsec, 'lifesize', sizes),
    selectors: selectors(tunnel),
    dpdSeconds: dpd(gateway),
    defaulted: ipsec !== undefined && value(ipsec, 'dh-group') === null ? ['pfs'] : [],
  });
}

/** One record per IPsec tunnel with the lines of its gateway and profiles; other lines stay by themselves. */
export function tunnelRecords(tree: Tree, held: readonly TextLine[]): NewRecord[] {
  const tunnels = at(tree.root, 'tunnel', 'ipsec');
  const claimed = new Set<number>();
  const records = words(tunnels).flatMap((name) => {
    const parts = partsOf(tree, at(tunnels, name)!);
    const blocks = [parts.tunnel, parts.gateway, parts.ike, parts.ipsec].map((node) => node?.lines ?? []);
    const [record] = deviceRecords(blocks, tunnelOf(name, parts));
    if (record === undefined) return [];
    for (const line of blocks.flat()) if (line.number >= record.place.line && line.number <= record.place.endLine) claimed.add(line.number);
    return [record];
  });
  return [...records, ...held.filter((line) => !claimed.has(line.number)).map(plainRecord)].toSorted((a, b) => a.place.line - b.place.line);
}
