import type { Format } from '../format.ts';
import { linuxFormat } from '../shared/linux-text/read-linux-text.ts';

/** BGP as FRR tells it: `show bgp summary`, also as JSON, `show bgp neighbors`, `show ip route`. */
export const format: Format = linuxFormat('linux-bgp');
