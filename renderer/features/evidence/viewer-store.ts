import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { RecordFilter } from '#shared/model/record.ts';
import { loading, remoteOf } from '../../ui/remote.ts';
import { isOpen, noFilter } from './filter.ts';
import { clampOffset, drawnRows, maxOffset, offsetCentring, offsetShowing, visibleRows } from './geometry.ts';
import { createOpener, locate, resolvedSelection } from './open-view.ts';
import { closedViewer, extentOf, placeAt, type RecordPlace, type ViewerState } from './viewer-state.ts';

/** What an address asks the viewer for: one record, a text, one source, or nothing in particular. */
export type ViewerAddress =
  | { readonly kind: 'record'; readonly place: RecordPlace }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'source'; readonly id: string }
  | { readonly kind: 'none' };

export type Entry = {
  readonly caseId: string;
  readonly revision: string;
  readonly address: ViewerAddress;
  /** Names the entry of the window's history: coming back to one shows what was seen there, without jumping again. */
  readonly visit: string;
};

export type ViewerStore = StoreApi<ViewerState> & {
  readonly enter: (entry: Entry) => Promise<void>;
  readonly change: (patch: Partial<RecordFilter>) => Promise<void>;
  readonly clear: () => Promise<void>;
  /** Selects a record and puts it into the middle; a filter that hides it is cleared, and the viewer says so. */
  readonly reveal: (place: RecordPlace) => Promise<void>;
  readonly select: (position: number) => void;
  readonly deselect: () => void;
  readonly scrollTo: (offset: number) => void;
  readonly resize: (viewport: number) => void;
  readonly retry: () => void;
  readonly dismissNotice: () => void;
};

/** Fetches details of the selected record, one at a time: holding an arrow key down asks for the records it stops at. */
function createDetails(api: ApiClient, store: StoreApi<ViewerState>): (place: RecordPlace) => Promise<void> {
  let busy = false;
  const isSelected = (place: RecordPlace): boolean => {
    const now = store.getState().selected?.place;
    return now?.sourceId === place.sourceId && now.seq === place.seq;
  };
  const fetchDetail = async (place: RecordPlace): Promise<void> => {
    const { caseId } = store.getState();
    if (busy || caseId === null) return;
    busy = true;
    if (store.getState().detail === null) store.setState({ detail: loading });
    const result = await api['records.get']({ caseId, ...place });
    busy = false;
    const { selected } = store.getState();
    if (isSelected(place)) store.setState({ detail: remoteOf(result) });
    else if (selected?.place) await fetchDetail(selected.place);
  };
  return fetchDetail;
}

/** Opening the detail pane makes the list shorter: the selected record stays in sight when it was, and a list at its end stays there. */
function offsetAfterResize(state: ViewerState, viewport: number): number {
  const extent = { total: state.view?.total ?? 0, viewport };
  const last = maxOffset(extentOf(state));
  const offset = last > 0 && state.offset >= last ? maxOffset(extent) : state.offset;
  const position = state.selected?.position ?? null;
  const seen = visibleRows(state.offset, extentOf(state));
  const inSight = position !== null && position >= seen.start && position < seen.end;
  return inSight ? offsetShowing(position, offset, extent) : clampOffset(offset, extent);
}

/** Filters that an address stands for. */
function filterOf(address: ViewerAddress): RecordFilter | null {
  if (address.kind === 'text') return { ...noFilter, text: address.text };
  return address.kind === 'source' ? { ...noFilter, sources: [address.id] } : null;
}

/** The records of the open case as one list: what is filtered, where the screen stands, what is selected. */
export function createViewerStore(api: ApiClient): ViewerStore {
  const store = createStore<ViewerState>(() => closedViewer);
  const open = createOpener(api, store);
  const showDetail = createDetails(api, store);
  let visited = '';
  /** A record that is being opened: new data arriving meanwhile must not lose it. */
  let aimed: RecordPlace | null = null;

  const wantVisible = (): void => {
    const { pages, offset, view } = store.getState();
    if (!pages || !view) return;
    const { start, end } = drawnRows(offset, extentOf(store.getState()));
    pages.want(start, end);
  };
  store.subscribe((state, before) => {
    if (state.pages !== before.pages || state.offset !== before.offset || state.viewport !== before.viewport) wantVisible();
    const selected = resolvedSelection(state);
    if (selected !== state.selected) store.setState({ selected });
    else if (selected?.place && selected.place !== before.selected?.place) void showDetail(selected.place);
    else if (selected === null && state.detail !== null) store.setState({ detail: null });
  });

  const centre = async (place: RecordPlace): Promise<void> => {
    const { filter } = store.getState();
    aimed = place;
    if (!(await open(filter, { kind: 'centre', place }))) return;
    aimed = null;
    if (store.getState().selected?.position !== null) return;
    if (isOpen(filter)) return store.setState({ notice: 'record-missing' });
    if (await open(noFilter, { kind: 'centre', place }))
      store.setState((s) => ({ notice: s.selected?.position === null ? 'record-missing' : 'filter-cleared' }));
  };

  const reveal = async (place: RecordPlace): Promise<void> => {
    const { view, opening } = store.getState();
    const position = view === null || opening ? null : await locate(api, view.viewId, place);
    store.setState({ notice: null });
    // The list may have been opened anew meanwhile: a position of the old one means nothing there.
    if (position === null || store.getState().view !== view) return centre(place);
    store.setState((s) => ({ selected: { position, place }, offset: offsetCentring(position, extentOf(s)) }));
  };

  const change = async (filter: RecordFilter): Promise<void> => {
    store.setState({ notice: null });
    await open(filter, { kind: 'filter' });
  };

  return Object.assign(store, {
    enter: async ({ caseId, revision, address, visit }: Entry) => {
      const { caseId: openCase, revision: openRevision, viewport, view, opening } = store.getState();
      const other = openCase !== caseId;
      const stale = other || openRevision !== revision || (view === null && !opening);
      const fresh = visit !== visited;
      visited = visit;
      if (other) store.setState({ ...closedViewer, viewport, caseId });
      store.setState({ revision });
      const filter = fresh ? filterOf(address) : null;
      if (filter) await open(filter, { kind: 'top' });
      else if (fresh && address.kind === 'record') await (stale ? centre(address.place) : reveal(address.place));
      else if (stale && aimed !== null && !other) await centre(aimed);
      else if (stale) await open(store.getState().filter, { kind: other ? 'top' : 'refresh' });
      // Another zone or finding says other things of the same record.
      const place = store.getState().selected?.place;
      if (openRevision !== revision && !other && place) void showDetail(place);
    },
    change: (patch: Partial<RecordFilter>) => change({ ...store.getState().filter, ...patch }),
    clear: () => change({ ...noFilter }),
    reveal,
    select: (position: number) => {
      const state = store.getState();
      const extent = extentOf(state);
      if (extent.total === 0) return;
      const at = Math.min(Math.max(0, position), extent.total - 1);
      store.setState({ selected: { position: at, place: placeAt(state, at) }, offset: offsetShowing(at, state.offset, extent) });
    },
    deselect: () => store.setState({ selected: null }),
    scrollTo: (offset: number) => store.setState((s) => ({ offset: clampOffset(offset, extentOf(s)) })),
    resize: (viewport: number) => store.setState((s) => ({ viewport, offset: offsetAfterResize(s, viewport) })),
    retry: () => {
      const { view, filter, pages } = store.getState();
      store.setState({ error: null, pageError: null });
      if (view === null || view.filter !== filter) void open(filter, { kind: 'refresh' });
      else pages?.retry();
    },
    dismissNotice: () => store.setState({ notice: null }),
  });
}
