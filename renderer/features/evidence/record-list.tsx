import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type MouseEvent, type RefObject } from 'react';
import { useStore } from 'zustand';
import type { SourceSummary } from '#shared/model/source.ts';
import { useText } from '../../i18n/provider.tsx';
import { gridTemplate, isLevelSignOnly, leastRowWidth } from './columns.ts';
import type { EvidenceStores } from './evidence-store.ts';
import { drawnRows, isScaled, offsetOf, pageRows, rowHeight, scrollTopOf, spacerHeight } from './geometry.ts';
import { gridRoles } from './grid-roles.ts';
import { ListHead } from './list-head.tsx';
import { RecordRowView } from './record-row.tsx';
import styles from './record-list.module.css';
import { extentOf, type ViewerState } from './viewer-state.ts';
import type { ViewerStore } from './viewer-store.ts';

/** Height of the headings, which stay in sight above the rows. */
const headHeight = 28;

type RecordListProps = { readonly stores: EvidenceStores; readonly sources: readonly SourceSummary[]; readonly onOpen: () => void };

/** Tells the store the height that is left for rows; true when that is news. */
function tellHeight(element: HTMLElement, viewer: ViewerStore): boolean {
  const viewport = Math.max(0, element.clientHeight - headHeight);
  const isNew = viewer.getState().viewport !== viewport;
  if (isNew) viewer.resize(viewport);
  return isNew;
}

/** Size of the scrolling part, told to the store as the height that is left for rows. */
function useSize(scroller: RefObject<HTMLElement | null>, viewer: ViewerStore): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = (): void => {
      setWidth(element.clientWidth);
      tellHeight(element, viewer);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, viewer]);
  return width;
}

/** Pixels that a wheel asks for; some mice speak in lines or pages. */
function wheelPixels(event: WheelEvent, viewport: number): number {
  if (event.deltaMode === WheelEvent.DOM_DELTA_LINE) return event.deltaY * rowHeight;
  return event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? event.deltaY * viewport : event.deltaY;
}

/** Ties the scroll bar to the list. While one pixel of the bar stands for many of the list, the wheel moves the list itself. */
function useScrolling(scroller: RefObject<HTMLElement | null>, viewer: ViewerStore): void {
  const offset = useStore(viewer, (s) => s.offset);
  const total = useStore(viewer, (s) => s.view?.total ?? 0);
  const viewport = useStore(viewer, (s) => s.viewport);
  useLayoutEffect(() => {
    const element = scroller.current;
    const wanted = scrollTopOf(offset, { total, viewport });
    if (element && Math.abs(element.scrollTop - wanted) > 1) element.scrollTo({ top: wanted, behavior: 'instant' });
  }, [scroller, offset, total, viewport]);
  useEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const onScroll = (): void => {
      // The list changed its height since it was drawn: where the bar stands is of the old height, and the store puts it right.
      if (tellHeight(element, viewer)) return;
      const state = viewer.getState();
      const extent = extentOf(state);
      if (Math.abs(element.scrollTop - scrollTopOf(state.offset, extent)) > 1) viewer.scrollTo(offsetOf(element.scrollTop, extent));
    };
    const onWheel = (event: WheelEvent): void => {
      const state = viewer.getState();
      if (!isScaled(extentOf(state)) || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      viewer.scrollTo(state.offset + wheelPixels(event, state.viewport));
    };
    element.addEventListener('scroll', onScroll);
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [scroller, viewer]);
}

/** Position that a key leads to from the selected row, or from the top of the screen when none is; null for other keys. */
function positionFor(key: string, viewer: ViewerStore): number | null {
  const state = viewer.getState();
  const extent = extentOf(state);
  const from = state.selected?.position ?? null;
  const start = from ?? Math.ceil(state.offset / rowHeight);
  switch (key) {
    case 'ArrowDown':
      return from === null ? start : from + 1;
    case 'ArrowUp':
      return from === null ? start : from - 1;
    case 'PageDown':
      return start + pageRows(extent);
    case 'PageUp':
      return start - pageRows(extent);
    case 'Home':
      return 0;
    case 'End':
      return extent.total - 1;
    default:
      return null;
  }
}

