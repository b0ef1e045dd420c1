import type { Format } from '../format.ts';
import { countKinds, readWindowsText } from '../shared/windows-text/read-windows-text.ts';

/** `route print` in any display language and `Get-NetRoute` as list, table, CSV or JSON. */
export const format: Format = {
  id: 'windows-routes',
  detect: (sample) => (countKinds(sample).has('route') ? 0.9 : 0),
  parse: (input) => readWindowsText(input.lines),
};
