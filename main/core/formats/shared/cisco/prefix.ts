import type { RecordTime } from '#shared/model/record.ts';
import { parseWindowsDate } from '../windows-date.ts';
import type { SyslogClock } from '../syslog-time.ts';
import { syslogMs } from '../syslog-time.ts';

/** Where a line comes from: `%ASA-5-713119`, `%CRYPTO-6-IKMP_MODE_FAILURE`, a debug of IKEv2 or of ISAKMP, of ASA's IKEv1, of IPSEC. */
export type CiscoSource = 'asa-syslog' | 'ios-syslog' | 'ikev2' | 'isakmp' | 'asa-ikev1' | 'ipsec';

export type CiscoLine = {
  readonly time: RecordTime | null;
  readonly source: CiscoSource;
  /** `713119`, `CRYPTO/IKMP_MODE_FAILURE`; empty for a debug. */
  readonly code: string;
  /** Id of the negotiation in brackets: `16`, `1`, `0`; null where the line has none. */
  readonly id: string | null;
  /** True for the lines of a debug that report errors (`IKEv2-ERROR`, `IKEv2-PROTO-1`). */
  readonly isError: boolean;
  readonly text: string;
};

/** No logger writes more than this before the message itself. */
const maxHead = 240;
const maxText = 20_000;

const asa = /%(?:ASA|PIX|FTD|FWSM)-(?:[a-z0-9]{1,20}-)?(\d)-(\d{6})\b:? ?/i;
const ios = /%([A-Z][A-Z0-9_]{1,30})-(?:[A-Z0-9_]{1,20}-)?([0-7])-([A-Z][A-Z0-9_]{1,60}): ?/;
const ikev2 =
  /\bIKEv2(?:-(ERROR|INTERNAL|PROTO-\d|PLAT-\d|PAK))?:(?: ?\((?:SESSION ID = \d{1,10}, ?)?SA ID = (\d{1,10})\):| ?\((\d{1,10})\):)? ?/;
const isakmp = /\bISAKMP(?:-(ERROR|PAK|AAA))?(?: ?: ?(?:\((?:\d{1,10}:)?(\d{1,10})\):?)?| ?\((?:\d{1,10}:)?(\d{1,10})\):?) ?/;
const asaIkev1 = /\[IKEv1(?: [A-Z]{4,8})?\]:? ?/;
const ipsec = /\bIPSEC\([a-z_ ]{2,60}\): ?|\bmap_db_find_best did not find matching map/i;

/** `*Mar  1 00:12:34.567`, `.Nov 18 2026 12:00:00.123 UTC`, `Nov 18 12:00:00`; an asterisk or a point marks a clock that is not set. */
const stamp =
  /(?<![A-Za-z])([A-Z][a-z]{2}) {1,2}(\d{1,2}) (?:(\d{4}) )?(\d{2}):(\d{2}):(\d{2})(?:[.,](\d{1,9}))?(?: (?:(\d{4})(?=[: ]))?([A-Z]{3,5})(?=[: ]))?/g;
const isoStamp = /\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?/g;

/** The last stamp before the message is the device's own; one before it is of the server that received it. */
export function timeOf(head: string, clock: SyslogClock): RecordTime | null {
  const own = [...head.matchAll(stamp)].at(-1);
  const iso = [...head.matchAll(isoStamp)].at(-1);
  if (iso !== undefined && (own === undefined || iso.index > own.index))
    return parseWindowsDate(iso[0].replace(' ', 'T').replace(',', '.'), 'mdy');
  if (own === undefined) return null;
  const [, month, day, year, hour, minute, second, fraction, laterYear, zone] = own;
  const localMs = syslogMs(
    {
      month: month!,
      day: Number(day),
      hour: Number(hour),
      minute: Number(minute),
      second: Number(second),
      fraction: fraction ?? '0',
      year: year ?? laterYear,
    },
    clock,
  );
  if (localMs === null) return null;
  const isUtc = (zone === 'UTC' || zone === 'GMT') && (year ?? laterYear) !== undefined;
  return { utcMs: isUtc ? localMs : null, localMs, offsetMinutes: isUtc ? 0 : null, zone: isUtc ? 'utc' : 'unknown', text: own[0].trim() };
}

type Found = Omit<CiscoLine, 'time' | 'text'> & { readonly index: number; readonly length: number };

function startOf(head: string): Found | null {
  const plain = { code: '', id: null, isError: false };
  let match = asa.exec(head);
  if (match !== null) return { ...plain, source: 'asa-syslog', code: match[2]!, index: match.index, length: match[0].length };
  match = ios.exec(head);
  if (match !== null)
    return { ...plain, source: 'ios-syslog', code: `${match[1]}/${match[3]}`, index: match.index, length: match[0].length };
  match = ikev2.exec(head);
  if (match !== null) {
    const isError = match[1] === 'ERROR' || match[1] === 'PROTO-1';
    return {
      source: 'ikev2',
      code: match[1] ?? '',
      id: match[2] ?? match[3] ?? null,
      isError,
      index: match.index,
      length: match[0].length,
    };
  }
  match = asaIkev1.exec(head);
  if (match !== null) return { ...plain, source: 'asa-ikev1', index: match.index, length: match[0].length };
  match = isakmp.exec(head);
  if (match !== null)
    return {
      source: 'isakmp',
      code: '',
      id: match[2] ?? match[3] ?? null,
      isError: match[1] === 'ERROR',
      index: match.index,
      length: match[0].length,
    };
  match = ipsec.exec(head);
  return match === null ? null : { ...plain, source: 'ipsec', index: match.index, length: 0 };
}

/** Labels of lists go before `IKEv2:` too (`Encryption   : IKEv2: (1)AES256`); before a message stands nothing, a stamp or a prompt. */
function isLogHead(head: string): boolean {
  return head.trim() === '' || /\d|[#>*]\s*$|^[\w.-]{1,64} ?: ?$/.test(head);
}

/** A message of the data plane inside one of the platform: `%IOSXE-3-PLATFORM: … %IPSEC-3-RECVD_PKT_INV_SPI: …`. */
const inner = /%(?:IPSEC|CRYPTO|IKEV2)-\d-[A-Z_]{2,60}: ?/;
const cheap = /%[A-Z]|IKEv[12]|ISAKMP|IPSEC\(|map_db_find/i;

/** Takes a line of a syslog or of a debug apart; null for a line that begins no message of IKE's or IPsec's. */
export function readCiscoLine(line: string, clock: SyslogClock): CiscoLine | null {
  const head = line.slice(0, maxHead);
  if (!cheap.test(head)) return null;
  const found = startOf(head);
  if (found === null || !isLogHead(head.slice(0, found.index))) return null;
  // The heading of a tunnel in `show vpn-sessiondb detail` is `IKEv2:` and nothing more.
  if (found.source === 'ikev2' && found.id === null && line.length <= found.index + found.length) return null;
  const time = timeOf(head.slice(0, found.index), clock);
  const text = line.slice(found.index + found.length, found.index + found.length + maxText).trimEnd();
  if (found.source === 'ios-syslog' && found.code.endsWith('PLATFORM') && inner.test(text.slice(0, 400))) {
    const nested = ios.exec(text.slice(0, 400));
    if (nested !== null) return { ...found, time, code: `${nested[1]}/${nested[3]}`, text: text.slice(nested.index + nested[0].length) };
  }
  return { time, source: found.source, code: found.code, id: found.id, isError: found.isError, text };
}
