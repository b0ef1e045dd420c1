import type { Format } from '../format.ts';
import { countKinds, readWindowsText } from '../shared/windows-text/read-windows-text.ts';

const kinds = ['service-state', 'device-bgp-peer', 'network-interface', 'device-sa'] as const;

/** `Get-Service`, `Get-NetIPInterface`, `Get-VpnS2SInterfaceStatistics` and `Get-BgpPeer`, as list, table, CSV or JSON. */
export const format: Format = {
  id: 'windows-host',
  detect: (sample) => {
    const counts = countKinds(sample);
    return kinds.some((kind) => counts.has(kind)) ? 0.8 : 0;
  },
  parse: (input) => readWindowsText(input.lines),
};
