import type { DefaultedField, DeviceTunnelData } from '#shared/model/device-config.ts';
import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import { dhGroup, groupNumber } from '../names.ts';
import { selectorsOf } from './access-lists.ts';
import type { Config, MapEntry } from './model.ts';
import { ikev2Lifetime, ikev2Proposal, setting } from './policies.ts';
import type { ConfigLine, Section } from './sections.ts';

/** A tunnel and the parts of the configuration that it rests on; the first is where it stands. */
export type FoundTunnel = { readonly data: DeviceTunnelData; readonly parts: readonly Section[] };

/** What one tunnel draws on, gathered while its parts are looked up. */
type Draft = { readonly parts: Section[]; readonly defaulted: Set<DefaultedField> };

type Version = 1 | 2 | 'either';

function use(draft: Draft, ...sections: readonly (Section | undefined)[]): void {
  for (const section of sections) if (section !== undefined && !draft.parts.includes(section)) draft.parts.push(section);
}

/** The words behind the first setting that begins with one of these. */
function settingIn(lines: readonly ConfigLine[], ...starts: readonly string[]): string | null {
  for (const start of starts) {
    const found = lines.find(({ text }) => text === start || text.startsWith(`${start} `));
    if (found !== undefined) return found.text.slice(start.length).trim();
  }
  return null;
}

function words(text: string | null): string[] {
  return (text ?? '')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 40);
}

/** IOS and ASA have every policy of IKEv1 for every peer. */
function ikev1Proposals(config: Config, draft: Draft): IkeProposal[] {
  use(draft, ...config.policiesV1.map((policy) => policy.section));
  if (config.policiesV1.some((policy) => policy.defaulted)) draft.defaulted.add('ikeProposals');
  return config.policiesV1.map((policy) => policy.proposal);
}

/** On ASA the policies are the proposals. On IOS a proposal counts only when a policy names it; else the device offers its default ones. */
function ikev2Proposals(config: Config, draft: Draft): IkeProposal[] {
  if (config.isAsa) {
    use(draft, ...config.policiesV2);
    return config.policiesV2.map(ikev2Proposal);
  }
  const named = config.policiesV2.flatMap((policy) => {
    use(draft, policy);
    return policy.body.flatMap(({ text }) => /^proposal (\S{1,100})/.exec(text)?.[1] ?? []);
  });
  // A snippet with proposals and no policy at all is taken for what it shows.
  const used = config.policiesV2.length === 0 ? [...config.proposalsV2.keys()] : named;
  return used.flatMap((name) => {
    const found = config.proposalsV2.get(name);
    use(draft, found?.section);
    return found === undefined ? [] : [found.proposal];
  });
}

function ikeProposals(config: Config, version: Version, draft: Draft): IkeProposal[] {
  return [...(version === 1 ? [] : ikev2Proposals(config, draft)), ...(version === 2 ? [] : ikev1Proposals(config, draft))];
}

/** Lifetime of the IKE SA: 86,400 s unless it is set (IOS Security Command Reference, lifetime; ASA Series Command Reference, the same). */
function ikeLifetime(config: Config, version: Version, profile: Section | undefined, draft: Draft): number | null {
  const stated =
    version === 1
      ? config.policiesV1.map((policy) => policy.lifetimeSeconds)
      : config.isAsa
        ? config.policiesV2.map(ikev2Lifetime)
        : profile === undefined
          ? []
          : [ikev2Lifetime(profile)];
  const first = stated.find((seconds) => seconds !== null);
  if (first !== undefined) return first;
  if (!config.isWhole && stated.length === 0) return null;
  draft.defaulted.add('ikeLifetimeSeconds');
  return 86_400;
}

/** `set pfs group14`; without a group IOS takes group 1, ASA group 2 and from 9.13 on group 14, which the configuration does not tell apart. */
function pfsGroup(lines: readonly ConfigLine[], isAsa: boolean, draft: Draft): IkeTransform[] {
  const text = settingIn(lines, 'set pfs');
  if (text === null) return [];
  const number = groupNumber(text);
  if (number !== null) return [dhGroup(number)];
  draft.defaulted.add('pfs');
  return isAsa ? [{ type: 'dh-group', name: 'default', id: null }] : [dhGroup(1)];
}

