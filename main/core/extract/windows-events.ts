import { signalClasses } from '#shared/model/fact.ts';
import type { Fact, SignalClass } from '#shared/model/fact.ts';
import type { WindowsEventData } from '#shared/model/record-data.ts';
import { serviceEvent } from '../formats/windows-event/event-values.ts';
import { serviceProvider } from '../formats/windows-event/provider.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import type { Fold } from './fold.ts';
import { serviceStates } from './service-states.ts';
import { isNamed, isUserAction, signatureMatcher } from './signature-match.ts';
import type { Signature } from './signature-match.ts';

type Group = {
  readonly emits: Signature['emits'];
  readonly signal: SignalClass;
  readonly event: WindowsEventData;
  readonly interfaceName: string | null;
  readonly fold: Fold;
};

/** A hostile log could name a new interface in every event; beyond this many groups the interface is left out of the key. */
const maxGroups = 5000;
const maxProviders = 50;

function keyOf(event: WindowsEventData, signature: Signature, interfaceName: string | null): string {
  const service = serviceEvent(event)?.service.toLowerCase() ?? null;
  return JSON.stringify([
    signature.emits,
    signature.signal,
    event.provider.toLowerCase(),
    event.eventId,
    event.code,
    interfaceName,
    service,
  ]);
}

function newGroup(event: WindowsEventData, signature: Signature, interfaceName: string | null): Group {
  // The schema of signature files keeps the signal as text; the knowledge tests hold it to the closed list.
  const signal = signalClasses.find((c) => c === signature.signal) ?? 'other';
  return { emits: signature.emits, signal, event, interfaceName, fold: fold() };
}

function toFact(group: Group, context: ExtractContext): Fact {
  const { event, signal, interfaceName } = group;
  const common = {
    provider: event.provider,
    interfaceName,
    count: group.fold.count(),
    span: group.fold.span(),
    citations: group.fold.citations(context.cite),
  };
  if (group.emits === 'dial-success') return { kind: 'dial-successes', ...common };
  if (group.emits === 'dial-failure') return { kind: 'dial-failures', ...common, eventId: event.eventId, code: event.code, signal };
  return { kind: 'host-trouble', ...common, eventId: event.eventId, signal };
}

/** Sources, in lower case, of which the log itself is worth telling: only one that would hold a failed attempt says something by holding none. */
function watchedSources(signatures: readonly Signature[]): ReadonlySet<string> {
  const dials = signatures.filter((s) => s.emits !== 'host-trouble' && s.emits !== 'ike-failure');
  return new Set(dials.flatMap((s) => s.match.provider.map((p) => p.toLowerCase())));
}

function collector(context: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  // Failures of IKE have an extractor of their own.
  const signatures = context.knowledge.signatures.filter((s) => s.emits !== 'ike-failure');
  const match = signatureMatcher(signatures);
  const watched = watchedSources(signatures);
  const services = serviceStates();
  const groups = new Map<string, Group>();
  const seen = new Map<string, { readonly provider: string; readonly fold: Fold }>();

  const see = (event: WindowsEventData, record: PlacedRecord): void => {
    const key = event.provider.toLowerCase();
    if (!watched.has(key) || (!seen.has(key) && seen.size >= maxProviders)) return;
    const entry = seen.get(key) ?? { provider: event.provider, fold: fold() };
    seen.set(key, entry);
    entry.fold.add(record);
  };
  const add = (record: PlacedRecord): void => {
    const event = record.data;
    if (event.kind !== 'windows-event') return;
    see(event, record);
    services.add(event, record);
    const signature = match(event);
    if (signature === null || isUserAction(event, signature)) return;
    const full = keyOf(event, signature, event.interfaceName);
    const named = groups.has(full) || groups.size < maxGroups;
    const key = named ? full : keyOf(event, signature, null);
    const group = groups.get(key) ?? newGroup(event, signature, named ? event.interfaceName : null);
    groups.set(key, group);
    group.fold.add(record);
  };
  const finish = (): Fact[] => {
    const lasting = [...groups.values()].filter((group) => !services.runsAgain(group.event));
    const facts = lasting.map((group) => toFact(group, context));
    const providers = [...seen.values()].map((s): Fact => ({
      kind: 'event-log-seen',
      provider: s.provider,
      events: s.fold.count(),
      span: s.fold.span(),
      citations: s.fold.citations(context.cite).slice(0, 1),
    }));
    return [...facts, ...providers];
  };
  return { add, finish };
}

/** RRAS, RasClient and IPsec service events: attempts that failed or succeeded, trouble of the host, and that logs were there. */
export const extractor: Extractor = {
  id: 'windows-events',
  kinds: ['windows-event'],
  concerns: (event, { signatures }) =>
    event.provider === serviceProvider || isNamed(signatures, event) || watchedSources(signatures).has(event.provider.toLowerCase()),
  start: collector,
};
