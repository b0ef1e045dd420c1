import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { zoneCodes } from '#core/store/columns.ts';
import { createLineTimeReader } from '#core/store/line-time.ts';

const nowMs = Date.UTC(2026, 10, 23);

function read(line: string, dayFirst = false) {
  const bytes = new TextEncoder().encode(line);
  const reader = createLineTimeReader({ nowMs, dayFirst });
  if (!reader.read(bytes, 0, bytes.length)) return null;
  return {
    local: new Date(reader.localMs).toISOString(),
    zone: zoneCodes[reader.zone],
    offset: reader.offsetMinutes,
    text: new TextDecoder().decode(bytes.subarray(reader.start, reader.end)),
  };
}

describe('the time at the start of a log line', () => {
  it.each([
    ['ISO 8601 in UTC', '2016-03-18T13:26:02.123Z charon started', '2016-03-18T13:26:02.123Z', 'utc', 0],
    ['ISO 8601 with an offset', '2016-03-18T13:26:02+09:00 x', '2016-03-18T13:26:02.000Z', 'offset', 540],
    [
      'ISO 8601 with an offset behind a space and without a colon',
      '2016-03-18 13:26:02,500 -0730 x',
      '2016-03-18T13:26:02.500Z',
      'offset',
      -450,
    ],
    ['ISO 8601 without a zone', '2016-03-18 13:26:02 x', '2016-03-18T13:26:02.000Z', 'unknown', 0],
    ['seven digits of a second', '2016-03-18T13:26:02.1234567Z x', '2016-03-18T13:26:02.123Z', 'utc', 0],
    ['slashes, year first', '2016/03/18 13:26:02 x', '2016-03-18T13:26:02.000Z', 'unknown', 0],
    ['Windows in English', '3/18/2016 1:26:02 PM x', '2016-03-18T13:26:02.000Z', 'unknown', 0],
    ['Windows in English, narrow no-break space', '3/18/2016 12:26:02\u202fAM x', '2016-03-18T00:26:02.000Z', 'unknown', 0],
    ['Windows in English, no seconds', '3/18/2016 1:26 PM x', '2016-03-18T13:26:00.000Z', 'unknown', 0],
    ['syslog', 'Mar 18 13:26:02 gw charon: x', '2026-03-18T13:26:02.000Z', 'unknown', 0],
    ['syslog, one-digit day', 'Mar  8 13:26:02 gw charon: x', '2026-03-08T13:26:02.000Z', 'unknown', 0],
    ['syslog of last December, read in November', 'Dec 31 23:59:59 gw x', '2025-12-31T23:59:59.000Z', 'unknown', 0],
    ['syslog on 29 February takes a leap year', 'Feb 29 00:00:01 gw x', '2024-02-29T00:00:01.000Z', 'unknown', 0],
    ['Cisco with a year', '*Mar 18 2016 13:26:02.500: %CRYPTO', '2016-03-18T13:26:02.500Z', 'unknown', 0],
    ['journal, full', 'Fri 2016-03-18 13:26:02 UTC gw systemd[1]: x', '2016-03-18T13:26:02.000Z', 'utc', 0],
    ['RFC 5424', '<34>1 2016-03-18T13:26:02.123Z gw app - - x', '2016-03-18T13:26:02.123Z', 'utc', 0],
    ['RFC 3164 with a priority', '<30>Mar 18 13:26:02 gw x', '2026-03-18T13:26:02.000Z', 'unknown', 0],
    ['in brackets', '[2016-03-18 13:26:02] x', '2016-03-18T13:26:02.000Z', 'unknown', 0],
    ['quoted, as in CSV', '"2016-03-18 13:26:02","x"', '2016-03-18T13:26:02.000Z', 'unknown', 0],
  ])('%s', (_name, line, local, zone, offset) => {
    expect(read(line)).toMatchObject({ local, zone, offset });
  });

  it.each([
    ['no time', 'charon: 09[IKE] retransmit'],
    ['a date alone', '2016-03-18 charon'],
    ['month 13', '2016-13-18 13:26:02 x'],
    ['30 February', '2016-02-30 13:26:02 x'],
    ['hour 24', '2016-03-18 24:26:02 x'],
    ['13 PM', '3/18/2016 13:26:02 PM x'],
    ['an address', '10.0.0.1 13:26:02 x'],
    ['five digits of a year', '20160-03-18 13:26:02 x'],
    ['a word that begins like a month', 'Marker 18 13:26:02 x'],
    ['nothing', ''],
  ])('%s is no time', (_name, line) => {
    expect(read(line)).toBeNull();
  });

  it('reads day first where the file says so', () => {
    expect(read('18/3/2016 13:26:02 x', true)).toMatchObject({ local: '2016-03-18T13:26:02.000Z' });
  });

  it('tells where the written time stands', () => {
    expect(read('<34>1 2016-03-18T13:26:02.123Z gw')?.text).toBe('2016-03-18T13:26:02.123Z');
    expect(read('3/18/2016 1:26:02 PM x')?.text).toBe('3/18/2016 1:26:02 PM');
  });

  it('agrees with Date for every instant written as ISO 8601', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true }), (date) => {
        expect(read(`${date.toISOString()} x`)?.local).toBe(date.toISOString());
      }),
    );
  });

  it('takes any bytes without harm', () => {
    const reader = createLineTimeReader({ nowMs, dayFirst: false });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        if (reader.read(bytes, 0, bytes.length)) expect(reader.end).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 2000 },
    );
  });
});
