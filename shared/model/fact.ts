import type { Citation } from './analysis.ts';
import type { CollectionItemData, CollectionRunData } from './collection.ts';
import type { DeviceSaData, DeviceTunnelData } from './device-config.ts';
import type { HostStateData } from './host-state.ts';
import type { IkeUnreachable } from './ike.ts';
import type { ClockProbeData, DnsProbeData, HealthProbeData, IkeProbeData, PathMtuData } from './probe.ts';
import type { IkeNegotiation } from './negotiation-fact.ts';
import type {
  AzureBgpPeerData,
  AzureConnectionData,
  AzureGatewayData,
  AzureIkeSaData,
  AzureLocalGatewayData,
  AzureNsgData,
  AzureMachineData,
  AzurePublicIpData,
  AzureRouteTableData,
  AzureSharedKeyData,
  AzureSubnetData,
  AzureVnetData,
  FirewallProfileData,
  FirewallRuleData,
  GatewayLoadData,
  IcmpProbeData,
  RouteData,
  RrasInterfaceData,
  RrasServerData,
  TcpProbeData,
  TracerouteData,
  TroubleshootResultData,
} from './record-data.ts';

/** What an error code or log line says about the tunnel; signatures (assets/knowledge/signatures) assign it. */
export const signalClasses = [
  'no-answer',
  'authentication',
  'certificate',
  'ike-policy',
  'ipsec-policy',
  'pfs',
  'traffic-selectors',
  'ike-version',
  'peer-identity',
  'peer-closed',
  'peer-lost',
  'rekey',
  'local-configuration',
  'service-down',
  'user-action',
  'name-resolution',
  'refused',
  'other',
] as const;
export type SignalClass = (typeof signalClasses)[number];

/** When something first and last happened; `utc` false means that the milliseconds are local time of an unknown zone. */
export type Span = {
  readonly firstMs: number | null;
  readonly lastMs: number | null;
  readonly firstText: string;
  readonly lastText: string;
  readonly utc: boolean;
};

/** Providers of attempts that IKE logs tell about: a device that is not Windows, and the Azure VPN gateway. */
export const deviceProvider = 'VPN device';
export const gatewayProvider = 'Azure VPN gateway';

/** Connection attempts that failed the same way on the same interface, folded. */
export type DialFailures = {
  readonly kind: 'dial-failures';
  readonly provider: string;
  readonly eventId: number;
  readonly interfaceName: string | null;
  readonly code: number | null;
  readonly signal: SignalClass;
  readonly count: number;
  readonly span: Span;
  /** For 'no-answer': the peer had answered IKE_SA_INIT on UDP 500 in the same attempt. Absent when the source cannot tell. */
  readonly answered?: boolean;
};
export type DialSuccesses = {
  readonly kind: 'dial-successes';
  readonly provider: string;
  readonly interfaceName: string | null;
  readonly count: number;
  readonly span: Span;
};
/** Service stopped, interface unreachable, ports exhausted and the like. */
export type HostTrouble = {
  readonly kind: 'host-trouble';
  readonly provider: string;
  readonly eventId: number;
  readonly signal: SignalClass;
  readonly interfaceName: string | null;
  readonly count: number;
  readonly span: Span;
};
/** IKE or IPsec negotiations that failed the same way with the same peer, as the Security log of Windows tells them. */
export type IkeFailures = {
  readonly kind: 'ike-failures';
  readonly provider: string;
  readonly eventId: number;
  readonly phase: 'main' | 'quick' | 'extended';
  readonly localAddress: string | null;
  readonly remoteAddress: string | null;
  /** As responder a server also logs strangers that knock at its door: such a failure speaks about the tunnel only when its peer does. */
  readonly role: 'initiator' | 'responder' | null;
  /** Which end gave up. */
  readonly side: 'local' | 'remote' | null;
  readonly code: number | null;
  readonly signal: SignalClass;
  /** Words of the log, in its language; parameters of Windows' own in English. */
  readonly reason: string | null;
  readonly state: string | null;
  readonly count: number;
  readonly span: Span;
};

/** What a packet capture shows of the way between two ends whose IKE it saw. */
export type CapturedPath = {
  readonly kind: 'captured-path';
  readonly localAddress: string;
  readonly remoteAddress: string;
  /** 'silent-4500': answers on UDP 500 and none on UDP 4500; 'esp-one-way': IKE both ways, ESP from one end only; 'open': both, both ways. */
  readonly result: 'silent-4500' | 'esp-one-way' | 'open';
  /** Packets of the protocol in question that the local end sent and received. */
  readonly sent: number;
  readonly received: number;
  readonly span: Span;
};

