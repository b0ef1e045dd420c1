import type { Endpoint } from '#shared/model/ike.ts';
import type { NewRecord, Parsed, TextLine } from '../../../format.ts';
import { parseEndpoint } from '../../../ike/ike-event.ts';
import type { IkeOrigin } from '../../../ike/ike-event.ts';
import { sessionRecord } from '../../../ike/session-record.ts';
import { collectLines } from '../../parsed.ts';
import type { UnitLines } from '../../parsed.ts';
import type { CiscoLine } from '../prefix.ts';
import { asaEnds, asaWords, isAsaIke, readAsaSyslog } from './asa-syslog.ts';
import { readAsaIkev1 } from './asa-words.ts';
import { packetHead, readPacket } from './ikev2-packet.ts';
import type { PacketHead } from './ikev2-packet.ts';
import { readIkev2, unspokenNotify } from './ikev2-words.ts';
import { iosPeer, isIosIke, readIosSyslog } from './ios-syslog.ts';
import { isakmpPeer, readIsakmp } from './isakmp-words.ts';
import { newSessions } from './session.ts';
import type { Known, Session, Sessions } from './session.ts';

const maxUnitLines = 80;

/** A statement of the log with the lines that belong to it. */
type Open = {
  readonly read: CiscoLine;
  readonly packet: PacketHead | null;
  readonly lines: UnitLines;
  /** The lines without what the logger put before them. */
  readonly body: string[];
  readonly goesOn: RegExp | null;
};

