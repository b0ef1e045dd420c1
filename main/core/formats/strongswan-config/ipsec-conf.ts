import type { DeviceTunnelData } from '#shared/model/device-config.ts';
import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import { deviceRecord, deviceTunnel, plainRecord } from '../device-text/device-data.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import { maxBlockLines, withoutPrompt } from '../device-text/readers.ts';
import type { NewRecord, TextLine } from '../format.ts';
import { addressList, durationSeconds, proposalList, selectorList } from './values.ts';

type Connection = { readonly name: string; readonly lines: TextLine[]; readonly settings: Map<string, string> };
type Settings = ReadonlyMap<string, string>;

const maxConnections = 5000;
const setting = /^\s+([A-Za-z][\w-]{1,40})\s{0,20}=\s{0,20}(.{0,4000})$/;
/** Words that only libreswan and openswan know (ipsec.conf(5) of libreswan 4 and 5). */
const libreswanWords = new Set([
  'ikev2',
  'phase2alg',
  'phase2',
  'protostack',
  'plutodebug',
  'virtual_private',
  'virtual-private',
  'leftsubnets',
  'rightsubnets',
  'nat-ikev1-method',
  'ike-frag',
  'narrowing',
  'sha2-truncbug',
]);

/** The settings of a connection with those of `also=` and of `conn %default` below them. */
function resolve(connection: Connection, all: ReadonlyMap<string, Connection>, depth = 0): Map<string, string> {
  const base = all.get('%default');
  const also = (connection.settings.get('also') ?? '').split(/[,\s]+/).filter((name) => name !== '');
  const below = depth > 5 ? [] : also.slice(0, 20).flatMap((name) => all.get(name) ?? []);
  const inherited = below.map((c) => resolve(c, all, depth + 1));
  const start = base === undefined || base === connection ? new Map<string, string>() : new Map(base.settings);
  for (const settings of inherited.toReversed()) for (const [key, value] of settings) start.set(key, value);
  for (const [key, value] of connection.settings) start.set(key, value);
  return start;
}

function versionOf(settings: Settings, isLibreswan: boolean): DeviceTunnelData['version'] {
  const exchange = settings.get('keyexchange');
  if (exchange === 'ikev1') return 1;
  if (exchange === 'ikev2') return 2;
  const word = settings.get('ikev2');
  if (word !== undefined) return /^(?:no|never)$/.test(word) ? 1 : /^(?:yes|insist)$/.test(word) ? 2 : 'either';
  return isLibreswan ? null : 'either';
}

function authentication(settings: Settings, own: string): DeviceTunnelData['authentication'] {
  const text = settings.get(`${own}auth`) ?? settings.get('authby');
  if (text === undefined) return null;
  if (/^(?:psk|secret)$/.test(text)) return 'shared-key';
  return /^(?:pubkey|rsa|ecdsa|ed25519)/.test(text) ? 'certificate' : 'other';
}

/** libreswan takes the group of the IKE SA for PFS where `esp=` names none (`pfs=yes` is the default). */
function childProposals(settings: Settings, isLibreswan: boolean, ike: readonly IkeProposal[]): IkeProposal[] {
  const text = settings.get('esp') ?? settings.get('phase2alg') ?? settings.get('ah');
  const protocol = settings.get('esp') === undefined && settings.get('phase2alg') === undefined && settings.has('ah') ? 'ah' : 'esp';
  const listed = proposalList(text, protocol);
  if (!isLibreswan) return listed;
  const groups: readonly IkeTransform[] =
    settings.get('pfs') === 'no' ? [] : (ike[0]?.transforms ?? []).filter((t) => t.type === 'dh-group');
  return listed.map((proposal) => {
    const own = proposal.transforms.filter((t) => t.type !== 'dh-group');
    const named = proposal.transforms.filter((t) => t.type === 'dh-group');
    if (settings.get('pfs') === 'no') return { ...proposal, transforms: own };
    return { ...proposal, transforms: [...own, ...(named.length > 0 ? named : groups)] };
  });
}

function subnets(settings: Settings, side: string): string | undefined {
  const several = settings.get(`${side}subnets`);
  return several === undefined
    ? settings.get(`${side}subnet`)
    : several
        .replaceAll(/[{}]/g, '')
        .trim()
        .replaceAll(/[,\s]+/g, ',');
}

