import type { ProbeRequest } from '#shared/model/probe.ts';

/** Checks whose step can be answered by a probe of this computer. */
export type ProbeCheck = 'B1' | 'B2';

export function isProbeCheck(check: string): check is ProbeCheck {
  return check === 'B1' || check === 'B2';
}

/** What a person fills in; targets one a line. */
export type ProbeForm = {
  readonly targets: string;
  readonly count: number;
  readonly untilStopped: boolean;
  readonly version: 1 | 2;
  /** Empty: what an Azure gateway offers by default. */
  readonly offer: string;
  readonly groups: boolean;
};

export const emptyForm: ProbeForm = { targets: '', count: 20, untilStopped: false, version: 2, offer: '', groups: false };

const tcpDefaults = { warmups: 1, intervalMs: 1000, timeoutMs: 5000, family: 'any' } as const;
const ikePorts = [500, 4500];
const mostLines = 10;
/** The same letters as the contract takes; the core checks all of it again. */
const host = /^(?:[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?\.?|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)$/;

/** The form as the names of the case fill it in. */
export function formOf(plan: readonly ProbeRequest[]): ProbeForm {
  const lines = plan.flatMap((request) => {
    if (request.kind === 'tcp')
      return [request.host.includes(':') ? `[${request.host}]:${request.port}` : `${request.host}:${request.port}`];
    return request.kind === 'ike' ? [request.host] : [];
  });
  const ike = plan.find((request) => request.kind === 'ike');
  const form = { ...emptyForm, targets: [...new Set(lines)].join('\n') };
  return ike?.kind === 'ike' ? { ...form, version: ike.version, offer: ike.offer ?? '' } : form;
}

function tcpRequest(line: string, form: ProbeForm): ProbeRequest | null {
  const [, name, portText] = /^(.+):(\d{1,5})$/.exec(line) ?? [];
  const bare = name?.replace(/^\[(.*)\]$/, '$1') ?? '';
  const port = Number(portText);
  if (!host.test(bare) || !(port >= 1 && port <= 65_535) || (bare.includes(':') && !name?.startsWith('['))) return null;
  return { kind: 'tcp', host: bare, port, count: form.untilStopped ? 0 : form.count, ...tcpDefaults };
}

function ikeRequests(line: string, form: ProbeForm): readonly ProbeRequest[] | null {
  if (!host.test(line)) return null;
  const offer = form.offer.trim() === '' ? null : form.offer.trim();
  return ikePorts.map((port, i) => ({ kind: 'ike', host: line, port, version: form.version, offer, groups: form.groups && i === 0 }));
}

export type Wanted =
  | { readonly ok: true; readonly requests: readonly ProbeRequest[]; readonly targets: readonly string[] }
  /** `line` is what cannot be read as a target; empty when there is none at all. */
  | { readonly ok: false; readonly line: string };

/** What the form asks for, and the names that a confirmation has to show. */
export function wantedBy(check: ProbeCheck, form: ProbeForm): Wanted {
  const lines = [...new Set(form.targets.split(/\r\n|\r|\n/).map((line) => line.trim()))].filter((line) => line !== '');
  if (lines.length === 0) return { ok: false, line: '' };
  const requests: ProbeRequest[] = [];
  for (const line of lines) {
    const made = check === 'B1' ? tcpRequest(line, form) : ikeRequests(line, form);
    if (made === null || lines.length > mostLines) return { ok: false, line };
    requests.push(...(Array.isArray(made) ? made : [made]));
  }
  return { ok: true, requests, targets: [...new Set(requests.flatMap((r) => (r.kind === 'dns' ? [] : [r.host])))] };
}
