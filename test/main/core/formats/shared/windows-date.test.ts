import { describe, expect, it } from 'vitest';
import { calendarDay } from '#core/formats/shared/windows-calendar.ts';
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
    ['zh-CN, long', '2024年3月18日 13:26:02', 'dmy'],
    ['bg-BG', '18.3.2024 г. 13:26:02 ч.', 'dmy'],
    ['sk-SK', '18. 3. 2024 13:26:02', 'dmy'],
    ['lv-LV', '18.03.2024. 13:26:02', 'dmy'],
    ['en-CA', '2024-03-18 1:26:02 p.m.', 'dmy'],
    ['fr-CA, .NET', '2024-03-18 13 h 26 min 02 s', 'dmy'],
    ['el-GR', '18/3/2024 1:26:02 μμ', 'dmy'],
    ['ms-MY', '18/03/2024 1:26:02 PTG', 'dmy'],
    ['sq-AL', '18.3.2024 1:26:02 e pasdites', 'dmy'],
    ['vi-VN', '18/03/2024 1:26:02 CH', 'dmy'],
    ['hi-IN', '18-03-2024 01:26:02 अपराह्न', 'dmy'],
    ['ar-EG', '18/03/2024 01:26:02 م', 'dmy'],
    ['ar-SA, Umm al-Qura', '08/09/45 01:26:02 م', 'dmy'],
    ['ar-SA, year in full', '08/09/1445 01:26:02 م', 'dmy'],
    ['fa-IR, Persian', '28/12/1402 01:26:02 ب.ظ', 'dmy'],
    ['ps-AF, Persian', '1402/12/28 1:26:02 غ.و', 'dmy'],
    ['an era of Japan', 'R6/03/18 13:26:02', 'dmy'],
    ['an era of Japan in full', '令和 6年3月18日 13:26:02', 'dmy'],
    ['the name of a month', '18-Mar-2024 13:26:02', 'mdy'],
    ['a narrow space that a code page lost', '3/18/2024 1:26:02?PM', 'mdy'],
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

  it.each([
    ['2024-03-18 9:26:02 a.m.', 9],
    ['18/03/2024 9:26:02 PG', 9],
    ['18.3.2024 9:26:02 e paradites', 9],
    ['18/03/2024 09:26:02 ص', 9],
    ['1402/12/28 9:26:02 غ.م', 9],
    ['2024/03/18 上午 12:26:02', 0],
  ])('the morning of %s', (text, hour) => {
    expect(parseWindowsDate(text, 'dmy')!.localMs).toBe(Date.UTC(2024, 2, 18, hour, 26, 2));
  });

  it('every day of thirty years in the calendars of Saudi Arabia and Iran', () => {
    for (const [id, from, to] of [
      ['persian', 1390, 1419],
      ['islamic-umalqura', 1431, 1460],
    ] as const) {
      const shown = new Intl.DateTimeFormat(`en-u-ca-${id}-nu-latn`, {
        timeZone: 'UTC',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
      });
      for (let ms = Date.UTC(2012, 5, 1); ms < Date.UTC(2037, 5, 1); ms += 86_400_000) {
        const parts = new Map(shown.formatToParts(ms).map((part) => [part.type, Number.parseInt(part.value, 10)]));
        const year = parts.get('year')!;
        if (year >= from && year <= to) expect(calendarDay(year, parts.get('month')!, parts.get('day')!)).toBe(ms);
      }
    }
  });

  it.each([
    '30/12/1402 10:00:00',
    '31/02/1445 10:00:00 م',
    '',
    'yesterday',
    '31/02/2024 10:00:00',
    '3/18/2024',
    '3/18/2024 25:00:00',
    '99/99/9999 99:99',
    '2024-13-40T00:00:00',
  ])('not %s', (text) => {
    expect(parseWindowsDate(text, 'mdy')).toBeNull();
  });
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
    ['a 12-hour clock in Greek', ['4/3/2024 1:00:00 μμ'], 'dmy'],
    ['a 12-hour clock in small letters (en-SG)', ['4/3/2024 1:00:00 pm'], 'dmy'],
    ['a run that only goes forward as month/day', ['1/9/2024 10:00:00', '2/1/2024 10:00:00', '2/2/2024 10:00:00'], 'mdy'],
  ])('%s', (_name, texts, expected) => {
    expect(orderOf(...texts)).toBe(expected);
  });
});

describe('what nothing but the habit of a culture tells is said to be a guess', () => {
  const basisOf = (...texts: string[]) => {
    const vote = dateOrderVote();
    for (const text of texts) vote.add(text, null);
    return vote.basis();
  };

  it.each([
    ['one day', ['4/3/2024 1:00:00 PM', '4/3/2024 2:00:00 PM'], { sure: false, text: '4/3/2024 1:00:00 PM' }],
    ['a 24-hour clock', ['04/03/2024 13:00:00'], { sure: false, text: '04/03/2024 13:00:00' }],
    ['a date over 12', ['04/03/2024 13:00:00', '13/03/2024 13:00:00'], { sure: true }],
    ['a run that fits only one order', ['1/9/2024 10:00:00', '2/1/2024 10:00:00', '2/2/2024 10:00:00'], { sure: true }],
    ['the same number twice', ['3/3/2024 1:00:00 PM'], { sure: true }],
    ['dots', ['04.03.2024 13:00:00'], { sure: true }],
    ['the year first', ['2024/03/04 13:00:00'], { sure: true }],
  ] as const)('%s', (_name, texts, basis) => {
    expect(basisOf(...texts)).toEqual(basis);
  });
});
