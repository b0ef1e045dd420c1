import type { Format } from '../format.ts';
import { countKinds, readWindowsText } from '../shared/windows-text/read-windows-text.ts';

/** `ping` of Windows in any display language and of Linux. */
export const format: Format = {
  id: 'ping',
  detect: (sample) => (countKinds(sample).has('icmp-probe') ? 0.85 : 0),
  parse: (input) => readWindowsText(input.lines),
};
