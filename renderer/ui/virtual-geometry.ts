/**
 * Geometry of a list of equal rows that may be longer than a page can be. Chromium caps an element's height (16.7 million
 * device pixels at twice the density), so the scrolling element stays under a cap and its position is scaled to the list's.
 */
export type ListGeometry = { readonly count: number; readonly rowHeight: number; readonly viewport: number };

/** Safe at every usual density. */
const capPx = 8_000_000;

/** Height of all rows, in pixels that only exist as numbers. */
export function totalHeight(g: ListGeometry): number {
  return g.count * g.rowHeight;
}

/** Height of the scrolling element. */
export function spacerHeight(g: ListGeometry): number {
  return Math.min(totalHeight(g), capPx);
}

/** The furthest that the list can be scrolled. */
export function maxOffset(g: ListGeometry): number {
  return Math.max(0, totalHeight(g) - g.viewport);
}

export function clampOffset(g: ListGeometry, offset: number): number {
  return Math.min(Math.max(0, offset), maxOffset(g));
}

/** List pixels for one pixel of the scroll bar; 1 while the list fits under the cap. */
export function scrollScale(g: ListGeometry): number {
  const room = spacerHeight(g) - g.viewport;
  return room > 0 ? maxOffset(g) / room : 1;
}

/** Rows to draw at an offset: from `first` up to but not including `end`, with a few to spare on both sides. */
export function visibleRows(g: ListGeometry, offset: number, spare = 4): { readonly first: number; readonly end: number } {
  const first = Math.max(0, Math.floor(offset / g.rowHeight) - spare);
  return { first, end: Math.min(g.count, Math.ceil((offset + g.viewport) / g.rowHeight) + spare) };
}

/** The offset nearest to the current one at which the row is wholly visible; `middle` puts it there when it was outside. */
export function offsetToShow(g: ListGeometry, offset: number, row: number, middle = false): number {
  const top = row * g.rowHeight;
  const bottom = top + g.rowHeight;
  if (top >= offset && bottom <= offset + g.viewport) return offset;
  if (middle) return clampOffset(g, top - (g.viewport - g.rowHeight) / 2);
  return clampOffset(g, top < offset ? top : bottom - g.viewport);
}
