import type { Zoom } from './report-store.ts';

/** Steps of the scale, as browsers have them. */
const steps = [0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** Scale of the sheet. Fitting never makes it larger than it is printed. */
export function scaleFor(zoom: Zoom, sheet: number, room: number): number {
  if (zoom !== 'fit') return zoom;
  return Math.min(1, Math.max(0.25, room / sheet));
}

/** The next step in a direction from any scale; the scale itself at the ends. */
export function zoomStep(scale: number, direction: 1 | -1): number {
  const near = 0.005;
  const next = direction === 1 ? steps.find((step) => step > scale + near) : steps.findLast((step) => step < scale - near);
  return next ?? scale;
}
