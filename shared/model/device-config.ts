import type { IkeProposal, IkeTransform, TrafficSelector } from './ike.ts';

export type DeviceVendor =
  | 'strongswan'
  | 'libreswan'
  | 'pfsense'
  | 'vyos'
  | 'cisco-ios'
  | 'cisco-asa'
  | 'fortigate'
  | 'palo-alto'
  | 'windows'
  | 'other';

/** A field of `DeviceTunnelData`, or the group of PFS, that may rest on a default. */
export type DefaultedField =
  | 'ikeProposals'
  | 'pfs'
  | 'ikeLifetimeSeconds'
  | 'childLifetimeSeconds'
  | 'childLifetimeKilobytes'
  | 'dpdSeconds';

/**
 * One site-to-site tunnel as the configuration of a VPN device sets it: what each phase offers and between which ends. Transforms are
 * named as `IkeTransform` says. An empty list of proposals means that the configuration leaves them to the device's defaults; a child
 * proposal without a `dh-group` is one without PFS. `null`: the configuration does not say.
 */
export type DeviceTunnelData = {
  readonly kind: 'device-tunnel';
  readonly vendor: DeviceVendor;
  /** Name of the connection, crypto map entry or phase-1 interface. */
  readonly name: string | null;
  readonly version: 1 | 2 | 'either' | null;
  /** Addresses or names of the own end and of the peers, as written (`%any` is left out). */
  readonly local: readonly string[];
  readonly peers: readonly string[];
  readonly localIdentity: string | null;
  readonly remoteIdentity: string | null;
  readonly authentication: 'shared-key' | 'certificate' | 'other' | null;
  readonly ikeProposals: readonly IkeProposal[];
  readonly childProposals: readonly IkeProposal[];
  readonly ikeLifetimeSeconds: number | null;
  readonly childLifetimeSeconds: number | null;
  readonly childLifetimeKilobytes: number | null;
  /** Prefixes (`10.0.0.0/16`) by pair of ends; empty for a route-based tunnel without stated selectors. */
  readonly selectors: readonly { readonly local: readonly string[]; readonly remote: readonly string[] }[];
  readonly dpdSeconds: number | null;
  /** What the configuration leaves to the device: the values here are the vendor's documented defaults. */
  readonly defaulted?: readonly DefaultedField[];
};

/** A security association as a device lists it (`show crypto ikev2 sa`, `show crypto ipsec sa`, `swanctl --list-sas`). */
export type DeviceSaData = {
  readonly kind: 'device-sa';
  readonly vendor: DeviceVendor;
  readonly sa: 'ike' | 'child';
  readonly name: string | null;
  readonly local: string | null;
  readonly peer: string | null;
  readonly state: 'up' | 'connecting' | 'down' | null;
  /** The device's own word for the state, for example `MM_WAIT_MSG6`. */
  readonly stateText: string | null;
  readonly version: 1 | 2 | null;
  readonly isInitiator: boolean | null;
  readonly transforms: readonly IkeTransform[];
  readonly selectors: readonly { readonly whose: 'local' | 'remote'; readonly selector: TrafficSelector }[];
  readonly bytesIn: number | null;
  readonly bytesOut: number | null;
  readonly packetsIn: number | null;
  readonly packetsOut: number | null;
  readonly remainingSeconds: number | null;
};
