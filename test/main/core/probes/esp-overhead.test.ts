import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { espCipher, innerMtu, outerBytes } from '#core/probes/esp-overhead.ts';

const v4 = { ipVersion: 4, inUdp: false } as const;
const nat = { ipVersion: 4, inUdp: true } as const;

describe('the overhead of ESP', () => {
  /**
   * Worked by hand from RFC 4303 (8 bytes of header, 2 of trailer, alignment), RFC 3602, RFC 2451, RFC 4106 and RFC 4868:
   * 1500 − 20 (IP) [− 8 (UDP)] − 8 − IV − check value, rounded down to the alignment, − 2.
   */
  it.each([
    { cipher: 'AES256/SHA256', path: v4, fits: 1438 },
    { cipher: 'AES128/SHA1', path: v4, fits: 1438 },
    { cipher: 'AES256/SHA256', path: nat, fits: 1422 },
    { cipher: 'AES256/SHA1', path: nat, fits: 1422 },
    { cipher: 'GCMAES256', path: v4, fits: 1446 },
    { cipher: 'GCMAES256', path: nat, fits: 1438 },
    { cipher: '3DES/SHA1', path: v4, fits: 1446 },
    { cipher: '3DES/MD5', path: nat, fits: 1438 },
    { cipher: 'AES256/SHA512', path: v4, fits: 1422 },
    { cipher: 'AES192/SHA384', path: { ipVersion: 6, inUdp: false } as const, fits: 1406 },
  ])('$cipher: $fits bytes fit into 1500', ({ cipher, path, fits }) => {
    const read = espCipher(cipher)!;
    expect(innerMtu(1500, read, path)).toBe(fits);
    expect(outerBytes(fits, read, path)).toBeLessThanOrEqual(1500);
    expect(outerBytes(fits + 1, read, path)).toBeGreaterThan(1500);
  });

  it('a packet of 100 bytes with AES-CBC and SHA-256: 20 + 8 + 16 + 112 + 16', () => {
    expect(outerBytes(100, espCipher('AES256/SHA256')!, v4)).toBe(172);
  });

  it('the largest packet fits and the next does not, whatever the path', () => {
    const ciphers = ['AES256/SHA256', 'GCMAES128', '3DES/SHA1', 'AES128/SHA384'].map((text) => espCipher(text)!);
    fc.assert(
      fc.property(
        fc.integer({ min: 576, max: 9000 }),
        fc.constantFrom(...ciphers),
        fc.constantFrom(4 as const, 6 as const),
        fc.boolean(),
        (mtu, cipher, ipVersion, inUdp) => {
          const path = { ipVersion, inUdp };
          const fits = innerMtu(mtu, cipher, path);
          expect(outerBytes(fits, cipher, path)).toBeLessThanOrEqual(mtu);
          expect(outerBytes(fits + 1, cipher, path)).toBeGreaterThan(mtu);
        },
      ),
    );
  });

  it.each(['', 'AES256', 'AES256/ROT13', 'DES/SHA1', 'GCMAES256/SHA1/x'])('%j is no cipher', (text) => expect(espCipher(text)).toBeNull());
});
