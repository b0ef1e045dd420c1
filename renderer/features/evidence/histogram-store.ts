import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { Histogram } from './histogram-shape.ts';
import type { ViewerStore } from './viewer-store.ts';

/** Bars of the histogram; each is a few pixels wide on an ordinary screen. */
export const buckets = 120;

/** The picture on the screen stays until the next one has come. */
export type HistogramState = { readonly viewId: string | null; readonly data: Histogram | null };

export type HistogramStore = StoreApi<HistogramState>;

/** Follows the viewer: the histogram is always the one of the list on the screen. */
export function createHistogramStore(api: ApiClient, viewer: ViewerStore): HistogramStore {
  const store = createStore<HistogramState>(() => ({ viewId: null, data: null }));
  viewer.subscribe(({ view, caseId }, before) => {
    if (caseId !== before.caseId) store.setState({ viewId: null, data: null });
    if (view === null || view.viewId === before.view?.viewId) return;
    void api['records.histogram']({ viewId: view.viewId, buckets }).then((result) => {
      if (viewer.getState().view?.viewId === view.viewId) store.setState({ viewId: view.viewId, data: result.ok ? result.value : null });
    });
  });
  return store;
}
