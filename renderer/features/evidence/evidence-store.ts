import type { ApiClient } from '#shared/api/client.ts';
import { createCitedStore, type CitedStore } from './cited-store.ts';
import { createHistogramStore, type HistogramStore } from './histogram-store.ts';
import { createLayoutStore, type LayoutStore } from './layout-store.ts';
import { createViewerStore, type ViewerStore } from './viewer-store.ts';

/** Everything that the Evidence screen keeps while the window is open. */
export type EvidenceStores = {
  readonly viewer: ViewerStore;
  readonly cited: CitedStore;
  readonly histogram: HistogramStore;
  readonly layout: LayoutStore;
};

export function createEvidenceStores(api: ApiClient): EvidenceStores {
  const viewer = createViewerStore(api);
  return { viewer, cited: createCitedStore(api, viewer), histogram: createHistogramStore(api, viewer), layout: createLayoutStore() };
}
