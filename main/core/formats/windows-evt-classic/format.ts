import type { Format, Parsed, Sample } from '../format.ts';
import { rejected } from '../shared/parsed.ts';

/** `ELF_LOGFILE_HEADER`: its size 0x30, then the signature (Microsoft, Event Log File Format). */
const header = [0x30, 0, 0, 0, 0x4c, 0x66, 0x4c, 0x65];

function detect(sample: Sample): number {
  return header.every((byte, i) => sample.bytes[i] === byte) ? 1 : 0;
}

function* parse(): Iterable<Parsed> {
  yield rejected(1, 'reject.evt-classic', '');
}

/** Event logs of Windows XP and Server 2003: recognised, and answered with how to convert them. */
export const format: Format = { id: 'windows-evt-classic', detect, parse };
