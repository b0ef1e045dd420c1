import { createStore, type StoreApi } from 'zustand/vanilla';

/** Panels over the screen; one at a time. */
export type Overlay = 'palette' | 'shortcuts' | 'sources';

export type OverlayState = { readonly open: Overlay | null };

export type OverlayStore = StoreApi<OverlayState> & { readonly show: (overlay: Overlay) => void; readonly close: () => void };

export function createOverlayStore(): OverlayStore {
  const store = createStore<OverlayState>(() => ({ open: null }));
  return Object.assign(store, {
    show: (open: Overlay) => store.setState({ open }),
    close: () => store.setState({ open: null }),
  });
}
