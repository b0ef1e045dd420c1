import type { ProbeKind, ProbeRequest, ProbeSuggestion } from '#shared/model/probe.ts';

/** What a person fills in; targets one a line. A kind uses the fields that it has options for. */
export type ProbeForm = {
  readonly targets: string;
  readonly count: number;
  readonly untilStopped: boolean;
  readonly version: 1 | 2;
  /** Empty: what an Azure gateway offers by default. */
  readonly offer: string;
  readonly groups: boolean;
  readonly healthPort: number;
  /** Address of a name server to compare with; empty: none. */
  readonly server: string;
  /** Empty: not known. */
  readonly cipher: string;
};

export const emptyForm: ProbeForm = {
  targets: '',
  count: 20,
  untilStopped: false,
  version: 2,
  offer: '',
  groups: false,
  healthPort: 8081,
  server: '',
  cipher: '',
};

/** Instances of a gateway: the first, and the second. */
export const healthPorts = [8081, 8083];
/** As Azure names them; a tunnel carries less the more its cipher adds. */
export const ciphers = ['GCMAES256', 'GCMAES128', 'AES256/SHA256', 'AES256/SHA1', 'AES128/SHA256', 'AES128/SHA1', '3DES/SHA1'];

const tcpDefaults = { warmups: 1, intervalMs: 1000, timeoutMs: 5000, family: 'any' } as const;
const ikePorts = [500, 4500];
const ntpPort = 123;
const mostLines = 10;
/** The same letters as the contract takes; the core checks all of it again. */
const host = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\.?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)$/;
const address = /^(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)$/;

function lineOf(request: ProbeRequest): string {
  if (request.kind === 'dns') return request.name;
  if (request.kind !== 'tcp') return request.host;
  return request.host.includes(':') ? `[${request.host}]:${request.port}` : `${request.host}:${request.port}`;
}

/** A target that the case names, as a line of the form. */
export type Suggested = { readonly line: string; readonly role: ProbeSuggestion['role'] };

/** What the case names for a kind, each once. */
export function suggestedFor(kind: ProbeKind, suggestions: readonly ProbeSuggestion[]): readonly Suggested[] {
  const lines = new Map<string, Suggested>();
  for (const { request, role } of suggestions) {
    const line = lineOf(request);
    if (request.kind === kind && !lines.has(line)) lines.set(line, { line, role });
  }
  return [...lines.values()];
}

/** Through the tunnel or outside it are two questions: the first one that the case can ask. */
const oneRole: ReadonlySet<ProbeKind> = new Set<ProbeKind>(['path-mtu', 'traceroute']);

/** The form as the names of the case fill it in. */
export function formOf(kind: ProbeKind, suggestions: readonly ProbeSuggestion[]): ProbeForm {
  const own = suggestedFor(kind, suggestions);
  const chosen = oneRole.has(kind) ? own.filter(({ role }) => role === own[0]?.role) : own;
  const form = { ...emptyForm, targets: chosen.map(({ line }) => line).join('\n') };
  const first = suggestions.find(({ request }) => request.kind === kind)?.request;
  if (first?.kind === 'ike') return { ...form, version: first.version, offer: first.offer ?? '' };
  return first?.kind === 'path-mtu' ? { ...form, cipher: first.cipher ?? '' } : form;
}

export function linesOf(targets: string): readonly string[] {
  return [...new Set(targets.split(/\r\n|\r|\n/).map((line) => line.trim()))].filter((line) => line !== '');
}

/** The targets with one more line, or without it. */
export function withLine(targets: string, line: string, isWanted: boolean): string {
  const others = linesOf(targets).filter((other) => other !== line);
  return (isWanted ? [...others, line] : others).join('\n');
}

function tcpRequest(line: string, form: ProbeForm): ProbeRequest | null {
  const [, name, portText] = /^(.+):(\d{1,5})$/.exec(line) ?? [];
  const bare = name?.replace(/^\[(.*)\]$/, '$1') ?? '';
  const port = Number(portText);
  if (!host.test(bare) || !(port >= 1 && port <= 65_535) || (bare.includes(':') && !name?.startsWith('['))) return null;
  return { kind: 'tcp', host: bare, port, count: form.untilStopped ? 0 : form.count, ...tcpDefaults };
}

function hostRequests(kind: Exclude<ProbeKind, 'tcp'>, line: string, form: ProbeForm): readonly ProbeRequest[] {
  switch (kind) {
    case 'ike': {
      const offer = form.offer.trim() === '' ? null : form.offer.trim();
      return ikePorts.map((port, i) => ({ kind, host: line, port, version: form.version, offer, groups: form.groups && i === 0 }));
    }
    case 'gateway-health':
      return [{ kind, host: line, port: form.healthPort }];
    case 'dns':
      return [{ kind, name: line, server: form.server.trim() === '' ? null : form.server.trim() }];
    case 'path-mtu':
      return [{ kind, host: line, cipher: form.cipher === '' ? null : form.cipher }];
    case 'traceroute':
      return [{ kind, host: line }];
    case 'clock':
      return [{ kind, host: line, port: ntpPort }];
  }
}

function requestsOf(kind: ProbeKind, line: string, form: ProbeForm): readonly ProbeRequest[] | null {
  if (kind === 'tcp') {
    const request = tcpRequest(line, form);
    return request === null ? null : [request];
  }
  return host.test(line) ? hostRequests(kind, line, form) : null;
}

export type Wanted =
  | { readonly ok: true; readonly requests: readonly ProbeRequest[] }
  /** `text` is what cannot be read in the field; empty when there is no target at all. */
  | { readonly ok: false; readonly field: 'targets' | 'server'; readonly text: string };

/** What the form asks for. */
export function wantedBy(kind: ProbeKind, form: ProbeForm): Wanted {
  const lines = linesOf(form.targets);
  if (lines.length === 0) return { ok: false, field: 'targets', text: '' };
  const server = form.server.trim();
  if (kind === 'dns' && server !== '' && !address.test(server)) return { ok: false, field: 'server', text: server };
  const requests: ProbeRequest[] = [];
  for (const line of lines) {
    const made = requestsOf(kind, line, form);
    if (made === null || lines.length > mostLines) return { ok: false, field: 'targets', text: line };
    requests.push(...made);
  }
  return { ok: true, requests };
}

const programWords: Readonly<Record<ProbeKind, string>> = {
  tcp: 'tcp',
  ike: 'ike',
  'gateway-health': 'health',
  dns: 'dns',
  'path-mtu': 'mtu',
  traceroute: 'trace',
  clock: 'clock',
};

/** The same by the command line, for a window that sends nothing; null while the form names no target. */
export function commandOf(kind: ProbeKind, form: ProbeForm): string | null {
  if (!wantedBy(kind, form).ok) return null;
  const word = programWords[kind];
  const options = [
    ...(kind === 'ike' && form.version === 1 ? ['--ike 1'] : []),
    ...(kind === 'ike' && form.offer.trim() !== '' ? [`--offer ${form.offer.trim().replaceAll(/\s/g, '')}`] : []),
    ...(kind === 'gateway-health' && form.healthPort !== emptyForm.healthPort ? [`--port ${form.healthPort}`] : []),
    ...(kind === 'path-mtu' && form.cipher !== '' ? [`--cipher ${form.cipher}`] : []),
    ...(kind === 'dns' && form.server.trim() !== '' ? [`--server ${form.server.trim()}`] : []),
  ];
  return ['tunnel-triage probe', word, ...linesOf(form.targets), ...options, `--output probe-${word}.txt`].join(' ');
}
