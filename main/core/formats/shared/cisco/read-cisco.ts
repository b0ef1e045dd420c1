import type { RecordKind } from '#shared/model/record-data.ts';
import { plainRecord } from '../../device-text/device-data.ts';
import type { Parsed, Sample, TextLine } from '../../format.ts';
import { sideOfPath } from '../../ike/ike-event.ts';
import type { IkeOrigin } from '../../ike/ike-event.ts';
import { mergeByLine } from '../merge-by-line.ts';
import { newSyslogClock } from '../syslog-time.ts';
import { configLines, readConfig } from './config/config-reader.ts';
import { logReader } from './log/log-reader.ts';
import { readCiscoLine } from './prefix.ts';
import { showReader } from './show/show-reader.ts';
import { cleanLine, readPrompt } from './terminal.ts';

function plainLine(line: TextLine): Parsed {
  return { type: 'record', record: plainRecord(line) };
}

/** Logs, debugs and listings, as they follow one another in the log of a terminal; lines of neither stay searchable as they are. */
function* readSession(lines: Iterable<TextLine>, origin: IkeOrigin): Iterable<Parsed> {
  const clock = newSyslogClock();
  const log = logReader(origin);
  const show = showReader();
  for (const line of lines) {
    const text = cleanLine(line.text);
    if (text.trim() === '') continue;
    const read = readCiscoLine(text, clock);
    if (read !== null) {
      yield* show.end();
      yield* log.begin(line, read);
      continue;
    }
    if (log.takes(line, text)) continue;
    yield* log.end();
    if (readPrompt(text) !== null) yield* show.end();
    else {
      const { taken, done } = show.take(line, text);
      yield* done;
      if (taken) continue;
    }
    yield plainLine(line);
  }
  yield* log.end();
  yield* show.end();
}

/**
 * Reads everything of Cisco IOS, IOS-XE and ASA that tells about tunnels, in one text: the log of a terminal often holds debugs, listings
 * and a configuration one after another. Each of the formats `cisco-…` reads a file this way, whichever of the three it holds most of.
 */
export function readCisco(lines: () => Iterable<TextLine>, path: string): Iterable<Parsed> {
  const origin: IkeOrigin = { witness: 'device-log', side: sideOfPath(path) };
  return mergeByLine([readSession(lines(), origin), readConfig(lines())]);
}

function* sampleLines(sample: Sample): Iterable<TextLine> {
  const lines = (sample.text ?? '').split(/\r\n|\n|\r/);
  // The sample ends in the middle of a line when the file is longer.
  const count = sample.size > sample.bytes.length ? lines.length - 1 : lines.length;
  for (let i = 0; i < count; i += 1) yield { number: i + 1, offset: 0, text: lines[i]! };
}

export type CiscoCounts = {
  readonly events: number;
  readonly sas: number;
  readonly configuration: number;
  /** A log of many devices in which Cisco's are few. */
  readonly isForeign: boolean;
};

const ciscoLine = /%[A-Z][A-Z0-9_]{1,30}-(?:[\w-]{1,20}-)?\d-|\bIKEv2[-:]|\bISAKMP[ :(-]|\[IKEv1/g;

/** True when most lines are of something else and no listing or configuration explains them. */
function isForeign(text: string): boolean {
  const lines = text.split('\n').length;
  const own = text.match(ciscoLine)?.length ?? 0;
  const stamped = text.match(/^(?:<\d{1,3}>)?(?:\d{4}-\d{2}-\d{2}|[A-Z][a-z]{2} {1,2}\d{1,2} \d{2}:)/gm)?.length ?? 0;
  return own * 5 < stamped && stamped * 2 > lines;
}

/** Several formats ask about the same sample; it is read once. */
const known = new WeakMap<Sample, CiscoCounts>();

/** Words of Cisco's, one of which stands in every text that these formats read. */
const promising =
  /%(?:ASA|PIX|FTD|FWSM|CRYPTO|IKEV2|IPSEC|IOSXE)-|IKEv2[-:]|ISAKMP[ :(-]|\[IKEv1|IPSEC\(|crypto (?:isakmp|ikev[12]|ipsec|map)\b|tunnel-group |#pkts encaps|Tunnel-id|IKE Peer|crypto session|dst\s+src\s+state|C-id\s+Local|LAN-to-LAN|IPSEC FLOW|ISAKMP SA/i;

/** How much of each the beginning of a file holds: events of IKE, listed SAs, lines of a configuration of tunnels. */
export function countCisco(sample: Sample): CiscoCounts {
  const cached = known.get(sample);
  if (cached !== undefined) return cached;
  const kinds = new Map<RecordKind, number>();
  let configuration = 0;
  if (sample.text !== null && promising.test(sample.text)) {
    const origin: IkeOrigin = { witness: 'device-log', side: null };
    for (const item of readSession(sampleLines(sample), origin)) {
      if (item.type === 'record') kinds.set(item.record.data.kind, (kinds.get(item.record.data.kind) ?? 0) + 1);
    }
    configuration = configLines(sampleLines(sample));
  }
  const counts = {
    events: kinds.get('ike-event') ?? 0,
    sas: kinds.get('device-sa') ?? 0,
    configuration,
    isForeign: isForeign(sample.text ?? ''),
  };
  known.set(sample, counts);
  return counts;
}

/** What a file is of when it holds as much of each, and how many lines or records make one. */
const weights = {
  events: { base: 0.73, least: 1 },
  sas: { base: 0.72, least: 1 },
  configuration: { base: 0.71, least: 2 },
} as const;

/** Share of one kind of content, as a score that no two of the three formats reach for the same file. */
export function share(sample: Sample, of: keyof typeof weights): number {
  const counts = countCisco(sample);
  const { base, least } = weights[of];
  if (counts.isForeign && counts[of] >= least) return 0.52;
  return counts[of] < least ? 0 : base + (0.2 * counts[of]) / (counts.events + counts.sas + counts.configuration);
}
