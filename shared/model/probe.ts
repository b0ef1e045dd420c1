import { z } from 'zod';
import { Message } from './message.ts';
import { Verdict } from './verdict.ts';

/** A name or an address: letters, digits, dots, hyphens and colons only, so that it cannot be read as an option by a tool. */
export const ProbeHost = z
  .string()
  .trim()
  .max(253)
  .regex(/^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\.?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)$/);
const Port = z.number().int().min(1).max(65_535);

const TcpRequest = z.strictObject({
  kind: z.literal('tcp'),
  host: ProbeHost,
  port: Port,
  /** 0: until stopped. */
  count: z.number().int().min(0).max(100_000),
  warmups: z.number().int().min(0).max(100),
  intervalMs: z.number().int().min(100).max(3_600_000),
  timeoutMs: z.number().int().min(100).max(60_000),
  family: z.enum(['any', 'ipv4', 'ipv6']),
});
const IkeRequest = z.strictObject({
  kind: z.literal('ike'),
  host: ProbeHost,
  port: Port,
  version: z.union([z.literal(1), z.literal(2)]),
  /** `AES256/SHA256/14`, several behind commas; null offers what an Azure gateway has by default. */
  offer: z.string().max(600).nullable(),
  /** Asks for each Diffie-Hellman group by itself; only when the user wants it. */
  groups: z.boolean(),
});
const HealthRequest = z.strictObject({ kind: z.literal('gateway-health'), host: ProbeHost, port: Port });
const DnsRequest = z.strictObject({
  kind: z.literal('dns'),
  /** A name, or an address for its name (PTR). */
  name: ProbeHost,
  /** Address of the server to compare with what the system says; null asks the system only. */
  server: ProbeHost.nullable(),
});
const PathMtuRequest = z.strictObject({
  kind: z.literal('path-mtu'),
  host: ProbeHost,
  /** Cipher of the tunnel for the comparison (`GCMAES256`, `AES256/SHA256`); null: not known. */
  cipher: z.string().max(60).nullable(),
});
const TraceRequest = z.strictObject({ kind: z.literal('traceroute'), host: ProbeHost });
const ClockRequest = z.strictObject({ kind: z.literal('clock'), host: ProbeHost, port: Port });

/** What a person asks this computer to send. Each names one address, so that a confirmation can name it too. */
export const ProbeRequest = z.discriminatedUnion('kind', [
  TcpRequest,
  IkeRequest,
  HealthRequest,
  DnsRequest,
  PathMtuRequest,
  TraceRequest,
  ClockRequest,
]);
export type ProbeRequest = z.infer<typeof ProbeRequest>;
export type ProbeKind = ProbeRequest['kind'];
export type ProbeRequestOf<K extends ProbeKind> = Extract<ProbeRequest, { readonly kind: K }>;

/** A request that the case suggests, and what its target is there. */
export const ProbeSuggestion = z.object({
  /** `gateway`: an address of the Azure gateway; `dialled`: what the device calls; `device`: the device itself; `host`: behind the tunnel. */
  role: z.enum(['gateway', 'dialled', 'device', 'host']),
  request: ProbeRequest,
});
export type ProbeSuggestion = z.infer<typeof ProbeSuggestion>;

/** How an IKE peer met the first message. All but 'silent', 'unreachable' and 'refused' prove that it lives. */
export const ikeProbeResults = [
  'answered',
  'cookie',
  'invalid-ke',
  'no-proposal',
  'other-answer',
  'silent',
  'unreachable',
  'refused',
] as const;
export type IkeProbeResult = (typeof ikeProbeResults)[number];

/** One first message of IKE and what came back. */
export type IkeProbeData = {
  readonly kind: 'ike-probe';
  readonly host: string;
  /** Null when the name could not be resolved. */
  readonly address: string | null;
  readonly port: number;
  readonly version: 1 | 2;
  readonly startedMs: number;
  /** Address and port that the message left from. */
  readonly from: string | null;
  /** As `IkeSuite` is written. */
  readonly offered: string;
  readonly result: IkeProbeResult;
  /** 'answered': the proposal that the peer chose. */
  readonly chosen: string | null;
  /** Diffie-Hellman group: the chosen one, or the one that INVALID_KE_PAYLOAD asks for. */
  readonly group: number | null;
  /** The peer made the probe prove its address first. */
  readonly cookie: boolean;
  /** Whether a NAT stands before this end, and before the peer; null: no answer that tells. */
  readonly nat: { readonly local: boolean | null; readonly remote: boolean | null } | null;
  readonly notifies: readonly string[];
  readonly vendorIds: readonly string[];
  readonly messagesSent: number;
  /** From the message that was answered to its answer; null when an answer came to one that had been repeated. */
  readonly roundTripMs: number | null;
  /** When asked for: what the peer says to each group offered alone. */
  readonly groups: readonly { readonly group: number; readonly result: IkeProbeResult }[];
};

