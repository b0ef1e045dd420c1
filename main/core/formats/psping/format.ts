import type { Format } from '../format.ts';
import { countKinds, readWindowsText } from '../shared/windows-text/read-windows-text.ts';

const banner = /^\s*PsPing v\d/m;

/** PsPing (and tcping) runs; what else the file holds is read too. */
export const format: Format = {
  id: 'psping',
  detect: (sample) => {
    if (!countKinds(sample).has('psping')) return 0;
    return banner.test(sample.text ?? '') ? 0.97 : 0.93;
  },
  parse: (input) => readWindowsText(input.lines),
};
