import type { Format } from '../format.ts';
import { linuxFormat } from '../shared/linux-text/read-linux-text.ts';

/** The packet filter: `iptables-save`, `iptables -L` and `-S`, `nft list ruleset`, also as JSON. */
export const format: Format = linuxFormat('linux-packet-filter');
