import type { CollectionItemData, CollectionRunData } from './collection.ts';
import type { DeviceSaData, DeviceTunnelData } from './device-config.ts';
import type { HostStateData } from './host-state.ts';
import type { IkeEventData } from './ike.ts';
import type { ProbeData } from './probe.ts';

/**
 * What parsers read out of evidence, by kind. Parsers normalise every shape of the same thing (classic CLI, az JSON,
 * PowerShell list, ARM REST) into one of these, so that extractors and checks see one shape. Names follow the Azure
 * REST schema and the Windows cmdlets; units stand in the names. `null` means that the source does not say.
 */
export type WindowsEventData = {
  readonly kind: 'windows-event';
  readonly provider: string;
  /** Low 16 bits of the instance id. */
  readonly eventId: number;
  readonly log: string | null;
  readonly computer: string | null;
  /** Insertion strings in the order of the event, as written. */
  readonly strings: readonly string[];
  readonly dataBytes: readonly number[];
  /** RAS, IKE or Win32 error code: from the binary data (DWORD, little-endian) or the numeric string. */
  readonly code: number | null;
  readonly interfaceName: string | null;
  readonly user: string | null;
  readonly correlationId: string | null;
  /** Values with their names, in the order of the event; the name is empty where the event gives none. `strings` has the same values. */
  readonly data?: readonly { readonly name: string; readonly value: string }[];
  /** `EventRecordID`: the number under which the event viewer shows the event. */
  readonly recordId?: number | null;
  readonly task?: number | null;
  /** As written, for example `0x8020000000000000` (audit success). */
  readonly keywords?: string | null;
  /** Account of the event's header (`Security/@UserID`), a SID. */
  readonly userId?: string | null;
  readonly processId?: number | null;
};

export type TcpProbeData = {
  readonly kind: 'tcp-probe';
  readonly tool: 'psping' | 'test-netconnection' | 'tcping';
  readonly toolVersion: string | null;
  readonly mode: 'connect' | 'latency' | 'bandwidth';
  readonly host: string;
  readonly port: number | null;
  readonly sourceAddress: string | null;
  readonly sent: number;
  readonly received: number;
  /** Attempts that the host itself refused (the path works, nothing listens); absent when the parser does not count them. */
  readonly refused?: number;
  /** Null when nothing came back: PsPing prints 0.00 then, which is no latency. */
  readonly minMs: number | null;
  readonly maxMs: number | null;
  readonly averageMs: number | null;
  readonly megabytesPerSecond: number | null;
  /** False when the run was cut off before its statistics. */
  readonly complete: boolean;
};

export type IcmpProbeData = {
  readonly kind: 'icmp-probe';
  readonly host: string;
  readonly sent: number;
  readonly received: number;
  readonly minMs: number | null;
  readonly maxMs: number | null;
  readonly averageMs: number | null;
};

export type TracerouteData = {
  readonly kind: 'traceroute';
  readonly host: string;
  readonly address: string | null;
  readonly hops: readonly { readonly ttl: number; readonly address: string | null; readonly roundTripMs: readonly (number | null)[] }[];
  readonly reached: boolean;
};

/** Names of an Azure resource as far as the source tells them. */
export type AzureName = {
  readonly name: string | null;
  readonly resourceGroup: string | null;
  readonly subscription: string | null;
};

export type AzureSubnetData = AzureName & {
  readonly kind: 'azure-subnet';
  readonly vnet: string | null;
  readonly prefixes: readonly string[];
  /** NSG name; null means that the output shows none (its absence in a full listing is a statement). */
  readonly nsg: string | null;
  readonly routeTable: string | null;
  readonly provisioningState: string | null;
};

export type NsgRule = {
  readonly name: string;
  readonly priority: number;
  readonly direction: 'Inbound' | 'Outbound';
  readonly access: 'Allow' | 'Deny';
  /** 'Tcp', 'Udp', 'Icmp', 'Esp', 'Ah' or '*'. */
  readonly protocol: string;
  readonly sourcePorts: readonly string[];
  readonly sources: readonly string[];
  readonly destinationPorts: readonly string[];
  readonly destinations: readonly string[];
  readonly isDefault: boolean;
  /** Line of the rule in its source, for the citation. */
  readonly line: number | null;
};

export type AzureNsgData = AzureName & {
  readonly kind: 'azure-nsg';
  readonly rules: readonly NsgRule[];
  /** Subnet ids or names the NSG is attached to; empty and `attachmentsKnown` false when the output does not say. */
  readonly subnets: readonly string[];
  readonly nics: readonly string[];
  readonly attachmentsKnown: boolean;
};

/** Never holds the key: only whether the source showed one. */
export type AzureSharedKeyData = AzureName & {
  readonly kind: 'azure-shared-key';
  readonly state: 'present' | 'masked' | 'empty';
};

