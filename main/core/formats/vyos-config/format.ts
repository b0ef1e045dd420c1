import { readDeviceText, withoutPrompt } from '../device-text/readers.ts';
import type { Format } from '../format.ts';
import { configReader, isSetLine } from './config-reader.ts';

const sampledLines = 3000;

/** IPsec in a configuration of VyOS or EdgeOS: `show configuration commands`, and the form with braces. */
export const format: Format = {
  id: 'vyos-config',
  detect: ({ text }) => {
    if (text === null) return 0;
    if (/^[^\S\n]{0,40}vpn \{/m.test(text) && /^[^\S\n]{1,40}(?:site-to-site|(?:ike|esp)-group \S{1,100}) \{/m.test(text)) return 0.9;
    const lines = text.split(/\r\n|\n|\r/, sampledLines);
    return lines.some((line) => isSetLine(withoutPrompt(line.slice(0, 2000).trim()))) ? 0.9 : 0;
  },
  parse: (input) => readDeviceText(input.lines(), [configReader()]),
};