export const healthResults = ['up', 'other-answer', 'silent', 'unreachable', 'refused', 'failed'] as const;

/** The health page of an Azure VPN gateway. */
export type HealthProbeData = {
  readonly kind: 'health-probe';
  readonly host: string;
  readonly address: string | null;
  readonly port: number;
  readonly startedMs: number;
  readonly result: (typeof healthResults)[number];
  readonly status: number | null;
  /** Beginning of the page in one line; it names the instance and its version. */
  readonly body: string | null;
  /** Whom the certificate names; it is not checked, for it is the gateway's own. */
  readonly certificate: string | null;
  readonly roundTripMs: number | null;
};

export const dnsResults = ['answered', 'no-such-name', 'no-data', 'refused', 'silent', 'failed'] as const;

export type DnsAnswer = {
  /** `system`: the resolver of the operating system, with its hosts file and caches; else the address of a server. */
  readonly server: string;
  readonly type: 'A' | 'AAAA' | 'PTR' | 'any';
  readonly result: (typeof dnsResults)[number];
  readonly values: readonly string[];
  readonly roundTripMs: number;
};

/** What the system's resolver and name servers say about a name. */
export type DnsProbeData = {
  readonly kind: 'dns-probe';
  readonly name: string;
  readonly startedMs: number;
  readonly answers: readonly DnsAnswer[];
  /** 'different': servers name different addresses, as split-horizon DNS does on purpose; 'none': no server knows the name. */
  readonly result: 'same' | 'different' | 'none' | 'failed';
};

export const pathMtuResults = ['measured', 'cannot-tell', 'silent', 'unreachable'] as const;

/** The largest packet that gets to a host in one piece. */
export type PathMtuData = {
  readonly kind: 'path-mtu-probe';
  readonly host: string;
  readonly address: string | null;
  readonly startedMs: number;
  readonly result: (typeof pathMtuResults)[number];
  /** Bytes of the whole IP packet. */
  readonly mtu: number | null;
  /** Of the tunnel, as asked; null: not known. */
  readonly cipher: string | null;
  /** Largest inner packet that such a tunnel carries over this path without fragments. */
  readonly innerMtu: number | null;
  readonly packetsSent: number;
};

export const clockResults = ['answered', 'unsynchronised', 'kiss-of-death', 'silent', 'unreachable', 'refused'] as const;

/** The clock of this computer against an NTP server. */
export type ClockProbeData = {
  readonly kind: 'clock-probe';
  readonly host: string;
  readonly address: string | null;
  readonly port: number;
  readonly startedMs: number;
  readonly result: (typeof clockResults)[number];
  /** What has to be added to this computer's clock; the best of the answers. */
  readonly offsetMs: number | null;
  readonly roundTripMs: number | null;
  readonly stratum: number | null;
};

/** Results that are written in our own text format; TCP runs are written like PsPing, traces are the system tool's own text. */
export type ProbeData = IkeProbeData | HealthProbeData | DnsProbeData | PathMtuData | ClockProbeData;

/** What a run of connection attempts comes to; times in milliseconds, null where nothing answered. */
export const LatencySummary = z.object({
  sent: z.number().int(),
  received: z.number().int(),
  minMs: z.number().nullable(),
  maxMs: z.number().nullable(),
  averageMs: z.number().nullable(),
  percentiles: z.array(z.object({ percent: z.number(), ms: z.number() })),
  histogram: z.array(z.object({ fromMs: z.number(), toMs: z.number(), count: z.number().int() })),
});
export type LatencySummary = z.infer<typeof LatencySummary>;

/** Something measured, both in words. */
export const ProbeFigure = z.object({ name: Message, value: Message });
export type ProbeFigure = z.infer<typeof ProbeFigure>;

/** One request of a running or finished job, as a screen follows it. */
export const ProbeRun = z.object({
  request: ProbeRequest,
  state: z.enum(['waiting', 'running', 'done', 'not-possible']),
  done: z.number().int(),
  /** 0: until stopped. */
  total: z.number().int(),
  /** TCP: the newest attempts that count; `ms` null for one without a connection. */
  samples: z.array(z.object({ atMs: z.number(), ms: z.number().nullable() })),
  summary: LatencySummary.nullable(),
  verdict: Verdict.nullable(),
  says: Message.nullable(),
  /** What the result says about the tunnel. */
  means: Message.nullable(),
  figures: z.array(ProbeFigure),
  /** Beginning of the text that is imported. */
  text: z.string(),
});
export type ProbeRun = z.infer<typeof ProbeRun>;
