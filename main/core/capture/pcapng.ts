import type { ByteWindow } from './byte-window.ts';
import type { CaptureItem, Packet, PacketTime } from './packet.ts';
import { mostPacketBytes, mostRecordBytes } from './packet.ts';

const sectionHeader = 0x0a_0d_0d_0a;
const interfaceDescription = 1;
const oldPacket = 2;
const simplePacket = 3;
const enhancedPacket = 6;
const resolutionOption = 9;
const offsetOption = 14;
const leastBlock = 12;
/** Options of an interface are looked through up to here; a description and a filter come before them. */
const mostOptionBytes = 1 << 16;
const mostInterfaces = 65_536;
const billion = 1_000_000_000n;

type Interface = {
  readonly linkType: number;
  readonly snapLength: number;
  readonly unitsPerSecond: bigint;
  readonly offsetSeconds: number;
};

type Numbers = { readonly u16: (bytes: Buffer, at: number) => number; readonly u32: (bytes: Buffer, at: number) => number };

const little: Numbers = { u16: (bytes, at) => bytes.readUInt16LE(at), u32: (bytes, at) => bytes.readUInt32LE(at) };
const big: Numbers = { u16: (bytes, at) => bytes.readUInt16BE(at), u32: (bytes, at) => bytes.readUInt32BE(at) };

/** The order in which the section was written; its first block holds 0x1A2B3C4D (draft-ietf-opsawg-pcapng, 4.1). */
function orderOf(block: Buffer): Numbers | null {
  if (block.length < 12) return null;
  if (block.readUInt32LE(8) === 0x1a_2b_3c_4d) return little;
  return block.readUInt32BE(8) === 0x1a_2b_3c_4d ? big : null;
}

/** `if_tsresol`: a power of ten, or of two when the highest bit is set; absent means microseconds. */
function unitsOf(value: number): bigint {
  const exponent = value & 0x7f;
  // Finer than that is beyond any clock, and beyond what 64 bits can count.
  const bounded = BigInt(Math.min(exponent, 63));
  return (value & 0x80) === 0 ? 10n ** (bounded > 19n ? 19n : bounded) : 2n ** bounded;
}

function readInterface(block: Buffer, numbers: Numbers): Interface {
  let unitsPerSecond = 1_000_000n;
  let offsetSeconds = 0;
  for (let at = 16; at + 4 <= block.length - 4;) {
    const code = numbers.u16(block, at);
    const length = numbers.u16(block, at + 2);
    if (code === 0 || at + 4 + length > block.length - 4) break;
    if (code === resolutionOption && length >= 1) unitsPerSecond = unitsOf(block[at + 4]!);
    if (code === offsetOption && length === 8) {
      const [high, low] = numbers === little ? [at + 8, at + 4] : [at + 4, at + 8];
      offsetSeconds = (numbers.u32(block, high) | 0) * 2 ** 32 + numbers.u32(block, low);
    }
    at += 4 + length + ((4 - (length % 4)) % 4);
  }
  return { linkType: numbers.u16(block, 8), snapLength: numbers.u32(block, 12), unitsPerSecond, offsetSeconds };
}

function timeOf(high: number, low: number, { unitsPerSecond, offsetSeconds }: Interface): PacketTime {
  if (unitsPerSecond === 1_000_000n && high < 1 << 21) {
    const units = high * 2 ** 32 + low;
    const seconds = Math.floor(units / 1_000_000);
    return { seconds: seconds + offsetSeconds, nanoseconds: (units - seconds * 1_000_000) * 1000 };
  }
  const units = (BigInt(high) << 32n) | BigInt(low);
  const rest = units % unitsPerSecond;
  return { seconds: Number(units / unitsPerSecond) + offsetSeconds, nanoseconds: Number((rest * billion) / unitsPerSecond) };
}

type Section = { readonly numbers: Numbers; readonly interfaces: Interface[] };

/** Places of interface number, time and lengths within a block; `data` is where the packet begins. */
type Layout = { readonly interfaceAt: 'u32' | 'u16' | null; readonly time: number | null; readonly lengths: number; readonly data: number };

