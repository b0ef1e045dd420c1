import { readDeviceText, withoutPrompt } from '../device-text/readers.ts';
import type { Format } from '../format.ts';
import { sideOfPath } from '../ike/ike-event.ts';
import type { IkeOrigin } from '../ike/ike-event.ts';
import { configReader } from './config-reader.ts';
import { readDebugLine } from './debug-line.ts';
import { debugReader } from './debug-reader.ts';
import { eventLogReader, isVpnEvent } from './event-log.ts';
import { saListReader } from './sa-lists.ts';

const sampledLines = 2000;

/** Lines that only a FortiGate's commands print or take. */
const listing =
  /^(?:config vpn ipsec phase[12](?:-interface)?$|vd: \S{1,40}\/\d{1,5}$|list all ipsec tunnel in vd |name=.{1,60}? ver=[12] serial=|'.{1,60}?' \S{2,60}\s{1,8}selectors\(total,up\): )/;
const configured = /^#config-version=F[A-Z0-9]{2,12}[-_]/;

/** Output of a FortiGate (FortiOS): IKE debug, VPN event log, lists of SAs, configuration; one after another as in a terminal's log. */
export const format: Format = {
  id: 'fortigate',
  detect: ({ text }) => {
    if (text === null) return 0;
    let score = 0;
    for (const raw of text.split(/\r\n|\n|\r/, sampledLines)) {
      const line = raw.slice(0, 4000);
      const told = listing.test(withoutPrompt(line.trim())) || isVpnEvent(line) || configured.test(line);
      if (told) score = 0.95;
      else if (score === 0 && readDebugLine(line.trimStart()) !== null) score = 0.9;
    }
    return score;
  },
  parse: (input) => {
    const origin: IkeOrigin = { witness: 'device-log', side: sideOfPath(input.path) };
    return readDeviceText(input.lines(), [debugReader(origin), eventLogReader(origin), saListReader(), configReader()]);
  },
};
