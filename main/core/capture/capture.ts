import type { ByteSource } from '../ports.ts';
import { byteWindow } from './byte-window.ts';
import type { CaptureItem } from './packet.ts';
import { pcapFlavour, readPcap } from './pcap.ts';
import { readPcapng } from './pcapng.ts';

const pcapngMagic = '0a0d0d0a';
/** The magic of pcapng holds both line ends, so that a transfer in text mode shows (draft-ietf-opsawg-pcapng, 4.1). */
const textTransfers = ['0d0a0d0d0d0a', '0d0a0d0d0a', '0a0d0d0d0a', '0a0d0a', '0a0a0a'];

function hexOf(head: Uint8Array, length: number): string {
  return Buffer.from(head.subarray(0, length)).toString('hex');
}

/** Byte 8 of a section: the order magic of either order; tells a section from a text that begins with blank lines. */
function hasOrderMagic(head: Uint8Array): boolean {
  return (
    hexOf(head, 40)
      .slice(16, 80)
      .search(/^(?:..){0,6}(?:4d3c2b1a|1a2b3c4d)/) === 0
  );
}

/** How a capture is written; null when the bytes are none. */
export function captureKind(head: Uint8Array): 'pcap' | 'pcapng' | 'text-transfer' | null {
  if (pcapFlavour(head) !== null) return 'pcap';
  if (!hasOrderMagic(head)) return null;
  if (hexOf(head, 4) === pcapngMagic) return 'pcapng';
  const start = hexOf(head, 6);
  return textTransfers.some((damaged) => start.startsWith(damaged)) ? 'text-transfer' : null;
}

/**
 * Packets of a capture in the order of the file, and what could not be read of it. Memory: one block of 1 MiB.
 * Damage never throws.
 */
export function* readCapture(source: ByteSource): Generator<CaptureItem> {
  const window = byteWindow(source);
  const head = window.view(0, 64);
  const flavour = pcapFlavour(head);
  const kind = captureKind(head);
  if (flavour !== null) yield* readPcap(window, flavour);
  else if (kind === 'pcapng') yield* readPcapng(window);
  else yield { kind: 'loss', reason: kind === 'text-transfer' ? 'text-transfer' : 'header', offset: 0, number: null };
}