/** Moves the selection; `onOpen` leads on to the details. */
function onListKey(event: KeyboardEvent, viewer: ViewerStore, onOpen: () => void): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' && viewer.getState().selected) {
    event.preventDefault();
    onOpen();
    return;
  }
  if (event.key === 'Escape') viewer.deselect();
  const position = positionFor(event.key, viewer);
  if (position === null) return;
  event.preventDefault();
  viewer.select(position);
}

function drawnSelection(state: ViewerState): number | null {
  const position = state.selected?.position ?? null;
  const { start, end } = drawnRows(state.offset, extentOf(state));
  return position !== null && position >= start && position < end ? position : null;
}

/** Selects the row under the mouse. */
function onListPress(event: MouseEvent, viewer: ViewerStore): void {
  const row = event.target instanceof Element ? event.target.closest('[data-position]') : null;
  const position = Number(row?.getAttribute('data-position') ?? Number.NaN);
  if (event.button === 0 && !Number.isNaN(position)) viewer.select(position);
}

/** All records that the filter shows, however many: only those on the screen exist as elements. */
export function RecordList({ stores, sources, onOpen }: RecordListProps) {
  const t = useText();
  const { viewer, layout } = stores;
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const width = useSize(scroller, viewer);
  const widths = useStore(layout, (s) => s.widths);
  const view = useStore(viewer, (s) => s.view);
  const opening = useStore(viewer, (s) => s.opening);
  // A row that is scrolled out of sight has no element that could be named.
  const active = useStore(viewer, (s) => drawnSelection(s));
  useScrolling(scroller, viewer);
  const total = view?.total ?? 0;
  useLayoutEffect(() => {
    scroller.current?.style.setProperty('--columns', gridTemplate(widths, width));
    scroller.current?.style.setProperty('--row-width', `${leastRowWidth(widths, width)}px`);
  }, [widths, width]);
  return (
    <>
      <div
        ref={scroller}
        role="grid"
        aria-label={t('viewer.list')}
        aria-rowcount={total + 1}
        aria-busy={opening}
        aria-activedescendant={active === null ? undefined : `${id}-${active}`}
        tabIndex={0}
        className={styles.scroller}
        data-list="records"
        data-signs={isLevelSignOnly(widths, width)}
        onKeyDown={(event) => onListKey(event, viewer, onOpen)}
        onMouseDown={(event) => onListPress(event, viewer)}
      >
        <ListHead layout={layout} atMs={view?.firstMs ?? 0} />
        <div className={styles.spacer} role="presentation" style={{ height: spacerHeight({ total, viewport: 0 }) }}>
          <Rows id={id} stores={stores} sources={sources} />
        </div>
      </div>
      <span className={styles.focus} />
    </>
  );
}

type RowsProps = { readonly id: string; readonly stores: EvidenceStores; readonly sources: readonly SourceSummary[] };

/** The rows on the screen, in a layer that stays while the spacer behind it scrolls. */
function Rows({ id, stores, sources }: RowsProps) {
  const { viewer } = stores;
  const offset = useStore(viewer, (s) => s.offset);
  const view = useStore(viewer, (s) => s.view);
  const pages = useStore(viewer, (s) => s.pages);
  const viewport = useStore(viewer, (s) => s.viewport);
  const selected = useStore(viewer, (s) => s.selected?.position ?? null);
  useStore(viewer, (s) => s.arrivals);
  if (!view || !pages) return null;
  const { start, end } = drawnRows(offset, { total: view.total, viewport });
  return (
    <div className={styles.layer} role={gridRoles.body} style={{ height: Math.min(viewport, view.total * rowHeight) }}>
      {Array.from({ length: end - start }, (_, i) => {
        const position = start + i;
        const row = pages.row(position);
        return (
          <RecordRowView
            key={position}
            id={`${id}-${position}`}
            position={position}
            row={row}
            path={row ? (sources.find((s) => s.id === row.sourceId)?.path ?? '') : ''}
            top={position * rowHeight - offset}
            selected={position === selected}
          />
        );
      })}
    </div>
  );
}
