import type { SignatureFile } from '../knowledge/knowledge.ts';
import type { WindowsEventData } from '#shared/model/record-data.ts';

export type Signature = Omit<SignatureFile, 'samples'>;

function matches(signature: Signature, event: WindowsEventData): boolean {
  const { provider, eventId, code } = signature.match;
  if (signature.status === 'retired' || !eventId.includes(event.eventId)) return false;
  const name = event.provider.toLowerCase();
  if (!provider.some((p) => p.toLowerCase() === name)) return false;
  if (code === undefined) return true;
  return event.code === null ? code.length === 0 : code.includes(event.code);
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
 * provider (without case), event id and code only, never at words, so the display language does not matter.
 */
export function matchSignature(signatures: readonly Signature[], event: WindowsEventData): Signature | null {
  return signatures.filter((s) => matches(s, event)).toSorted(bySpecificity)[0] ?? null;
}

/** The same as `matchSignature` with the answer kept by provider, event and code: logs repeat few of them very often. */
export function signatureMatcher(signatures: readonly Signature[]): (event: WindowsEventData) => Signature | null {
  const known = new Map<string, Signature | null>();
  const limit = 10_000;
  return (event) => {
    const key = `${event.eventId} ${event.code} ${event.provider}`;
    const hit = known.get(key);
    if (hit !== undefined) return hit;
    const found = matchSignature(signatures, event);
    if (known.size < limit) known.set(key, found);
    return found;
  };
}
