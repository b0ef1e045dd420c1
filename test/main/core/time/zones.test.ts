import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordTime } from '#shared/model/record.ts';
import { applyZone } from '#core/time/apply-zone.ts';
import { findZone } from '#core/time/zone-evidence.ts';

const local = (localMs: number): RecordTime => ({ utcMs: null, localMs, offsetMinutes: null, zone: 'unknown', text: 'as written' });
const iana = (name: string) => ({ kind: 'iana', name }) as const;

describe('a time of unknown zone', () => {
  it.each([
    ['Tokyo', iana('Asia/Tokyo'), Date.UTC(2024, 2, 18, 22, 29), 540],
    ['Berlin in winter', iana('Europe/Berlin'), Date.UTC(2024, 0, 15, 12), 60],
    ['Berlin in summer', iana('Europe/Berlin'), Date.UTC(2024, 6, 15, 12), 120],
    ['Berlin, the hour that comes twice: the first', iana('Europe/Berlin'), Date.UTC(2024, 9, 27, 2, 30), 120],
    ['Berlin, the hour that is left out', iana('Europe/Berlin'), Date.UTC(2024, 2, 31, 2, 30), 60],
    ['Kathmandu', iana('Asia/Katmandu'), Date.UTC(2024, 0, 1), 345],
    ['a fixed offset', { kind: 'offset', minutes: -210 } as const, Date.UTC(2024, 0, 1), -210],
  ])('%s', (_name, zone, localMs, offsetMinutes) => {
    expect(applyZone(local(localMs), zone)).toEqual({
      utcMs: localMs - offsetMinutes * 60_000,
      localMs,
      offsetMinutes,
      zone: 'offset',
      text: 'as written',
    });
  });

  it('that has a zone keeps it, and an unknown zone changes nothing', () => {
    const utc: RecordTime = { utcMs: 5, localMs: 5, offsetMinutes: 0, zone: 'utc', text: '' };
    expect(applyZone(utc, iana('Asia/Tokyo'))).toBe(utc);
    const time = local(5);
    expect(applyZone(time, iana('Nowhere/Land'))).toBe(time);
  });

  it('keeps the order of times outside the hours of a change', () => {
    const minute = fc.integer({ min: 0, max: 20 * 365 * 24 * 60 });
    fc.assert(
      fc.property(
        minute,
        fc.integer({ min: 121, max: 100_000 }),
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Sydney'),
        (from, step, zone) => {
          const first = applyZone(local(Date.UTC(2010, 0, 1) + from * 60_000), iana(zone));
          const second = applyZone(local(Date.UTC(2010, 0, 1) + (from + step) * 60_000), iana(zone));
          expect(second.utcMs!).toBeGreaterThan(first.utcMs!);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('the zone of a host', () => {
  it.each([
    ['tzutil /g', 'Tokyo Standard Time\r\n', iana('Asia/Tokyo')],
    ['tzutil /g without daylight saving time', 'W. Europe Standard Time_dstoff', iana('Europe/Berlin')],
    [
      'Get-TimeZone',
      'Id                         : Romance Standard Time\nDisplayName                : (UTC+01:00) Paris\nBaseUtcOffset              : 01:00:00\nSupportsDaylightSavingTime : True\n',
      iana('Europe/Paris'),
    ],
    [
      'Get-TimeZone of a zone that is not known',
      'Id            : Moon Standard Time\nBaseUtcOffset : -03:30:00\n',
      { kind: 'offset', minutes: -210 },
    ],
    [
      'w32tm /tz',
      'Time zone: Current:TIME_ZONE_ID_STANDARD Bias: -540min (UTC=LocalTime+Bias)\n  [Standard Name:"Tokyo Standard Time" Bias:0min Date:(unspecified)]\n',
      { kind: 'offset', minutes: 540 },
    ],
    [
      'w32tm /tz in summer',
      'Time zone: Current:TIME_ZONE_ID_DAYLIGHT Bias: -60min (UTC=LocalTime+Bias)\n  [Standard Name:"W" Bias:0min Date:(M:10)]\n  [Daylight Name:"S" Bias:-60min Date:(M:3)]\n',
      { kind: 'offset', minutes: 120 },
    ],
    [
      'systeminfo',
      'Host Name:                 HQ-RRAS01\nTime Zone:                 (UTC+09:00) Osaka, Sapporo, Tokyo\n',
      iana('Asia/Tokyo'),
    ],
    [
      'systeminfo, German',
      'Hostname:                  HQ-RRAS01\nZeitzone:                  (UTC-05:00) Eastern Time (USA & Kanada)\n',
      iana('America/New_York'),
    ],
    ['systeminfo in London', 'Time Zone:                 (UTC) Dublin, Edinburgh, Lisbon, London\n', iana('Europe/London')],
    ['systeminfo in UTC', 'Time Zone:                 (UTC) Coordinated Universal Time\n', { kind: 'offset', minutes: 0 }],
    ['systeminfo in Berlin', 'Zeitzone:  (UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien\n', iana('Europe/Berlin')],
    ['systeminfo in Paris', 'Fuseau horaire:  (UTC+01:00) Bruxelles, Copenhague, Madrid, Paris\n', iana('Europe/Paris')],
    ['systeminfo in London, Italian', 'Fuso orario:  (UTC+00:00) Dublino, Edimburgo, Lisbona, Londra\n', iana('Europe/London')],
    ['systeminfo in Helsinki', 'Time Zone:  (UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius\n', iana('Europe/Kiev')],
    ['systeminfo without summer time', 'Time Zone:  (UTC-06:00) Saskatchewan\n', { kind: 'offset', minutes: -360 }],
    ['systeminfo of a place elsewhere', 'Time Zone:  (UTC+05:00) Berlin\n', { kind: 'offset', minutes: 300 }],
    ['systeminfo in Japanese', 'タイム ゾーン:  (UTC+09:00) 大阪、札幌、東京\n', { kind: 'offset', minutes: 540 }],
    ['a performance log', '"(PDH-CSV 4.0) (Tokyo Standard Time)(-540)","\\\\HQ\\RAS Total\\Bytes Received/Sec"\n', iana('Asia/Tokyo')],
    [
      'a performance log of a translated Windows',
      '"(PDH-CSV 4.0) (Mitteleuropäische Zeit)(-60)","\\\\HQ\\x"\n',
      { kind: 'offset', minutes: 60 },
    ],
    ['a manifest', '{ "collected": "2026-11-18", "timeZone": "Asia/Tokyo" }', iana('Asia/Tokyo')],
    ['a manifest with an offset', '{ "timezone": "+05:30" }', { kind: 'offset', minutes: 330 }],
    ['prose', 'The tunnel is down since 10:00.', null],
    ['nothing', '', null],
  ])('%s', (_name, text, zone) => expect(findZone(text)).toEqual(zone));

  it('is looked for in any text without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        findZone(text);
      }),
    );
  });
});

it('a log of summer whose host only systeminfo describes is in summer time', () => {
  const zone = findZone('Zeitzone:  (UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien\n')!;
  expect(applyZone(local(Date.UTC(2026, 6, 15, 9)), zone).offsetMinutes).toBe(120);
  expect(applyZone(local(Date.UTC(2026, 0, 15, 9)), zone).offsetMinutes).toBe(60);
});

it.each([
  ['North Asia East Standard Time', 'Asia/Irkutsk', 480],
  ['Caucasus Standard Time', 'Asia/Yerevan', 240],
  ['Central Brazilian Standard Time', 'America/Cuiaba', -240],
  ['West Pacific Standard Time', 'Pacific/Port_Moresby', 600],
  ['Chatham Islands Standard Time', 'Pacific/Chatham', 825],
  ['UTC+13', 'Etc/GMT-13', 780],
])('the id %s, which tzutil prints, is known', (id, name, offsetMinutes) => {
  expect(findZone(`${id}\r\n`)).toEqual({ kind: 'iana', name });
  expect(applyZone(local(Date.UTC(2026, 0, 15)), iana(name)).offsetMinutes).toBe(offsetMinutes);
});
