/**
 * One piece of work of the benchmarks of captures and IKE logs, in a process of its own so that its memory can be told: `node capture-work.ts
 * <work> <file>`. Prints a line of JSON; processor time counts the work alone, the peak the whole process.
 */
import { format as captures } from '#core/formats/packet-capture/format.ts';
import { format as charon } from '#core/formats/strongswan-charon/format.ts';
import type { Format } from '#core/formats/format.ts';
import { buildLineIndex } from '#core/store/line-index.ts';
import { createParseInput, readLines } from '#core/text/text.ts';
import { openFileBytes } from '#host/store/file-bytes.ts';

export type Measured = {
  readonly items: number;
  readonly rejected: number;
  readonly seconds: number;
  readonly processor: number;
  readonly peakMb: number;
};
type Counts = Pick<Measured, 'items' | 'rejected'>;

function parse(format: Format, encoding: string, file: string): Counts {
  const counts = { items: 0, rejected: 0 };
  for (const item of format.parse(createParseInput(file, encoding, openFileBytes(file)))) {
    if (item.type === 'rejected') counts.rejected += 1;
    else counts.items += 1;
  }
  return counts;
}

const works: Readonly<Record<string, (file: string) => Counts>> = {
  capture: (file) => parse(captures, 'binary', file),
  index: (file) => ({ items: buildLineIndex(openFileBytes(file), 'utf-8', Date.UTC(2026, 10, 22)).columns.count, rejected: 0 }),
  lines: (file) => {
    let items = 0;
    for (const { number } of readLines(openFileBytes(file), 'utf-8')) items = number;
    return { items, rejected: 0 };
  },
  charon: (file) => parse(charon, 'utf-8', file),
};

const [work = '', file = ''] = process.argv.slice(2);
const [startedMs, before] = [performance.now(), process.cpuUsage()];
const counts = works[work]!(file);
const used = process.cpuUsage(before);
const measured: Measured = {
  ...counts,
  seconds: (performance.now() - startedMs) / 1000,
  processor: (used.user + used.system) / 1e6,
  peakMb: process.resourceUsage().maxRSS / 1024,
};
console.log(JSON.stringify(measured));
