import type { Format } from '../format.ts';
import { readCisco, share } from '../shared/cisco/read-cisco.ts';

/** `show crypto isakmp|ikev1|ikev2|ipsec sa`, `show crypto session` and `show vpn-sessiondb l2l` of Cisco IOS, IOS-XE and ASA. */
export const format: Format = {
  id: 'cisco-show-crypto',
  detect: (sample) => share(sample, 'sas'),
  parse: (input) => readCisco(input.lines, input.path),
};
