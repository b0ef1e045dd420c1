import type { Format } from '../format.ts';
import { countKinds, readWindowsText } from '../shared/windows-text/read-windows-text.ts';

/** `tracert` in any display language and `traceroute`. */
export const format: Format = {
  id: 'traceroute',
  detect: (sample) => (countKinds(sample).has('traceroute') ? 0.87 : 0),
  parse: (input) => readWindowsText(input.lines),
};