/**
 * Packets of IKE or IPsec that did not arrive, as routers and hosts reported by ICMP (`IkeUnreachable`), or as the Windows host itself
 * dropped them: a filter of its own (`own-filter`) or its IPsec driver (`own-ipsec`). `port` from the remote end: it is there, and nothing
 * listens; `prohibited`: a firewall says that it drops them.
 */
export type UndeliveredPackets = {
  readonly kind: 'undelivered-packets';
  /** Null where the host does not say which of its addresses it was. */
  readonly localAddress: string | null;
  readonly remoteAddress: string;
  readonly protocol: 'udp-500' | 'udp-4500' | 'esp' | 'ah' | null;
  readonly direction: 'sent' | 'received' | null;
  readonly reason: IkeUnreachable | 'own-filter' | 'own-ipsec';
  /** Address of the router or host that reported it, or number and origin of the filter, or status of the IPsec driver. */
  readonly by: string | null;
  readonly count: number;
  readonly span: Span;
};

/** What became of a Windows service that the tunnel rests on; `service` is the short name (`IKEEXT`). */
export type ServiceChanges = {
  readonly kind: 'service-changes';
  readonly service: string;
  readonly change: 'stopped' | 'running' | 'failed' | 'start-type';
  readonly count: number;
  readonly span: Span;
};

/** Something happened to the Windows host that can explain a change of the tunnel: context, no verdict. */
export type SystemEvents = {
  readonly kind: 'system-events';
  readonly what: 'started' | 'shut-down' | 'unexpected-shutdown' | 'network-down' | 'network-up' | 'update' | 'clock-changed';
  readonly provider: string;
  readonly eventId: number;
  readonly count: number;
  /** For `clock-changed`: the largest step, positive when the clock was put forward. Steps of less than 30 s are left out. */
  readonly clockStepMs?: number;
  readonly span: Span;
};

/**
 * Attempts of RasClient, put together by their correlation id (events 20221 to 20227), by how far they came: `started`,
 * `dialling` (nothing came back yet), `link` (the peer answered), `connected`. `failed` is false while no end is in the log.
 */
export type DialAttempts = {
  readonly kind: 'dial-attempts';
  readonly interfaceName: string | null;
  readonly reached: 'started' | 'dialling' | 'link' | 'connected';
  readonly failed: boolean;
  readonly code: number | null;
  readonly count: number;
  readonly span: Span;
};

/** When the trouble of an interface began: its first failure after its last success. */
export type DialOnset = {
  readonly kind: 'dial-onset';
  readonly interfaceName: string | null;
  readonly lastSuccessMs: number;
  readonly lastSuccessText: string;
  readonly failuresSince: number;
  /** The failures since; `firstMs` is the onset. */
  readonly span: Span;
};

/** Maintenance, an update or a change of the VPN gateway that its own log tells about. */
export type GatewayMaintenance = {
  readonly kind: 'gateway-maintenance';
  readonly operation: string;
  readonly count: number;
  readonly span: Span;
};
/**
 * One change of a tunnel. `to` is what the tunnel is after it, so that `connected` with the signal `rekey` is an SA renewed in time, and
 * `connected` with another signal a renewal that was refused while the old SA still stood. `ms` is UTC or not as the span says.
 */
export type TunnelChange = {
  readonly ms: number | null;
  readonly text: string;
  readonly to: 'connected' | 'disconnected' | 'connecting';
  /** What the change is put down to; null when the source says nothing about it. */
  readonly signal: SignalClass | null;
  /** In the words of the source (`stateChangeReason`), or the notify or code it rests on. */
  readonly reason: string | null;
  /** Which end asked for it (a delete), when the source says. */
  readonly by: 'local' | 'peer' | null;
  /** Index into the citations of the fact. */
  readonly citation: number;
};
/**
 * The changes of one tunnel in the order of time, as one source saw them: rows of TunnelDiagnosticLog, child SAs that an IKE log saw
 * come and go, connections of RasClient and RRAS. Gateway instances have a series each. Attempts that fail while the tunnel is down
 * anyway are no changes. At most 200: of more, the 100 oldest and the 100 newest, and `omitted` were between them.
 */
