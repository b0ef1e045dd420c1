import type { IkeExchange, IkeProposal, TrafficSelector } from '#shared/model/ike.ts';

/** The address and port a NAT detection hash was made of cannot be read back; it can only be compared. */
export type NatHash = { readonly end: 'source' | 'destination'; readonly hash: Buffer };

export type IkeDelete = { readonly protocol: 'ike' | 'esp' | 'ah' | 'other' | null; readonly spis: readonly string[] };

/** A message of IKE as it is on the wire: what can be read without keys. */
export type IkeMessage = {
  readonly version: 1 | 2;
  /** 16 hex digits; zero for a responder that has not chosen yet. */
  readonly initiatorSpi: string;
  readonly responderSpi: string;
  readonly exchangeType: number;
  readonly exchange: IkeExchange | null;
  readonly flags: number;
  readonly messageId: number;
  /** As the header tells. */
  readonly length: number;
  readonly isEncrypted: boolean;
  /** Bytes of the encrypted part, with IV, padding and checksum; null for a message in clear or in fragments. */
  readonly sealedBytes: number | null;
  /** A piece of a message: RFC 7383 in IKEv2; MS-IKEE, 2.2.3.3, in IKEv1, where only the last piece tells how many there are. */
  readonly fragment: { readonly number: number; readonly total: number | null } | null;
  /** Type of the first payload within an encrypted one of IKEv2, which stands in clear; 0 for none, null where nothing tells. */
  readonly firstEncrypted: number | null;
  readonly payloadTypes: readonly number[];
  readonly proposals: readonly IkeProposal[];
  readonly keGroup: number | null;
  readonly notifies: readonly { readonly name: string; readonly id: number }[];
  readonly natHashes: readonly NatHash[];
  readonly vendorIds: readonly string[];
  readonly deletes: readonly IkeDelete[];
  readonly identities: readonly { readonly whose: 'initiator' | 'responder' | null; readonly type: string; readonly value: string }[];
  readonly selectors: readonly { readonly whose: 'initiator' | 'responder'; readonly selector: TrafficSelector }[];
  /** The DH group that an INVALID_KE_PAYLOAD asks for. */
  readonly wantedGroup: number | null;
  /** Why not all of it could be read; null for a message that is whole. */
  readonly damage: 'cut' | 'payload-length' | 'too-many-payloads' | 'payload' | null;
};

/** Of the flags byte: IKEv2 (RFC 7296, 3.1) and IKEv1 (RFC 2408, 3.1). */
export const flagInitiator = 0x08;
export const flagResponse = 0x20;
export const flagEncrypted = 0x01;
