import { describe, expect, it } from 'vitest';
import { dateOrderVote, parseWindowsDate } from '#core/formats/shared/windows-date.ts';

const orderOf = (...texts: string[]) => {
  const vote = dateOrderVote();
  texts.forEach((text, i) => vote.add(text, i));
  return vote.order();
};

const at = Date.UTC(2024, 2, 18, 13, 26, 2);

describe('a date as a Windows culture writes it', () => {
  it.each([
    ['en-US', '3/18/2024 1:26:02 PM', 'mdy'],
    ['en-GB', '18/03/2024 13:26:02', 'dmy'],
    ['en-NZ', '18/03/2024 1:26:02 p.m.', 'dmy'],
    ['es-MX', '18/03/2024 01:26:02 p. m.', 'dmy'],
    ['de-DE', '18.03.2024 13:26:02', 'dmy'],
    ['nl-NL', '18-3-2024 13:26:02', 'dmy'],
    ['sv-SE', '2024-03-18 13:26:02', 'dmy'],
    ['fi-FI', '18.3.2024 13.26.02', 'dmy'],
    ['hu-HU', '2024. 03. 18. 13:26:02', 'dmy'],
    ['ja-JP', '2024/03/18 13:26:02', 'dmy'],
    ['ja-JP, 12 hours', '2024/03/18 午後 1:26:02', 'dmy'],
    ['ja-JP, long', '2024年3月18日 13:26:02', 'dmy'],
    ['zh-TW', '2024/3/18 下午 01:26:02', 'dmy'],
    ['ko-KR', '2024-03-18 오후 1:26:02', 'dmy'],
    ['th-TH, Buddhist year', '18/3/2567 13:26:02', 'dmy'],
    ['full-width digits', '２０２４/０３/１８ 13:26:02', 'dmy'],
    ['with a left-to-right mark', '\u200E3/18/2024 1:26:02\u202FPM', 'mdy'],
    ['the other order, but only one fits', '18/03/2024 13:26:02', 'mdy'],
  ] as const)('%s', (_name, text, order) => {
    expect(parseWindowsDate(text, order)).toEqual({ utcMs: null, localMs: at, offsetMinutes: null, zone: 'unknown', text });
  });

  it('midnight and noon of a 12-hour clock', () => {
    expect(parseWindowsDate('3/18/2024 12:00:00 AM', 'mdy')!.localMs).toBe(Date.UTC(2024, 2, 18, 0));
    expect(parseWindowsDate('3/18/2024 12:00:00 PM', 'mdy')!.localMs).toBe(Date.UTC(2024, 2, 18, 12));
    expect(parseWindowsDate('2024/03/18 午前 12:30:00', 'mdy')!.localMs).toBe(Date.UTC(2024, 2, 18, 0, 30));
  });

  it.each(['', 'yesterday', '31/02/2024 10:00:00', '3/18/2024', '3/18/2024 25:00:00', '99/99/9999 99:99', '2024-13-40T00:00:00'])(
    'not %s',
    (text) => {
      expect(parseWindowsDate(text, 'mdy')).toBeNull();
    },
  );
});

it('a written zone makes the instant known', () => {
  expect(parseWindowsDate('2024-03-18T13:26:02Z', 'mdy')).toMatchObject({ utcMs: at, offsetMinutes: 0, zone: 'utc' });
  expect(parseWindowsDate('2024-03-18T22:26:02.0000000+09:00', 'mdy')).toMatchObject({
    utcMs: at,
    localMs: at + 9 * 3600_000,
    offsetMinutes: 540,
    zone: 'offset',
  });
  expect(parseWindowsDate('2024-03-18T13:26:02', 'mdy')).toMatchObject({ utcMs: null, localMs: at, zone: 'unknown' });
  expect(parseWindowsDate(`/Date(${at})/`, 'mdy')).toMatchObject({ utcMs: at, zone: 'utc' });
});

describe('the order of day and month', () => {
  it.each([
    ['a first field over 12', ['04/03/2024 10:00:00 AM', '13/03/2024 10:00:00 AM'], 'dmy'],
    ['a second field over 12', ['04/03/2024 10:00:00', '03/13/2024 10:00:00'], 'mdy'],
    ['dots', ['04.03.2024 10:00:00'], 'dmy'],
    ['a 24-hour clock', ['4/3/2024 13:00:00'], 'dmy'],
    ['a 12-hour clock without leading zeros', ['4/3/2024 1:00:00 PM'], 'mdy'],
    ['a 12-hour clock with a leading zero (en-AU)', ['4/03/2024 1:00:00 PM'], 'dmy'],
    ['a run that only goes forward as month/day', ['1/9/2024 10:00:00', '2/1/2024 10:00:00', '2/2/2024 10:00:00'], 'mdy'],
  ])('%s', (_name, texts, expected) => {
    expect(orderOf(...texts)).toBe(expected);
  });
});
