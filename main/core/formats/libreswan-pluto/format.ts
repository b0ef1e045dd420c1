import { plainRecord } from '../device-text/device-data.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import { readDeviceText } from '../device-text/readers.ts';
import type { Format, NewRecord, TextLine } from '../format.ts';
import { describeIke, ikeLevel } from '../ike/describe-ike.ts';
import { ikeEvent, parseEndpoint, sideOfPath } from '../ike/ike-event.ts';
import type { IkeOrigin } from '../ike/ike-event.ts';
import { newSyslogClock } from '../shared/syslog-time.ts';
import { readPluto } from './prefix.ts';
import type { PlutoLine } from './prefix.ts';
import { newSessions } from './session.ts';
import type { Session } from './session.ts';
import { readStatement } from './statements.ts';
import { isPlutoStatus, statusReader } from './status.ts';

function toRecord(line: TextLine, read: PlutoLine, session: Session, origin: IkeOrigin): NewRecord {
  if (read.peer !== null) session.remote = parseEndpoint(read.peer) ?? session.remote;
  const known = readStatement(read.text, session);
  if (known === null) return { ...plainRecord(line), time: read.time, who: read.connection };
  const { local, remote, version, isInitiator, exchange } = session;
  const about = { local, remote, version, isInitiator, exchange, session: read.state, connection: read.connection };
  const data = ikeEvent(origin, { ...about, ...known });
  return { ...plainRecord(line), time: read.time, level: ikeLevel(data), what: describeIke(data), who: read.connection ?? read.peer, data };
}

function logReader(origin: IkeOrigin): DeviceReader {
  const clock = newSyslogClock();
  const sessionOf = newSessions();
  return {
    take: (line) => {
      const read = readPluto(line.text, clock);
      return read === null ? null : [toRecord(line, read, sessionOf(read), origin)];
    },
  };
}

const spoken =
  /^(?:initiating |responding to |sent (?:IKE_|Main|Quick|Aggressive)|STATE_|added (?:IKEv[12] )?connection|deleting state|(?:initiator|responder) established|IKE SA |initial \w{4,12} )|retransmission; will wait|SA established/;

/** Log of libreswan's and openswan's pluto (file, syslog, journal, whack), and `ipsec status`. */
export const format: Format = {
  id: 'libreswan-pluto',
  detect: ({ text }) => {
    if (text === null || !/"[^"\n]{1,200}"(?:\[\d{1,10}\])?|packet from|^000 /m.test(text)) return 0;
    const clock = newSyslogClock();
    const lines = text.split(/\r\n|\n|\r/, 3000).map((line) => line.slice(0, 2000));
    const told = (line: string): boolean => isPlutoStatus(line) || spoken.test(readPluto(line, clock)?.text ?? '');
    return lines.some(told) ? 0.9 : 0;
  },
  parse: (input) => {
    const origin: IkeOrigin = { witness: 'device-log', side: sideOfPath(input.path) };
    return readDeviceText(input.lines(), [statusReader(), logReader(origin)]);
  },
};