const layouts: ReadonlyMap<number, Layout> = new Map<number, Layout>([
  [enhancedPacket, { interfaceAt: 'u32', time: 12, lengths: 20, data: 28 }],
  [oldPacket, { interfaceAt: 'u16', time: 12, lengths: 20, data: 28 }],
  [simplePacket, { interfaceAt: null, time: null, lengths: 8, data: 12 }],
]);

type Place = { readonly offset: number; readonly length: number; readonly number: number };

/** Null when the block names an interface that the section does not describe, or is too short for its packet. */
function readPacket(window: ByteWindow, layout: Layout, section: Section, { offset, length, number }: Place): Packet | null {
  const { numbers, interfaces } = section;
  const head = window.view(offset, layout.data);
  if (head.length < layout.data || length < layout.data + 4) return null;
  const index = layout.interfaceAt === null ? 0 : numbers[layout.interfaceAt](head, 8);
  const from = interfaces[index];
  if (from === undefined) return null;
  const time = layout.time === null ? null : timeOf(numbers.u32(head, layout.time), numbers.u32(head, layout.time + 4), from);
  const room = length - layout.data - 4;
  const first = numbers.u32(head, layout.lengths);
  const simple = layout.interfaceAt === null;
  // A simple packet block tells the length on the wire alone; what was kept ends at the snap length.
  const kept = simple ? Math.min(first, from.snapLength === 0 ? first : from.snapLength, room) : Math.min(first, room);
  const wireLength = simple ? first : numbers.u32(head, layout.lengths + 4);
  const bytes = window.view(offset + layout.data, Math.min(kept, mostPacketBytes));
  return { number, offset, linkType: from.linkType, time, bytes, wireLength };
}

/** The length stands at the end of a block too; where the two differ, nothing tells where the next block begins. */
function endsAsBegun(window: ByteWindow, { u32 }: Numbers, offset: number, length: number): boolean {
  const end = window.view(offset + length - 4, 4);
  return end.length < 4 || u32(end, 0) === length;
}

function beginsSection(head: Buffer): boolean {
  return head.readUInt32BE(0) === sectionHeader;
}

/** Packets of all sections and interfaces of a pcapng file. Blocks of other sorts are passed over, as the format asks. */
export function* readPcapng(window: ByteWindow): Generator<CaptureItem> {
  let section: Section | null = null;
  let number = 1;
  for (let offset = 0; offset < window.size;) {
    const head = window.view(offset, leastBlock);
    if (head.length < leastBlock) {
      yield { kind: 'loss', reason: 'cut', offset, number };
      return;
    }
    if (beginsSection(head)) {
      const numbers = orderOf(head);
      section = numbers === null ? null : { numbers, interfaces: [] };
    }
    if (section === null) {
      yield { kind: 'loss', reason: 'header', offset, number: null };
      return;
    }
    const type = section.numbers.u32(head, 0);
    const length = section.numbers.u32(head, 4);
    if (length < leastBlock || length % 4 !== 0 || length > mostRecordBytes) {
      yield { kind: 'loss', reason: 'length', offset, number };
      return;
    }
    if (type === interfaceDescription && section.interfaces.length < mostInterfaces) {
      const block = window.view(offset, Math.min(length, mostOptionBytes));
      if (block.length >= 20) section.interfaces.push(readInterface(block, section.numbers));
    }
    const layout = layouts.get(type);
    if (layout !== undefined) {
      const packet = readPacket(window, layout, section, { offset, length, number });
      yield packet === null ? { kind: 'loss', reason: 'interface', offset, number } : { kind: 'packet', packet };
      number += 1;
    }
    if (offset + length > window.size) yield { kind: 'loss', reason: 'cut', offset, number: layout === undefined ? number : number - 1 };
    if (!endsAsBegun(window, section.numbers, offset, length)) {
      yield { kind: 'loss', reason: 'length', offset, number: layout === undefined ? number : number - 1 };
      return;
    }
    offset += length;
  }
}
