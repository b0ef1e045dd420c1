import type { IkeEventData, IkeFault } from '#shared/model/ike.ts';
import type { NewRecord, Parsed, ParseInput, TextLine } from '../format.ts';
import { ikeLevel } from '../ike/describe-ike.ts';
import { describeGatewayLine, gatewayMessages } from '../ike/gateway/gateway-message.ts';
import { faultOfCode, ikeEvent } from '../ike/ike-event.ts';
import type { IkeOrigin } from '../ike/ike-event.ts';
import { notify } from '../ike/notify-names.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';

export const origin: IkeOrigin = { witness: 'network-watcher', side: 'azure' };

/** A record of one or more lines that say the same; the first is its place. */
export function ikeRecord(lines: readonly TextLine[], data: IkeEventData, time: NewRecord['time'] = null): Parsed {
  const first = lines[0]!;
  return {
    type: 'record',
    record: {
      place: { line: first.number, endLine: lines.at(-1)!.number, offset: first.offset },
      time,
      level: ikeLevel(data),
      what: describeGatewayLine(data, first.text),
      who: data.remote?.address ?? null,
      data,
      text: lines.map((line) => line.text).join('\n'),
    },
  };
}

/** IkeLogs.txt: the lines of the IKE diagnostic log, with or without a time before them. */
export function* readIkeLogs(input: ParseInput): Generator<Parsed> {
  const read = gatewayMessages(origin);
  for (const line of input.lines()) {
    if (line.text.trim() === '') continue;
    const stamp = /^\uFEFF?\[?(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)/.exec(line.text)?.[1];
    yield ikeRecord([line], read(line.text), stamp === undefined ? null : parseWindowsDate(stamp.replace(' ', 'T'), 'mdy'));
  }
}

/** Advice and log lines of IKEErrors.txt as Microsoft shows them (Network Watcher, "Diagnose on-premises connectivity", 2024-02). */
const advice: readonly (readonly [RegExp, IkeFault])[] = [
  [/Authentication failed|AUTH_FAIL/i, 'authentication'],
  [/rejected Quick Mode|Quick Mode (?:settings|policy)/i, 'ipsec-policy'],
  [/rejected Main Mode|Main Mode (?:settings|policy)|NO_PROPOSAL_CHOSEN/i, 'ike-policy'],
  [/traffic selector|TS_UNACCEPTABLE/i, 'traffic-selectors'],
  [/not respond|no response|timed out|unreachable/i, 'no-answer'],
];

/** An error of IKEErrors.txt: its advice and the log line it rests on. */
function errorEvent(lines: readonly TextLine[]): IkeEventData {
  const text = lines.map((line) => line.text.slice(0, 2000)).join(' ');
  const match = /Windows error (\d{1,10})/i.exec(text);
  const code = match === null ? null : Number(match[1]);
  const sa = /\bQM\b|quick mode|IkeCleanupQM/i.test(text) ? 'child' : 'ike';
  const byCode = code === null ? null : faultOfCode(code, sa);
  const told = advice.find(([pattern]) => pattern.test(text));
  const fault = byCode === null || byCode === 'other' ? (told?.[1] ?? 'other') : byCode;
  const name = /\b(NO_PROPOSAL_CHOSEN|AUTHENTICATION_FAILED|TS_UNACCEPTABLE|INVALID_[A-Z_]{2,30})\b/.exec(text)?.[1] ?? null;
  const direction = /\bPeer sent\b|device (?:sent|rejected)/i.test(text) ? 'received' : 'local';
  return ikeEvent(origin, { step: 'failed', direction, code, sa, fault, notifies: name === null ? [] : [notify(name)] });
}

/** IKEErrors.txt: `Error: <advice>` followed by `based on log : <line>`. */
export function* readIkeErrors(input: ParseInput): Generator<Parsed> {
  let open: TextLine[] = [];
  for (const line of input.lines()) {
    if (line.text.trim() === '') continue;
    const begins = /^\uFEFF?Error:/i.test(line.text);
    if (open.length > 0 && (begins || open.length >= 10)) {
      yield ikeRecord(open, errorEvent(open));
      open = [];
    }
    open.push(line);
  }
  if (open.length > 0) yield ikeRecord(open, errorEvent(open));
}
