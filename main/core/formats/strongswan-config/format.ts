import { readDeviceText } from '../device-text/readers.ts';
import type { Format } from '../format.ts';
import { ipsecConfReader, isIpsecConf } from './ipsec-conf.ts';
import { isSwanctlConf, swanctlConfReader } from './swanctl-conf.ts';

/** Configuration of strongSwan and libreswan: `swanctl.conf`, and `conn` sections of `ipsec.conf`. */
export const format: Format = {
  id: 'strongswan-config',
  detect: ({ text }) => (text !== null && (isSwanctlConf(text) || isIpsecConf(text)) ? 0.9 : 0),
  parse: (input) => readDeviceText(input.lines(), [swanctlConfReader(), ipsecConfReader()]),
};
