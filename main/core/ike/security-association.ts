import type { IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import {
  authenticationEspV1,
  authenticationV1,
  cipherName,
  encryptionV1,
  encryptionV2,
  espV1,
  hashV1,
  integrityV2,
  modesV1,
  nameOf,
  prfV2,
} from './registry.ts';

/** What was read, and whether the rest made no sense. */
export type ReadProposals = { readonly proposals: readonly IkeProposal[]; readonly isDamaged: boolean };

type Attribute = { readonly type: number; readonly value: number };
type Substructure = { readonly body: Buffer };

const mostProposals = 256;
const mostTransforms = 256;
const keyLength = 14;

/** Type/value attributes of 2 bytes and type/length/value ones; a value longer than 6 bytes counts as unknown (RFC 2408, 3.3). */
function attributesOf(bytes: Buffer): { readonly attributes: readonly Attribute[]; readonly isDamaged: boolean } {
  const attributes: Attribute[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 4 > bytes.length) return { attributes, isDamaged: true };
    const head = bytes.readUInt16BE(at);
    const second = bytes.readUInt16BE(at + 2);
    if ((head & 0x80_00) !== 0) {
      attributes.push({ type: head & 0x7f_ff, value: second });
      at += 4;
      continue;
    }
    if (at + 4 + second > bytes.length) return { attributes, isDamaged: true };
    const value = second >= 1 && second <= 6 ? bytes.readUIntBE(at + 4, second) : -1;
    attributes.push({ type: head, value });
    at += 4 + second;
  }
  return { attributes, isDamaged: false };
}

/** Proposals and transforms stand one behind the other with a byte that says whether another follows, and a length. */
function substructures(bytes: Buffer, most: number): { readonly items: readonly Substructure[]; readonly isDamaged: boolean } {
  const items: Substructure[] = [];
  for (let at = 0; at < bytes.length;) {
    if (at + 8 > bytes.length || items.length >= most) return { items, isDamaged: true };
    const length = bytes.readUInt16BE(at + 2);
    if (length < 8 || at + length > bytes.length) return { items, isDamaged: true };
    items.push({ body: bytes.subarray(at, at + length) });
    if (bytes[at] === 0) break;
    at += length;
  }
  return { items, isDamaged: false };
}

function protocolOf(id: number): IkeProposal['protocol'] {
  if (id === 1) return 'ike';
  if (id === 2) return 'ah';
  return id === 3 ? 'esp' : 'other';
}

function transformV2(type: number, id: number, keyBits: number | null): IkeTransform {
  switch (type) {
    case 1:
      return { type: 'encryption', name: cipherName(encryptionV2, id, keyBits), id };
    case 2:
      return { type: 'prf', name: nameOf(prfV2, id), id };
    case 3:
      return { type: 'integrity', name: nameOf(integrityV2, id), id };
    case 4:
      return { type: 'dh-group', name: id === 0 ? 'none' : String(id), id };
    case 5:
      return { type: 'esn', name: id === 0 ? 'none' : id === 1 ? 'ESN' : String(id), id };
    case 6:
    case 7:
    case 8:
    case 9:
    case 10:
    case 11:
    case 12:
      // Additional key exchanges (RFC 9370, 4).
      return { type: 'other', name: `ADDKE${type - 5}/${id}`, id };
    default:
      return { type: 'other', name: `${type}/${id}`, id };
  }
}

/** The SA payload of IKEv2 (RFC 7296, 3.3): every proposal with all of its transforms. */
export function readSaV2(body: Buffer): ReadProposals {
  const found = substructures(body, mostProposals);
  let { isDamaged } = found;
  const proposals = found.items.map(({ body: proposal }): IkeProposal => {
    const transforms = substructures(proposal.subarray(Math.min(8 + proposal[6]!, proposal.length)), mostTransforms);
    isDamaged ||= transforms.isDamaged;
    return {
      protocol: protocolOf(proposal[5]!),
      number: proposal[4]!,
      transforms: transforms.items.map(({ body: transform }) => {
        const read = attributesOf(transform.subarray(8));
        isDamaged ||= read.isDamaged;
        const bits = read.attributes.find((a) => a.type === keyLength)?.value ?? null;
        return transformV2(transform[4]!, transform.readUInt16BE(6), bits);
      }),
    };
  });
  return { proposals, isDamaged };
}

