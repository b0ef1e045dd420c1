import type { IkeProposal } from '#shared/model/ike.ts';
import { readIdentity, readSelectors } from './identity.ts';
import type { IkeDelete, IkeMessage, NatHash } from './message.ts';
import type { Payload } from './payload-chain.ts';
import { nameOf, notifiesV1, notifiesV2 } from './registry.ts';
import { readSaV1, readSaV2 } from './security-association.ts';
import { vendorName } from './vendor-ids.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
type Parts = Mutable<
  Pick<
    IkeMessage,
    'proposals' | 'keGroup' | 'notifies' | 'natHashes' | 'vendorIds' | 'deletes' | 'identities' | 'selectors' | 'wantedGroup'
  >
> & { isDamaged: boolean };

const natSource = 16_388;
const natDestination = 16_389;
const invalidKe = 17;
const mostDeleted = 256;
const mostVendorIds = 64;

function protocolOf(id: number): IkeProposal['protocol'] | null {
  if (id === 1) return 'ike';
  if (id === 2) return 'ah';
  return id === 3 ? 'esp' : id === 0 ? null : 'other';
}

function readDelete(body: Buffer, at: number): IkeDelete | null {
  if (body.length < at + 4) return null;
  const size = body[at + 1]!;
  const count = Math.min(body.readUInt16BE(at + 2), mostDeleted, size === 0 ? 0 : Math.floor((body.length - at - 4) / size));
  const spis = Array.from({ length: count }, (_, i) => body.toString('hex', at + 4 + i * size, at + 4 + (i + 1) * size));
  return { protocol: protocolOf(body[at]!), spis };
}

function notifyV2(body: Buffer, parts: Parts): void {
  if (body.length < 4) {
    parts.isDamaged = true;
    return;
  }
  const id = body.readUInt16BE(2);
  const data = body.subarray(4 + body[1]!);
  parts.notifies.push({ name: nameOf(notifiesV2, id), id });
  if (id === natSource) parts.natHashes.push({ end: 'source', hash: data });
  if (id === natDestination) parts.natHashes.push({ end: 'destination', hash: data });
  if (id === invalidKe && data.length >= 2) parts.wantedGroup = data.readUInt16BE(0);
}

function notifyV1(body: Buffer, parts: Parts): void {
  if (body.length < 8) parts.isDamaged = true;
  else parts.notifies.push({ name: nameOf(notifiesV1, body.readUInt16BE(6)), id: body.readUInt16BE(6) });
}

function addDelete(body: Buffer, at: number, parts: Parts): void {
  const read = readDelete(body, at);
  if (read === null) parts.isDamaged = true;
  else parts.deletes.push(read);
}

function addSa(read: { readonly proposals: readonly IkeProposal[]; readonly isDamaged: boolean }, parts: Parts): void {
  parts.proposals.push(...read.proposals);
  parts.isDamaged ||= read.isDamaged;
}

function addIdentity(body: Buffer, whose: 'initiator' | 'responder' | null, parts: Parts): void {
  if (body.length < 4) parts.isDamaged = true;
  else parts.identities.push({ whose, ...readIdentity(body[0]!, body.subarray(4)) });
}

function addSelectors(body: Buffer, whose: 'initiator' | 'responder', parts: Parts): void {
  const read = readSelectors(body);
  parts.selectors.push(...read.selectors.map((selector) => ({ whose, selector })));
  parts.isDamaged ||= read.isDamaged;
}

function addVendor(body: Buffer, parts: Parts): void {
  if (parts.vendorIds.length < mostVendorIds) parts.vendorIds.push(vendorName(body));
}

/** RFC 3947, 3.2: the first hash is of the end the packet goes to, the others are of the sender. */
function natHashV1(body: Buffer, parts: Parts): void {
  const end: NatHash['end'] = parts.natHashes.length === 0 ? 'destination' : 'source';
  parts.natHashes.push({ end, hash: body });
}

const readersV2: ReadonlyMap<number, (body: Buffer, parts: Parts) => void> = new Map([
  [33, (body, parts) => addSa(readSaV2(body), parts)],
  [34, keyExchangeV2],
  [35, (body, parts) => addIdentity(body, 'initiator', parts)],
  [36, (body, parts) => addIdentity(body, 'responder', parts)],
  [41, notifyV2],
  [42, (body, parts) => addDelete(body, 0, parts)],
  [43, addVendor],
  [44, (body, parts) => addSelectors(body, 'initiator', parts)],
  [45, (body, parts) => addSelectors(body, 'responder', parts)],
]);

const readersV1: ReadonlyMap<number, (body: Buffer, parts: Parts) => void> = new Map([
  [1, (body, parts) => addSa(readSaV1(body), parts)],
  [5, (body, parts) => addIdentity(body, null, parts)],
  [11, notifyV1],
  // Behind the domain of interpretation.
  [12, (body, parts) => addDelete(body, 4, parts)],
  [13, addVendor],
  // As drafts of RFC 3947 had it; Cisco still sends it so. In GDOI the number means another payload, which is never in clear.
  [15, natHashV1],
  [20, natHashV1],
  [130, natHashV1],
]);

function keyExchangeV2(body: Buffer, parts: Parts): void {
  if (body.length < 4) parts.isDamaged = true;
  else parts.keGroup = body.readUInt16BE(0);
}

/** What the payloads of a message say; payloads that are not read here (nonce, certificate …) are passed over. */
export function readPayloads(version: 1 | 2, payloads: readonly Payload[]): Parts {
  const parts: Parts = {
    proposals: [],
    keGroup: null,
    notifies: [],
    natHashes: [],
    vendorIds: [],
    deletes: [],
    identities: [],
    selectors: [],
    wantedGroup: null,
    isDamaged: false,
  };
  const readers = version === 2 ? readersV2 : readersV1;
  for (const { type, body } of payloads) readers.get(type)?.(body, parts);
  return parts;
}
