import type { Language } from '#shared/model/message.ts';
import { ProbeRequest } from '#shared/model/probe.ts';
import { parseSuites } from '#core/ike/offer.ts';

/** Words after `tunnel-triage probe`. */
export const probeOptions = {
  count: { type: 'string' },
  interval: { type: 'string' },
  timeout: { type: 'string' },
  warmup: { type: 'string' },
  ipv4: { type: 'boolean' },
  ipv6: { type: 'boolean' },
  ike: { type: 'string' },
  port: { type: 'string' },
  offer: { type: 'string' },
  groups: { type: 'boolean' },
  server: { type: 'string' },
  cipher: { type: 'string' },
  output: { type: 'string' },
  yes: { type: 'boolean', short: 'y' },
} as const;

type Text = {
  readonly [K in 'count' | 'interval' | 'timeout' | 'warmup' | 'ike' | 'port' | 'offer' | 'server' | 'cipher' | 'output']?: string;
};
type Flag = { readonly [K in 'ipv4' | 'ipv6' | 'groups' | 'yes' | 'json']?: boolean };
export type ProbeValues = Text & Flag;

export type ProbeArguments = {
  readonly command: 'probe';
  readonly requests: readonly ProbeRequest[];
  readonly output: string | null;
  /** The addresses need no confirmation: a person or a script has said so already. */
  readonly confirmed: boolean;
  readonly json: boolean;
  readonly language: Language;
};

/** `problem` is a message key, `subject` what it is about. */
export type ProbeProblem = { readonly problem: string; readonly subject: string };

const defaults = { count: 10, intervalMs: 1000, timeoutMs: 5000, warmups: 1, healthPort: 8081, ntpPort: 123 };

function numberOf(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

function hostAndPort(target: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^(.*):(\d{1,5})$/.exec(target) ?? [];
  return { host: (host ?? target).replace(/^\[(.*)\]$/, '$1'), port: Number(port ?? Number.NaN) };
}

function tcpRequests(targets: readonly string[], values: ProbeValues): unknown[] {
  return targets.map((target) => ({
    kind: 'tcp',
    ...hostAndPort(target),
    count: numberOf(values.count, defaults.count),
    warmups: numberOf(values.warmup, defaults.warmups),
    intervalMs: numberOf(values.interval, defaults.intervalMs),
    timeoutMs: numberOf(values.timeout, defaults.timeoutMs),
    family: values.ipv4 ? 'ipv4' : values.ipv6 ? 'ipv6' : 'any',
  }));
}

/** Both ports unless one is named: an answer on the other one tells what is blocked. */
function ikeRequests(targets: readonly string[], values: ProbeValues): unknown[] {
  const ports = values.port === undefined ? [500, 4500] : [numberOf(values.port, 0)];
  const version = numberOf(values.ike, 2);
  const more = { version, offer: values.offer ?? null };
  // One enumeration tells all: the second port would ask the same peer again.
  return targets.flatMap((host) =>
    ports.map((port, i) => ({ kind: 'ike', host, port, ...more, groups: i === 0 && (values.groups ?? false) })),
  );
}

const kinds: Readonly<Record<string, (targets: readonly string[], values: ProbeValues) => unknown[]>> = {
  tcp: tcpRequests,
  ike: ikeRequests,
  health: (targets, values) => targets.map((host) => ({ kind: 'gateway-health', host, port: numberOf(values.port, defaults.healthPort) })),
  dns: (names, values) => names.map((name) => ({ kind: 'dns', name, server: values.server ?? null })),
  mtu: (targets, values) => targets.map((host) => ({ kind: 'path-mtu', host, cipher: values.cipher ?? null })),
  trace: (targets) => targets.map((host) => ({ kind: 'traceroute', host })),
  clock: (targets, values) => targets.map((host) => ({ kind: 'clock', host, port: numberOf(values.port, defaults.ntpPort) })),
};

/** Reads kind, targets and options; never throws. */
export function readProbe(words: readonly string[], values: ProbeValues, language: Language): ProbeArguments | ProbeProblem {
  const [kind, ...targets] = words;
  const make = kind !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (make === undefined) return { problem: 'cli.probe.usage.kind', subject: kind ?? '' };
  if (targets.length === 0) return { problem: 'cli.probe.usage.no-target', subject: kind ?? '' };
  if (values.offer !== undefined && parseSuites(values.offer) === null) return { problem: 'cli.probe.usage.offer', subject: values.offer };
  const requests: ProbeRequest[] = [];
  for (const made of make(targets, values)) {
    const parsed = ProbeRequest.safeParse(made);
    if (!parsed.success) return { problem: 'cli.probe.usage.value', subject: String(parsed.error.issues[0]?.path[0] ?? kind) };
    requests.push(parsed.data);
  }
  return {
    command: 'probe',
    requests,
    output: values.output ?? null,
    confirmed: values.yes ?? false,
    json: values.json ?? false,
    language,
  };
}
