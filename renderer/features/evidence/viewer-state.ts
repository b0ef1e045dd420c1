import type { Output } from '#shared/api/contract.ts';
import type { AppError } from '#shared/api/result.ts';
import type { RecordDetail, RecordFilter } from '#shared/model/record.ts';
import type { Remote } from '../../ui/remote.ts';
import { noFilter } from './filter.ts';
import { clampOffset, offsetCentring, rowHeight, visibleRows, type Extent } from './geometry.ts';
import type { PageLoader } from './page-loader.ts';

/** A record by its source and its number there: stays the same whatever the list is filtered by. */
export type RecordPlace = { readonly sourceId: string; readonly seq: number };

/** A list over the records of the case as the core opened it, and the filter it was opened with. */
export type OpenView = Output<'records.open'> & { readonly filter: RecordFilter };

/** The selected record. Its place is null until its page has come, its position when the filter hides it. */
export type Selection = { readonly position: number | null; readonly place: RecordPlace | null };

export type ViewerState = {
  readonly caseId: string | null;
  /** Changes when the case has new records or citations. */
  readonly revision: string;
  /** What is asked for; the view on the screen may still be the one before. */
  readonly filter: RecordFilter;
  readonly view: OpenView | null;
  readonly pages: PageLoader | null;
  /** Counts arrivals of pages, so that the rows are drawn again. */
  readonly arrivals: number;
  readonly opening: boolean;
  readonly error: AppError | null;
  readonly pageError: AppError | null;
  /** Virtual pixels above the screen. */
  readonly offset: number;
  readonly viewport: number;
  readonly selected: Selection | null;
  readonly detail: Remote<RecordDetail> | null;
  readonly notice: 'filter-cleared' | 'record-missing' | null;
};

export const closedViewer: ViewerState = {
  caseId: null,
  revision: '',
  filter: noFilter,
  view: null,
  pages: null,
  arrivals: 0,
  opening: false,
  error: null,
  pageError: null,
  offset: 0,
  viewport: 0,
  selected: null,
  detail: null,
  notice: null,
};

export function extentOf(state: Pick<ViewerState, 'view' | 'viewport'>): Extent {
  return { total: state.view?.total ?? 0, viewport: state.viewport };
}

export function placeAt(state: ViewerState, position: number): RecordPlace | null {
  const row = state.pages?.row(position);
  return row ? { sourceId: row.sourceId, seq: row.seq } : null;
}

/** Where a newly opened view is to stand: at its top, at a record, or so that what was on the screen stays there. */
export type Aim =
  | { readonly kind: 'top' }
  | { readonly kind: 'centre'; readonly place: RecordPlace }
  | { readonly kind: 'filter' }
  | { readonly kind: 'refresh' };

/** A record that must not move on the screen, and how far below the top of the screen it stands. */
export type Anchor = { readonly place: RecordPlace; readonly below: number };

/** Records to hold on to, the most important first: the selected one, then, when only the data changed, the topmost one. */
export function anchorsOf(state: ViewerState, aim: Aim): readonly Anchor[] {
  const anchors: Anchor[] = [];
  const { selected } = state;
  if (selected?.place && selected.position !== null) {
    const seen = visibleRows(state.offset, extentOf(state));
    const inSight = selected.position >= seen.start && selected.position < seen.end;
    if (inSight) anchors.push({ place: selected.place, below: selected.position * rowHeight - state.offset });
    else if (aim.kind === 'filter') anchors.push({ place: selected.place, below: state.viewport / 2 });
  }
  const top = Math.ceil(state.offset / rowHeight);
  const topPlace = aim.kind === 'refresh' ? placeAt(state, top) : null;
  return topPlace ? [...anchors, { place: topPlace, below: top * rowHeight - state.offset }] : anchors;
}

/** Offset at which the anchor stands where it stood; `position` is its place in the new view. */
export function offsetKeeping(anchor: Anchor, position: number, extent: Extent): number {
  return clampOffset(position * rowHeight - anchor.below, extent);
}

/** Offset for an aim when nothing that was on the screen is in the new view. */
export function offsetFor(aim: Aim, before: number, position: number | null, extent: Extent): number {
  if (aim.kind === 'centre' && position !== null) return offsetCentring(position, extent);
  return aim.kind === 'refresh' ? clampOffset(before, extent) : 0;
}
