import { expect, it } from 'vitest';
import { placeOnStrip } from '../../../../renderer/features/overview/strip.ts';
import { troubledAnalysis } from '../../../helpers/fake-analysis.ts';

const [sample] = troubledAnalysis.timeline;
if (!sample) throw new Error('the fake has events');
const at = (utcMs: number | null, localMs: number | null) => ({ ...sample, utcMs, localMs });

it('places events between the first and the last', () => {
  expect(placeOnStrip([at(1000, 1000), at(3000, 3000), at(2000, 2000)])?.marks.map((m) => m.share)).toEqual([0, 0.5, 1]);
});

it('keeps times of an unknown zone off the axis of known ones', () => {
  expect(placeOnStrip([at(1000, 1000), at(null, 1500), at(2000, 2000)])?.marks).toHaveLength(2);
});

it('draws times of an unknown zone when there are no others, and says so', () => {
  expect(placeOnStrip([at(null, 1000), at(null, 2000)])?.first).toEqual({ ms: 1000, zone: 'unknown' });
});

it.each([
  ['no event', []],
  ['one event', [at(1000, 1000)]],
  ['events at one instant', [at(1000, 1000), at(1000, 1000)]],
  ['events without a time', [at(null, null), at(null, null)]],
])('draws no strip for %s', (_name, events) => {
  expect(placeOnStrip(events)).toBeNull();
});
