/** Builds IKE messages byte by byte, for exchanges and payloads that no corpus has in clear. */
import { hex } from './capture-builder.ts';

export const spis = 'b39c4c2171fe81e1 9f83243520492a6d';

/** `next` is the type of the payload that follows. */
export function payload(next: number, body: Buffer): Buffer {
  const head = Buffer.from([next, 0, 0, 0]);
  head.writeUInt16BE(4 + body.length, 2);
  return Buffer.concat([head, body]);
}

/** Header fields as one reads them: next payload, version, exchange, flags; then the message id. */
export function datagram(fields: string, ...payloads: Buffer[]): Buffer {
  const body = Buffer.concat(payloads);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(28 + body.length);
  return Buffer.concat([hex(spis), hex(fields), length, body]);
}

/** Payloads in their order, each with its type; the header names the first and every payload the next. */
export function ikeMessage(fields: string, ...payloads: readonly (readonly [type: number, body: string])[]): Buffer {
  const first = (payloads[0]?.[0] ?? 0).toString(16).padStart(2, '0');
  return datagram(`${first} ${fields}`, ...payloads.map(([, body], i) => payload(payloads[i + 1]?.[0] ?? 0, hex(body))));
}
