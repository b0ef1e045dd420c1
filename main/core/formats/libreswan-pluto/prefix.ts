import type { RecordTime } from '#shared/model/record.ts';
import { syslogMs } from '../shared/syslog-time.ts';
import type { SyslogClock } from '../shared/syslog-time.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';

/** A line of pluto without what the logger put before it. */
export type PlutoLine = {
  readonly time: RecordTime | null;
  /** Name of the connection; null for a packet that belongs to none. */
  readonly connection: string | null;
  /** Number of the IKE or child SA in the daemon. */
  readonly state: string | null;
  readonly peer: string | null;
  readonly text: string;
};

const isoTime = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?):? /;
const syslogTime = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?:? /;
const logger = /^(?:<\d{1,3}>)?(?:\S{1,255} )?pluto(?:\[\d{1,10}\])?: /;
const whack = /^\d{3} (?=["#p])/;
const named = /^(?:ERROR: )?"([^"]{1,200})"(?:\[\d{1,10}\])?(?: ([^#\s]\S{1,59}?))?(?: #(\d{1,10}))?: (.{1,8000})$/;
const packet = /^packet from (\S{2,60}?):(?:\d{1,5}:)? (.{1,8000})$/;

function syslog(match: RegExpExecArray, clock: SyslogClock): RecordTime | null {
  const [, month, day, hour, minute, second, fraction] = match;
  const fields = { day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second), fraction: fraction ?? '0' };
  const localMs = syslogMs({ ...fields, month: month! }, clock);
  return localMs === null ? null : { utcMs: null, localMs, offsetMinutes: null, zone: 'unknown', text: match[0].trim() };
}

/** `Nov 28 08:37:25.453021: "azure" #1: …` of the log file, syslog, the journal, or `181 "azure" #1: …` of `ipsec auto --up`. */
export function readPluto(line: string, clock: SyslogClock): PlutoLine | null {
  const iso = isoTime.exec(line);
  const bsd = iso === null ? syslogTime.exec(line) : null;
  let rest = line.slice((iso ?? bsd)?.[0].length ?? 0);
  const time =
    iso !== null ? parseWindowsDate(iso[1]!.replace(' ', 'T').replace(',', '.'), 'mdy') : bsd === null ? null : syslog(bsd, clock);
  rest = rest.replace(logger, '').replace(whack, '');
  const match = named.exec(rest);
  if (match !== null) return { time, connection: match[1]!, state: match[3] ?? null, peer: match[2] ?? null, text: match[4]! };
  const stray = packet.exec(rest);
  return stray === null ? null : { time, connection: null, state: null, peer: stray[1]!, text: stray[2]! };
}
