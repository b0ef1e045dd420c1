import type { Endpoint, IkeEventData, IkeExchange } from '#shared/model/ike.ts';
import type { RecordTime } from '#shared/model/record.ts';
import { plainRecord } from '../device-text/device-data.ts';
import type { Parsed, ParseInput, TextLine } from '../format.ts';
import { faultOfCode, ikeEvent, parseEndpoint } from '../ike/ike-event.ts';
import { ikeRecord, origin } from './ike-lines.ts';

/** `[0]0368.03A4::02/02/2017-17:36:01.496 [ikeext] 3038|52.161.24.36|text`: processor, process, thread, time, peer. */
const shape =
  /^\uFEFF?\[\d{1,4}\][0-9A-F]{4}\.[0-9A-F]{4,8}::(\d{2})\/(\d{2})\/(\d{4})-(\d{2}):(\d{2}):(\d{2})\.(\d{3})\d{0,4} \[ikeext\] ?(?:(\d{1,10})\|([^|]{0,60})\|)?(.*)$/;

type Event = { local: Endpoint | null; exchange: IkeExchange | null; phase: 'ike' | 'child' | null };

/** The gateway's clock runs in UTC, but the trace does not say so. */
function timeOf(match: RegExpExecArray): RecordTime {
  const [month, day, year, hour, minute, second, ms] = match.slice(1, 8).map(Number);
  const localMs = Date.UTC(year!, month! - 1, day, hour, minute, second, ms);
  const text = `${match[1]}/${match[2]}/${match[3]}-${match[4]}:${match[5]}:${match[6]}.${match[7]}`;
  return { utcMs: null, localMs, offsetMinutes: null, zone: 'unknown', text };
}

function plain(line: TextLine, time: RecordTime | null, who: string | null): Parsed {
  return { type: 'record', record: { ...plainRecord(line), time, who } };
}

function follow(text: string, event: Event): void {
  if (/^IKE diagnostic event/i.test(text)) Object.assign(event, { local: null, exchange: null, phase: null });
  const local = /^\s*Local address: ?(\S{2,45})/i.exec(text)?.[1];
  if (local !== undefined) event.local = parseEndpoint(local);
  const type = /^\s*Failure type: ?(.{1,80})/i.exec(text)?.[1];
  if (type === undefined) return;
  event.phase = /quick mode/i.test(type) ? 'child' : 'ike';
  event.exchange = /quick mode/i.test(type) ? 'quick-mode' : /main mode/i.test(type) ? 'main-mode' : null;
}

type Failure = { readonly line: TextLine; readonly time: RecordTime; readonly data: IkeEventData };

/** `Failure point: Remote` stands some lines below the code: the other end refused. */
function failureAt(match: RegExpExecArray, event: Event): IkeEventData | null {
  const found = /^\s*Failure error code: ?(0x[0-9a-f]{1,8}|\d{1,10})/i.exec(match[10]!);
  const code = Number(found?.[1] ?? 0);
  if (code === 0) return null;
  return ikeEvent(origin, {
    step: 'failed',
    direction: 'local',
    local: event.local,
    remote: parseEndpoint(match[9] ?? ''),
    exchange: event.exchange,
    sa: event.phase,
    code,
    fault: faultOfCode(code, event.phase),
  });
}

/** So many lines below its code the point of a failure stands at the latest. */
const maxHeld = 12;

/** Scrubbed-wfpdiag.txt: the trace of Windows' IKE service on the gateway. Only its failure codes are read as events. */
export function* readTrace(input: ParseInput): Generator<Parsed> {
  const event: Event = { local: null, exchange: null, phase: null };
  let failure: Failure | null = null;
  let held: Parsed[] = [];
  function* release(isRemote: boolean): Generator<Parsed> {
    if (failure !== null)
      yield ikeRecord([failure.line], isRemote ? { ...failure.data, direction: 'received' } : failure.data, failure.time);
    yield* held;
    failure = null;
    held = [];
  }
  for (const line of input.lines()) {
    if (line.text.trim() === '') continue;
    const match = line.text.length > 4000 ? null : shape.exec(line.text);
    const time = match === null ? null : timeOf(match);
    const text = match?.[10] ?? '';
    follow(text, event);
    const data = match === null ? null : failureAt(match, event);
    if (data !== null && time !== null) {
      yield* release(false);
      failure = { line, time, data };
      continue;
    }
    const item = plain(line, time, match?.[9] || null);
    if (failure === null) {
      yield item;
      continue;
    }
    held.push(item);
    const point = /^\s*Failure point: ?(\w{1,20})/i.exec(text)?.[1];
    if (point !== undefined || held.length >= maxHeld || /^IKE diagnostic event/i.test(text)) yield* release(/^remote$/i.test(point ?? ''));
  }
  yield* release(false);
}
