/**
 * What a VPN device or host says about its own network: interfaces, the choice of routes, IPsec in the kernel, packet filter, settings,
 * services, BGP neighbours. Names follow the tools that print them (iproute2, iptables, nftables, FRR, Windows); `null` means that the
 * source does not say.
 */
export type NetworkInterfaceData = {
  readonly kind: 'network-interface';
  readonly system: 'linux' | 'windows';
  readonly name: string;
  /** What kind of tunnel it is, of interfaces that are one. `tun`: a process stands behind it. */
  readonly tunnel: 'vti' | 'xfrm' | 'gre' | 'ipip' | 'tun' | null;
  /** `if_id` of an XFRM interface, key of a VTI: policies of the kernel with the same number belong to it. */
  readonly id: number | null;
  readonly local: string | null;
  readonly remote: string | null;
  readonly isUp: boolean | null;
  readonly mtu: number | null;
  /** With their prefix lengths: `192.168.50.1/24`. */
  readonly addresses: readonly string[];
  /** Whether packets that come in here may go on to another network; Linux says that with settings. */
  readonly forwards: boolean | null;
};

/** A rule that chooses a table of routes (`ip rule`); they are tried in the order of their priority. */
export type RoutingRuleData = {
  readonly kind: 'routing-rule';
  readonly priority: number;
  /** Prefixes; null: any. */
  readonly from: string | null;
  readonly to: string | null;
  readonly incoming: string | null;
  readonly outgoing: string | null;
  readonly isNegated: boolean;
  /** It also asks for what is not read here: marks, ports, users. */
  readonly hasOther: boolean;
  readonly action: 'lookup' | 'unreachable' | 'blackhole' | 'prohibit' | 'other';
  readonly table: string | null;
};

/** A policy of the kernel's IPsec (`ip xfrm policy`): which packets must go through which tunnel. */
export type IpsecPolicyData = {
  readonly kind: 'ipsec-policy';
  readonly direction: 'in' | 'out' | 'fwd';
  readonly action: 'allow' | 'block';
  readonly source: string;
  readonly destination: string;
  /** Ends of the tunnel; null for a policy that lets packets pass without IPsec. */
  readonly local: string | null;
  readonly remote: string | null;
  /** `if_id` or mark: the policy counts only for packets of that interface. */
  readonly interfaceId: number | null;
  readonly packets: number | null;
  readonly bytes: number | null;
};

/** A security association of the kernel (`ip xfrm state`), one for each direction. */
export type KernelSaData = {
  readonly kind: 'kernel-sa';
  readonly source: string;
  readonly destination: string;
  readonly protocol: string;
  readonly spi: string;
  readonly requestId: number | null;
  readonly interfaceId: number | null;
  /** ESP in UDP (NAT traversal). */
  readonly isEncapsulated: boolean;
  readonly packets: number | null;
  readonly bytes: number | null;
};

/** A setting of the kernel (`sysctl`). */
export type KernelSettingData = { readonly kind: 'kernel-setting'; readonly name: string; readonly value: string };

export type ServiceStateData = {
  readonly kind: 'service-state';
  /** Unit of systemd without `.service`, short name of a Windows service. */
  readonly service: string;
  readonly system: 'systemd' | 'windows';
  readonly state: 'running' | 'stopped' | 'failed' | 'not-found' | 'changing';
  readonly startType: 'automatic' | 'manual' | 'disabled' | null;
  /** In the words of the source: `failed (Result: exit-code)`. */
  readonly stateText: string | null;
};

export type Hook = 'prerouting' | 'input' | 'forward' | 'output' | 'postrouting';
export type FilterFamily = 'ip' | 'ip6' | 'inet';

/** A chain of the packet filter of Linux; base chains have a hook, and a policy for what no rule decides. */
export type FilterChainData = {
  readonly kind: 'filter-chain';
  readonly family: FilterFamily;
  readonly table: string;
  readonly chain: string;
  readonly hook: Hook | null;
  /** Chains of a hook are passed in this order. */
  readonly priority: number;
  /** True for chains that translate addresses. */
  readonly isNat: boolean;
  readonly policy: 'accept' | 'drop' | null;
  readonly packets: number | null;
};

/** One of these values, or, negated, none of them. */
export type Condition = { readonly values: readonly string[]; readonly isNegated: boolean };

/** A rule of the packet filter of Linux (iptables, nftables); a condition that is null asks for nothing. */
export type FilterRuleData = {
  readonly kind: 'filter-rule';
  readonly family: FilterFamily;
  readonly table: string;
  readonly chain: string;
  /** In lower case: `udp`, `tcp`, `esp`, or a number. */
  readonly protocols: Condition | null;
  readonly sources: Condition | null;
  readonly destinations: Condition | null;
  /** `500`, `1000-2000`. */
  readonly sourcePorts: Condition | null;
  readonly destinationPorts: Condition | null;
  /** Names of interfaces; a `+` or `*` at the end stands for any rest. */
  readonly incoming: Condition | null;
  readonly outgoing: Condition | null;
  /** Of the connection, in lower case: `new`, `established`. */
  readonly states: Condition | null;
  /** Whether IPsec was, or will be, applied to the packet. */
  readonly ipsec: { readonly direction: 'in' | 'out'; readonly isPresent: boolean } | null;
  /** It also asks for what is not read here. */
  readonly hasOther: boolean;
  readonly action:
    | 'accept'
    | 'drop'
    | 'reject'
    | 'return'
    | 'jump'
    | 'goto'
    | 'masquerade'
    | 'snat'
    | 'dnat'
    /** Sets the TCP segment size; the packet goes on. */
    | 'mss'
    /** Counts, logs or marks; the packet goes on. */
    | 'continue'
    /** Does something that is not read here. */
    | 'other';
  /** Chain that is gone to, address that is put in, segment size in bytes or `pmtu`. */
  readonly to: string | null;
  readonly packets: number | null;
};

/** A BGP neighbour as the device itself lists it (FRR, RRAS); the Azure end's list is `azure-bgp-peer`. */
export type DeviceBgpPeerData = {
  readonly kind: 'device-bgp-peer';
  readonly neighbor: string;
  readonly asn: number | null;
  readonly localAsn: number | null;
  readonly isEstablished: boolean;
  /** The device's own word: `Active`, `Idle (Admin)`. */
  readonly stateText: string;
  readonly prefixesReceived: number | null;
  readonly prefixesSent: number | null;
  /** RFC 8212: without a policy nothing is taken from (`in`) or given to (`out`) the neighbour. */
  readonly lacksPolicy: 'in' | 'out' | 'both' | null;
};

export type HostStateData =
  | NetworkInterfaceData
  | RoutingRuleData
  | IpsecPolicyData
  | KernelSaData
  | KernelSettingData
  | ServiceStateData
  | FilterChainData
  | FilterRuleData
  | DeviceBgpPeerData;
