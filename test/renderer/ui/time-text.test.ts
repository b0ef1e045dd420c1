import { describe, expect, it } from 'vitest';
import { offsetText, timeParts } from '../../../renderer/ui/time-text.ts';

const ms = Date.parse('2026-11-18T14:02:11.342Z');
const tokyo = { display: 'local', to: 'second', localOffset: () => 540 } as const;
const utc = { ...tokyo, display: 'utc' } as const;

describe('timeParts', () => {
  it('shows UTC', () => {
    expect(timeParts({ ms, zone: 'known' }, utc)).toEqual({ date: '2026-11-18', time: '14:02:11', suffix: 'UTC' });
  });

  it('shows the zone of the computer with its offset', () => {
    expect(timeParts({ ms, zone: 'known' }, tokyo)).toEqual({ date: '2026-11-18', time: '23:02:11', suffix: '+09:00' });
  });

  it('carries the date over midnight', () => {
    expect(timeParts({ ms: ms + 3_600_000, zone: 'known' }, tokyo)).toMatchObject({ date: '2026-11-19', time: '00:02:11' });
  });

  it('never moves a time of an unknown zone, and gives it no zone', () => {
    expect(timeParts({ ms, zone: 'unknown' }, tokyo)).toEqual({ date: '2026-11-18', time: '14:02:11', suffix: '' });
  });

  it.each([
    ['minute', '14:02'],
    ['second', '14:02:11'],
    ['millisecond', '14:02:11.342'],
  ] as const)('is exact to the %s', (to, time) => {
    expect(timeParts({ ms, zone: 'known' }, { ...utc, to }).time).toBe(time);
  });
});

it.each([
  [540, '+09:00'],
  [0, '+00:00'],
  [-210, '-03:30'],
  [345, '+05:45'],
])('offset of %i minutes', (minutes, text) => {
  expect(offsetText(minutes)).toBe(text);
});
