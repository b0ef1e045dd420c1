import type { Fact } from '#shared/model/fact.ts';
import type { ExtractContext, Extractor, PlacedRecord } from './extractor.ts';
import { fold } from './fold.ts';
import { isNamed, isOfDial, isUserAction, signatureMatcher } from './signature-match.ts';

type Track = { interfaceName: string | null; lastSuccess: PlacedRecord | null; failures: PlacedRecord[] };

const maxInterfaces = 500;
/** Failures kept until it is known which of them came after the last success; of more, those before it are let go first. */
const maxFailures = 20_000;

function timeOf(record: PlacedRecord): number | null {
  return record.time === null ? null : (record.time.utcMs ?? record.time.localMs);
}

function after(track: Track): PlacedRecord[] {
  const limit = track.lastSuccess === null ? null : timeOf(track.lastSuccess);
  return limit === null ? track.failures : track.failures.filter((record) => (timeOf(record) ?? limit) > limit);
}

/** Keeps memory bounded: the earliest failure after the last success must survive, and the count of those let go is kept. */
function compact(track: Track): void {
  track.failures = after(track);
  if (track.failures.length < maxFailures) return;
  track.failures = track.failures
    .toSorted((a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0))
    .filter((_, i, all) => i % 2 === 0 || i === all.length - 1);
}

function collector(context: ExtractContext): { add: (record: PlacedRecord) => void; finish: () => Fact[] } {
  const match = signatureMatcher(context.knowledge.signatures);
  const tracks = new Map<string, Track>();
  const add = (record: PlacedRecord): void => {
    const event = record.data;
    const ms = timeOf(record);
    if (event.kind !== 'windows-event' || ms === null) return;
    const signature = match(event);
    if (signature === null || !isOfDial(signature) || isUserAction(event, signature)) return;
    const key = (event.interfaceName ?? '').toLowerCase();
    const track = tracks.get(key) ?? { interfaceName: event.interfaceName, lastSuccess: null, failures: [] };
    if (!tracks.has(key) && tracks.size >= maxInterfaces) return;
    tracks.set(key, track);
    if (signature.emits === 'dial-failure') {
      track.failures.push(record);
      if (track.failures.length >= maxFailures) compact(track);
    } else if (track.lastSuccess === null || ms > (timeOf(track.lastSuccess) ?? ms)) track.lastSuccess = record;
  };
  const finish = (): Fact[] => [...tracks.values()].flatMap((track): Fact[] => onsetOf(track, context));
  return { add, finish };
}

function onsetOf(track: Track, context: ExtractContext): Fact[] {
  const success = track.lastSuccess;
  const since = after(track).toSorted((a, b) => (timeOf(a) ?? 0) - (timeOf(b) ?? 0));
  if (success?.time === null || success === null || since.length === 0) return [];
  const failures = fold();
  for (const record of since) failures.add(record);
  return [
    {
      kind: 'dial-onset',
      interfaceName: track.interfaceName,
      lastSuccessMs: timeOf(success) ?? 0,
      lastSuccessText: success.time.text,
      failuresSince: failures.count(),
      span: failures.span(),
      citations: [context.cite(success), ...failures.citations(context.cite).slice(0, 2)],
    },
  ];
}

/** When the trouble of an interface began within one log: the first failed attempt after the last one that succeeded. */
export const extractor: Extractor = {
  id: 'dial-onset',
  kinds: ['windows-event'],
  concerns: (event, { signatures }) => isNamed(signatures.filter(isOfDial), event),
  start: collector,
};
