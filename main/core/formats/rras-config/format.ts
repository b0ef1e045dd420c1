import type { Format } from '../format.ts';
import { countKinds, readWindowsText } from '../shared/windows-text/read-windows-text.ts';

/** `Get-VpnS2SInterface`, `Get-VpnServerIPsecConfiguration` and `Get-VpnServerConfiguration` as list, table, CSV or JSON. */
export const format: Format = {
  id: 'rras-config',
  detect: (sample) => {
    const kinds = countKinds(sample);
    return kinds.has('rras-interface') || kinds.has('rras-server') ? 0.95 : 0;
  },
  parse: (input) => readWindowsText(input.lines),
};
