import { assert, double, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawnRows,
  isScaled,
  maxOffset,
  offsetCentring,
  offsetOf,
  offsetShowing,
  rowHeight,
  scrollTopOf,
  spacerCap,
  spacerHeight,
  visibleRows,
} from '../../../renderer/features/evidence/geometry.ts';

const fiveMillion = { total: 5_000_000, viewport: 600 };
const few = { total: 1000, viewport: 600 };

describe('the place of rows in a list of any length', () => {
  it('keeps the spacer at eight million pixels, which browsers can still lay out at a device scale of 4', () => {
    expect(spacerHeight(fiveMillion)).toBe(spacerCap);
    expect(spacerHeight(few)).toBe(24_000);
    expect([isScaled(fiveMillion), isScaled(few)]).toEqual([true, false]);
  });

  it('has the last of five million rows at the end of the scroll bar', () => {
    const offset = offsetOf(spacerCap - fiveMillion.viewport, fiveMillion);
    expect(visibleRows(offset, fiveMillion).end).toBe(5_000_000);
    expect(offset).toBe(5_000_000 * rowHeight - 600);
  });

  it('scrolls pixel by pixel while nothing is scaled', () => {
    expect(offsetOf(137.5, few)).toBe(137.5);
    expect(scrollTopOf(137.5, few)).toBe(137.5);
  });

  it('never draws more than a screen and its margins', () => {
    const { start, end } = drawnRows(1_234_567, fiveMillion);
    expect(end - start).toBeLessThan(60);
  });

  it.each([
    ['already in sight', 10, 100, 100],
    ['above', 2, 100, 48],
    ['below', 40, 100, 41 * 24 - 600],
  ])('scrolls as little as needed to a row %s', (_, position, offset, expected) => {
    expect(offsetShowing(position, offset, few)).toBe(expected);
  });

  it('centres a row, but not beyond the ends', () => {
    expect(offsetCentring(500, few)).toBe(500 * 24 - 288);
    expect(offsetCentring(0, few)).toBe(0);
    expect(offsetCentring(999, few)).toBe(maxOffset(few));
  });

  it('finds every offset again from its scroll bar position, to a row', () => {
    assert(
      property(
        integer({ min: 1, max: 20_000_000 }),
        integer({ min: 50, max: 4000 }),
        double({ min: 0, max: 1, noNaN: true }),
        (total, viewport, share) => {
          const extent = { total, viewport };
          const offset = maxOffset(extent) * share;
          expect(Math.abs(offsetOf(scrollTopOf(offset, extent), extent) - offset)).toBeLessThan(1);
          const { start, end } = visibleRows(offset, extent);
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeLessThanOrEqual(total);
        },
      ),
    );
  });
});
