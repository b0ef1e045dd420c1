import type { IkeEventData } from '#shared/model/ike.ts';
import type { Item } from '../azure-monitor/read-rows.ts';
import { timeOfRow } from '../azure-monitor/row.ts';
import type { LogRow } from '../azure-monitor/row.ts';
import type { DateOrder } from '../shared/windows-date.ts';

/** So many rows at the beginning show which way the file runs. */
const shown = 50;
/** Queries answer at most 30,000 rows and 64 MB (Log Analytics limits); a file beyond that is no answer and runs forward. */
const maxHeld = 60_000;

function runsBackward(items: readonly Item[], order: DateOrder): boolean {
  const times = items
    .map((item) => (item.type === 'row' ? (timeOfRow(item.row, order)?.localMs ?? null) : null))
    .filter((time) => time !== null);
  const steps = times.slice(1).map((time, i) => Math.sign(time - times[i]!));
  return steps.reduce((sum, step) => sum + step, 0) < 0;
}

/**
 * Reads messages in the order of time, because what a line says depends on those before it, and gives the rows in the
 * order of the file. Portal queries list the newest row first; such a file is held in memory, up to a limit.
 */
export function* readInOrder(
  items: Iterable<Item>,
  order: DateOrder,
  read: (row: LogRow) => IkeEventData | null,
): Generator<{ readonly item: Item; readonly event: IkeEventData | null }> {
  const held: Item[] = [];
  const iterator = items[Symbol.iterator]();
  const event = (item: Item): IkeEventData | null => (item.type === 'row' ? read(item.row) : null);
  const hold = (limit: number): void => {
    while (held.length < limit) {
      const next = iterator.next();
      if (next.done === true) return;
      held.push(next.value);
    }
  };
  hold(shown);
  const backward = runsBackward(held, order);
  if (backward) hold(maxHeld);
  const events = (backward ? held.toReversed() : held).map(event);
  if (backward) events.reverse();
  for (const [i, item] of held.entries()) yield { item, event: events[i] ?? null };
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) yield { item: next.value, event: event(next.value) };
}