function childProposals(config: Config, lines: readonly ConfigLine[], draft: Draft): IkeProposal[] {
  const pfs = pfsGroup(lines, config.isAsa, draft);
  const named = [
    ...words(settingIn(lines, 'set ikev2 ipsec-proposal')).map((name) => ({ name, found: config.ipsecProposals.get(name) })),
    ...words(settingIn(lines, 'set ikev1 transform-set', 'set transform-set')).map((name) => ({
      name,
      found: config.transformSets.get(name),
    })),
  ];
  return named.map(({ name, found }, i): IkeProposal => {
    use(draft, found?.section);
    // A snippet may name a set that it does not show: its name stands for it, for an empty list would mean the device's defaults.
    const transforms = found?.transforms ?? [{ type: 'other' as const, name, id: null }];
    return { protocol: 'esp', number: i + 1, transforms: [...transforms, ...pfs] };
  });
}

/** Lifetimes of the child SA: of the entry, else of the device, else Cisco's defaults (3,600 s on IOS, 28,800 s on ASA, 4,608,000 KB on both). */
function childLifetime(config: Config, lines: readonly ConfigLine[], unit: 'seconds' | 'kilobytes', draft: Draft): number | null {
  const command = `security-association lifetime ${unit}`;
  const own = settingIn(lines, `set ${command}`);
  const global = config.globals.find(({ head }) => head.text.startsWith(`crypto ipsec ${command} `));
  const text = own ?? global?.head.text.split(' ').at(-1) ?? null;
  if (own === null) use(draft, global);
  if (text !== null) return /^\d{1,12}$/.test(text) ? Number(text) : null;
  if (!config.isWhole) return null;
  const field = unit === 'seconds' ? 'childLifetimeSeconds' : 'childLifetimeKilobytes';
  draft.defaulted.add(field);
  return unit === 'kilobytes' ? 4_608_000 : config.isAsa ? 28_800 : 3600;
}

type Ends = Pick<DeviceTunnelData, 'localIdentity' | 'remoteIdentity' | 'authentication'>;

const methodOf = (text: string | null): DeviceTunnelData['authentication'] =>
  text === null ? null : /pre-?share/.test(text) ? 'shared-key' : /rsa|ecdsa|certificate/.test(text) ? 'certificate' : 'other';

/** `identity local address 203.0.113.10`, `match identity remote address 198.51.100.20 255.255.255.255`, `authentication remote pre-share`. */
function profileEnds(profile: Section): Ends {
  const own = words(setting(profile, 'identity local'));
  const other = words(setting(profile, 'match identity remote'));
  const method = setting(profile, 'authentication remote') ?? setting(profile, 'authentication local');
  return { localIdentity: own[1] ?? own[0] ?? null, remoteIdentity: other[1] ?? null, authentication: methodOf(method) };
}

/** The tunnel group of a peer tells how the ends prove who they are. */
function groupEnds(config: Config, peer: string, draft: Draft): Ends & { readonly dpd: number | null } {
  const group = config.tunnelGroups.get(peer) ?? [];
  use(draft, ...group);
  const body = group.flatMap((section) => section.body);
  const keyed = body.some(({ text }) => /pre-shared-key/.test(text));
  const certified = body.some(({ text }) => /trust-point|authentication certificate/.test(text));
  const keepalive = body
    .map(({ text }) => /^isakmp keepalive threshold (\d{1,5})/.exec(text)?.[1])
    .find((seconds) => seconds !== undefined);
  if (group.length > 0 && keepalive === undefined && !body.some(({ text }) => text.includes('keepalive disable')))
    draft.defaulted.add('dpdSeconds');
  // DPD of a tunnel between sites: after 10 s unless it is set (ASA Series Command Reference, isakmp keepalive).
  const dpd = keepalive === undefined ? (draft.defaulted.has('dpdSeconds') ? 10 : null) : Number(keepalive);
  return { localIdentity: null, remoteIdentity: null, authentication: keyed ? 'shared-key' : certified ? 'certificate' : null, dpd };
}

function iosDpd(config: Config, version: Version, profile: Section | undefined): number | null {
  const global = version === 1 ? /^crypto isakmp keepalive (\d{1,5})/ : /^crypto ikev2 dpd (\d{1,5})/;
  const own = profile === undefined ? null : /^(\d{1,5})/.exec(setting(profile, 'dpd') ?? '')?.[1];
  const text = own ?? config.globals.map(({ head }) => global.exec(head.text)?.[1]).find((seconds) => seconds !== undefined);
  return text === undefined || text === null ? null : Number(text);
}

