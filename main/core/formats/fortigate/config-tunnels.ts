import type { DefaultedField, DeviceTunnelData } from '#shared/model/device-config.ts';
import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import { dhGroup, proposalOf } from '../device-text/algorithms.ts';
import { deviceRecords, deviceTunnel, plainRecord, prefixText } from '../device-text/device-data.ts';
import type { NewRecord, TextLine } from '../format.ts';

/** One `edit … next` of a configuration. */
export type Entry = {
  readonly section: 'phase1' | 'phase2' | 'address';
  readonly name: string;
  readonly lines: TextLine[];
  readonly settings: Map<string, readonly string[]>;
};

type Addresses = ReadonlyMap<string, Entry>;

/**
 * What FortiOS takes when a setting is not shown, as `show` leaves defaults out (CLI reference of FortiOS 6.0 to 7.4: `dhgrp` 14 and 5,
 * `ike-version` 1, `pfs` enable). Lists of proposals have other defaults in every version and stay empty.
 */
const defaultGroups = ['14', '5'];

const first = (entry: Entry, name: string): string | null => entry.settings.get(name)?.[0] ?? null;

function seconds(entry: Entry, name: string): number | null {
  const value = Number(first(entry, name) ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}

function groups(entry: Entry): IkeTransform[] {
  return (entry.settings.get('dhgrp') ?? defaultGroups).filter((g) => /^\d{1,2}$/.test(g)).map((g) => dhGroup(Number(g)));
}

function proposals(entry: Entry, protocol: 'ike' | 'esp'): IkeProposal[] {
  const more = protocol === 'esp' && first(entry, 'pfs') === 'disable' ? [] : groups(entry);
  return (entry.settings.get('proposal') ?? []).flatMap((text, i) => proposalOf(protocol, i + 1, text, more) ?? []);
}

const maxNested = 200;

/** Prefixes of a firewall address or of a group of them; the name itself where the configuration does not show it. */
function named(name: string, addresses: Addresses, depth = 0): string[] {
  const entry = addresses.get(name);
  if (entry === undefined || depth > 5) return [name];
  const members = entry.settings.get('member');
  if (members !== undefined)
    return members
      .slice(0, maxNested)
      .flatMap((member) => named(member, addresses, depth + 1))
      .slice(0, maxNested);
  const range = [first(entry, 'start-ip'), first(entry, 'end-ip')];
  if (range[0] !== null && range[1] !== null) return [prefixText(`${range[0]}-${range[1]}`)];
  const subnet = entry.settings.get('subnet') ?? entry.settings.get('ip6');
  return [subnet === undefined ? name : prefixText(subnet.join('/'))];
}

function end(entry: Entry, side: 'src' | 'dst', addresses: Addresses): string[] | null {
  const type = first(entry, `${side}-addr-type`) ?? 'subnet';
  const six = type.endsWith('6') ? '6' : '';
  if (type.startsWith('name')) return named(first(entry, `${side}-name${six}`) ?? '', addresses);
  const [low, high] = [first(entry, `${side}-start-ip${six}`), first(entry, `${side}-end-ip${six}`)];
  if (type.startsWith('ip') && low !== null) return [prefixText(low)];
  if (type.startsWith('range') && low !== null && high !== null) return [prefixText(`${low}-${high}`)];
  const subnet = entry.settings.get(`${side}-subnet${six}`);
  return subnet === undefined ? null : [prefixText(subnet.join('/'))];
}

function selectors(phases: readonly Entry[], addresses: Addresses): DeviceTunnelData['selectors'] {
  return phases.flatMap((entry) => {
    const [local, remote] = [end(entry, 'src', addresses), end(entry, 'dst', addresses)];
    return local === null && remote === null ? [] : [{ local: local ?? ['0.0.0.0/0'], remote: remote ?? ['0.0.0.0/0'] }];
  });
}

/** Phase 2 entries of one tunnel mostly offer the same; each different list is kept once. */
function childProposals(phases: readonly Entry[]): IkeProposal[] {
  const all = phases.flatMap((entry) => proposals(entry, 'esp'));
  const seen = new Set<string>();
  return all
    .filter(({ transforms }) => {
      const key = JSON.stringify(transforms);
      return seen.has(key) ? false : seen.add(key);
    })
    .map((proposal, i) => ({ ...proposal, number: i + 1 }));
}

function dpd(phase1: Entry): number | null {
  return first(phase1, 'dpd') === 'disable' ? 0 : seconds(phase1, 'dpd-retryinterval');
}

/** PFS is on unless it is disabled, with the default groups unless others are shown. */
function defaulted(phases: readonly Entry[]): DefaultedField[] {
  return phases.some((entry) => first(entry, 'pfs') !== 'disable' && !entry.settings.has('dhgrp')) ? ['pfs'] : [];
}

function tunnel(phase1: Entry, phases: readonly Entry[], addresses: Addresses): DeviceTunnelData {
  const version = first(phase1, 'ike-version') === '2' ? 2 : 1;
  const method = first(phase1, 'authmethod');
  const peer = first(phase1, 'remote-gw') ?? first(phase1, 'remote-gw6') ?? first(phase1, 'remotegw-ddns');
  const local = first(phase1, 'local-gw') ?? first(phase1, 'local-gw6');
  const child = phases[0];
  return deviceTunnel('fortigate', {
    name: phase1.name,
    version,
    local: local === null ? [] : [local],
    peers: peer === null ? [] : [peer],
    localIdentity: first(phase1, 'localid'),
    remoteIdentity: first(phase1, 'peerid'),
    authentication: method === 'signature' || method === 'rsa-signature' ? 'certificate' : 'shared-key',
    ikeProposals: proposals(phase1, 'ike'),
    childProposals: childProposals(phases),
    ikeLifetimeSeconds: seconds(phase1, 'keylife'),
    childLifetimeSeconds: child === undefined ? null : seconds(child, 'keylifeseconds'),
    childLifetimeKilobytes: child === undefined ? null : seconds(child, 'keylifekbs'),
    selectors: selectors(phases, addresses),
    dpdSeconds: dpd(phase1),
    defaulted: defaulted(phases),
  });
}

/** One record per phase 1, with the lines of its phase 2; a phase 2 without its phase 1 stays as lines. */
export function tunnelRecords(entries: readonly Entry[]): NewRecord[] {
  const addresses = new Map(entries.filter((e) => e.section === 'address').map((e) => [e.name, e]));
  const owners = entries.filter((e) => e.section === 'phase1');
  const children = Map.groupBy(
    entries.filter((e) => e.section === 'phase2'),
    (e) => first(e, 'phase1name') ?? '',
  );
  const known = new Set(owners.map((e) => e.name));
  const orphans = [...children].flatMap(([name, list]) => (known.has(name) ? [] : list.flatMap((e) => e.lines)));
  const tunnels = owners.flatMap((phase1) => {
    const phases = children.get(phase1.name) ?? [];
    return deviceRecords([phase1.lines, ...phases.map((e) => e.lines)], tunnel(phase1, phases, addresses));
  });
  return [...tunnels, ...orphans.map(plainRecord)];
}
