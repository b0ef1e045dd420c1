import type { SignatureFile } from '../knowledge/knowledge.ts';
import type { WindowsEventData } from '#shared/model/record-data.ts';
import { serviceEvent } from '../formats/windows-event/event-values.ts';

export type Signature = Omit<SignatureFile, 'samples'>;

function matchesService(signature: Signature, event: WindowsEventData): boolean {
  const { service, change } = signature.match;
  if (service === undefined && change === undefined) return true;
  const found = serviceEvent(event);
  if (found === null) return false;
  const name = found.service.toLowerCase();
  return (service?.some((s) => s.toLowerCase() === name) ?? true) && (change?.some((c) => c === found.change) ?? true);
}

function matches(signature: Signature, event: WindowsEventData): boolean {
  const { provider, eventId, code } = signature.match;
  if (signature.status === 'retired' || !eventId.includes(event.eventId)) return false;
  const name = event.provider.toLowerCase();
  if (!provider.some((p) => p.toLowerCase() === name)) return false;
  if (!matchesService(signature, event)) return false;
  if (code === undefined) return true;
  return event.code === null ? code.length === 0 : code.includes(event.code);
}

/** True when a signature names the event's source and number. */
export function isNamed(signatures: readonly Signature[], { provider, eventId }: Pick<WindowsEventData, 'provider' | 'eventId'>): boolean {
  const name = provider.toLowerCase();
  return signatures.some(({ match }) => match.eventId.includes(eventId) && match.provider.some((p) => p.toLowerCase() === name));
}

/** Fewer allowed codes and events say more; without a code criterion a rule is the fallback for its events. */
function bySpecificity(a: Signature, b: Signature): number {
  const width = (s: Signature): number => s.match.code?.length ?? Number.POSITIVE_INFINITY;
  const [wa, wb] = [width(a), width(b)];
  if (wa !== wb) return wa < wb ? -1 : 1;
  return a.match.eventId.length - b.match.eventId.length || (a.id < b.id ? -1 : 1);
}

/**
 * The signature that says what an event means: of all that match the most specific one, ties broken by id. Looks at
 * provider (without case), event id, code and service only, never at words, so the display language does not matter.
 */
export function matchSignature(signatures: readonly Signature[], event: WindowsEventData): Signature | null {
  return signatures.filter((s) => matches(s, event)).toSorted(bySpecificity)[0] ?? null;
}

/** Answers and kinds of events that are kept: a hostile log could name new ones without end. */
const mostKept = 10_000;

type RulesOfKind = { readonly rules: readonly Signature[]; readonly known: Map<string, Signature | null> };

/** The same as `matchSignature` with the answer kept by provider, event, code and service: logs repeat few of them very often. */
export function signatureMatcher(signatures: readonly Signature[]): (event: WindowsEventData) => Signature | null {
  const kinds = new Map<string, Map<number, RulesOfKind>>();
  let kept = 0;

  function rulesFor({ provider, eventId }: WindowsEventData): RulesOfKind {
    const ofProvider = kinds.get(provider);
    const found = ofProvider?.get(eventId);
    if (found) return found;
    const rules = { rules: signatures.filter((s) => isNamed([s], { provider, eventId })), known: new Map() };
    if (kept >= mostKept) return rules;
    kept += 1;
    if (ofProvider) ofProvider.set(eventId, rules);
    else kinds.set(provider, new Map([[eventId, rules]]));
    return rules;
  }

  return (event) => {
    const { rules, known } = rulesFor(event);
    if (rules.length === 0) return null;
    // What a service event means rests on its service too.
    const service = serviceEvent(event);
    const key = service === null ? String(event.code) : `${event.code} ${service.change} ${service.service}`;
    const hit = known.get(key);
    if (hit !== undefined) return hit;
    const found = matchSignature(rules, event);
    if (kept < mostKept) {
      known.set(key, found);
      kept += 1;
    }
    return found;
  };
}

/** True for a signature of an attempt to connect, failed or not. */
export function isOfDial({ emits }: Pick<Signature, 'emits'>): boolean {
  return emits === 'dial-success' || emits === 'dial-failure';
}

/** RasClient 20226 (connection ended) with 631 (user disconnected) or 0 is somebody's decision, not a failure. */
export function isUserAction(event: WindowsEventData, signature: Signature): boolean {
  if (signature.emits !== 'dial-failure') return false;
  return signature.signal === 'user-action' || (event.eventId === 20226 && (event.code === 631 || event.code === 0));
}
