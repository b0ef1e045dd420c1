import { createDiffieHellman, createDiffieHellmanGroup, createECDH, generateKeyPairSync } from 'node:crypto';

/** MODP groups of RFC 2409 and RFC 3526 under the names that OpenSSL gives them. */
const modp: ReadonlyMap<number, string> = new Map([
  [2, 'modp2'],
  [5, 'modp5'],
  [14, 'modp14'],
  [15, 'modp15'],
  [16, 'modp16'],
]);

/** ECP groups of RFC 5903. */
const curves: ReadonlyMap<number, string> = new Map([
  [19, 'prime256v1'],
  [20, 'secp384r1'],
  [21, 'secp521r1'],
]);

/** Group 24: RFC 5114, 2.3, the 2048-bit MODP group with a 256-bit subgroup of prime order. */
const prime24 = [
  '87a8e61db4b6663cffbbd19c651959998ceef608660dd0f25d2ceed4435e3b00e00df8f1d61957d4faf7df4561b2aa3016c3d91134096faa3bf4296d830e9a7c',
  '209e0c6497517abd5a8a9d306bcf67ed91f9e6725b4758c022e0b1ef4275bf7b6c5bfc11d45f9088b941f54eb1e59bb8bc39a0bf12307f5c4fdb70c581b23f76',
  'b63acae1caa6b7902d52526735488a0ef13c6d9a51bfa4ab3ad8347796524d8ef6a167b5a41825d967e144e5140564251ccacb83e6b486f6b3ca3f7971506026',
  'c0b857f689962856ded4010abd0be621c3a3960a54e710c375f26375d7014103a4b54330c198af126116d2276e11715f693877fad7ef09cadb094ae91e1a1597',
].join('');
const generator24 = [
  '3fb32c9b73134d0b2e77506660edbd484ca7b18f21ef205407f4793a1a0ba12510dbc15077be463fff4fed4aac0bb555be3a6c1b0c6b47b1bc3773bf7e8c6f62',
  '901228f8c28cbb18a55ae31341000a650196f931c77a57f2ddf463e5e9ec144b777de62aaab8a8628ac376d282d6ed3864e67982428ebc831d14348f6f2f9193',
  'b5045af2767164e1dfc967c1fb3f2e55a4bd1bffe83b9c80d052b985d182ea0adb2a3b7313d3fe14c8484b1e052588b9b7d2bbd2df016199ecd06e1557cd0915',
  'b3353bbb64e0ec377fd028370df92b52c7891428cdc67eb6184b523d1db246c32f63078490f00ef8d647d148d47954515e2327cfef98c582664b4c0f6cc41659',
].join('');

/** Numbers of the groups for which a key can be made, in the order of their strength. */
export const knownGroups: readonly number[] = [2, 5, 14, 24, 15, 16, 19, 20, 21, 31];

/** RFC 7296, 3.4: as long as the prime, with zeros in front where need be. */
function padded(value: Buffer, length: number): Buffer {
  return Buffer.concat([Buffer.alloc(Math.max(0, length - value.length)), value]);
}

/**
 * A public value of the group as the KE payload carries it; the private part is dropped, for no probe goes on to a second
 * exchange. Null for a group that is not in `knownGroups`.
 */
export function publicValue(group: number): Buffer | null {
  const name = modp.get(group);
  if (name !== undefined) {
    const exchange = createDiffieHellmanGroup(name);
    return padded(exchange.generateKeys(), exchange.getPrime().length);
  }
  const curve = curves.get(group);
  // Behind the byte that says "not compressed" stand both coordinates (RFC 5903, 7).
  if (curve !== undefined) return createECDH(curve).generateKeys().subarray(1);
  if (group === 24) return padded(createDiffieHellman(Buffer.from(prime24, 'hex'), Buffer.from(generator24, 'hex')).generateKeys(), 256);
  if (group !== 31) return null;
  // RFC 8031; the key proper is the last 32 bytes of the DER form (RFC 8410, 4).
  return generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
}
