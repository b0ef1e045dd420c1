/** Something that happened at a time; `ms` null when the source gives none. */
export type Timed = { readonly ms: number | null };

type Held<T> = { readonly item: T; readonly at: number; readonly order: number };

/** Kept, in the order of time; `omitted` of them are missing between the oldest and the newest ones. */
export type Kept<T> = { readonly items: readonly T[]; readonly omitted: number };

/** The oldest and the newest of many things; whichever way the source runs, in a memory that does not grow with it. */
export type ChangeSeries<T extends Timed> = { readonly add: (item: T) => void; readonly kept: () => Kept<T> };

/** Portal queries list the newest row first: things of the same moment are then turned round as well. */
function runsBackward(first: number | null, last: number | null): boolean {
  return first !== null && last !== null && last < first;
}

/** Keeps `each` of the oldest and `each` of the newest things. What has no time stands where the source has it. */
export function changeSeries<T extends Timed>(each: number): ChangeSeries<T> {
  let held: Held<T>[] = [];
  let count = 0;
  let [first, last]: (number | null)[] = [null, null];
  const inOrder = (): Held<T>[] => {
    const back = runsBackward(first ?? null, last ?? null) ? -1 : 1;
    return held.toSorted((a, b) => a.at - b.at || back * (a.order - b.order));
  };
  const shorten = (): Held<T>[] => {
    const sorted = inOrder();
    return sorted.length <= 2 * each ? sorted : [...sorted.slice(0, each), ...sorted.slice(-each)];
  };
  const add = (item: T): void => {
    count += 1;
    first ??= item.ms;
    last = item.ms ?? last ?? null;
    held.push({ item, at: last ?? Number.NEGATIVE_INFINITY, order: count });
    if (held.length >= 4 * each) held = shorten();
  };
  const kept = (): Kept<T> => {
    const items = shorten().map((h) => h.item);
    return { items, omitted: count - items.length };
  };
  return { add, kept };
}
