import type { Format } from '../format.ts';
import { countKinds, readWindowsText } from '../shared/windows-text/read-windows-text.ts';

const property = /\bTcpTestSucceeded\b|\bPingSucceeded\b/;

/** `Test-NetConnection` objects as list, table, CSV or JSON. */
export const format: Format = {
  id: 'test-netconnection',
  detect: (sample) => {
    if (!property.test(sample.text ?? '')) return 0;
    const kinds = countKinds(sample);
    return kinds.has('tcp-probe') || kinds.has('icmp-probe') ? 0.92 : 0;
  },
  parse: (input) => readWindowsText(input.lines),
};
