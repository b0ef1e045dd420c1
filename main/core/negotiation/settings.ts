import type { Citation } from '#shared/model/analysis.ts';
import type { FactOf } from '#shared/model/fact.ts';
import type { IkeProposal } from '#shared/model/ike.ts';
import type { Comparison, End } from '#shared/model/negotiation.ts';
import { overlaps, parseRanges } from '#shared/net/address-range.ts';
import { encryptionName, groupNumber, ikeVersion, integrityName } from '#shared/net/ipsec-vocabulary.ts';
import type { FactView } from '../checks/check.ts';
import { gatewayAddresses } from '../checks/support/network.ts';
import { azureDefaults, customProposals, rrasProposals } from '../checks/support/proposals.ts';
import type { Proposal } from '../checks/support/proposals.ts';
import type { Joined } from './joined.ts';

/** What one end is set to. Empty lists and null: not known. */
export type Settings = {
  readonly from: NonNullable<Comparison['azureFrom']>;
  readonly vendor: FactOf<'device-tunnel'>['vendor'] | 'azure' | null;
  readonly name: string | null;
  readonly version: 1 | 2 | null;
  readonly ike: readonly Proposal[];
  readonly child: readonly Proposal[];
  readonly ikeLifetimeSeconds: number | null;
  readonly childLifetimeSeconds: number | null;
  readonly childLifetimeKilobytes: number | null;
  /** How it names itself, and the name it expects of the other end. */
  readonly identity: string | null;
  readonly expects: string | null;
  readonly citations: readonly Citation[];
};

/** Combinations of one proposal, and of all that an end makes: both ends' are compared pair by pair. */
const mostCombined = 64;
const mostOfEnd = 256;
const blank = {
  vendor: null,
  name: null,
  version: null,
  ikeLifetimeSeconds: null,
  childLifetimeSeconds: null,
  childLifetimeKilobytes: null,
  identity: null,
  expects: null,
} as const;

/** `AES-CBC-256` of the registry as Azure's and RRAS's policies name it. */
function cipher(name: string): string {
  const gcm = /^AES-GCM-(?:16|12|8)-(\d{3})$/.exec(name);
  return gcm === null ? (encryptionName(name) ?? name) : `GCMAES${gcm[1]}`;
}

function orOpen(names: readonly string[]): readonly (string | null)[] {
  return names.length === 0 ? [null] : names;
}

/** An IKEv2 proposal offers several transforms of a type at once; each combination counts as one. `noGroup`: what no group means. */
export function combinations({ transforms }: IkeProposal, noGroup: number | null): Proposal[] {
  const of = (type: 'encryption' | 'integrity' | 'dh-group'): string[] => transforms.filter((t) => t.type === type).map((t) => t.name);
  const [ciphers, macs, groups] = [of('encryption'), of('integrity'), of('dh-group')];
  const found: Proposal[] = [];
  for (const c of orOpen(ciphers))
    for (const m of orOpen(macs))
      for (const group of groups.length === 0 ? [noGroup] : groups.map(groupNumber)) {
        if (found.length >= mostCombined) return found;
        found.push({ encryption: c === null ? null : cipher(c), integrity: m === null ? null : (integrityName(m) ?? m), group });
      }
  return found;
}

function isFuller(a: Proposal, b: Proposal): boolean {
  return a.encryption === b.encryption && a.integrity === b.integrity && (a.group ?? 0) > 0 && (b.group ?? 0) === 0;
}

/** IKE_AUTH leaves the group of PFS out of proposals that have one (RFC 7296, 1.2): the fuller writing of the same proposal counts. */
function withGroups(proposals: readonly Proposal[]): Proposal[] {
  return proposals.filter((p) => !proposals.some((other) => isFuller(other, p)));
}

function all(proposals: readonly IkeProposal[], noGroup: number | null): Proposal[] {
  return withGroups(proposals.flatMap((p) => combinations(p, noGroup)).slice(0, mostOfEnd));
}

function versionOf(text: string | null): 1 | 2 | null {
  const version = text === null ? null : ikeVersion(text);
  return version === null ? null : version === 'IKEv2' ? 2 : 1;
}

/** What an end offered, by its own word or as the other end received it. */
export function offered({ offers, members, version }: Joined, end: End): Settings | null {
  const { ike, child } = offers[end];
  if (ike.length === 0 && child.length === 0) return null;
  const isOwn = members.some((m) => m.localEnd === end && (m.fact.localOffers.ike.length > 0 || m.fact.localOffers.child.length > 0));
  const citations = members.flatMap((m) => m.fact.steps.filter((s) => s.proposals.length > 0).map((s) => s.citation)).slice(0, 4);
  const identity = members.flatMap((m) =>
    m.fact.steps.flatMap((s) => s.identities.filter((i) => (i.whose === 'local' ? m.localEnd === end : m.localEnd !== end))),
  )[0];
  return {
    ...blank,
    from: 'offer',
    version,
    ike: all(ike, null),
    child: all(child, isOwn ? 0 : null),
    identity: identity?.value ?? null,
    citations,
  };
}

