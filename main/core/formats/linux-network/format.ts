import type { Format } from '../format.ts';
import { linuxFormat } from '../shared/linux-text/read-linux-text.ts';

/** Routes, rules that choose their tables, interfaces, policies and SAs of the kernel: `ip route`, `ip rule`, `ip address`, `ip xfrm`, also as JSON. */
export const format: Format = linuxFormat('linux-network');
