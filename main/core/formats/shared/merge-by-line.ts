import type { Parsed } from '../format.ts';

/** Line at which a parsed unit begins. */
export function lineOf(item: Parsed): number {
  return item.type === 'record' ? item.record.place.line : (item.line ?? 0);
}

/** Merges readers that each run through the same file, in the order of the lines their units begin at. */
export function* mergeByLine(readers: readonly Iterable<Parsed>[]): Iterable<Parsed> {
  const iterators = readers.map((reader) => reader[Symbol.iterator]());
  const heads = iterators.map((iterator) => iterator.next());
  for (;;) {
    let best = -1;
    for (let i = 0; i < heads.length; i += 1) {
      const head = heads[i]!;
      if (!head.done && (best < 0 || lineOf(head.value) < lineOf(heads[best]!.value))) best = i;
    }
    if (best < 0) return;
    yield heads[best]!.value;
    heads[best] = iterators[best]!.next();
  }
}
