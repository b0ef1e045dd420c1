import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { clampOffset, offsetToShow, scrollScale, type ListGeometry } from './virtual-geometry.ts';

export type VirtualScroll = {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly geometry: ListGeometry;
  /** Pixels of the list above the visible part. */
  readonly offset: number;
  readonly onScroll: () => void;
  readonly show: (row: number, middle?: boolean) => void;
};

const linePx = 16;

function wheelPx(event: WheelEvent, viewport: number): number {
  if (event.deltaMode === WheelEvent.DOM_DELTA_LINE) return event.deltaY * linePx;
  return event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? event.deltaY * viewport : event.deltaY;
}

/**
 * Scrolling of a list of `count` rows of `rowHeight` pixels. The thumb moves the list in scaled steps; wheel and keys move it
 * directly, or one notch would jump over thousands of rows in a long list.
 */
export function useVirtualScroll(count: number, rowHeight: number): VirtualScroll {
  const scroller = useRef<HTMLDivElement>(null);
  const [viewport, setViewport] = useState(0);
  const [offset, setOffset] = useState(0);
  /** The scroll position that this hook set itself; the event it causes says nothing new. */
  const ownTop = useRef<number | null>(null);
  const geometry: ListGeometry = { count, rowHeight, viewport };
  const scale = scrollScale(geometry);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setViewport(element.clientHeight));
    observer.observe(element);
    setViewport(element.clientHeight);
    return () => observer.disconnect();
  }, []);

  const moveTo = (wanted: number): void => {
    const element = scroller.current;
    if (!element) return;
    const next = clampOffset(geometry, wanted);
    setOffset(next);
    element.scrollTop = next / scale;
    ownTop.current = element.scrollTop;
  };

  const current = clampOffset(geometry, offset);

  // React listens to the wheel passively, and a passive listener cannot keep the thumb from moving; so this one is set by hand.
  useEffect(() => {
    const element = scroller.current;
    if (!element || scale === 1) return undefined;
    const onWheel = (event: WheelEvent): void => {
      if (event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      moveTo(current + wheelPx(event, viewport));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  });

  const onScroll = (): void => {
    const top = scroller.current?.scrollTop ?? 0;
    if (ownTop.current !== null && Math.abs(top - ownTop.current) < 1) return;
    ownTop.current = null;
    setOffset(clampOffset(geometry, top * scale));
  };

  return {
    scroller,
    geometry,
    offset: current,
    onScroll,
    show: (row, middle = false) => moveTo(offsetToShow(geometry, current, row, middle)),
  };
}