/** Key of the peer in IKEv1 of IOS; its value is gone before anything is read. */
function iosEnds(config: Config, peers: readonly string[], draft: Draft): Ends {
  const key = config.globals.find(
    ({ head }) => head.text.startsWith('crypto isakmp key ') && peers.some((peer) => head.text.split(' ').includes(peer)),
  );
  const anyKey = key ?? config.globals.find(({ head }) => /^crypto isakmp key .{0,200}(?:0\.0\.0\.0|::\/0)/.test(head.text));
  use(draft, anyKey);
  const methods = config.policiesV1.flatMap((policy) =>
    policy.proposal.transforms.filter((t) => t.type === 'authentication').map((t) => t.name),
  );
  const shared = anyKey !== undefined || (methods.length > 0 && methods.every((name) => name === 'pre-shared key'));
  return {
    localIdentity: null,
    remoteIdentity: null,
    authentication: shared ? 'shared-key' : methods.includes('RSA signatures') ? 'certificate' : null,
  };
}

type Anchor = {
  readonly name: string;
  readonly local: readonly string[];
  readonly peers: readonly string[];
  readonly version: Version;
  readonly lines: readonly ConfigLine[];
  readonly profile: Section | undefined;
  readonly selectors: DeviceTunnelData['selectors'];
};

function build(config: Config, anchor: Anchor, draft: Draft): FoundTunnel {
  const { version, lines, profile, peers } = anchor;
  use(draft, profile);
  const asa = config.isAsa ? groupEnds(config, peers[0] ?? '', draft) : null;
  const ends = profile === undefined ? (asa ?? iosEnds(config, peers, draft)) : profileEnds(profile);
  const data: DeviceTunnelData = {
    kind: 'device-tunnel',
    vendor: config.isAsa ? 'cisco-asa' : 'cisco-ios',
    name: anchor.name,
    version,
    local: anchor.local,
    peers,
    localIdentity: ends.localIdentity,
    remoteIdentity: ends.remoteIdentity,
    authentication: ends.authentication,
    ikeProposals: ikeProposals(config, version, draft),
    childProposals: childProposals(config, lines, draft),
    ikeLifetimeSeconds: ikeLifetime(config, version, profile, draft),
    childLifetimeSeconds: childLifetime(config, lines, 'seconds', draft),
    childLifetimeKilobytes: childLifetime(config, lines, 'kilobytes', draft),
    selectors: anchor.selectors,
    dpdSeconds: asa === null ? iosDpd(config, version, profile) : asa.dpd,
  };
  return { data: { ...data, defaulted: [...draft.defaulted] }, parts: draft.parts };
}

/** IKEv2 where the entry names something of it; ASA may have both, IOS has IKEv1 without a profile. */
function versionOf(lines: readonly ConfigLine[], profile: string | null): Version {
  const v2 = profile !== null || settingIn(lines, 'set ikev2 ipsec-proposal') !== null;
  const v1 = settingIn(lines, 'set ikev1 transform-set') !== null || (!v2 && settingIn(lines, 'set transform-set') !== null);
  if (v1 && v2) return 'either';
  return v2 ? 2 : 1;
}

/** `interface GigabitEthernet0/0` and `int gigabitethernet 0/0` are one. */
function interfaceName(text: string): string {
  return text
    .replace(/^int(?:erface)? /, '')
    .replaceAll(' ', '')
    .toLowerCase();
}

/** Addresses of the interface that a crypto map or a tunnel stands on. */
function addressOf(config: Config, name: string | null, draft: Draft): string[] {
  if (name === null) return [];
  if (/^[\d.]{7,15}$|:/.test(name)) return [name];
  const found = config.interfaces.find(
    ({ head, body }) => interfaceName(head.text) === interfaceName(name) || body.some(({ text }) => text === `nameif ${name}`),
  );
  const address = /^([\d.]{7,15}) /.exec(found === undefined ? '' : (setting(found, 'ip address') ?? ''))?.[1];
  if (found !== undefined && address !== undefined) use(draft, found);
  return address === undefined ? [] : [address];
}