export type TunnelChanges = {
  readonly kind: 'tunnel-changes';
  readonly provider: string;
  /** Address of the other end. */
  readonly peer: string | null;
  /** The name that people know the tunnel by. */
  readonly interfaceName: string | null;
  /** Instance of the Azure VPN gateway (`GatewayTenantWorker_IN_0`). */
  readonly instance: string | null;
  readonly changes: readonly TunnelChange[];
  readonly omitted: number;
  readonly span: Span;
};
/** A BGP session of the Azure VPN gateway as RouteDiagnosticLog or the metric BgpPeerStatus tells it; `state` is its last one. */
export type BgpSession = {
  readonly kind: 'bgp-session';
  readonly peer: string | null;
  readonly instance: string | null;
  readonly state: 'up' | 'down';
  readonly ups: number;
  readonly downs: number;
  /** First and last time that it came into that state; the latest is cited first. */
  readonly since: Span;
};
/** One operation on the gateway or its connections; `configuration` is somebody's change, `maintenance` the platform's. */
export type GatewayChange = {
  readonly ms: number | null;
  readonly text: string;
  /** As logged: `SetConnectionConfiguration`, `Microsoft.Network/connections/write`. */
  readonly operation: string;
  readonly what: 'configuration' | 'maintenance';
  readonly status: string | null;
  /** Name of the gateway, connection or other resource. */
  readonly resource: string | null;
  readonly instance: string | null;
  /** Index into the citations of the fact. */
  readonly citation: number;
};
/**
 * What GatewayDiagnosticLog and the activity log tell about changes of the gateway and of what belongs to it, in the order of time.
 * At most 200: of more, the 100 oldest and the 100 newest, and `omitted` were between them.
 */
export type GatewayChanges = {
  readonly kind: 'gateway-changes';
  readonly changes: readonly GatewayChange[];
  readonly omitted: number;
  readonly span: Span;
};
/** Sources of RRAS events were present and held no failure: that is a statement too. */
export type EventLogSeen = { readonly kind: 'event-log-seen'; readonly provider: string; readonly events: number; readonly span: Span };

/** Summary of one performance counter over a source. Rates in bytes/s, processor in percent. */
export type CounterSummary = {
  readonly kind: 'counter-summary';
  readonly counter: string;
  readonly samples: number;
  readonly average: number;
  readonly p95: number;
  readonly maximum: number;
  readonly span: Span;
  /** At most 300 points for the chart: milliseconds (of the span's zone) and the bucket's average. */
  readonly points: readonly (readonly [number, number])[];
};

/** Result of comparing shared keys in memory during one import; keys and fingerprints are gone when it is stored. */
export type SharedKeyComparison = {
  readonly kind: 'shared-key-comparison';
  readonly result: 'same' | 'different' | 'cannot-tell';
  /** 'one-end': only one end's key was in the import; 'masked': an end is masked or encrypted; 'several': an end shows more than one key and no name pairs them. */
  readonly why: 'compared' | 'one-end' | 'masked' | 'several';
  readonly connection: string | null;
  /** Set when the keys would be the same but for this: blanks or line breaks, quotes around, letter case. */
  readonly difference?: 'blanks' | 'quotes' | 'letter-case';
};

/** A resource, probe or setting as it was read: the record's own data is the fact. */
export type Observed =
  | AzureSubnetData
  | AzureNsgData
  | AzureSharedKeyData
  | AzureConnectionData
  | AzureGatewayData
  | AzureMachineData
  | AzurePublicIpData
  | AzureLocalGatewayData
  | AzureVnetData
  | AzureRouteTableData
  | AzureBgpPeerData
  | AzureIkeSaData
  | TroubleshootResultData
  | GatewayLoadData
  | TcpProbeData
  | IcmpProbeData
  | TracerouteData
  | IkeProbeData
  | HealthProbeData
  | DnsProbeData
  | PathMtuData
  | ClockProbeData
  | RrasInterfaceData
  | RrasServerData
  | DeviceTunnelData
  | DeviceSaData
  | RouteData
  | FirewallRuleData
  | FirewallProfileData
  | HostStateData
  | CollectionRunData
  | CollectionItemData;

export type FactBody =
  | DialFailures
  | DialSuccesses
  | HostTrouble
  | GatewayMaintenance
  | TunnelChanges
  | GatewayChanges
  | BgpSession
  | IkeFailures
  | CapturedPath
  | UndeliveredPackets
  | ServiceChanges
  | SystemEvents
  | DialAttempts
  | DialOnset
  | EventLogSeen
  | CounterSummary
  | SharedKeyComparison
  | IkeNegotiation
  | Observed;

/** A typed statement with the records it rests on. */
export type Fact = FactBody & { readonly citations: readonly Citation[] };
export type FactKind = FactBody['kind'];
export type FactOf<K extends FactKind> = Extract<FactBody, { readonly kind: K }> & { readonly citations: readonly Citation[] };
