import type { RecordTime } from '#shared/model/record.ts';
import { syslogMs } from '../shared/syslog-time.ts';
import type { SyslogClock } from '../shared/syslog-time.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';

/** A line without what the logger put before it. */
export type CharonLine = {
  readonly time: RecordTime | null;
  /** `IKE`, `NET`, `ENC`, `CFG` …; null where the logger does not write it (systemd journal). */
  readonly group: string | null;
  readonly thread: string | null;
  /** Connection name and unique number of the IKE SA from `<name|1>` or `<1>`. */
  readonly connection: string | null;
  readonly sa: string | null;
  readonly text: string;
};

const isoTime = /^(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?) /;
const syslogTime = /^([A-Z][a-z]{2}) {1,2}(\d{1,2}) (\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))? /;
const priority = /^<\d{1,3}>(?:1 )?/;
/** `fw charon: `, `fw charon[812]: `, `fw charon-systemd[1158]: `, and RFC 5424 `fw charon 812 - - `. */
const program =
  /^(?:\S{1,255} )?(charon(?:-systemd|-nm|-cmd)?|ipsec|strongswan|swanctl)(?:\[\d{1,10}\])?(?:: | \d{1,10} \S{1,40} (?:-|\[.{0,200}?\]) )/;
const threadGroup = /^(?:(\d{1,4}))?\[([A-Z]{3})\d?\] /;
const saTag = /^<(?:([^<>|]{1,100})\|)?(\d{1,10})> /;

function syslog(match: RegExpExecArray, clock: SyslogClock): RecordTime | null {
  const [, month, day, hour, minute, second, fraction] = match;
  const fields = { day: Number(day), hour: Number(hour), minute: Number(minute), second: Number(second), fraction: fraction ?? '0' };
  const localMs = syslogMs({ ...fields, month: month! }, clock);
  if (localMs === null) return null;
  return { utcMs: null, localMs, offsetMinutes: null, zone: 'unknown', text: match[0].trim() };
}

/** Splits a line of a charon log file, of syslog (RFC 3164 and 5424) or of the systemd journal; null when it is none. */
export function readPrefix(line: string, clock: SyslogClock): CharonLine | null {
  let rest = line.replace(/^\uFEFF/, '').replace(priority, '');
  let time: RecordTime | null = null;
  const iso = isoTime.exec(rest);
  const bsd = iso === null ? syslogTime.exec(rest) : null;
  if (iso !== null) time = parseWindowsDate(iso[1]!.replace(' ', 'T').replace(',', '.'), 'mdy');
  else if (bsd !== null) time = syslog(bsd, clock);
  rest = rest.slice((iso ?? bsd)?.[0].length ?? 0);
  const logger = program.exec(rest);
  if (logger !== null) rest = rest.slice(logger[0].length);
  const marked = threadGroup.exec(rest);
  if (marked === null && (logger === null || !/^(?:charon|ipsec|strongswan)/.test(logger[1]!))) return null;
  if (marked !== null) rest = rest.slice(marked[0].length);
  const tag = saTag.exec(rest);
  if (tag !== null) rest = rest.slice(tag[0].length);
  return { time, group: marked?.[2] ?? null, thread: marked?.[1] ?? null, connection: tag?.[1] ?? null, sa: tag?.[2] ?? null, text: rest };
}
