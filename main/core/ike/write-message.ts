import { createHash } from 'node:crypto';
import { parseRange } from '#shared/net/address-range.ts';
import { flagInitiator } from './message.ts';
import type { IkeSuite } from './offer.ts';

/** Numbers of IKEv2 transforms and of IKEv1 attributes, by the names of `IkeSuite` (RFC 7296, 3.3.2; RFC 2409, appendix A). */
const ciphersV2: Readonly<Record<string, readonly [id: number, bits: number | null]>> = {
  '3DES': [3, null],
  AES128: [12, 128],
  AES192: [12, 192],
  AES256: [12, 256],
  GCMAES128: [20, 128],
  GCMAES256: [20, 256],
};
const ciphersV1: typeof ciphersV2 = { '3DES': [5, null], AES128: [7, 128], AES192: [7, 192], AES256: [7, 256] };
const prfsV2: Readonly<Record<string, number>> = { MD5: 1, SHA1: 2, SHA256: 5, SHA384: 6, SHA512: 7 };
const integritiesV2: Readonly<Record<string, number>> = { MD5: 1, SHA1: 2, SHA256: 12, SHA384: 13, SHA512: 14 };
const hashesV1: Readonly<Record<string, number>> = { MD5: 1, SHA1: 2, SHA256: 4, SHA384: 5, SHA512: 6 };

export const notifyCookie = 16_390;
const payload = { sa: 33, ke: 34, nonce: 40, notify: 41 } as const;
const natSource = 16_388;
const natDestination = 16_389;
const fragmentationSupported = 16_430;

type Part = { readonly type: number; readonly body: Buffer };
export type UdpEnd = { readonly address: string; readonly port: number };

function uint16(...values: readonly number[]): Buffer {
  return Buffer.concat(values.map((value) => Buffer.from([value >> 8, value & 0xff])));
}

/** Payloads one behind the other, each naming the next (RFC 7296, 3.2; RFC 2408, 3.2). */
function chain(parts: readonly Part[]): Buffer {
  return Buffer.concat(
    parts.map(({ body }, i) => Buffer.concat([Buffer.from([parts[i + 1]?.type ?? 0, 0]), uint16(body.length + 4), body])),
  );
}

function framed(spi: Buffer, versionAndExchange: readonly [number, number, number], parts: readonly Part[]): Buffer {
  const body = chain(parts);
  const head = Buffer.alloc(28);
  spi.copy(head, 0, 0, 8);
  head.set([parts[0]?.type ?? 0, ...versionAndExchange], 16);
  head.writeUInt32BE(28 + body.length, 24);
  return Buffer.concat([head, body]);
}

function keyLength(bits: number | null): Buffer {
  return bits === null ? Buffer.alloc(0) : uint16(0x80_0e, bits);
}

/** `last` is 0 behind the last one, else the number of the same structure (3 for transforms, 2 for proposals). */
function substructure(more: number, isLast: boolean, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from([isLast ? 0 : more, 0]), uint16(body.length + 4), body]);
}

function transformsV2(suite: IkeSuite): Buffer[] {
  const [cipher, bits] = ciphersV2[suite.encryption]!;
  const list: (readonly [type: number, id: number, attribute: Buffer])[] = [
    [1, cipher, keyLength(bits)],
    [2, prfsV2[suite.integrity]!, Buffer.alloc(0)],
  ];
  if (!suite.encryption.startsWith('GCM')) list.push([3, integritiesV2[suite.integrity]!, Buffer.alloc(0)]);
  for (const group of suite.groups) list.push([4, group, Buffer.alloc(0)]);
  return list.map(([type, id, attribute], i) =>
    substructure(3, i === list.length - 1, Buffer.concat([Buffer.from([type, 0]), uint16(id), attribute])),
  );
}

function saV2(suites: readonly IkeSuite[]): Buffer {
  return Buffer.concat(
    suites.map((suite, i) => {
      const transforms = transformsV2(suite);
      const head = Buffer.from([i + 1, 1, 0, transforms.length]);
      return substructure(2, i === suites.length - 1, Buffer.concat([head, ...transforms]));
    }),
  );
}

