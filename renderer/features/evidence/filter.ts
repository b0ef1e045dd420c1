import type { Level, RecordFilter } from '#shared/model/record.ts';

/** Shows every record. Stated here because the model's own module brings its schema library, which the window does without. */
export const noFilter: RecordFilter = {
  text: '',
  mode: 'text',
  matchCase: false,
  sources: [],
  levels: [],
  providers: [],
  eventIds: [],
  fromMs: null,
  toMs: null,
  citedOnly: false,
};

/** Most severe first, as everywhere in the viewer. */
export const levels: readonly Level[] = ['critical', 'error', 'warning', 'information', 'verbose'];

/** True when a filter hides nothing; how its text would be read does not matter then. */
export function isOpen(filter: RecordFilter): boolean {
  return chipsOf(filter).length === 0;
}

/** One thing that a filter asks for, shown as a chip that can be taken away. */
export type Chip =
  | { readonly kind: 'text'; readonly text: string; readonly regex: boolean }
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'level'; readonly level: Level }
  | { readonly kind: 'provider'; readonly name: string }
  | { readonly kind: 'event'; readonly id: number }
  | { readonly kind: 'time'; readonly fromMs: number | null; readonly toMs: number | null }
  | { readonly kind: 'cited' };

/** What a filter asks for, in the order of the filter bar. */
export function chipsOf(filter: RecordFilter): readonly Chip[] {
  const { fromMs, toMs } = filter;
  return [
    ...(filter.text === '' ? [] : [{ kind: 'text', text: filter.text, regex: filter.mode === 'regex' } as const]),
    ...filter.sources.map((id) => ({ kind: 'source', id }) as const),
    ...filter.levels.map((level) => ({ kind: 'level', level }) as const),
    ...filter.providers.map((name) => ({ kind: 'provider', name }) as const),
    ...filter.eventIds.map((id) => ({ kind: 'event', id }) as const),
    ...(fromMs === null && toMs === null ? [] : [{ kind: 'time', fromMs, toMs } as const]),
    ...(filter.citedOnly ? [{ kind: 'cited' } as const] : []),
  ];
}

/** The change that takes a chip away. */
export function without(filter: RecordFilter, chip: Chip): Partial<RecordFilter> {
  switch (chip.kind) {
    case 'text':
      return { text: '' };
    case 'source':
      return { sources: filter.sources.filter((id) => id !== chip.id) };
    case 'level':
      return { levels: filter.levels.filter((level) => level !== chip.level) };
    case 'provider':
      return { providers: filter.providers.filter((name) => name !== chip.name) };
    case 'event':
      return { eventIds: filter.eventIds.filter((id) => id !== chip.id) };
    case 'time':
      return { fromMs: null, toMs: null };
    case 'cited':
      return { citedOnly: false };
  }
}

/** The list with `item` taken in or out. */
export function toggled<T>(list: readonly T[], item: T): T[] {
  return list.includes(item) ? list.filter((x) => x !== item) : [...list, item];
}
