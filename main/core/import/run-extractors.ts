import type { Fact } from '#shared/model/fact.ts';
import type { Message } from '#shared/model/message.ts';
import type { ExtractContext, Extractor, PlacedRecord } from '../extract/extractor.ts';

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

  return {
    add: (record: PlacedRecord): void => {
      for (const running of byKind.get(record.data.kind) ?? []) {
        if (live.has(running) && !attempt(running.extractor.id, () => running.run.add(record))) live.delete(running);
      }
    },
    finish: (): { readonly facts: readonly Fact[]; readonly troubles: readonly Message[] } => {
      const facts: Fact[] = [];
      for (const { extractor, run } of live) attempt(extractor.id, () => facts.push(...run.finish()));
      return { facts, troubles };
    },
  };
}