/** Lines of a message behind its first one, with a prefix (ASA) or without (IOS). */
const packetLine =
  /^\s{0,12}(?:\(\d{1,10}\): {0,4})?(?:Initiator SPI|IKEv2 [A-Z_]{4,20} Exchange|IKEV2 HDR|Payload contents|Next payload|Message id|Exchange type|HDR\[|m_id|last (?:proposal|transform)|Proposal|Num\. transforms|type:|NOTIFY|Security protocol|reserved|(?:SA|KE|N|VID|IDi|IDr|AUTH|TSi|TSr|ENCR|CERT|CERTREQ|CFG|DELETE|EAP|SKF)(?:\b|\())/;
const policyLine = /^\s{0,12}(?:(?:ESP|IKE): ?)?Proposal \d{1,3}:/;
const transformLine = /^\s{0,12}(?:Num\. transforms|(?:AES|3DES|DES|SHA|MD5|DH_GROUP|NULL|None|Don't use ESN|ESN)\b)/;
const keyLine = /^\s{1,20}\S|^\(/;
const traceLine = /^\s{0,8}(?:[IR]_SPI=|MsgID|CurState|Event:|EV_)/;

function goesOn(read: CiscoLine, packet: PacketHead | null): RegExp | null {
  if (packet !== null) return packetLine;
  if (read.source === 'ikev2') {
    if (/^(?:Received|Expected) Policies/i.test(read.text)) return policyLine;
    if (/^(?:IKE|ESP) Proposal: \d/.test(read.text)) return transformLine;
    return read.text.startsWith('SM Trace') ? traceLine : null;
  }
  return read.source === 'ipsec' || /ID payload/.test(read.text) ? keyLine : null;
}

/** Peer of a line before its session is known. */
function peerOf(read: CiscoLine, packet: PacketHead | null): Endpoint | null {
  switch (read.source) {
    case 'ikev2':
      return packet?.remote ?? platformPeer(read.text);
    case 'isakmp':
    case 'ipsec':
      return parseEndpoint(isakmpPeer(read.text.trimStart()) ?? '');
    case 'ios-syslog':
      return iosPeer(read.text);
    default:
      return asaEnds(read.text).remote;
  }
}

/** `RECV PKT [IKE_SA_INIT] [198.51.100.20]:500->[203.0.113.10]:500` of the ASA's platform debug. */
function platformPeer(text: string): Endpoint | null {
  const match = /^(RECV|SENT) PKT \[\w{4,20}\] \[([0-9A-Fa-f.:]{3,45})\]:(\d{1,5})->\[([0-9A-Fa-f.:]{3,45})\]:(\d{1,5})/.exec(
    text.slice(0, 200),
  );
  if (match === null) return null;
  return match[1] === 'RECV' ? { address: match[2]!, port: Number(match[3]) } : { address: match[4]!, port: Number(match[5]) };
}

function known(open: Open, session: Session): Known | null {
  const { read, packet } = open;
  const text = open.body.join('\n');
  const timeMs = read.time === null ? null : (read.time.utcMs ?? read.time.localMs);
  if (read.source === 'ikev2') {
    if (packet !== null) return readPacket(packet, text, session);
    return readIkev2(text, session, timeMs) ?? unspokenNotify(session, timeMs);
  }
  if (read.source === 'isakmp' || read.source === 'ipsec')
    return readIsakmp(text.replace(/^IPSEC\([a-z_ ]{2,60}\): ?/, ''), session, timeMs);
  if (read.source === 'ios-syslog') return readIosSyslog(read.code, text, session, timeMs);
  const { local, group } = asaEnds(text);
  session.local ??= local;
  // A tunnel between sites has the peer's address for its name; any other group is a name that people know.
  if (group !== null && group !== session.remote?.address) session.connection = group;
  return read.source === 'asa-syslog' ? readAsaSyslog(read.code, text, session, timeMs) : readAsaIkev1(asaWords(text), session, timeMs);
}

function toRecord(open: Open, sessions: Sessions, origin: IkeOrigin): NewRecord {
  const { read, packet } = open;
  const unit = open.lines.unit();
  const plain: NewRecord = {
    place: { line: unit.line, endLine: unit.endLine, offset: unit.offset },
    time: read.time,
    level: null,
    what: null,
    who: null,
    data: { kind: 'line' },
    text: unit.text,
  };
  if (read.source === 'asa-syslog' && !isAsaIke(read.code)) return plain;
  if (read.source === 'ios-syslog' && !isIosIke(read.code)) return plain;
  const peer = peerOf(read, packet);
  const id = read.id === null ? null : `${read.source} ${read.id}`;
  const session = packet !== null && id === null && peer !== null ? sessions.open(peer) : sessions.of(id, peer);
  const found = known(open, session);
  if (found === null) return plain;
  const { initiatorSpi, responderSpi } = session;
  return sessionRecord(plain, origin, session, { initiatorSpi, responderSpi, session: read.id, ...found });
}

export type LogReader = {
  /** Begins a statement; the one before is complete and comes back. */
  readonly begin: (line: TextLine, read: CiscoLine) => readonly Parsed[];
  /** True when the line belongs to the statement before it. */
  readonly takes: (line: TextLine, text: string) => boolean;
  /** True for a blank line inside a message, which does not end it. */
  readonly isOpen: () => boolean;
  readonly end: () => readonly Parsed[];
};

/** Puts the lines of debugs and syslogs together into statements and reads each with what came before. */
export function logReader(origin: IkeOrigin): LogReader {
  const sessions = newSessions();
  let open: Open | null = null;
  const end = (): readonly Parsed[] => {
    if (open === null) return [];
    const record = toRecord(open, sessions, origin);
    open = null;
    return [{ type: 'record', record }];
  };
  const add = (line: TextLine, text: string): boolean => {
    if (open === null || open.goesOn === null || open.body.length >= maxUnitLines || !open.goesOn.test(text)) return false;
    open.lines.add(line);
    open.body.push(text);
    return true;
  };
  const begin = (line: TextLine, read: CiscoLine): readonly Parsed[] => {
    const packet = read.source === 'ikev2' ? packetHead(read.text) : null;
    // ASA writes every line of a message with its prefix.
    if (packet === null && read.source === 'ikev2' && open?.packet != null && add(line, read.text)) return [];
    const done = end();
    open = { read, packet, lines: collectLines(line), body: [read.text], goesOn: goesOn(read, packet) };
    return done;
  };
  return { begin, takes: add, isOpen: () => open !== null, end };
}
