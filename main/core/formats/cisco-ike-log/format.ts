import type { Format } from '../format.ts';
import { readCisco, share } from '../shared/cisco/read-cisco.ts';

/** `debug crypto ikev2`, `debug crypto isakmp`, `debug crypto ikev1` and syslog of Cisco IOS, IOS-XE and ASA, with and without the prefixes of a terminal or a server. */
export const format: Format = {
  id: 'cisco-ike-log',
  detect: (sample) => share(sample, 'events'),
  parse: (input) => readCisco(input.lines, input.path),
};
