import type { Format } from '../format.ts';
import { readCisco, share } from '../shared/cisco/read-cisco.ts';

/** Running configuration of Cisco IOS, IOS-XE and ASA, whole or the parts about IKE and IPsec, also as typed in configuration mode. */
export const format: Format = {
  id: 'cisco-config',
  detect: (sample) => share(sample, 'configuration'),
  parse: (input) => readCisco(input.lines, input.path),
};
