import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/collector-manifest/format.ts';
import { samples } from '#core/formats/collector-manifest/samples.ts';
import { hangMs } from '../../../../helpers/hang.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

const sample = samples[0].text;

describe('manifest of a collection', () => {
  it.each(variants(sample))('$name: says who collected where, when and by which clock', ({ bytes }) => {
    const read = readBytes(format, bytes);
    expect(read.score).toBe(1);
    expect(dataOf(read, 'collection-run')).toMatchObject([
      {
        collector: 'linux',
        host: 'fw-hq',
        timeZone: 'Asia/Tokyo',
        clockOffsetMs: -2150.125,
        clockSource: 'chronyc',
        isAdministrator: false,
      },
    ]);
    expect(dataOf(read, 'collection-run')[0]).toMatchObject({ collected: 1, failed: 1, startedMs: Date.UTC(2026, 10, 20, 5, 0, 1) });
    expect(read.records[0]?.what?.key).toBe('record.collection-run-behind');
    expect(read.rejected).toEqual([]);
  });

  it('cites each item by its line, and only failures are missing from the bundle', () => {
    const read = readText(format, sample);
    const items = read.records.slice(1);
    expect(items.map((r) => r.place.line)).toEqual([15, 16, 17]);
    expect(items.map((r) => format.missing?.(r)?.key ?? null)).toEqual([null, 'collection.reason.no-permission', null]);
    expect(format.missing?.(items[1]!)?.params).toEqual({
      what: 'swanctl --list-sas',
      detail: "connecting to 'unix:///var/run/charon.vici' failed: Permission denied",
    });
    expect(items.map((r) => r.level)).toEqual([null, 'warning', 'information']);
  });

  it('a reason of a newer collector is a failure; an entry without a status is rejected', () => {
    const read = readText(format, sample.replace('"no-permission"', '"flux"').replace('"skipped"', '"perhaps"'));
    expect(dataOf(read, 'collection-item').map((d) => d.reason)).toEqual([null, 'failed']);
    expect(read.rejected.map((r) => [r.line, r.reason.key])).toEqual([[17, 'reject.collection-item']]);
  });

  it('keeps what came before the end of a cut manifest and says where it ends', () => {
    const read = readText(format, sample.slice(0, sample.indexOf('"no-permission"')));
    expect(dataOf(read, 'collection-item').map((d) => d.item)).toEqual(['routes', 'swanctl-sas']);
    expect(read.rejected.map((r) => r.reason.key)).toEqual(['reject.collection-manifest']);
  });

  it('another manifest.json is not ours', () => {
    expect(readText(format, '{ "schema": "other/collection@1", "items": [] }').score).toBe(0);
  });

  it('any bytes: no throw, no hang', { timeout: hangMs }, () => {
    const head = '{ "schema": "tunnel-triage/collection@1", "items": [';
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, withHead) => {
        const read = readBytes(format, withHead ? Buffer.concat([Buffer.from(head), bytes]) : bytes);
        expect(read.records.length).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
    readText(format, `${head}${'{ "id": "x", "status": "failed" },'.repeat(20_000)}`);
    readText(format, `${head}${'['.repeat(50_000)}`);
  });
});
