import type { FactOf } from '#shared/model/fact.ts';
import { overlaps, parseRanges, rangeText } from '#shared/net/address-range.ts';
import { sameResource } from '#shared/net/arm-id.ts';
import { ikeVersion } from '#shared/net/ipsec-vocabulary.ts';
import { compareEnds } from '../negotiation/comparison.ts';
import { compareSelectors } from '../negotiation/selectors.ts';
import type { Check, CheckResult, FactView } from './check.ts';
import { vnetPrefixes } from './support/network.ts';
import { azureDefaults, commonText, customProposals, mismatch, rrasProposals } from './support/proposals.ts';
import type { Proposals } from './support/proposals.ts';
import { citing, decided, gather, undecided, unknown, worstOf } from './support/result.ts';

type Interface = FactOf<'rras-interface'>;
type Connection = FactOf<'azure-connection'>;
type Gateway = FactOf<'azure-gateway'>;

const order = [
  'version-differs',
  'ike-policy-differs',
  'ipsec-policy-differs',
  'pfs-differs',
  'selectors-differ',
  'lifetime-risk',
  'idle-disconnect',
  'cannot-tell',
  'compatible',
];
const nothing = { device: unknown, azure: unknown, parameter: unknown };
const missing = ['device-ipsec-config', 'azure-connection-policy', 'azure-gateway'];

/** Azure's own lower limits for child SAs (VPN Gateway FAQ): 300 s. 102,400 KB is the server-wide RRAS default, passed within seconds on a busy link. */
const shortestLifetimeSeconds = 300;
const smallestDataKilobytes = 102_400;

/** One pair of ends. `connection` null: only the gateway's defaults are known. */
type Pair = {
  readonly rras: Interface;
  readonly server: FactOf<'rras-server'> | null;
  readonly connection: Connection | null;
  readonly vpnType: 'RouteBased' | 'PolicyBased' | null;
};

/** IKEv2 exists on route-based gateways only, so that the protocol tells the type when the gateway is missing. */
function vpnTypeOf(connection: Connection | null, gateways: readonly Gateway[]): Pair['vpnType'] {
  const own = gateways.find(
    (g) => connection?.gateway !== null && connection?.gateway !== undefined && g.name !== null && sameResource(g.name, connection.gateway),
  );
  const stated = (own ?? (gateways.length === 1 ? gateways[0] : undefined))?.vpnType ?? null;
  if (stated !== null) return stated;
  return connection?.protocol === 'IKEv2' || connection?.usePolicyBasedTrafficSelectors === true ? 'RouteBased' : null;
}

/** A listing without the policy and one with it describe the same connection: the fuller one counts. */
function distinct(connections: readonly Connection[]): Connection[] {
  const byName = new Map<string, Connection>();
  const fullness = (c: Connection): number => c.ipsecPolicies.length * 2 + Number(c.protocol !== null);
  connections.forEach((c, i) => {
    const key = c.name?.toLowerCase() ?? `#${i}`;
    const known = byName.get(key);
    if (known === undefined || fullness(c) > fullness(known)) byName.set(key, c);
  });
  return [...byName.values()];
}

/** The possible Azure ends of each RRAS interface. */
function pairs(view: FactView): Pair[][] {
  const gateways = view.of('azure-gateway').filter((g) => !/^expressroute$/i.test(g.gatewayType ?? ''));
  const connections = distinct(view.of('azure-connection').filter((c) => c.connectionType === null || /^ipsec$/i.test(c.connectionType)));
  const server = view.of('rras-server')[0] ?? null;
  const ends: (Connection | null)[] = connections.length > 0 ? connections : gateways.length > 0 ? [null] : [];
  return view
    .of('rras-interface')
    .map((rras) => ends.map((connection) => ({ rras, server, connection, vpnType: vpnTypeOf(connection, gateways) })));
}

type Difference = {
  readonly outcome: string;
  readonly device: string;
  readonly azure: string;
  readonly parameter: string;
  readonly cite: RegExp;
};

/** RRAS speaks IKEv2 for site-to-site tunnels; policy-based gateways speak only IKEv1 (Microsoft, VPN Gateway FAQ). */
function versionDifference({ rras, connection, vpnType }: Pair): Difference | null {
  const azure = connection?.protocol ?? (vpnType === 'PolicyBased' ? 'IKEv1' : null);
  const stated = rras.protocol ?? '';
  const device = ikeVersion(stated);
  const other = /^(l2tp|pptp|sstp)$/i.test(stated) ? stated : null;
  const shown = other ?? device;
  const base = { outcome: 'version-differs', parameter: 'Protocol', cite: /protocol/i };
  if (other !== null) return { ...base, device: other, azure: azure ?? 'IKEv2' };
  return shown !== null && azure !== null && shown !== azure ? { ...base, device: shown, azure } : null;
}