/** The tunnel to the gateway, by the addresses that configuration and negotiations give it; the first of all while none is known. */
function tunnelToGateway(view: FactView): FactOf<'device-tunnel'> | undefined {
  const seen = new Set(view.negotiations.negotiations.flatMap((n) => n.azure?.address ?? []));
  const gateways = [...gatewayAddresses(view), ...parseRanges([...seen])];
  return view.of('device-tunnel').find(({ peers }) => {
    const ranges = parseRanges(peers);
    return gateways.length === 0 || ranges.length === 0 || ranges.some((r) => gateways.some((g) => overlaps(g, r)));
  });
}

function fromTunnel(tunnel: FactOf<'device-tunnel'>): Settings {
  return {
    from: tunnel.ikeProposals.length === 0 && tunnel.childProposals.length === 0 ? 'defaults' : 'configuration',
    vendor: tunnel.vendor,
    name: tunnel.name,
    version: tunnel.version === 'either' ? null : tunnel.version,
    ike: all(tunnel.ikeProposals, null),
    child: all(tunnel.childProposals, 0),
    ikeLifetimeSeconds: tunnel.ikeLifetimeSeconds,
    childLifetimeSeconds: tunnel.childLifetimeSeconds,
    childLifetimeKilobytes: tunnel.childLifetimeKilobytes,
    identity: tunnel.localIdentity,
    expects: tunnel.remoteIdentity,
    citations: tunnel.citations.slice(0, 4),
  };
}

function fromRras(rras: FactOf<'rras-interface'>, view: FactView): Settings {
  const proposals = rrasProposals(rras, view.of('rras-server')[0] ?? null);
  return {
    ...blank,
    from: rras.policy === null ? 'defaults' : 'configuration',
    vendor: 'windows',
    name: rras.name,
    version: versionOf(rras.protocol),
    ike: proposals?.ike ?? [],
    child: proposals?.ipsec ?? [],
    childLifetimeSeconds: rras.saLifeTimeSeconds,
    childLifetimeKilobytes: rras.saDataSizeKilobytes,
    citations: rras.citations.slice(0, 4),
  };
}

/** What an end offered last; `isEnough` looks further back for an offer that tells more. */
function lastOffer(view: FactView, end: End, isEnough: (offer: Settings) => boolean = () => true): Settings | null {
  for (const negotiation of view.negotiations.negotiations.toReversed()) {
    const offer = offered(negotiation, end);
    if (offer !== null && isEnough(offer)) return offer;
  }
  return null;
}

/** Documented defaults give way to what the end was seen to offer. */
function seenInstead(defaults: Settings, offer: Settings | null): Settings {
  if (defaults.from !== 'defaults' || offer === null) return defaults;
  const { ike, child } = offer;
  return {
    ...defaults,
    from: 'offer',
    ike: ike.length > 0 ? ike : defaults.ike,
    child: child.length > 0 ? child : defaults.child,
    citations: [...offer.citations, ...defaults.citations],
  };
}

/** Settings of the device: its configuration, else what it offered. Null when no evidence shows them. */
export function deviceSettings(view: FactView): Settings | null {
  const offer = lastOffer(view, 'on-premises');
  const tunnel = tunnelToGateway(view);
  if (tunnel !== undefined) return seenInstead(fromTunnel(tunnel), offer);
  const rras = view.of('rras-interface')[0];
  return rras === undefined ? offer : seenInstead(fromRras(rras, view), offer);
}

/** Settings of the connection: its custom policy, else what the gateway's log shows, else the defaults of the gateway's type. */
export function azureSettings(view: FactView): Settings | null {
  const connection = view.of('azure-connection').find((c) => c.ipsecPolicies.length > 0) ?? view.of('azure-connection')[0];
  const policy = connection?.ipsecPolicies[0];
  const local = view.of('azure-local-gateway')[0];
  const known = {
    ...blank,
    vendor: 'azure' as const,
    name: connection?.name ?? null,
    version: versionOf(connection?.protocol ?? null),
    expects: local?.gatewayAddress ?? local?.fqdn ?? null,
    citations: connection?.citations.slice(0, 4) ?? [],
  };
  if (policy !== undefined) {
    const { ike, ipsec } = customProposals(policy);
    return {
      ...known,
      from: 'configuration',
      ike,
      child: ipsec,
      childLifetimeSeconds: policy.saLifeTimeSeconds,
      childLifetimeKilobytes: policy.saDataSizeKilobytes,
    };
  }
  const offer = lastOffer(view, 'azure', (s) => s.ike.length > 0);
  if (offer !== null) return { ...offer, vendor: 'azure', name: known.name, expects: known.expects };
  const vpnType = view.of('azure-gateway').find((g) => g.vpnType !== null)?.vpnType ?? (known.version === 2 ? 'RouteBased' : null);
  if (vpnType === null) return null;
  const initiator = view.negotiations.negotiations.findLast((n) => n.initiator !== null)?.initiator ?? null;
  const { ike, ipsec } = azureDefaults(view, vpnType, initiator === null ? null : initiator === 'azure' ? 'initiator' : 'responder');
  return {
    ...known,
    from: 'defaults',
    version: known.version ?? (vpnType === 'PolicyBased' ? 1 : null),
    ike,
    child: ipsec,
    ikeLifetimeSeconds: 28_800,
    childLifetimeSeconds: vpnType === 'PolicyBased' ? 3600 : 27_000,
  };
}
