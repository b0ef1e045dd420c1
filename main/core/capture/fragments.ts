import type { Fragment, IpPacket } from './ip.ts';

const mostDatagrams = 128;
const mostPieces = 100;
const mostDatagramBytes = 65_535;
/** RFC 8200, 4.5: pieces that do not come together within a minute are given up. */
const patienceSeconds = 60;
/** Repeated and overlapping pieces count too. */
const mostKeptBytes = 1 << 17;

type Pending = {
  readonly pieces: { readonly offset: number; readonly bytes: Buffer }[];
  length: number | null;
  keptBytes: number;
  readonly startedSeconds: number;
};

/** Puts datagrams together whose pieces came in any order. */
export type Reassembly = {
  /** The whole datagram when this piece completes it, else null. Pieces are copied; at most 16 MiB are kept. */
  readonly add: (packet: IpPacket, fragment: Fragment, seconds: number) => Buffer | null;
};

/** The bytes when nothing is missing between the start and the end; where pieces overlap, the earlier one counts. */
function joined({ pieces, length }: Pending): Buffer | null {
  if (length === null) return null;
  const whole = Buffer.alloc(length);
  let end = 0;
  for (const { offset, bytes } of pieces.toSorted((a, b) => a.offset - b.offset)) {
    if (offset > end) return null;
    const fresh = bytes.subarray(Math.max(0, end - offset));
    fresh.copy(whole, end);
    end = Math.max(end, offset + bytes.length);
  }
  return end >= length ? whole : null;
}

/** Holds a bounded number of incomplete datagrams; the oldest goes first. */
export function reassembly(): Reassembly {
  const waiting = new Map<string, Pending>();
  const add = (packet: IpPacket, fragment: Fragment, seconds: number): Buffer | null => {
    const end = fragment.offset + packet.payload.length;
    if (end > mostDatagramBytes || packet.payload.length < packet.payloadLength) return null;
    const key = `${packet.source.toString('hex')}${packet.destination.toString('hex')}${fragment.id}`;
    const known = waiting.get(key);
    const isFresh =
      known !== undefined &&
      Math.abs(seconds - known.startedSeconds) <= patienceSeconds &&
      known.pieces.length < mostPieces &&
      known.keptBytes < mostKeptBytes;
    const pending: Pending = isFresh ? known : { pieces: [], length: null, keptBytes: 0, startedSeconds: seconds };
    waiting.delete(key);
    pending.pieces.push({ offset: fragment.offset, bytes: Buffer.from(packet.payload) });
    pending.keptBytes += packet.payload.length;
    if (fragment.isLast) pending.length = end;
    const whole = joined(pending);
    if (whole !== null) return whole;
    waiting.set(key, pending);
    if (waiting.size > mostDatagrams) waiting.delete(waiting.keys().next().value!);
    return null;
  };
  return { add };
}
