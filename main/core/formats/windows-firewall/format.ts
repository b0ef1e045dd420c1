import type { Format } from '../format.ts';
import { countKinds, readWindowsText } from '../shared/windows-text/read-windows-text.ts';

/** `netsh advfirewall` in any display language, `Get-NetFirewallRule` and `Get-NetFirewallProfile`. */
export const format: Format = {
  id: 'windows-firewall',
  detect: (sample) => {
    const kinds = countKinds(sample);
    return kinds.has('firewall-rule') || kinds.has('firewall-profile') ? 0.91 : 0;
  },
  parse: (input) => readWindowsText(input.lines),
};
