import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordTime } from '#shared/model/record.ts';
import { applyZone } from '#core/time/apply-zone.ts';
import { createBundleZones, zoneName } from '#core/time/bundle-zones.ts';
import { createZoneSetter } from '#core/time/zone-setter.ts';

const systemInfo = (host: string, zone: string): string =>
  `Host Name:                 ${host}\nTime Zone:                 (UTC${zone}) Somewhere\n`;

function zoneOf(files: Readonly<Record<string, string>>, computer: string | null): string | null {
  const zones = createBundleZones();
  for (const [path, text] of Object.entries(files)) zones.add(path, text);
  const found = zones.of(computer);
  return found && `${zoneName(found.zone)} from ${found.path}`;
}

describe('the zone of a record without one', () => {
  it.each<[string, Readonly<Record<string, string>>, string | null, string | null]>([
    ['nothing tells a zone', { 'a.txt': 'hello' }, 'RRAS01', null],
    ['one file tells it', { 'tz.txt': 'Tokyo Standard Time\r\n' }, null, 'Asia/Tokyo from tz.txt'],
    ['two files tell the same', { 's.txt': systemInfo('A', '+09:00'), 'tz.txt': 'Tokyo Standard Time' }, null, 'Asia/Tokyo from tz.txt'],
    [
      'a fixed distance that the zone has in summer',
      { 'w.txt': 'UTC = LocalTime + Bias\nBias: -120min', 'tz.txt': 'W. Europe Standard Time' },
      null,
      'Europe/Berlin from tz.txt',
    ],
    ['two files contradict each other', { 's.txt': systemInfo('A', '+01:00'), 'tz.txt': 'Tokyo Standard Time' }, null, null],
    [
      'two hosts, the record names one',
      { 'a.txt': systemInfo('RRAS01', '+09:00'), 'b.txt': systemInfo('RRAS02', '-05:00') },
      'rras02.contoso.com',
      '-05:00 from b.txt',
    ],
    ['two hosts, the record names none', { 'a.txt': systemInfo('RRAS01', '+09:00'), 'b.txt': systemInfo('RRAS02', '-05:00') }, null, null],
    [
      'two hosts, the record names a third',
      { 'a.txt': systemInfo('RRAS01', '+09:00'), 'b.txt': systemInfo('RRAS02', '-05:00') },
      'DC01',
      null,
    ],
    [
      'a folder carries the name of the host',
      { 'RRAS01/tz.txt': 'Tokyo Standard Time', 'RRAS02/tz.txt': 'Romance Standard Time' },
      'RRAS02',
      'Europe/Paris from RRAS02/tz.txt',
    ],
    ['a zone that is not known here', { 'manifest.json': '{"timeZone": "Nowhere/Land"}' }, null, null],
  ])('%s', (_name, files, computer, expected) => {
    expect(zoneOf(files, computer)).toBe(expected);
  });

  it('is sought without trouble in any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, computer) => void zoneOf({ 'a.txt': text, [computer]: text }, computer)),
      { numRuns: 300 },
    );
  });
});

it('many times of one log get what each of them would get alone', () => {
  const minute = fc.integer({ min: 0, max: 20 * 366 * 24 * 60 });
  fc.assert(
    fc.property(
      fc.array(minute, { maxLength: 20 }),
      fc.constantFrom('Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Tokyo'),
      (minutes, name) => {
        const set = createZoneSetter({ kind: 'iana', name });
        for (const at of minutes) {
          const time: RecordTime = {
            utcMs: null,
            localMs: Date.UTC(2008, 0, 1) + at * 60_000,
            offsetMinutes: null,
            zone: 'unknown',
            text: '',
          };
          expect(set(time)).toEqual(applyZone(time, { kind: 'iana', name }));
        }
      },
    ),
    { numRuns: 100 },
  );
});