function proposalDifference(device: Proposals, azure: Proposals): Difference | null {
  const ike = mismatch(device.ike, azure.ike, ['group', 'encryption', 'integrity']);
  if (ike !== null) {
    const parameter = { group: 'DHGroup', encryption: 'IkeEncryption', integrity: 'IkeIntegrity' }[ike.parameter];
    return {
      outcome: 'ike-policy-differs',
      device: ike.a,
      azure: ike.b,
      parameter,
      cite: /dh\s?group|ike\s?(encryption|integrity)|encryptionmethod|integritycheck/i,
    };
  }
  const ipsec = mismatch(device.ipsec, azure.ipsec, ['encryption', 'integrity']);
  if (ipsec !== null) {
    const parameter = ipsec.parameter === 'integrity' ? 'IpsecIntegrity' : 'IpsecEncryption';
    return {
      outcome: 'ipsec-policy-differs',
      device: ipsec.a,
      azure: ipsec.b,
      parameter,
      cite: /ipsec\s?(encryption|integrity)|ciphertransform|authenticationtransform/i,
    };
  }
  const pfs = mismatch(device.ipsec, azure.ipsec, ['group', 'encryption', 'integrity']);
  return pfs === null ? null : { outcome: 'pfs-differs', device: pfs.a, azure: pfs.b, parameter: 'PfsGroup', cite: /pfs\s?group/i };
}

/** RRAS offers any-to-any selectors; a connection set to policy-based ones, or a VNet that no RRAS subnet holds, does not meet them. */
function selectorDifference(view: FactView, { rras, connection }: Pair): Difference | null {
  if (connection?.usePolicyBasedTrafficSelectors === true) {
    return {
      outcome: 'selectors-differ',
      device: '0.0.0.0/0',
      azure: 'policy-based',
      parameter: 'UsePolicyBasedTrafficSelectors',
      cite: /policy\s?based/i,
    };
  }
  const [behind, vnets] = [parseRanges(rras.subnets.map((s) => s.prefix)), vnetPrefixes(view)];
  if (behind.length === 0 || vnets.length === 0 || vnets.some((v) => behind.some((b) => overlaps(b, v)))) return null;
  const text = (ranges: typeof vnets): string => ranges.slice(0, 4).map(rangeText).join(', ');
  return { outcome: 'selectors-differ', device: text(behind), azure: text(vnets), parameter: 'IPv4Subnet', cite: /ipv4subnet/i };
}

function timerRisk({ rras, connection, vpnType }: Pair): Difference | null {
  const azureSeconds = connection?.ipsecPolicies[0]?.saLifeTimeSeconds ?? null;
  const base = { outcome: 'lifetime-risk', azure: azureSeconds === null ? unknown : `${azureSeconds} s` };
  if (rras.saLifeTimeSeconds !== null && rras.saLifeTimeSeconds > 0 && rras.saLifeTimeSeconds < shortestLifetimeSeconds) {
    return { ...base, device: `${rras.saLifeTimeSeconds} s`, parameter: 'SALifeTime', cite: /salifetime/i };
  }
  if (rras.saDataSizeKilobytes !== null && rras.saDataSizeKilobytes > 0 && rras.saDataSizeKilobytes <= smallestDataKilobytes) {
    return { ...base, device: `${rras.saDataSizeKilobytes} KB`, parameter: 'SADataSizeForRenegotiation', cite: /sadatasize/i };
  }
  const idle = rras.idleDisconnectSeconds;
  if (idle === null || idle <= 0) return null;
  return {
    outcome: 'idle-disconnect',
    device: `${idle} s`,
    azure: vpnType === 'PolicyBased' ? '300 s' : 'None',
    parameter: 'IdleDisconnect',
    cite: /idledisconnect/i,
  };
}

/** Lines that say which policy an end has, or that it has none of its own. */
const policyLine = /custom\s?policy|encryptionmethod|ciphertransform|dhgroup|pfsgroup|ipsecpolicies|vpn\s?type/i;