function mapLocal(config: Config, map: string, draft: Draft): string[] {
  const named = config.globals.find(
    ({ head }) =>
      new RegExp(String.raw`^crypto map \S{1,100} (?:local-address|interface) `).test(head.text) && head.text.split(' ')[2] === map,
  );
  const onInterface = config.interfaces.find(({ body }) => body.some(({ text }) => text === `crypto map ${map}`));
  use(draft, named);
  return addressOf(config, named?.head.text.split(' ')[4] ?? onInterface?.head.text.replace(/^int(?:erface)? /, '') ?? null, draft);
}

export function mapTunnel(config: Config, entry: MapEntry): FoundTunnel | null {
  const peers = entry.lines.flatMap(({ text }) =>
    text.startsWith('set peer ') ? words(text.slice(9)).filter((word) => word !== 'default' && word !== 'dynamic') : [],
  );
  if (peers.length === 0) return null;
  const draft: Draft = { parts: [...entry.sections], defaulted: new Set() };
  const profileName = settingIn(entry.lines, 'set ikev2-profile');
  const list = words(settingIn(entry.lines, 'match address'))[0] ?? '';
  const acl = config.lists.get(list) ?? [];
  use(draft, ...acl);
  return build(
    config,
    {
      name: `${entry.map} ${entry.seq}`,
      local: mapLocal(config, entry.map, draft),
      peers: peers.map((peer) => config.hosts.get(peer) ?? peer),
      version: versionOf(entry.lines, profileName),
      lines: entry.lines,
      profile: profileName === null ? undefined : config.ikev2Profiles.get(profileName),
      selectors: selectorsOf(acl, config.names),
    },
    draft,
  );
}

export function interfaceTunnel(config: Config, section: Section): FoundTunnel | null {
  const profileName = words(setting(section, 'tunnel protection ipsec profile'))[0] ?? '';
  const ipsec = config.ipsecProfiles.get(profileName);
  const draft: Draft = { parts: [section], defaulted: new Set() };
  use(draft, ipsec);
  const lines = ipsec?.body ?? [];
  const ikeName =
    settingIn(lines, 'set ikev2-profile') ??
    /ikev2-profile (\S{1,100})/.exec(setting(section, 'tunnel protection ipsec profile') ?? '')?.[1] ??
    null;
  const sourceName = (setting(section, 'tunnel source') ?? '').replace(/^interface /, '');
  return build(
    config,
    {
      name: section.head.text.replace(/^int(?:erface)? /, ''),
      local: addressOf(config, sourceName === '' ? null : sourceName, draft),
      peers: words(setting(section, 'tunnel destination')).slice(0, 1),
      version: versionOf(lines, ikeName),
      lines,
      profile: ikeName === null ? undefined : config.ikev2Profiles.get(ikeName),
      selectors: [],
    },
    draft,
  );
}

/** Policies and transform sets without a tunnel that uses them, as `show running-config crypto …` prints them alone. */
export function looseTunnel(config: Config): FoundTunnel | null {
  const draft: Draft = { parts: [], defaulted: new Set() };
  const v2 = config.policiesV2.length > 0 || config.proposalsV2.size > 0 || config.ipsecProposals.size > 0;
  const v1 = config.policiesV1.length > 0 || config.transformSets.size > 0;
  if (!v1 && !v2) return null;
  const version: Version = v1 && v2 ? 'either' : v2 ? 2 : 1;
  const sets = [...config.ipsecProposals.values(), ...config.transformSets.values()];
  const proposals = ikeProposals(config, version, draft);
  use(draft, ...sets.map((set) => set.section));
  const data: DeviceTunnelData = {
    kind: 'device-tunnel',
    vendor: config.isAsa ? 'cisco-asa' : 'cisco-ios',
    name: null,
    version,
    local: [],
    peers: [],
    localIdentity: null,
    remoteIdentity: null,
    authentication: null,
    ikeProposals: proposals,
    childProposals: sets.map((set, i) => ({ protocol: 'esp', number: i + 1, transforms: set.transforms })),
    ikeLifetimeSeconds: config.policiesV1.find((policy) => policy.lifetimeSeconds !== null)?.lifetimeSeconds ?? null,
    childLifetimeSeconds: null,
    childLifetimeKilobytes: null,
    selectors: [],
    dpdSeconds: null,
    defaulted: [...draft.defaulted],
  };
  return { data, parts: draft.parts };
}