/** Durations follow the type they are in: 1 seconds, 2 kilobytes. */
function lifetimes(attributes: readonly Attribute[], typeAttribute: number, valueAttribute: number): IkeTransform[] {
  const found: IkeTransform[] = [];
  let unit = 1;
  for (const { type, value } of attributes) {
    if (type === typeAttribute) unit = value;
    else if (type === valueAttribute && value >= 0) {
      found.push({ type: unit === 2 ? 'lifetime-kilobytes' : 'lifetime-seconds', name: String(value), id: null });
    }
  }
  return found;
}

/** Attributes of the IKE SA (RFC 2409, appendix A). */
function ikeTransforms(attributes: readonly Attribute[]): IkeTransform[] {
  const bits = attributes.find((a) => a.type === keyLength)?.value ?? null;
  const named = attributes.flatMap(({ type, value }): IkeTransform[] => {
    if (type === 1) return [{ type: 'encryption', name: cipherName(encryptionV1, value, bits), id: value }];
    if (type === 2) return [{ type: 'integrity', name: nameOf(hashV1, value), id: value }];
    if (type === 3) return [{ type: 'authentication', name: nameOf(authenticationV1, value), id: value }];
    return type === 4 ? [{ type: 'dh-group', name: String(value), id: value }] : [];
  });
  return [...named, ...lifetimes(attributes, 11, 12)];
}

/** Attributes of an IPsec SA (RFC 2407, 4.5). */
function ipsecTransforms(transformId: number, isEsp: boolean, attributes: readonly Attribute[]): IkeTransform[] {
  const bits = attributes.find((a) => a.type === 6)?.value ?? null;
  const cipher: IkeTransform[] = isEsp ? [{ type: 'encryption', name: cipherName(espV1, transformId, bits), id: transformId }] : [];
  const named = attributes.flatMap(({ type, value }): IkeTransform[] => {
    if (type === 5) return [{ type: 'integrity', name: nameOf(authenticationEspV1, value), id: value }];
    if (type === 4) return [{ type: 'mode', name: nameOf(modesV1, value), id: value }];
    return type === 3 ? [{ type: 'dh-group', name: String(value), id: value }] : [];
  });
  return [...cipher, ...named, ...lifetimes(attributes, 1, 2)];
}

/** The SA payload of IKEv1 (RFC 2408, 3.4 to 3.6). Each transform is a choice of its own: it makes a proposal, with the transform's number. */
export function readSaV1(body: Buffer): ReadProposals {
  if (body.length < 8) return { proposals: [], isDamaged: true };
  // Behind the domain of interpretation and the situation, which is IDENTITY_ONLY wherever IPsec is spoken.
  const found = substructures(body.subarray(8), mostProposals);
  let { isDamaged } = found;
  const proposals = found.items.flatMap(({ body: proposal }) => {
    const protocol = protocolOf(proposal[5]!);
    const transforms = substructures(proposal.subarray(Math.min(8 + proposal[6]!, proposal.length)), mostTransforms);
    isDamaged ||= transforms.isDamaged;
    return transforms.items.map(({ body: transform }): IkeProposal => {
      const read = attributesOf(transform.subarray(8));
      isDamaged ||= read.isDamaged;
      const isIke = protocol === 'ike';
      const list = isIke ? ikeTransforms(read.attributes) : ipsecTransforms(transform[5]!, protocol === 'esp', read.attributes);
      return { protocol, number: transform[4]!, transforms: list };
    });
  });
  return { proposals: proposals.slice(0, mostProposals), isDamaged };
}
