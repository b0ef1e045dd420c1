import type { StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { AppError } from '#shared/api/result.ts';
import type { RecordFilter } from '#shared/model/record.ts';
import { visibleRows } from './geometry.ts';
import { createPageLoader, type PageLoader } from './page-loader.ts';
import {
  anchorsOf,
  offsetFor,
  offsetKeeping,
  placeAt,
  type Aim,
  type Anchor,
  type OpenView,
  type RecordPlace,
  type Selection,
  type ViewerState,
} from './viewer-state.ts';

type Store = Pick<StoreApi<ViewerState>, 'getState' | 'setState'>;

/** Opens views one after the other: only the answer to the last question is shown. Resolves false when it was overtaken or refused. */
export type OpenTheView = (filter: RecordFilter, aim: Aim) => Promise<boolean>;

/** Position of a record in a view; null when the filter hides it or the view is gone. */
export async function locate(api: ApiClient, viewId: string, place: RecordPlace): Promise<number | null> {
  const found = await api['records.locate']({ viewId, ...place });
  return found.ok ? found.value.position : null;
}

type Landing = { readonly offset: number; readonly selected: Selection | null };

/** Where the new view stands. Asks for the selected record first: it is what the reader is looking at. */
async function landingOf(api: ApiClient, view: OpenView, state: ViewerState, aim: Aim): Promise<Landing> {
  const extent = { total: view.total, viewport: state.viewport };
  const wanted = aim.kind === 'centre' ? aim.place : (state.selected?.place ?? null);
  const position = wanted === null ? null : await locate(api, view.viewId, wanted);
  const selected = wanted === null ? null : { place: wanted, position };
  const anchor = aim.kind === 'filter' || aim.kind === 'refresh' ? await firstIn(api, view, anchorsOf(state, aim)) : null;
  if (anchor) return { selected, offset: offsetKeeping(anchor.anchor, anchor.position, extent) };
  return { selected, offset: offsetFor(aim, state.offset, position, extent) };
}

/** Where the view stands, and the selection that this was asked for. */
async function landed(api: ApiClient, view: OpenView, store: Store, aim: Aim): Promise<[Landing, Selection | null]> {
  const state = store.getState();
  return [await landingOf(api, view, state, aim), state.selected];
}

async function firstIn(api: ApiClient, view: OpenView, anchors: readonly Anchor[]): Promise<{ anchor: Anchor; position: number } | null> {
  for (const anchor of anchors) {
    const position = await locate(api, view.viewId, anchor.place);
    if (position !== null) return { anchor, position };
  }
  return null;
}

/** Pages of a view that tell the store what arrived. A view that the core let go is opened again. */
function pagesOf(api: ApiClient, view: OpenView, store: Store, reopen: () => void): PageLoader {
  const isShown = (): boolean => store.getState().view?.viewId === view.viewId;
  return createPageLoader({
    total: view.total,
    fetchPage: (start, count) => api['records.page']({ viewId: view.viewId, start, count }),
    onArrived: () => {
      if (isShown()) store.setState((s) => ({ arrivals: s.arrivals + 1, pageError: null }));
    },
    onFailed: (error: AppError) => {
      if (!isShown()) return;
      if (error.code === 'view-expired') reopen();
      else store.setState({ pageError: error });
    },
  });
}

export function createOpener(api: ApiClient, store: Store): OpenTheView {
  let turn = 0;
  const open: OpenTheView = async (filter, aim) => {
    const { caseId } = store.getState();
    if (caseId === null) return false;
    turn += 1;
    const mine = turn;
    const overtaken = (): boolean => mine !== turn || store.getState().caseId !== caseId;
    store.setState({ filter, opening: true });
    const opened = await api['records.open']({ caseId, filter });
    if (overtaken()) return false;
    if (!opened.ok) {
      store.setState({ opening: false, error: opened.error });
      return false;
    }
    const view: OpenView = { ...opened.value, filter };
    const pages = pagesOf(api, view, store, () => void open(store.getState().filter, { kind: 'refresh' }));
    let [landing, from] = await landed(api, view, store, aim);
    const seen = visibleRows(landing.offset, { total: view.total, viewport: store.getState().viewport });
    // The first rows come with the view, so that a list never turns into placeholders and back.
    const pageError = await pages.load(seen.start, seen.end);
    // What was selected in the list before, while this one was on its way, stays selected.
    while (!overtaken() && aim.kind !== 'centre' && store.getState().selected !== from)
      [landing, from] = await landed(api, view, store, aim);
    if (overtaken()) return false;
    store.setState({ view, pages, pageError, ...landing, opening: false, error: null, arrivals: store.getState().arrivals + 1 });
    return true;
  };
  return open;
}

/** The selection with its place filled in once the page that holds it is here. */
export function resolvedSelection(state: ViewerState): Selection | null {
  const { selected } = state;
  if (selected === null || selected.place !== null || selected.position === null) return selected;
  const place = placeAt(state, selected.position);
  return place ? { ...selected, place } : selected;
}
