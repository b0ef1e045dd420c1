import type { Endpoint, IkeEventData, IkeExchange, IkeFault } from '#shared/model/ike.ts';
import type { RecordTime } from '#shared/model/record.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import { ikeEvent, parseEndpoint, parseSpi } from '../ike/ike-event.ts';
import type { IkeOrigin } from '../ike/ike-event.ts';
import { notify } from '../ike/notify-names.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';
import { eventRecord } from './debug-reader.ts';

type Fields = ReadonlyMap<string, string>;
type Known = Partial<IkeEventData>;

const maxFields = 120;

/** `key=value key="value with blanks"`, separated by blanks or commas; values that say nothing (`N/A`) are left out. */
export function readFields(line: string): Fields {
  const fields = new Map<string, string>();
  for (const match of line.slice(0, 20_000).matchAll(/(?<![\w"])([a-z_]{2,30}\d?)=(?:"((?:[^"\\]|\\.){0,2000})"|([^\s,"]{1,500}))/g)) {
    const value = match[2] ?? match[3] ?? '';
    if (value !== 'N/A' && value !== '' && !fields.has(match[1]!)) fields.set(match[1]!, value);
    if (fields.size >= maxFields) break;
  }
  return fields;
}

/** Number of the message: the last five digits of the log id. */
function messageNumber(fields: Fields): number {
  const id = fields.get('logid') ?? fields.get('log_id') ?? '';
  return /^\d{10}$/.test(id) ? Number(id.slice(-5)) : 0;
}

/** Messages of the IPsec daemon: FortiOS Log Reference 7.4, event log, VPN (ids 37120 to 37141). */
const childMessages = new Set([37_122, 37_123, 37_125, 37_129, 37_130, 37_133, 37_135, 37_139]);
const firstMessage = 37_120;
const lastMessage = 37_141;

export function isVpnEvent(line: string): boolean {
  if (!/\blog_?id="?0101037\d{3}/.test(line)) return false;
  const number = messageNumber(readFields(line));
  return number >= firstMessage && number <= lastMessage;
}

function timeOf(fields: Fields): RecordTime | null {
  const [date, time] = [fields.get('date'), fields.get('time')];
  if (date === undefined || time === undefined) return null;
  return parseWindowsDate(`${date}T${time}${fields.get('tz') ?? ''}`, 'mdy');
}

const exchanges: Readonly<Record<string, IkeExchange>> = {
  SA_INIT: 'IKE_SA_INIT',
  AUTH: 'IKE_AUTH',
  CREATE_CHILD: 'CREATE_CHILD_SA',
  CREATE_CHILD_SA: 'CREATE_CHILD_SA',
  INFORMATIONAL: 'INFORMATIONAL',
  main: 'main-mode',
  aggressive: 'aggressive-mode',
  quick: 'quick-mode',
};

/** Reasons as FortiOS writes them, and what the peer said where that is why. */
const reasons: readonly (readonly [RegExp, IkeFault | null])[] = [
  [/proposal/i, null],
  [/pre-?shared|PSK|secret mismatch|authentication fail/i, 'authentication'],
  [/gateway validation|peer ?id|invalid id/i, 'peer-identity'],
  [/selector|phase ?2 .{0,20}found/i, 'traffic-selectors'],
  [/time-? ?out|retransmi|no response/i, 'no-answer'],
];
const peerNotifies: Readonly<Record<string, IkeFault | null>> = {
  NO_PROPOSAL_CHOSEN: null,
  AUTHENTICATION_FAILED: 'authentication',
  TS_UNACCEPTABLE: 'traffic-selectors',
  INVALID_ID_INFORMATION: 'peer-identity',
};

function faultOf(reason: string, peerNotify: string | null, sa: 'ike' | 'child'): IkeFault {
  const policy = sa === 'child' ? 'ipsec-policy' : 'ike-policy';
  for (const [pattern, fault] of reasons) if (pattern.test(reason)) return fault ?? policy;
  return peerNotify !== null && peerNotify in peerNotifies ? (peerNotifies[peerNotify] ?? policy) : 'other';
}

function negotiated(fields: Fields, sa: 'ike' | 'child'): Known {
  const status = fields.get('status') ?? '';
  const notified = fields.get('peer_notif')?.replaceAll('-', '_') ?? null;
  const peerNotify = notified === null || notified === 'NOT_APPLICABLE' ? null : notified;
  const failed = /error|fail/i.test(status) || fields.get('result') === 'ERROR';
  const inbound = fields.get('dir');
  const direction = inbound === undefined ? null : inbound === 'inbound' ? 'received' : 'sent';
  const notifies = peerNotify === null ? [] : [notify(peerNotify)];
  if (failed) {
    const reason = `${fields.get('reason') ?? fields.get('error_reason') ?? ''} ${/error/i.test(status) ? (fields.get('msg') ?? '') : ''}`;
    const fault = faultOf(reason, peerNotify, sa);
    return {
      step: fault === 'no-answer' ? 'peer-silent' : 'failed',
      fault,
      direction: peerNotify === null ? 'local' : 'received',
      notifies,
    };
  }
  // A finished phase 2 is also told by 37139; a finished phase 1 by nothing else.
  if (sa === 'ike' && fields.get('result') === 'DONE') return { step: 'established', direction: 'local' };
  return { step: direction === null ? 'other' : 'message', direction, notifies };
}

function changed(action: string): Known {
  if (action.endsWith('-up')) return { step: 'established', direction: 'local' };
  return action.endsWith('-down') ? { step: 'deleted', direction: 'local' } : {};
}

function statement(number: number, fields: Fields, sa: 'ike' | 'child'): Known {
  if (number === 37_136) return { step: 'peer-lost', fault: 'peer-lost', direction: 'local' };
  if (number === 37_134 || number === 37_135) return { step: 'deleted', direction: 'local' };
  if (number === 37_138 || number === 37_139) return changed(fields.get('action') ?? '');
  if (number === 37_137) return { step: 'failed', fault: faultOf(fields.get('reason') ?? '', null, sa), direction: 'local' };
  const negotiates = number < 37_131 && number !== 37_126;
  return negotiates ? negotiated(fields, sa) : {};
}

function endpoint(address: string, port: string): Endpoint | null {
  return parseEndpoint(/^\d{1,5}$/.test(port) ? `${address}[${port}]` : address);
}

/** One event of the VPN log as `ike-event`; null for lines of other logs. */
export function vpnEvent(line: string, origin: IkeOrigin): { readonly data: IkeEventData; readonly time: RecordTime | null } | null {
  if (!isVpnEvent(line)) return null;
  const fields = readFields(line);
  const number = messageNumber(fields);
  const of = (...names: readonly string[]): string => names.map((name) => fields.get(name)).find((value) => value !== undefined) ?? '';
  const sa = childMessages.has(number) || fields.get('mode') === 'quick' ? 'child' : 'ike';
  const exchange = exchanges[fields.get('exch') ?? fields.get('mode') ?? ''] ?? null;
  const version = exchange === null ? null : exchange.endsWith('-mode') ? 1 : 2;
  const cookies = /^([0-9a-f]{16})\/([0-9a-f]{16})$/i.exec(of('cookies'));
  const role = fields.get('role') ?? (fields.get('init') === 'local' ? 'initiator' : fields.get('init') === 'remote' ? 'responder' : null);
  const data = ikeEvent(origin, {
    local: endpoint(of('locip', 'loc_ip'), of('locport', 'loc_port')),
    remote: endpoint(of('remip', 'rem_ip'), of('remport', 'rem_port')),
    version,
    exchange,
    isInitiator: role === null ? null : role === 'initiator',
    initiatorSpi: parseSpi(cookies?.[1]),
    responderSpi: parseSpi(cookies?.[2]),
    session: cookies?.[1] ?? null,
    connection: of('vpntunnel', 'vpn_tunnel') || null,
    sa,
    ...statement(number, fields, sa),
  });
  return { data, time: timeOf(fields) };
}

/** Lines of the event log, subtype VPN, from the device, a syslog server or FortiAnalyzer. */
export function eventLogReader(origin: IkeOrigin): DeviceReader {
  return {
    take: (line) => {
      const event = vpnEvent(line.text, origin);
      return event === null ? null : [eventRecord([line], event.time, event.data)];
    },
  };
}
