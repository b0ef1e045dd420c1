import type { Message } from '#shared/model/message.ts';
import { nameEvent } from './describe-event.ts';
import { errorValueOf, hasErrorData, hasErrorText } from './event-layouts.ts';
import { isIkeFailure } from './event-values.ts';
import { canonicalProvider, securityProvider } from './provider.ts';

/** What the filtering platform blocked, and what NPS denied or discarded. */
const failedAudits: ReadonlySet<number> = new Set([5152, 5157, 6273, 6274]);

/** What the source and number of an event say by themselves. */
export type EventKind = {
  /** As `canonicalProvider` has it. */
  readonly provider: string;
  /** Its binary data begin with an error code. */
  readonly hasErrorData: boolean;
  /** Name of the value that holds one. */
  readonly errorValue: string | null;
  readonly hasErrorText: boolean;
  readonly isIkeFailure: boolean;
  /** It is audited as a failure, which exports without keywords do not show. */
  readonly isFailedAudit: boolean;
  /** What it is, in words. */
  readonly name: Message;
};

/** A log repeats few kinds very often; a hostile one is not remembered beyond this. */
const mostKinds = 20_000;
const known = new Map<string, Map<number, EventKind>>();
let count = 0;

function kindFor(written: string, eventId: number): EventKind {
  const provider = canonicalProvider(written);
  return {
    provider,
    hasErrorData: hasErrorData(provider),
    errorValue: errorValueOf(provider),
    hasErrorText: hasErrorText(provider, eventId),
    isIkeFailure: isIkeFailure({ provider, eventId }),
    isFailedAudit: isIkeFailure({ provider, eventId }) || (provider === securityProvider && failedAudits.has(eventId)),
    name: nameEvent(provider, eventId),
  };
}

/** The kind of an event by its source, as written, and its number. */
export function kindOf(written: string, eventId: number): EventKind {
  const ofSource = known.get(written);
  const found = ofSource?.get(eventId);
  if (found !== undefined) return found;
  const kind = kindFor(written, eventId);
  if (count >= mostKinds) return kind;
  count += 1;
  if (ofSource) ofSource.set(eventId, kind);
  else known.set(written, new Map([[eventId, kind]]));
  return kind;
}
