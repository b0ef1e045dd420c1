import type { Fact } from '#shared/model/fact.ts';
import type { Message } from '#shared/model/message.ts';
import type { EventName, ExtractContext, Extractor } from '../extract/extractor.ts';
import type { NewRecord } from '../formats/format.ts';

/** A hostile log could name a new source in every event; of more than these it is asked each time. */
const mostSources = 1000;

/** All extractors over the records of one source. One that throws is left out from then on, and its facts with it. */
export function runExtractors(extractors: readonly Extractor[], context: ExtractContext, onError: (id: string, error: unknown) => Message) {
  type Running = { readonly extractor: Extractor; readonly run: ReturnType<Extractor['start']> };
  const troubles: Message[] = [];
  const byKind = new Map<string, Running[]>();
  const live = new Set<Running>();

  function attempt(id: string, work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      troubles.push(onError(id, error));
      return false;
    }
  }

  for (const extractor of extractors) {
    attempt(extractor.id, () => {
      const running = { extractor, run: extractor.start(context) };
      live.add(running);
      for (const kind of extractor.kinds) byKind.set(kind, [...(byKind.get(kind) ?? []), running]);
    });
  }

  /** Those that look at events of a source and number. */
  const byEvent = new Map<string, Map<number, readonly Running[]>>();

  function ofEvent(event: EventName): readonly Running[] {
    const ofSource = byEvent.get(event.provider);
    const known = ofSource?.get(event.eventId);
    if (known) return known;
    const all = byKind.get('windows-event') ?? [];
    const found = all.filter(({ extractor }) => extractor.concerns?.(event, context.knowledge) ?? true);
    if (ofSource) ofSource.set(event.eventId, found);
    else if (byEvent.size < mostSources) byEvent.set(event.provider, new Map([[event.eventId, found]]));
    return found;
  }

  return {
    /** Hands on the record whose number in its source is `seq`. */
    add: (record: NewRecord, seq: number): void => {
      const { data } = record;
      const wanting = data.kind === 'windows-event' ? ofEvent(data) : byKind.get(data.kind);
      if (wanting === undefined || wanting.length === 0) return;
      const placed = { ...record, seq };
      for (const running of wanting) {
        if (live.has(running) && !attempt(running.extractor.id, () => running.run.add(placed))) live.delete(running);
      }
    },
    finish: (): { readonly facts: readonly Fact[]; readonly troubles: readonly Message[] } => {
      const facts: Fact[] = [];
      for (const { extractor, run } of live) attempt(extractor.id, () => facts.push(...run.finish()));
      return { facts, troubles };
    },
  };
}