function notify(type: number, data: Buffer): Part {
  return { type: payload.notify, body: Buffer.concat([Buffer.from([0, 0]), uint16(type), data]) };
}

/** 4 or 16 bytes; zeros for what is no address. */
export function addressBytes(address: string): Buffer {
  const range = parseRange(address);
  if (range === null) return Buffer.alloc(4);
  return Buffer.from(range.first.toString(16).padStart(range.version === 4 ? 8 : 32, '0'), 'hex');
}

/** RFC 7296, 2.23: what the peer compares with the address and port that the packet came from and went to. */
export function natHash(spis: Buffer, { address, port }: UdpEnd): Buffer {
  return createHash('sha1').update(spis).update(addressBytes(address)).update(uint16(port)).digest();
}

export type SaInit = {
  /** 8 bytes, not zero. */
  readonly spi: Buffer;
  readonly nonce: Buffer;
  readonly suites: readonly IkeSuite[];
  readonly ke: { readonly group: number; readonly value: Buffer };
  readonly local: UdpEnd;
  readonly remote: UdpEnd;
};

/** The first message of IKEv2 (RFC 7296, 1.2), with the peer's cookie in front when it asked for one (2.6). */
export function writeSaInit({ spi, nonce, suites, ke, local, remote }: SaInit, cookie: Buffer | null): Buffer {
  const spis = Buffer.concat([spi, Buffer.alloc(8)]);
  const parts: Part[] = [
    { type: payload.sa, body: saV2(suites) },
    { type: payload.ke, body: Buffer.concat([uint16(ke.group, 0), ke.value]) },
    { type: payload.nonce, body: nonce },
    notify(natSource, natHash(spis, local)),
    notify(natDestination, natHash(spis, remote)),
    notify(fragmentationSupported, Buffer.alloc(0)),
  ];
  return framed(spi, [0x20, 34, flagInitiator], cookie === null ? parts : [notify(notifyCookie, cookie), ...parts]);
}

const lifetimeSeconds = 28_800;
/** RFC 3947, 3.1, and RFC 3706, 5.1: who reads them answers with what it can. */
const vendorIdsV1 = ['4a131c81070358455c5728f20e95452f', 'afcad71368a1f1c96b8696fc77570100'];

/** A transform of IKEv1 names one group, and knows no AEAD cipher. */
function transformsV1(suites: readonly IkeSuite[]): Buffer[] {
  const flat = suites
    .flatMap((suite) => suite.groups.map((group) => ({ suite, group })))
    .filter(({ suite }) => suite.encryption in ciphersV1);
  return flat.map(({ suite, group }, i) => {
    const [cipher, bits] = ciphersV1[suite.encryption]!;
    const attributes = [
      uint16(0x80_01, cipher),
      keyLength(bits),
      uint16(0x80_02, hashesV1[suite.integrity]!),
      // Pre-shared key: what a tunnel to Azure uses.
      uint16(0x80_03, 1, 0x80_04, group, 0x80_0b, 1, 0x80_0c, lifetimeSeconds),
    ];
    return substructure(3, i === flat.length - 1, Buffer.concat([Buffer.from([i + 1, 1, 0, 0]), ...attributes]));
  });
}

/** The first message of main mode (RFC 2409, 5): proposals and vendor ids, no key yet. Null when no suite can be said in IKEv1. */
export function writeMainMode(cookie: Buffer, suites: readonly IkeSuite[]): Buffer | null {
  const transforms = transformsV1(suites);
  if (transforms.length === 0) return null;
  const proposal = substructure(2, true, Buffer.concat([Buffer.from([1, 1, 0, transforms.length]), ...transforms]));
  // Domain of interpretation 1 (IPsec), situation 1 (identity only).
  const sa: Part = { type: 1, body: Buffer.concat([uint16(0, 1, 0, 1), proposal]) };
  return framed(cookie, [0x10, 2, 0], [sa, ...vendorIdsV1.map((id) => ({ type: 13, body: Buffer.from(id, 'hex') }))]);
}
