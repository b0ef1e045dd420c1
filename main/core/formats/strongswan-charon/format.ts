import type { Format, NewRecord, Parsed, ParseInput, TextLine } from '../format.ts';
import { sideOfPath } from '../ike/ike-event.ts';
import type { IkeOrigin } from '../ike/ike-event.ts';
import { sessionRecord } from '../ike/session-record.ts';
import { plainRecord } from '../device-text/device-data.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import { readDeviceText } from '../device-text/readers.ts';
import { newSyslogClock } from '../shared/syslog-time.ts';
import { listSasReader } from '../strongswan-status/list-sas.ts';
import { statusallReader } from '../strongswan-status/statusall.ts';
import { readPrefix } from './prefix.ts';
import type { CharonLine } from './prefix.ts';
import { newSessions } from './session.ts';
import type { Sessions } from './session.ts';
import { packetPeer, readStatement } from './statements.ts';

const negotiating = new Set(['IKE', 'ENC', 'NET', 'CFG', 'CHD', 'KNL', 'JOB', null]);

function toRecord(line: TextLine, read: CharonLine, sessions: Sessions, origin: IkeOrigin): NewRecord {
  const plain = { ...plainRecord(line), time: read.time, who: read.connection };
  if (!negotiating.has(read.group)) return plain;
  const peer = packetPeer(read.text);
  if (peer !== null) sessions.peerOf(read, peer);
  const session = sessions.of(read);
  const known = readStatement(read.text, session);
  if (known === null) return plain;
  return sessionRecord(plain, origin, session, { session: read.sa, ...known });
}

/** The log, one record a line; a line that is no log may belong to a list of SAs, as `swanctl --initiate` and `--list-sas` follow each other. */
function logReader(origin: IkeOrigin): DeviceReader {
  const sessions = newSessions();
  const clock = newSyslogClock();
  return {
    take: (line) => {
      const read = readPrefix(line.text, clock);
      return read === null ? null : [toRecord(line, read, sessions, origin)];
    },
  };
}

function parse(input: ParseInput): Iterable<Parsed> {
  const origin: IkeOrigin = { witness: 'device-log', side: sideOfPath(input.path) };
  return readDeviceText(input.lines(), [logReader(origin), listSasReader(), statusallReader()]);
}

const words =
  /IKE_SA|CHILD_SA|sending packet: from|received packet: from|^(?:generating|parsed) (?:IKE_|CREATE_|INFO|ID_PROT|QUICK)|retransmit|proposals:|Starting IKE charon daemon|state change:/;

/** Log of strongSwan's charon: file, syslog, systemd journal or `swanctl --log`. */
export const format: Format = {
  id: 'strongswan-charon',
  detect: ({ text }) => {
    if (text === null || !/\[(?:IKE|NET|ENC|CFG|DMN)\d?\] |charon/.test(text)) return 0;
    const lines = text.split(/\r\n|\n|\r/, 400).filter((line) => line.trim() !== '');
    const clock = newSyslogClock();
    const read = lines.flatMap((line) => readPrefix(line.slice(0, 1000), clock) ?? []);
    const spoken = read.filter((line) => words.test(line.text)).length;
    if (spoken === 0) return 0;
    return read.length * 2 > lines.length ? 0.95 : 0.6;
  },
  parse,
};
