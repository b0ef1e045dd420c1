import { readDeviceText, withoutPrompt } from '../device-text/readers.ts';
import type { Format } from '../format.ts';
import { sideOfPath } from '../ike/ike-event.ts';
import type { IkeOrigin } from '../ike/ike-event.ts';
import { configReader, isSetLine } from './config-reader.ts';
import { isManagerLine, isSystemRow, managerReader, systemLogReader } from './logs.ts';
import { isSaTable, saTableReader } from './sa-tables.ts';

const sampledLines = 3000;

/** Lines that only this vendor's devices write or take. */
function told(line: string): boolean {
  return isManagerLine(line) || isSystemRow(line) || isSaTable(line) || isSetLine(withoutPrompt(line.trim()));
}

/** Output of a Palo Alto Networks firewall (PAN-OS): ikemgr.log, system log, lists of SAs, IPsec configuration. */
export const format: Format = {
  id: 'palo-alto',
  detect: ({ text }) => {
    if (text === null) return 0;
    if (/<(?:ike|ipsec)-crypto-profiles>|<config [^<>\n]{0,200}(?:urldb|detail-version)=/.test(text)) return 0.9;
    const lines = text.split(/\r\n|\n|\r/, sampledLines).map((line) => line.slice(0, 4000));
    return lines.some(told) ? 0.9 : 0;
  },
  parse: (input) => {
    const origin: IkeOrigin = { witness: 'device-log', side: sideOfPath(input.path) };
    return readDeviceText(input.lines(), [managerReader(origin), systemLogReader(origin), saTableReader(), configReader()]);
  },
};
