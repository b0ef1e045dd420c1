import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import { instantOfRecord } from '../../ui/time-text.ts';
import { locate } from './open-view.ts';
import type { RecordPlace } from './viewer-state.ts';
import type { ViewerStore } from './viewer-store.ts';

/** The cited records among those that the filter shows, in time order. */
export type CitedState = {
  readonly viewId: string | null;
  readonly total: number;
  /** Which of them is selected, counted from 0; null when the selected record is none of them. */
  readonly index: number | null;
  /** Times of the first of them, for marks above the histogram. */
  readonly marks: readonly number[];
};

export type CitedStore = StoreApi<CitedState> & { readonly step: (direction: 1 | -1) => Promise<void> };

const none: CitedState = { viewId: null, total: 0, index: null, marks: [] };
const mostMarks = 200;

async function placeOf(api: ApiClient, viewId: string, index: number): Promise<RecordPlace | null> {
  const page = await api['records.page']({ viewId, start: index, count: 1 });
  const [row] = page.ok ? page.value : [];
  return row ? { sourceId: row.sourceId, seq: row.seq } : null;
}

/** How many of the cited records stand before a position of the viewer's list: a search by halves, a few questions for thousands. */
export async function citedBefore(total: number, position: number, positionOf: (index: number) => Promise<number | null>): Promise<number> {
  let [low, high] = [0, total];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (((await positionOf(middle)) ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Walks from cited record to cited record. Follows the viewer: another filter, another set of records. */
export function createCitedStore(api: ApiClient, viewer: ViewerStore): CitedStore {
  const store = createStore<CitedState>(() => none);

  const sync = async (): Promise<void> => {
    const { viewId } = store.getState();
    const place = viewer.getState().selected?.place ?? null;
    if (viewId === null) return;
    const index = place === null ? null : await locate(api, viewId, place);
    if (viewer.getState().selected?.place === place && store.getState().viewId === viewId) store.setState({ index });
  };

  const reopen = async (): Promise<void> => {
    const { caseId, view } = viewer.getState();
    if (caseId === null || view === null) return store.setState(none);
    const opened = await api['records.open']({ caseId, filter: { ...view.filter, citedOnly: true } });
    if (!opened.ok || viewer.getState().view !== view) return;
    const { viewId, total } = opened.value;
    const page = total === 0 ? null : await api['records.page']({ viewId, start: 0, count: Math.min(total, mostMarks) });
    if (viewer.getState().view !== view) return;
    const marks = page?.ok ? page.value.flatMap((row) => (row.time ? [instantOfRecord(row.time).ms] : [])) : [];
    store.setState({ viewId, total, marks, index: null });
    await sync();
  };

  let reopened: Promise<void> = Promise.resolve();
  viewer.subscribe((state, before) => {
    if (state.view !== before.view) reopened = reopen();
    else if (state.selected?.place !== before.selected?.place) void sync();
  });

  /** Where the next step leads when the selected record is no cited one: to the nearest in that direction. */
  const nearest = async (direction: 1 | -1): Promise<number> => {
    const { viewId, total } = store.getState();
    const { selected, view } = viewer.getState();
    const position = selected?.position ?? null;
    if (viewId === null || view === null || position === null) return direction === 1 ? 0 : total - 1;
    const before = await citedBefore(total, position, async (index) => {
      const place = await placeOf(api, viewId, index);
      return place && locate(api, view.viewId, place);
    });
    return direction === 1 ? before : before - 1;
  };

  /** Waits for a filter that is being applied: the records cited until then may be hidden in a moment, and a step to one would clear it. */
  const settled = async (): Promise<void> => {
    if (viewer.getState().opening) {
      await new Promise<void>((resolve) => {
        const stop = viewer.subscribe(({ opening }) => {
          if (opening) return;
          stop();
          resolve();
        });
      });
    }
    await reopened;
  };

  return Object.assign(store, {
    step: async (direction: 1 | -1) => {
      await settled();
      const { index, viewId, total } = store.getState();
      if (viewId === null || total === 0) return;
      const wanted = index === null ? await nearest(direction) : index + direction;
      const place = await placeOf(api, viewId, Math.min(Math.max(0, wanted), total - 1));
      if (place) await viewer.reveal(place);
    },
  });
}
