import type { WindowsEventData } from '#shared/model/record-data.ts';
import { securityProvider, serviceProvider } from './provider.ts';
import type { NamedValue } from './raw-event.ts';
import { securityNames } from './security-layouts.ts';
import { parameterText } from './security-parameters.ts';
import { readServiceData, serviceByName, stateInText, type ServiceState } from './services.ts';

/** What an event says in its values. */
export type EventValues = Pick<WindowsEventData, 'provider' | 'eventId' | 'strings' | 'data'>;

/** The values of an event with their names: those of the event itself, else those of its known layout, else without. */
export function namedValues(event: EventValues): readonly NamedValue[] {
  if (event.data?.some((v) => v.name !== '') === true) return event.data;
  const names = event.provider === securityProvider ? securityNames(event.eventId, event.strings.length) : null;
  return event.strings.map((value, i) => ({ name: names?.[i] ?? '', value }));
}

/** What became of a service: `failed` for an unexpected end, `start-type` for a change of its start type. */
export type ServiceEvent = { readonly service: string; readonly change: ServiceState | 'failed' | 'start-type' };

/**
 * Which service an event of the Service Control Manager is about: by the binary data or the short name, which no language
 * changes, else by the display name. Null for other events, and for a service that cannot be told.
 */
export function serviceEvent(event: ServiceFields): ServiceEvent | null {
  if (event.provider !== serviceProvider) return null;
  if (latest?.strings === event.strings && latest.dataBytes === event.dataBytes && latest.eventId === event.eventId) return latest.found;
  const { eventId, strings, dataBytes } = event;
  latest = { eventId, strings, dataBytes, found: readServiceEvent(event) };
  return latest.found;
}

type ServiceFields = Pick<WindowsEventData, 'provider' | 'eventId' | 'strings' | 'dataBytes'>;

/** The event asked about last: its record, and every extractor in turn, ask about the same one. */
let latest: (Omit<ServiceFields, 'provider'> & { readonly found: ServiceEvent | null }) | null = null;

function readServiceEvent(event: ServiceFields): ServiceEvent | null {
  const [first = '', second = '', , fourth = ''] = event.strings;
  const binary = readServiceData(event.dataBytes);
  const service = binary?.service ?? (event.eventId === 7040 && fourth !== '' ? fourth : (serviceByName(first) ?? first));
  if (service === '') return null;
  if (event.eventId === 7031 || event.eventId === 7034 || event.eventId === 7023 || event.eventId === 7024)
    return { service, change: 'failed' };
  if (event.eventId === 7040) return { service, change: 'start-type' };
  if (event.eventId !== 7036) return null;
  const change = binary?.state ?? stateInText(second);
  return change === null ? null : { service, change };
}

/** A failed IKE negotiation as the Security log tells it. */
export type IkeFailure = {
  readonly phase: 'main' | 'quick' | 'extended';
  readonly localAddress: string | null;
  readonly remoteAddress: string | null;
  readonly localPort: number | null;
  readonly version: string | null;
  readonly side: 'local' | 'remote' | null;
  readonly role: 'initiator' | 'responder' | null;
  readonly reason: string | null;
  readonly state: string | null;
};

const phases: Readonly<Record<number, IkeFailure['phase']>> = {
  4652: 'main',
  4653: 'main',
  4654: 'quick',
  4983: 'extended',
  4984: 'extended',
};

/** True for the events that `ikeFailure` reads. */
export function isIkeFailure({ provider, eventId }: Pick<WindowsEventData, 'provider' | 'eventId'>): boolean {
  return provider === securityProvider && phases[eventId] !== undefined;
}

/** A rendered message shows the parameter's text, in the display language. */
function oneOf<T extends string>(text: string | null, first: readonly [RegExp, T], second: readonly [RegExp, T]): T | null {
  if (text === null) return null;
  if (first[0].test(text)) return first[1];
  return second[0].test(text) ? second[1] : null;
}

function clean(text: string | undefined): string | null {
  const trimmed = (text ?? '').trim();
  return trimmed === '' || trimmed === '-' ? null : trimmed;
}

/** Which role this end had, from the text of a parameter or of a rendered message. */
export function roleOf(text: string | null): 'initiator' | 'responder' | null {
  return oneOf(
    text,
    [/^(?:initiat|inicia|inizia|инициатор|イニシエ|開始|发起|發起|启动|啟動|시작|초기|개시)/i, 'initiator'],
    [/^(?:respond|répond|rispond|antwort|отвеча|応答|レスポンダ|响应|回應|응답)/i, 'responder'],
  );
}

/** Reads a failed main-, quick- or extended-mode negotiation (Security 4652, 4653, 4654, 4983, 4984); null for any other event. */
export function ikeFailure(event: EventValues): IkeFailure | null {
  const phase = event.provider === securityProvider ? phases[event.eventId] : undefined;
  return phase === undefined ? null : readIkeFailure(event, phase);
}

function readIkeFailure(event: EventValues, phase: IkeFailure['phase']): IkeFailure {
  const values = new Map(namedValues(event).map((v) => [v.name, v.value]));
  const get = (name: string): string | null => clean(values.get(name));
  const shown = (name: string): string | null => {
    const text = get(name);
    return text === null ? null : parameterText(text);
  };
  const port = get('LocalKeyModPort');
  return {
    phase,
    localAddress: get(phase === 'quick' ? 'LocalTunnelEndpoint' : 'LocalAddress') ?? get('LocalAddress'),
    remoteAddress: get(phase === 'quick' ? 'RemoteTunnelEndpoint' : 'RemoteAddress') ?? get('RemoteAddress'),
    localPort: port !== null && /^\d{1,5}$/.test(port) ? Number(port) : null,
    version: shown('KeyModName'),
    side: oneOf(
      shown('FailurePoint'),
      [/local|lokal|локал|ローカル|本地|本機|로컬/i, 'local'],
      [/remot|distant|удал|リモート|远程|遠端|원격/i, 'remote'],
    ),
    role: roleOf(shown('Role')),
    reason: shown('FailureReason'),
    state: shown('State'),
  };
}

/** Security events about one peer, beside the failures: SAs of IKE and IPsec that came and went, and packets that were dropped. */
const ofPeer = new Set([4650, 4651, 4655, 4960, 4961, 4962, 4963, 4965, 4976, 4977, 4978, 4979, 4980, 4981, 4982, 5451, 5452]);

/** The peer of an event about IKE or IPsec: the far end of the tunnel where it names one. Null for any other event. */
export function peerOf(event: EventValues): string | null {
  if (event.provider !== securityProvider) return null;
  if (phases[event.eventId] !== undefined) return ikeFailure(event)?.remoteAddress ?? null;
  if (!ofPeer.has(event.eventId)) return null;
  const values = new Map(namedValues(event).map((v) => [v.name, v.value]));
  return clean(values.get('RemoteTunnelEndpoint')) ?? clean(values.get('RemoteAddress'));
}
