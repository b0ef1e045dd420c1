import type { DnsAnswer } from '#shared/model/probe.ts';
import type { Clock } from '../ports.ts';

/** Address and port of one end. */
export type ProbeEnd = { readonly address: string; readonly port: number };

export type TcpAttempt = {
  readonly outcome: 'connected' | 'refused' | 'timeout' | 'unreachable' | 'failed';
  /** From the call to the outcome. */
  readonly ms: number;
  readonly local: ProbeEnd | null;
  /** Code of the operating system, for outcomes other than 'connected'. */
  readonly code: string | null;
};

export type UdpAnswer =
  | { readonly kind: 'message'; readonly bytes: Buffer; readonly atMs: number }
  /** An ICMP message came back: nobody listens ('refused'), or the packet cannot get there. */
  | { readonly kind: 'refused' | 'unreachable' }
  | { readonly kind: 'silent' };

/** A socket that talks to one address only. */
export type UdpChannel = {
  readonly local: ProbeEnd;
  readonly send: (bytes: Uint8Array) => void;
  readonly receive: (timeoutMs: number, signal: AbortSignal) => Promise<UdpAnswer>;
  readonly close: () => void;
};

export type HealthPage = {
  readonly outcome: 'answered' | 'timeout' | 'refused' | 'unreachable' | 'failed';
  readonly status: number | null;
  readonly body: string;
  /** Name in the certificate that the server showed; nobody vouches for it. */
  readonly certificate: string | null;
  readonly ms: number;
};

export type DnsReply = { readonly result: DnsAnswer['result']; readonly values: readonly string[]; readonly ms: number };

export type Platform = 'linux' | 'windows' | 'macos';

/** What a tool of the system printed; `code` null when it was ended before its end. */
export type ToolRun = { readonly code: number | null; readonly text: string };

export type Family = 'any' | 'ipv4' | 'ipv6';

/** Everything a probe may do to the outside. `main/host/probes` does it on Node; tests fake it here. */
export type ProbePorts = {
  readonly clock: Clock;
  /** Milliseconds of a clock that nobody sets. */
  readonly elapsedMs: () => number;
  /** Returns early when `signal` is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Addresses of a name by the system's own resolver, as an application would get them. Empty when there are none, and when `signal` is aborted. */
  readonly resolve: (name: string, family: Family, signal: AbortSignal) => Promise<readonly string[]>;
  readonly connectTcp: (end: ProbeEnd, timeoutMs: number, signal: AbortSignal) => Promise<TcpAttempt>;
  /** Null when there is no way to the address at all. */
  readonly openUdp: (end: ProbeEnd) => Promise<UdpChannel | null>;
  /** The page `/healthprobe` over TLS, whoever's certificate it is. */
  readonly getHealthPage: (end: ProbeEnd, timeoutMs: number, signal: AbortSignal) => Promise<HealthPage>;
  /** Asks one name server by its address, or with null the system as an application does. */
  readonly queryDns: (server: string | null, name: string, type: DnsAnswer['type'], signal: AbortSignal) => Promise<DnsReply>;
  /** Name servers that this computer is set up with. */
  readonly nameServers: () => readonly string[];
  readonly platform: Platform;
  /** Runs a tool of the system, without a shell; null when it is not installed. */
  readonly runTool: (
    tool: 'ping' | 'traceroute',
    args: readonly string[],
    timeoutMs: number,
    signal: AbortSignal,
  ) => Promise<ToolRun | null>;
};
