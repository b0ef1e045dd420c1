import type { IkeEventData } from '#shared/model/ike.ts';
import type { NegotiationStep } from '#shared/model/negotiation-fact.ts';
import type { Cite, PlacedRecord } from '../extract/extractor.ts';

const keptFirst = 80;
const keptLast = 40;
/** A request and its answer repeat in turn, with statements between them. */
const foldsWithin = 6;
/** Exchanges of a standing IKE SA: keep-alives and rekeys, of which a day has thousands. */
const recurring: ReadonlySet<string | null> = new Set(['INFORMATIONAL', 'informational-v1', 'CREATE_CHILD_SA', 'quick-mode', null]);
const ignoredNotifies =
  /^(?:NAT_DETECTION_|ADDITIONAL_|NO_ADDITIONAL_|MOBIKE_|MULTIPLE_AUTH|EAP_ONLY|IKEV2_|SIGNATURE_HASH|REDIRECT_SUPP|CHILDLESS|INITIAL_CONTACT)/;

/** A step while its negotiation is being read. */
export type Draft = { -readonly [K in keyof NegotiationStep]: NegotiationStep[K] };

/** A message is the same one again when nothing but its number and time differ. */
function shape(step: NegotiationStep): string {
  const { direction, exchange, isResponse, sa, code, fault, notifies, flow } = step;
  return JSON.stringify([
    direction,
    exchange,
    isResponse,
    step.step,
    sa,
    code,
    fault,
    notifies.filter((n) => !ignoredNotifies.test(n)),
    flow?.spi,
  ]);
}

function isSameMessage(a: NegotiationStep, b: NegotiationStep): boolean {
  return (
    a.step === 'message' && a.direction === b.direction && a.messageId === b.messageId && a.isResponse === (b.isResponse ?? a.isResponse)
  );
}

/** What a record tells, without what belongs to the negotiation as a whole. */
export function stepOf(event: IkeEventData, record: PlacedRecord, cite: Cite): NegotiationStep {
  const ms = record.time === null ? null : (record.time.utcMs ?? record.time.localMs);
  return {
    direction: event.direction,
    exchange: event.exchange,
    isResponse: event.isResponse,
    messageId: event.messageId,
    step: event.step,
    sa: event.sa,
    code: event.code,
    proposals: event.proposals,
    chosen: event.chosen,
    keGroup: event.keGroup,
    identities: event.identities,
    selectors: event.selectors,
    nat: event.nat,
    isEncrypted: event.isEncrypted,
    sealedBytes: event.sealedBytes ?? null,
    fault: event.fault ?? null,
    flow: event.flow ?? null,
    unreachable: event.unreachable ?? null,
    notifies: event.notifies.map((n) => n.name),
    port: event.remote?.port ?? event.local?.port ?? null,
    ms,
    lastMs: ms,
    timeText: record.time?.text ?? '',
    count: 1,
    citation: cite(record),
  };
}

/** Collects the steps of one negotiation in bounded memory. */
export function stepList() {
  const first: Draft[] = [];
  const last: Draft[] = [];
  let omitted = 0;

  const recent = (): Draft[] => [...first, ...last].slice(-foldsWithin).toReversed();

  const again = (step: NegotiationStep): Draft | undefined => {
    if (step.step === 'retransmission') {
      return (
        recent().find((known) => isSameMessage(known, step)) ??
        recent().find((k) => k.step === 'retransmission' && k.messageId === step.messageId)
      );
    }
    if (!recurring.has(step.exchange) && step.step !== 'esp') return undefined;
    const own = shape(step);
    return recent().find((known) => shape(known) === own);
  };

  /** Takes a step in; gives it as it is kept, alone or folded into an earlier one. */
  const add = (step: NegotiationStep): Draft => {
    const known = again(step);
    if (known !== undefined) {
      known.count += step.count;
      known.lastMs = step.lastMs ?? known.lastMs;
      return known;
    }
    const draft: Draft = { ...step };
    if (first.length < keptFirst) first.push(draft);
    else last.push(draft);
    if (last.length > keptLast) {
      last.shift();
      omitted += 1;
    }
    return draft;
  };

  return { add, all: (): readonly NegotiationStep[] => [...first, ...last], omitted: () => omitted };
}

/** How a negotiation went, whatever its times, numbers and SPIs: attempts with the same course are one with a count. */
export function courseOf(steps: readonly NegotiationStep[]): string {
  return steps.map(shape).join('\n');
}