function judge(view: FactView, pair: Pair): CheckResult {
  const { rras, server, connection, vpnType } = pair;
  const device = rrasProposals(rras, server);
  const custom = connection?.ipsecPolicies[0];
  const azure = custom === undefined ? (vpnType === null ? null : azureDefaults(view, vpnType)) : customProposals(custom);
  if (device === null) return undecided(nothing, ['device-ipsec-config'], rras.citations.slice(0, 1));
  const difference =
    versionDifference(pair) ??
    (azure === null ? null : proposalDifference(device, azure)) ??
    selectorDifference(view, pair) ??
    (azure === null ? null : timerRisk(pair));
  const azureFacts = connection === null ? view.of('azure-gateway') : [connection];
  if (difference !== null) {
    const { outcome, device: d, azure: a, parameter, cite } = difference;
    return decided(outcome, { device: d, azure: a, parameter }, gather(citing(rras, cite), ...azureFacts.map((f) => citing(f, cite))));
  }
  // Defaults rest on the type of the gateway, not on the connection that leaves its policy open.
  const gateways = custom === undefined ? view.of('azure-gateway') : [];
  const policyFacts = gateways.length > 0 ? gateways : azureFacts;
  const all = gather(citing(rras, policyLine), ...policyFacts.map((f) => citing(f, policyLine)));
  if (azure === null) return undecided(nothing, ['azure-gateway', 'azure-connection-policy'], all);
  const agreed = commonText(device.ike, azure.ike);
  return decided('compatible', { device: agreed, azure: agreed, parameter: unknown }, all);
}

/** Devices other than RRAS, and ends of which only a log or a capture shows the offers. */
function otherDevices(view: FactView): CheckResult[] {
  const comparison = view.of('rras-interface').length > 0 ? null : compareEnds(view);
  if (comparison === null || comparison.onPremisesFrom === null || comparison.azureFrom === null) return [];
  const { rows, nearest, agreed, citations } = comparison;
  const version = rows.find((r) => r.parameter === 'version' && r.result === 'different');
  if (version !== undefined)
    return [
      decided(
        'version-differs',
        { device: version.onPremises.join(', '), azure: version.azure.join(', '), parameter: 'Protocol' },
        citations,
      ),
    ];
  const [differing] = nearest;
  if (differing !== undefined) {
    const isPfsOnly = differing.differs.every((p) => p === 'pfs-group');
    const outcome = differing.phase === 'ike' ? 'ike-policy-differs' : isPfsOnly ? 'pfs-differs' : 'ipsec-policy-differs';
    return [decided(outcome, { device: differing.onPremises, azure: differing.azure, parameter: differing.differs.join(', ') }, citations)];
  }
  const apart = compareSelectors(view).find((s) => s.relation === 'disjoint' || s.relation === 'any-to-any-against-policy');
  if (apart !== undefined)
    return [
      decided(
        'selectors-differ',
        {
          device: apart.onPremises.join(', '),
          azure: apart.azure.join(', '),
          parameter: apart.network === 'azure' ? 'Azure' : 'on-premises',
        },
        citations,
      ),
    ];
  const first = agreed.find((a) => a.phase === 'ike');
  // IKE_AUTH does not show the group of PFS (RFC 7296, 1.2): ends that agree as far as is seen may still differ in it.
  const isPfsKnown = rows.some((r) => r.parameter === 'pfs-group' && r.result !== null);
  if (first === undefined || !isPfsKnown || !agreed.some((a) => a.phase === 'child')) return [];
  return [decided('compatible', { device: first.text, azure: first.text, parameter: unknown }, citations)];
}

/** A standing IKE SA with child SAs proves that the ends agree, whatever their settings say. */
function negotiated(view: FactView): CheckResult[] {
  return view
    .of('azure-ike-sa')
    .filter((sa) => sa.childCount > 0)
    .map((sa) => {
      const text = [sa.encryption, sa.integrity, sa.dhGroup].filter((v) => v !== null).join('/') || unknown;
      return decided('compatible', { device: text, azure: text, parameter: unknown }, sa.citations);
    });
}

/** An interface belongs to one connection, and nothing names which: the one that it fits best is taken for it. */
function bestOf(results: readonly CheckResult[]): CheckResult[] {
  const best = worstOf(order.toReversed(), results);
  return best === null ? [] : [best];
}

function missingEnds(view: FactView): string[] {
  const seen = [
    view.of('rras-interface').length > 0 ? 'device-ipsec-config' : null,
    view.of('azure-connection').length > 0 ? 'azure-connection-policy' : null,
    view.of('azure-gateway').length > 0 ? 'azure-gateway' : null,
  ];
  return missing.filter((id) => !seen.includes(id));
}

/** B3: do the IKE and IPsec settings of both ends meet. */
export const check: Check = {
  id: 'B3',
  evaluate: (view): CheckResult => {
    const compared = [...pairs(view).flatMap((ends) => bestOf(ends.map((pair) => judge(view, pair)))), ...otherDevices(view)];
    const judged = compared.filter((r) => r.outcome !== 'cannot-tell');
    return worstOf(order, judged) ?? worstOf(order, negotiated(view)) ?? worstOf(order, compared) ?? undecided(nothing, missingEnds(view));
  },
};
