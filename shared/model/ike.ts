/**
 * One thing that a witness saw of an IKE negotiation: a message, or a statement about one (a failure, an SA that came up). Logs, captures
 * and Windows events are all read into this shape; the negotiation model joins them. Names are those of the IANA registries
 * "Internet Key Exchange Version 2 (IKEv2) Parameters" and "Internet Key Exchange (IKE) Attributes". `null`: the witness does not say.
 */
export type IkeTransform = {
  readonly type:
    | 'encryption'
    | 'integrity'
    | 'prf'
    | 'dh-group'
    | 'esn'
    | 'authentication'
    | 'lifetime-seconds'
    | 'lifetime-kilobytes'
    | 'mode'
    | 'other';
  /** Registry name in one spelling: `AES-CBC-256`, `AES-GCM-16-256`, `3DES`, `SHA1`, `SHA2-256`, `PRF-SHA2-256`, `14`, `19`. */
  readonly name: string;
  /** Registry number when the witness shows it. */
  readonly id: number | null;
};

export type IkeProposal = {
  readonly protocol: 'ike' | 'esp' | 'ah' | 'other';
  readonly number: number | null;
  readonly transforms: readonly IkeTransform[];
};

export type IkeExchange =
  | 'IKE_SA_INIT'
  | 'IKE_AUTH'
  | 'CREATE_CHILD_SA'
  | 'INFORMATIONAL'
  | 'IKE_SESSION_RESUME'
  | 'GSA_AUTH'
  | 'GSA_REGISTRATION'
  | 'GSA_REKEY'
  | 'IKE_INTERMEDIATE'
  | 'IKE_FOLLOWUP_KE'
  | 'main-mode'
  | 'aggressive-mode'
  | 'quick-mode'
  | 'informational-v1'
  | 'transaction';

/** Address and UDP port; `port` null when not said. */
export type Endpoint = { readonly address: string; readonly port: number | null };

export type TrafficSelector = { readonly range: string; readonly protocol: number | null; readonly ports: string | null };

/**
 * Packets of one direction that a capture folds into one statement: an ESP or AH SA by its SPI (8 hex digits), or NAT keep-alives.
 * Times in milliseconds UTC, null in a capture without times.
 */
export type IkeFlow = {
  readonly what: 'esp' | 'ah' | 'nat-keep-alive';
  readonly spi: string | null;
  readonly inUdp: boolean;
  readonly packets: number;
  readonly bytes: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
};

/** 'time-exceeded': routers passed the packet round until its time to live was over; 'fragments-lost': only some of its fragments arrived. */
export type IkeUnreachable = 'network' | 'host' | 'port' | 'prohibited' | 'too-large' | 'time-exceeded' | 'fragments-lost' | 'other';

/** What went wrong, in the classes of `SignalClass`. */
export type IkeFault =
  | 'no-answer'
  | 'authentication'
  | 'peer-identity'
  | 'ike-policy'
  | 'ipsec-policy'
  | 'pfs'
  | 'traffic-selectors'
  | 'ike-version'
  | 'peer-closed'
  | 'peer-lost'
  | 'refused'
  | 'other';

export type IkeEventData = {
  readonly kind: 'ike-event';
  /** Which sort of source saw it. */
  readonly witness: 'azure-log' | 'network-watcher' | 'device-log' | 'capture' | 'windows';
  /** On whose side the witness stands; a capture may stand anywhere. */
  readonly side: 'azure' | 'on-premises' | null;
  /** 'local' for a statement about no message (a timeout, a policy looked up). */
  readonly direction: 'sent' | 'received' | 'local' | null;
  readonly local: Endpoint | null;
  readonly remote: Endpoint | null;
  readonly version: 1 | 2 | null;
  readonly exchange: IkeExchange | null;
  readonly isResponse: boolean | null;
  /** True when the local end opened the IKE SA. */
  readonly isInitiator: boolean | null;
  readonly messageId: number | null;
  /** 16 hex digits, lower case; SPI in IKEv2, cookie in IKEv1. */
  readonly initiatorSpi: string | null;
  readonly responderSpi: string | null;
  readonly step:
    | 'message'
    | 'retransmission'
    | 'proposals'
    | 'established'
    | 'failed'
    | 'deleted'
    | 'rekeyed'
    | 'peer-silent'
    | 'peer-lost'
    | 'esp'
    | 'other';
  /** Of the IKE SA or of a child (IPsec) SA. */
  readonly sa: 'ike' | 'child' | null;
  /** Notify messages: registry name (`NO_PROPOSAL_CHOSEN`, `AUTHENTICATION_FAILED`, `TS_UNACCEPTABLE` …) and number. */
  readonly notifies: readonly { readonly name: string; readonly id: number | null }[];
  /** Windows or Azure error code, decimal. */
  readonly code: number | null;
  readonly proposals: readonly IkeProposal[];
  readonly chosen: IkeProposal | null;
  /** Group of the KE payload, registry number. */
  readonly keGroup: number | null;
  readonly identities: readonly { readonly whose: 'local' | 'remote'; readonly type: string; readonly value: string }[];
  readonly selectors: readonly { readonly whose: 'local' | 'remote'; readonly selector: TrafficSelector }[];
  readonly nat: { readonly local: boolean | null; readonly remote: boolean | null } | null;
  readonly vendorIds: readonly string[];
  readonly isEncrypted: boolean;
  /** With a whole encrypted message of a capture: the bytes of its encrypted part with IV, padding and checksum. A refusal is shorter than an acceptance. */
  readonly sealedBytes?: number | null;
  /** Session id (Azure), connection name (strongSwan), serial (FortiGate): joins lines of one negotiation. */
  readonly session: string | null;
  /** What the words of the witness, and what it said before, make of a failure; notify and code alone are often ambiguous. */
  readonly fault?: IkeFault | null;
  /** Name of the connection in the witness's configuration. */
  readonly connection?: string | null;
  /** Instance of the Azure VPN gateway (`GatewayTenantWorker_IN_0`). */
  readonly instance?: string | null;
  /**
   * Of an encrypted message of IKEv2: the first payload within, which the encrypted payload names in clear (RFC 7296, 3.14): `IDr` where an
   * answer to IKE_AUTH goes on, `N` where it refuses, `D` for a delete, `none` for an empty message (a check for a dead peer).
   */
  readonly firstEncrypted?: string | null;
  /** With step 'esp', or 'other' for AH and keep-alives: what the capture counted. */
  readonly flow?: IkeFlow | null;
  /** Which end gave up, where the witness says so (the failure point of Windows). */
  readonly gaveUp?: 'local' | 'remote' | null;
  /**
   * The host itself dropped a packet of IKE, ESP or AH: a filter of the Windows Filtering Platform (`reason`: where the filter comes from),
   * or the IPsec driver (`reason`: its status, `STATUS_IPSEC_BAD_SPI`).
   */
  readonly dropped?: {
    readonly by: 'filter' | 'ipsec';
    readonly protocol: 'udp' | 'esp' | 'ah' | null;
    readonly filter: string | null;
    readonly reason: string | null;
  } | null;
  /** ICMP came back for a packet of IKE or ESP from `local` to `remote`: what could not be reached, or that the packet was too large. */
  readonly unreachable?: IkeUnreachable | null;
  /** Address of the router or host that sent the ICMP message. */
  readonly reporter?: string | null;
};
