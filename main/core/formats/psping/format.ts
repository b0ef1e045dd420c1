import type { Format } from '../format.ts';
import { countKinds, readWindowsText } from '../shared/windows-text/read-windows-text.ts';

const banner = /^[ \t]{0,40}PsPing v\d|^[ \t]{0,40}(?:Infinite|\d+) iterations \((?:warmup \d+|\d+ warmup)\)/m;

/** PsPing (and tcping) runs; what else the file holds is read too. */
export const format: Format = {
  id: 'psping',
  detect: (sample) => {
    const kinds = countKinds(sample);
    const named = banner.test(sample.text ?? '');
    if (!kinds.has('psping') && !(named && kinds.has('icmp-probe'))) return 0;
    return named ? 0.97 : 0.93;
  },
  parse: (input) => readWindowsText(input.lines),
};
