import type { Format } from '../format.ts';
import { linuxFormat } from '../shared/linux-text/read-linux-text.ts';

/** Settings of the kernel (`sysctl`) and states of services (`systemctl status`). */
export const format: Format = linuxFormat('linux-system');
