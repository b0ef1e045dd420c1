import type { DeviceTunnelData } from '#shared/model/device-config.ts';
import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import { configTransform, dhGroup, withPrf } from '../device-text/algorithms.ts';
import { at, value, words } from '../device-text/config-tree.ts';
import type { Node, Tree } from '../device-text/config-tree.ts';
import { deviceRecords, deviceTunnel, plainRecord, prefixText } from '../device-text/device-data.ts';
import type { NewRecord, TextLine } from '../format.ts';

/** What a proposal takes where it says nothing (VyOS documentation, IPsec IKE and ESP groups, 1.3 and 1.4). */
const defaults = { encryption: 'aes128', hash: 'sha1', group: '2' };

function seconds(node: Node | undefined, ...path: readonly string[]): number | null {
  const number = Number(value(node, ...path) ?? Number.NaN);
  return Number.isFinite(number) ? number : null;
}

/** An AEAD cipher has no integrity beside it; the hash is the pseudo-random function of the IKE SA. */
function algorithms(proposal: Node | undefined, protocol: 'ike' | 'esp'): IkeTransform[] {
  const cipher = configTransform(value(proposal, 'encryption') ?? defaults.encryption);
  const hash = configTransform(value(proposal, 'hash') ?? defaults.hash);
  if (cipher === null || hash === null) return [];
  if (!/GCM|CCM|POLY/.test(cipher.name)) return [cipher, hash];
  return protocol === 'ike' ? [cipher, { type: 'prf', name: `PRF-${hash.name}`, id: null }] : [cipher];
}

function groupOf(proposal: Node | undefined): IkeTransform {
  return dhGroup(Number(value(proposal, 'dh-group') ?? defaults.group));
}

function ikeProposals(group: Node | undefined): IkeProposal[] {
  return words(group, 'proposal').map((number): IkeProposal => {
    const proposal = at(group, 'proposal', number);
    return { protocol: 'ike', number: Number(number), transforms: withPrf([...algorithms(proposal, 'ike'), groupOf(proposal)]) };
  });
}

/** `pfs enable`, the default, takes the group of the IKE SA. */
function pfsGroups(esp: Node | undefined, ike: Node | undefined): IkeTransform[] {
  const pfs = value(esp, 'pfs') ?? 'enable';
  if (pfs === 'disable') return [];
  const named = configTransform(pfs);
  if (named?.type === 'dh-group') return [named];
  const first = words(ike, 'proposal')[0];
  return first === undefined ? [] : [groupOf(at(ike, 'proposal', first))];
}

function childProposals(esp: Node | undefined, ike: Node | undefined): IkeProposal[] {
  const groups = pfsGroups(esp, ike);
  return words(esp, 'proposal').map((number): IkeProposal => {
    const transforms = [...algorithms(at(esp, 'proposal', number), 'esp'), ...groups];
    return { protocol: 'esp', number: Number(number), transforms };
  });
}

function versionOf(group: Node | undefined): DeviceTunnelData['version'] {
  const exchange = value(group, 'key-exchange');
  return exchange === 'ikev2' ? 2 : exchange === 'ikev1' ? 1 : null;
}

function selectors(peer: Node): DeviceTunnelData['selectors'] {
  return words(peer, 'tunnel').flatMap((number) => {
    const tunnel = at(peer, 'tunnel', number);
    const [local, remote] = [words(tunnel, 'local', 'prefix'), words(tunnel, 'remote', 'prefix')];
    return local.length === 0 && remote.length === 0 ? [] : [{ local: local.map(prefixText), remote: remote.map(prefixText) }];
  });
}

type Parts = { readonly peer: Node; readonly ike: Node | undefined; readonly esp: Node | undefined };

function partsOf(tree: Tree, peer: Node): Parts {
  const tunnels = words(peer, 'tunnel').map((number) => value(peer, 'tunnel', number, 'esp-group'));
  const esp = tunnels.find((name) => name !== null) ?? value(peer, 'vti', 'esp-group') ?? value(peer, 'default-esp-group') ?? '';
  return { peer, ike: at(tree.root, 'ike-group', value(peer, 'ike-group') ?? ''), esp: at(tree.root, 'esp-group', esp) };
}

function tunnelOf(name: string, { peer, ike, esp }: Parts): DeviceTunnelData {
  const mode = value(peer, 'authentication', 'mode');
  const local = value(peer, 'local-address');
  const remote = words(peer, 'remote-address');
  return deviceTunnel('vyos', {
    name,
    version: versionOf(ike),
    local: local === null || local === 'any' ? [] : [local],
    peers: remote.length > 0 ? remote : [name],
    localIdentity: value(peer, 'authentication', 'local-id') ?? value(peer, 'authentication', 'id'),
    remoteIdentity: value(peer, 'authentication', 'remote-id'),
    authentication: mode === null ? null : mode === 'pre-shared-secret' ? 'shared-key' : 'certificate',
    ikeProposals: ikeProposals(ike),
    childProposals: childProposals(esp, ike),
    ikeLifetimeSeconds: seconds(ike, 'lifetime'),
    childLifetimeSeconds: seconds(esp, 'lifetime'),
    selectors: selectors(peer),
    dpdSeconds: seconds(ike, 'dead-peer-detection', 'interval'),
  });
}

/** One record per peer with the lines of its groups; other lines stay by themselves. */
export function tunnelRecords(tree: Tree, held: readonly TextLine[]): NewRecord[] {
  const peers = at(tree.root, 'site-to-site', 'peer');
  const claimed = new Set<number>();
  const records = words(peers).flatMap((name) => {
    const parts = partsOf(tree, at(peers, name)!);
    const blocks = [parts.peer, parts.ike, parts.esp].map((node) => node?.lines ?? []);
    const [record] = deviceRecords(blocks, tunnelOf(name, parts));
    if (record === undefined) return [];
    for (const line of blocks.flat()) if (line.number >= record.place.line && line.number <= record.place.endLine) claimed.add(line.number);
    return [record];
  });
  return [...records, ...held.filter((line) => !claimed.has(line.number)).map(plainRecord)].toSorted((a, b) => a.place.line - b.place.line);
}
