import { readDeviceText } from '../device-text/readers.ts';
import type { Format } from '../format.ts';
import { isSwanctlSa, listSasReader } from './list-sas.ts';
import { isStatusSa, statusallReader } from './statusall.ts';

const sampledLines = 1000;

/** Lists of SAs of strongSwan: `swanctl --list-sas`, `ipsec statusall`, `ipsec status`. */
export const format: Format = {
  id: 'strongswan-status',
  detect: ({ text }) => {
    if (text === null) return 0;
    if (/^Status of IKE charon daemon \(|^Security Associations \(\d{1,6} up, \d{1,6} connecting\):/m.test(text)) return 0.9;
    const lines = text.split(/\r\n|\n|\r/, sampledLines);
    return lines.some((line) => isSwanctlSa(line.slice(0, 500)) || isStatusSa(line.slice(0, 500))) ? 0.8 : 0;
  },
  parse: (input) => readDeviceText(input.lines(), [listSasReader(), statusallReader()]),
};
