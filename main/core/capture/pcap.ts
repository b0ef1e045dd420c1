import type { ByteWindow } from './byte-window.ts';
import type { CaptureItem } from './packet.ts';
import { mostPacketBytes } from './packet.ts';

const fileHeaderBytes = 24;
const recordHeaderBytes = 16;

type Flavour = { readonly littleEndian: boolean; readonly nanosecondsPerUnit: number };

/** Byte order and time resolution by the magic of the file; null for anything else (draft-ietf-opsawg-pcap, 4). */
export function pcapFlavour(head: Uint8Array): Flavour | null {
  if (head.length < 4) return null;
  const magic = (head[0]! << 24) | (head[1]! << 16) | (head[2]! << 8) | head[3]!;
  switch (magic >>> 0) {
    case 0xa1_b2_c3_d4:
      return { littleEndian: false, nanosecondsPerUnit: 1000 };
    case 0xd4_c3_b2_a1:
      return { littleEndian: true, nanosecondsPerUnit: 1000 };
    case 0xa1_b2_3c_4d:
      return { littleEndian: false, nanosecondsPerUnit: 1 };
    case 0x4d_3c_b2_a1:
      return { littleEndian: true, nanosecondsPerUnit: 1 };
    default:
      return null;
  }
}

/** Packets of a pcap file. A record that cannot be right ends the reading: nothing tells where the next one begins. */
export function* readPcap(window: ByteWindow, flavour: Flavour): Generator<CaptureItem> {
  const { littleEndian, nanosecondsPerUnit } = flavour;
  const u32 = (bytes: Buffer, at: number): number => (littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  if (window.size < fileHeaderBytes) {
    yield { kind: 'loss', reason: 'header', offset: 0, number: null };
    return;
  }
  // The upper bits tell the length of the frame check sequence.
  const linkType = u32(window.view(0, fileHeaderBytes), 20) & 0xff_ff;
  let offset = fileHeaderBytes;
  for (let number = 1; offset < window.size; number += 1) {
    const header = window.view(offset, recordHeaderBytes);
    if (header.length < recordHeaderBytes) {
      yield { kind: 'loss', reason: 'cut', offset, number };
      return;
    }
    const kept = u32(header, 8);
    // As Wireshark does: no link type read here has longer packets (`WTAP_MAX_PACKET_SIZE_STANDARD`).
    if (kept > mostPacketBytes) {
      yield { kind: 'loss', reason: 'length', offset, number };
      return;
    }
    const time = { seconds: u32(header, 0), nanoseconds: u32(header, 4) * nanosecondsPerUnit };
    const wireLength = u32(header, 12);
    const bytes = window.view(offset + recordHeaderBytes, kept);
    const isCut = offset + recordHeaderBytes + kept > window.size;
    yield { kind: 'packet', packet: { number, offset, linkType, time, bytes, wireLength } };
    if (isCut) yield { kind: 'loss', reason: 'cut', offset, number };
    offset += recordHeaderBytes + kept;
  }
}
