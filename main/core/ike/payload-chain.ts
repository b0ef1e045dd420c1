/** A payload without its generic header; `first` is the number in the header of the message. */
export type Payload = { readonly type: number; readonly next: number; readonly body: Buffer };

export type PayloadChain = {
  readonly payloads: readonly Payload[];
  readonly damage: 'cut' | 'payload-length' | 'too-many-payloads' | null;
};

/** Far more than any peer sends; each takes at least four bytes, so a chain always ends. */
const mostPayloads = 256;

/**
 * Follows the chain of payloads from type `first`. `stopAfter` names payloads behind which nothing more can be read (an
 * encrypted one names the type of the first payload within it). `isCut`: the capture kept less than the message had.
 */
export function payloadChain(bytes: Buffer, first: number, stopAfter: ReadonlySet<number>, isCut: boolean): PayloadChain {
  const payloads: Payload[] = [];
  let type = first;
  let at = 0;
  while (type !== 0) {
    if (payloads.length >= mostPayloads) return { payloads, damage: 'too-many-payloads' };
    const rest = bytes.length - at;
    if (rest < 4) return { payloads, damage: isCut ? 'cut' : 'payload-length' };
    const next = bytes[at]!;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 4) return { payloads, damage: 'payload-length' };
    if (length > rest) {
      if (stopAfter.has(type)) payloads.push({ type, next, body: bytes.subarray(at + 4) });
      return { payloads, damage: isCut ? 'cut' : 'payload-length' };
    }
    payloads.push({ type, next, body: bytes.subarray(at + 4, at + length) });
    if (stopAfter.has(type)) break;
    at += length;
    type = next;
  }
  return { payloads, damage: null };
}
