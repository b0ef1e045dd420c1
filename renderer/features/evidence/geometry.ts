/** Height of every row. One fixed height is what lets any row of millions be placed without measuring the others. */
export const rowHeight = 24;

/**
 * Height of the element that gives the scroll bar its length. Browsers cap the height of an element near 33 million device
 * pixels, which at a device scale of 4 (a scale of 2, zoomed to 200 %) is 8.4 million CSS pixels. Longer lists are scaled onto it.
 */
export const spacerCap = 8_000_000;

/** Rows drawn above and below the visible ones, so that a short scroll finds them there. */
const overscan = 8;

/** How many rows there are and how much of them fits on the screen, in CSS pixels. */
export type Extent = { readonly total: number; readonly viewport: number };

/** Virtual pixels from the first row's top to the top of the screen when the last row stands at its bottom. */
export function maxOffset({ total, viewport }: Extent): number {
  return Math.max(0, total * rowHeight - viewport);
}

export function clampOffset(offset: number, extent: Extent): number {
  return Math.min(Math.max(0, offset), maxOffset(extent));
}

/** Length of the real element that stands for all rows. */
export function spacerHeight({ total }: Extent): number {
  return Math.min(total * rowHeight, spacerCap);
}

/** True when one pixel of the scroll bar stands for more than one of the list: wheel and keys must then move the list themselves. */
export function isScaled({ total }: Extent): boolean {
  return total * rowHeight > spacerCap;
}

/** Virtual pixels that one pixel of the scroll bar stands for. */
function scaleOf(extent: Extent): number {
  if (!isScaled(extent)) return 1;
  return maxOffset(extent) / (spacerCap - extent.viewport);
}

export function scrollTopOf(offset: number, extent: Extent): number {
  return offset / scaleOf(extent);
}

export function offsetOf(scrollTop: number, extent: Extent): number {
  return clampOffset(scrollTop * scaleOf(extent), extent);
}

/** Rows to draw, `end` exclusive. */
export function drawnRows(offset: number, extent: Extent): { readonly start: number; readonly end: number } {
  const { start, end } = visibleRows(offset, extent);
  return { start: Math.max(0, start - overscan), end: Math.min(extent.total, end + overscan) };
}

/** Rows of which at least a part can be seen, `end` exclusive. */
export function visibleRows(offset: number, { total, viewport }: Extent): { readonly start: number; readonly end: number } {
  const start = Math.min(total, Math.floor(offset / rowHeight));
  return { start, end: Math.min(total, Math.ceil((offset + viewport) / rowHeight)) };
}

/** The least scrolling that shows all of a row. */
export function offsetShowing(position: number, offset: number, extent: Extent): number {
  const top = position * rowHeight;
  if (top < offset) return clampOffset(top, extent);
  return top + rowHeight > offset + extent.viewport ? clampOffset(top + rowHeight - extent.viewport, extent) : clampOffset(offset, extent);
}

/** Puts a row into the middle of the screen, as far as the ends of the list allow. */
export function offsetCentring(position: number, extent: Extent): number {
  return clampOffset(position * rowHeight - (extent.viewport - rowHeight) / 2, extent);
}

/** Rows that one press of Page Down moves by: one row stays in sight. */
export function pageRows({ viewport }: Extent): number {
  return Math.max(1, Math.floor(viewport / rowHeight) - 1);
}