function selectors(
  settings: Settings,
  sides: readonly [string, string],
  ends: readonly (readonly string[])[],
): DeviceTunnelData['selectors'] {
  const [local, remote] = sides.map((side, i) => selectorList(subnets(settings, side), ends[i] ?? []));
  return local!.length === 0 || remote!.length === 0 ? [] : [{ local: local!, remote: remote! }];
}

/** `left` is the own end by convention; where only `right` is the default route's address it is that one. */
function tunnelOf(name: string, settings: Settings, isLibreswan: boolean): DeviceTunnelData {
  const isRight = settings.get('right') === '%defaultroute' && settings.get('left') !== '%defaultroute';
  const [own, other]: [string, string] = isRight ? ['right', 'left'] : ['left', 'right'];
  const ends = [addressList(settings.get(own)), addressList(settings.get(other))] as const;
  const ikeProposals = proposalList(settings.get('ike'), 'ike');
  const bytes = Number(settings.get('lifebytes') ?? Number.NaN);
  const identity = (side: string): string | null => settings.get(`${side}id`) ?? null;
  return deviceTunnel(isLibreswan ? 'libreswan' : 'strongswan', {
    name,
    version: versionOf(settings, isLibreswan),
    local: ends[0],
    peers: ends[1],
    localIdentity: identity(own),
    remoteIdentity: identity(other),
    authentication: authentication(settings, own),
    ikeProposals,
    childProposals: childProposals(settings, isLibreswan, ikeProposals),
    ikeLifetimeSeconds: durationSeconds(settings.get('ikelifetime')),
    childLifetimeSeconds: durationSeconds(settings.get('lifetime') ?? settings.get('salifetime') ?? settings.get('keylife')),
    childLifetimeKilobytes: Number.isFinite(bytes) ? Math.floor(bytes / 1024) : null,
    selectors: selectors(settings, [own, other], ends),
    dpdSeconds: durationSeconds(settings.get('dpddelay')),
  });
}

function finished(connections: readonly Connection[], isLibreswan: boolean): NewRecord[] {
  const all = new Map(connections.map((c) => [c.name, c]));
  return connections.flatMap((connection) => {
    const settings = resolve(connection, all);
    const isTunnel = connection.name !== '%default' && settings.has('right') && settings.has('left') && connection.lines.length > 1;
    return isTunnel
      ? [deviceRecord(connection.lines, tunnelOf(connection.name, settings, isLibreswan))]
      : connection.lines.map(plainRecord);
  });
}

export function isIpsecConf(text: string): boolean {
  return (
    /^conn [\w%.@-]{1,100}[^\S\n]{0,20}$/m.test(text) && /^\s{1,40}(?:left|right|also|keyexchange|authby|auto)\w{0,20}\s{0,20}=/m.test(text)
  );
}

/** `conn` sections of ipsec.conf: strongSwan's starter, libreswan and openswan. */
export function ipsecConfReader(): DeviceReader {
  const connections: Connection[] = [];
  let open: Connection | null = null;
  let isLibreswan = false;
  const begin = (line: TextLine, name: string): readonly NewRecord[] => {
    const next: Connection = { name, lines: [line], settings: new Map() };
    open = connections.length < maxConnections ? next : null;
    if (open !== null) connections.push(open);
    return open === null ? [plainRecord(line)] : [];
  };
  const note = (line: TextLine, key: string, text: string): readonly NewRecord[] => {
    isLibreswan ||= libreswanWords.has(key);
    const value = text
      .replace(/\s#.*$/, '')
      .trim()
      .replaceAll(/^"|"$/g, '');
    if (open === null || open.lines.length >= maxBlockLines) return [plainRecord(line)];
    // Several `also=` add up.
    const before = key === 'also' ? open.settings.get(key) : undefined;
    open.settings.set(key, before === undefined ? value : `${before},${value}`);
    open.lines.push(line);
    return [];
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    const head = /^(conn|config|ca) ([\w%.@-]{1,100})\s*$/.exec(withoutPrompt(line.text.trimEnd()));
    if (head !== null) {
      if (head[1] === 'conn') return begin(line, head[2]!);
      open = null;
      return [plainRecord(line)];
    }
    const match = setting.exec(line.text);
    if (match !== null && (open !== null || libreswanWords.has(match[1]!.toLowerCase())))
      return note(line, match[1]!.toLowerCase(), match[2]!);
    if (!/^\s/.test(line.text) && !line.text.startsWith('#')) open = null;
    if (open === null || open.lines.length >= maxBlockLines) return null;
    open.lines.push(line);
    return [];
  };
  return { take, finish: () => finished(connections, isLibreswan) };
}
