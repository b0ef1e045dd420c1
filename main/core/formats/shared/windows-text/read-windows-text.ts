import type { RecordKind } from '#shared/model/record-data.ts';
import type { Parsed, Sample, TextLine } from '../../format.ts';
import { mergeByLine } from '../merge-by-line.ts';
import { rejected } from '../parsed.ts';
import { psObjectReaders, type PsObject } from '../ps-objects.ts';
import { firewallProfile, firewallRule } from './firewall-objects.ts';
import { rrasBgpPeer, rrasStatistics, windowsInterface, windowsService } from './host-objects.ts';
import { readNetshFirewall } from './netsh-firewall.ts';
import { readPing } from './ping.ts';
import { readPsping } from './psping.ts';
import { readRoutePrint } from './route-print.ts';
import { netRoute } from './route-objects.ts';
import { rrasInterface, rrasServer } from './rras-objects.ts';
import { readTcping } from './tcping.ts';
import { testNetConnection } from './test-net-connection.ts';
import { readTraceroute } from './traceroute.ts';

const single = [
  rrasInterface,
  rrasServer,
  netRoute,
  firewallRule,
  firewallProfile,
  windowsService,
  rrasBgpPeer,
  rrasStatistics,
  windowsInterface,
];

function classify(object: PsObject): readonly Parsed[] {
  for (const read of single) {
    const record = read(object);
    if (record) return [record];
  }
  return testNetConnection(object);
}

/** Lists and JSON are told apart from prose by their size: one or two labels may be a sentence. */
const minProperties = 3;

function* readObjects(objects: Iterable<PsObject>): Iterable<Parsed> {
  for (const object of objects) {
    const records = classify(object);
    yield* records;
    const unit = object.shape === 'list' || object.shape === 'json';
    if (records.length === 0 && unit && object.size >= minProperties) yield rejected(object.line, 'reject.unknown-object', object.text);
  }
}

const runReaders = [readPsping, readPing, readTraceroute, readTcping, readRoutePrint, readNetshFirewall];

/**
 * Reads everything that the Windows formats of this folder know, in one text: a session transcript often holds a ping,
 * a trace, a route table and some cmdlets one after another. Each reader streams through the lines on its own.
 */
export function readWindowsText(lines: () => Iterable<TextLine>): Iterable<Parsed> {
  const objects = psObjectReaders.map((read) => readObjects(read(lines())));
  return mergeByLine([...objects, ...runReaders.map((read) => read(lines()))]);
}

function* sampleLines(sample: Sample): Iterable<TextLine> {
  const lines = (sample.text ?? '').split(/\r\n|\n|\r/);
  // The sample ends in the middle of a line when the file is longer.
  const count = sample.size > sample.bytes.length ? lines.length - 1 : lines.length;
  for (let i = 0; i < count; i += 1) yield { number: i + 1, offset: 0, text: lines[i]! };
}

export type KindCounts = ReadonlyMap<RecordKind | 'psping' | 'rejected', number>;

/** Several formats ask about the same sample; it is read once. */
const known = new WeakMap<Sample, KindCounts>();

/** Cheap sign that a text may hold anything of this folder, so that large foreign texts are not read five ways. */
const promising = /PsPing|Connecting to|%|\bms\b|TTL=|=====|-----|\s:\s|"\s*:|","|";"|Probing|\*/;

/** How many records of each kind the beginning of a file yields; PsPing and Test-NetConnection runs are counted by tool. */
export function countKinds(sample: Sample): KindCounts {
  const cached = known.get(sample);
  if (cached) return cached;
  const counts = new Map<RecordKind | 'psping' | 'rejected', number>();
  const add = (key: RecordKind | 'psping' | 'rejected'): void => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  if (sample.text !== null && promising.test(sample.text)) {
    for (const item of readWindowsText(() => sampleLines(sample))) {
      if (item.type === 'rejected') add('rejected');
      else if (item.record.data.kind === 'tcp-probe' && item.record.data.tool !== 'test-netconnection') add('psping');
      else add(item.record.data.kind);
    }
  }
  known.set(sample, counts);
  return counts;
}