export type IpsecPolicy = {
  readonly ikeEncryption: string | null;
  readonly ikeIntegrity: string | null;
  readonly dhGroup: string | null;
  readonly ipsecEncryption: string | null;
  readonly ipsecIntegrity: string | null;
  readonly pfsGroup: string | null;
  readonly saLifeTimeSeconds: number | null;
  readonly saDataSizeKilobytes: number | null;
};

export type AzureConnectionData = AzureName & {
  readonly kind: 'azure-connection';
  readonly connectionType: string | null;
  readonly status: 'Connected' | 'NotConnected' | 'Connecting' | 'Unknown' | null;
  readonly ingressBytes: number | null;
  readonly egressBytes: number | null;
  readonly provisioningState: string | null;
  readonly protocol: 'IKEv1' | 'IKEv2' | null;
  readonly mode: string | null;
  readonly enableBgp: boolean | null;
  readonly usePolicyBasedTrafficSelectors: boolean | null;
  readonly ipsecPolicies: readonly IpsecPolicy[];
  readonly trafficSelectors: readonly { readonly local: readonly string[]; readonly remote: readonly string[] }[];
  readonly dpdTimeoutSeconds: number | null;
  readonly gateway: string | null;
  readonly localGateway: string | null;
  readonly authenticationType: string | null;
  /** Address of the other end and time of the last connect, where only counters of the connection are shown (ConnectionStats.txt). */
  readonly remoteAddress?: string | null;
  readonly connectedSince?: string | null;
};

export type AzureGatewayData = AzureName & {
  readonly kind: 'azure-gateway';
  readonly gatewayType: string | null;
  readonly vpnType: 'RouteBased' | 'PolicyBased' | null;
  readonly sku: string | null;
  readonly generation: string | null;
  readonly activeActive: boolean | null;
  readonly enableBgp: boolean | null;
  readonly asn: number | null;
  /** Addresses when the output shows them, for example `tunnelIpAddresses`. */
  readonly publicAddresses: readonly string[];
  readonly publicIpNames: readonly string[];
  readonly vnet: string | null;
  readonly provisioningState: string | null;
};

export type AzurePublicIpData = AzureName & {
  readonly kind: 'azure-public-ip';
  readonly address: string | null;
  readonly usedByGateway: string | null;
};

export type AzureLocalGatewayData = AzureName & {
  readonly kind: 'azure-local-gateway';
  readonly gatewayAddress: string | null;
  readonly fqdn: string | null;
  readonly prefixes: readonly string[];
  readonly asn: number | null;
};

export type AzureVnetData = AzureName & {
  readonly kind: 'azure-vnet';
  readonly prefixes: readonly string[];
  readonly peerings: readonly {
    readonly name: string;
    readonly remoteVnet: string | null;
    readonly state: string | null;
    readonly allowGatewayTransit: boolean | null;
    readonly useRemoteGateways: boolean | null;
    readonly allowForwardedTraffic: boolean | null;
  }[];
};

/** A virtual machine with its power state, such as `running`, `stopped`, `deallocated`, as Azure names it after `PowerState/`. */
export type AzureMachineData = AzureName & {
  readonly kind: 'azure-machine';
  readonly size: string | null;
  readonly powerState: string;
};

export type AzureRoute = {
  readonly name: string | null;
  readonly prefixes: readonly string[];
  readonly nextHopType: string;
  readonly nextHopAddresses: readonly string[];
  /** 'Default', 'User', 'VirtualNetworkGateway' for effective routes. */
  readonly origin: string | null;
  readonly state: string | null;
};

export type AzureRouteTableData = AzureName & {
  readonly kind: 'azure-route-table';
  readonly routes: readonly AzureRoute[];
  readonly disableBgpRoutePropagation: boolean | null;
  readonly subnets: readonly string[];
  /** True for a network interface's effective routes. */
  readonly effective: boolean;
};

export type AzureBgpPeerData = {
  readonly kind: 'azure-bgp-peer';
  readonly neighbor: string;
  readonly asn: number | null;
  readonly state: string | null;
  readonly routesReceived: number | null;
};

export type AzureIkeSaData = {
  readonly kind: 'azure-ike-sa';
  readonly localEndpoint: string | null;
  readonly remoteEndpoint: string | null;
  readonly encryption: string | null;
  readonly integrity: string | null;
  readonly dhGroup: string | null;
  readonly lifetimeSeconds: number | null;
  readonly initiator: boolean | null;
  readonly childCount: number;
};

/** Network Watcher VPN troubleshoot result, one per fault reported (or 'NoFault'). */
export type TroubleshootResultData = {
  readonly kind: 'troubleshoot-result';
  readonly target: string | null;
  readonly healthy: boolean | null;
  readonly reason: string;
  readonly summary: string | null;
};

/** Load of the gateway at one moment (CPUStats.txt of a VPN troubleshoot archive). */
export type GatewayLoadData = {
  readonly kind: 'gateway-load';
  readonly cpuPercent: number | null;
  readonly memoryMegabytes: number | null;
};

