import type { RecordTime } from '#shared/model/record.ts';
import { parseSpi } from '../ike/ike-event.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';

/** A line of `diagnose debug application ike -1` without what stands before its words. */
export type DebugLine = {
  readonly time: RecordTime | null;
  /** Name of the phase 1; null while the gateway is not known yet. */
  readonly name: string | null;
  /** Number of the IKE SA, unique in the daemon. */
  readonly connection: string | null;
  readonly initiatorSpi: string | null;
  readonly responderSpi: string | null;
  /** Of which phase a `Negotiate … SA Error` speaks. */
  readonly error: 'ike' | 'child' | 'unknown' | null;
  readonly text: string;
};

const start = /^(?:(\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) )?ike (.{1,20000})$/;
const errorHead = /^(?:V=[^:\s]{1,40}[: ])?(.{0,80}?) ?Negotiate (?:(ISAKMP|IPsec) )?SA Error: ?(?:ike )?(.{0,4000})$/;
const root = /^(?:V=[^:]{1,40}:)?\d{1,5}:(.{0,20000})$/;
const spiPair = /^([0-9a-f]{16})\/([0-9a-f]{16})$/;

function split(body: string): { readonly head: string; readonly text: string } {
  if (body.startsWith(' ')) return { head: '', text: body.trim() };
  const at = body.slice(0, 200).indexOf(': ');
  if (at >= 0) return { head: body.slice(0, at), text: body.slice(at + 2).trim() };
  const loose = /^([^:]{1,80}:\d{1,10}(?::[^: ]{1,80}){0,2}) (.{0,2000})$/.exec(body);
  return loose === null ? { head: body.replace(/:$/, ''), text: '' } : { head: loose[1]!, text: loose[2]! };
}

function where(head: string): Pick<DebugLine, 'name' | 'connection' | 'initiatorSpi' | 'responderSpi'> {
  const [first, second] = head.split(':');
  const connection = /^\d{1,10}$/.test(second ?? '') ? second! : null;
  const spis = spiPair.exec(first ?? '');
  if (spis !== null) return { name: null, connection, initiatorSpi: parseSpi(spis[1]), responderSpi: parseSpi(spis[2]) };
  return { name: first === undefined || first === '' ? null : first, connection, initiatorSpi: null, responderSpi: null };
}

const nowhere = { name: null, connection: null, initiatorSpi: null, responderSpi: null };

/** `ike 0:azure:12: …`, `ike V=root:0:azure:12:azure:34: …`, `ike 0:<spi>/<spi>:12: …`, `ike Negotiate ISAKMP SA Error: ike 0:…`; null for other lines. */
export function readDebugLine(line: string): DebugLine | null {
  const match = start.exec(line);
  if (match === null) return null;
  const time = match[1] === undefined ? null : parseWindowsDate(match[1].replace(' ', 'T'), 'mdy');
  const failure = errorHead.exec(match[2]!);
  const rest = failure === null ? match[2]! : failure[3]!;
  const error = failure === null ? null : failure[2] === undefined ? 'unknown' : failure[2] === 'ISAKMP' ? 'ike' : 'child';
  const known = root.exec(rest);
  if (known === null) {
    const named = failure === null ? '' : failure[1]!.replace(/^(?:\d{1,5}:|:)/, '').replace(/:$/, '');
    return error === null ? null : { time, ...nowhere, ...(named === '' ? {} : where(named)), error, text: rest.trim() };
  }
  const { head, text } = split(known[1]!);
  return { time, ...where(head), error, text };
}