/** An Azure object of a type that no check reads yet; kept and searchable. */
export type AzureOtherData = AzureName & { readonly kind: 'azure-other'; readonly resourceType: string };

/**
 * One row of a performance log. Keys are normalised: `ras.received`, `ras.transmitted` (bytes/s), `cpu.total` (percent),
 * `nic.received:<instance>`, `nic.transmitted:<instance>` (bytes/s), `memory.availableBytes`; of the Azure VPN gateway `gateway.bandwidth`,
 * `tunnel.bandwidth`, `tunnel.received`, `tunnel.transmitted` (bytes/s), `bgp.status` (1 up, 0 down), each with `:<dimensions>` where the
 * source tells them apart; any other counter keeps its path.
 */
export type PerfSampleData = {
  readonly kind: 'perf-sample';
  readonly host: string | null;
  readonly values: Readonly<Record<string, number>>;
};

export type RrasInterfaceData = {
  readonly kind: 'rras-interface';
  readonly name: string;
  readonly destinations: readonly string[];
  readonly enabled: boolean | null;
  readonly connectionState: string | null;
  readonly subnets: readonly { readonly prefix: string; readonly metric: number | null }[];
  readonly protocol: string | null;
  readonly authenticationMethod: string | null;
  readonly idleDisconnectSeconds: number | null;
  readonly saLifeTimeSeconds: number | null;
  readonly saDataSizeKilobytes: number | null;
  readonly lastError: string | null;
  readonly unreachabilityReasons: string | null;
  readonly customPolicy: boolean | null;
  readonly policy: IpsecPolicy | null;
};

export type RrasServerData = {
  readonly kind: 'rras-server';
  readonly encryptionType: string | null;
  readonly ikev2Ports: number | null;
  readonly idleDisconnectSeconds: number | null;
  readonly saLifeTimeSeconds: number | null;
  readonly saDataSizeKilobytes: number | null;
  readonly customPolicy: boolean | null;
  readonly policy: IpsecPolicy | null;
};

export type RouteData = {
  readonly kind: 'route';
  readonly prefix: string;
  readonly nextHop: string | null;
  readonly interfaceName: string | null;
  readonly metric: number | null;
  readonly persistent: boolean | null;
  /** Table of Linux; absent: the main one. */
  readonly table?: string;
  /** What becomes of the packet; absent: it is sent on. `local`: it is for this host itself. */
  readonly fate?: 'local' | 'broadcast' | 'discarded';
  /** It stands there because an address of this network is on the interface. */
  readonly isConnected?: boolean;
};

export type FirewallRuleData = {
  readonly kind: 'firewall-rule';
  readonly name: string;
  readonly enabled: boolean | null;
  readonly direction: 'Inbound' | 'Outbound' | null;
  readonly action: 'Allow' | 'Block' | null;
  readonly profiles: readonly string[];
  /** Null when the output does not list ports and addresses (plain Get-NetFirewallRule). */
  readonly protocol: string | null;
  readonly localPorts: readonly string[] | null;
  readonly remotePorts: readonly string[] | null;
  readonly localAddresses: readonly string[] | null;
  readonly remoteAddresses: readonly string[] | null;
};

export type FirewallProfileData = {
  readonly kind: 'firewall-profile';
  readonly profile: string;
  readonly enabled: boolean | null;
  readonly defaultInbound: string | null;
  readonly defaultOutbound: string | null;
};

/** A row of the gateway's tunnel, gateway or route diagnostic log; rows of its IKE log are `ike-event`. */
export type AzureGatewayLogData = {
  readonly kind: 'azure-gateway-log';
  readonly category: string | null;
  readonly operation: string | null;
  readonly gateway: string | null;
  /** `GatewayTenantWorker_IN_0` or `_1`. */
  readonly instance: string | null;
  readonly remoteAddress: string | null;
  readonly status: string | null;
  readonly reason: string | null;
  readonly message: string | null;
};

/** A line of a text that no format claims. */
export type LineData = { readonly kind: 'line' };

export type RecordData =
  | IkeEventData
  | ProbeData
  | DeviceTunnelData
  | DeviceSaData
  | WindowsEventData
  | TcpProbeData
  | IcmpProbeData
  | TracerouteData
  | AzureSubnetData
  | AzureNsgData
  | AzureSharedKeyData
  | AzureConnectionData
  | AzureGatewayData
  | AzurePublicIpData
  | AzureMachineData
  | AzureLocalGatewayData
  | AzureVnetData
  | AzureRouteTableData
  | AzureBgpPeerData
  | AzureIkeSaData
  | TroubleshootResultData
  | GatewayLoadData
  | AzureOtherData
  | PerfSampleData
  | RrasInterfaceData
  | RrasServerData
  | RouteData
  | FirewallRuleData
  | FirewallProfileData
  | AzureGatewayLogData
  | HostStateData
  | CollectionRunData
  | CollectionItemData
  | LineData;

export type RecordKind = RecordData['kind'];
