import * as fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import {
  contains,
  covers,
  intersect,
  isLocalOnly,
  isPrivate,
  merge,
  overlaps,
  parseRange,
  prefixLength,
  rangeText,
  relation,
  subtract,
} from '#shared/net/address-range.ts';
import type { AddressRange } from '#shared/net/address-range.ts';

function range(text: string): AddressRange {
  const read = parseRange(text);
  if (read === null) throw new Error(`not a range: ${text}`);
  return read;
}

describe('reading ranges', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['10.0.0.0/255.255.255.0', '10.0.0.0/24'],
    ['192.168.1.10', '192.168.1.10'],
    [' 192.168.1.10/32 ', '192.168.1.10'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['10.0.0.1-10.0.0.9', '10.0.0.1-10.0.0.9'],
    ['10.0.0.0-10.0.0.255', '10.0.0.0/24'],
    ['2001:db8::/32', '2001:db8::/32'],
    ['2001:DB8::1', '2001:db8::1'],
    ['fe80::1%12', 'fe80::1'],
    ['::/0', '::/0'],
  ])('%s is %s', (text, expected) => expect(rangeText(range(text))).toBe(expected));

  it.each([
    '',
    '*',
    'Any',
    'VirtualNetwork',
    '10.1',
    '10.0.0.256',
    '10.0.0.0/33',
    '10.0.0.0/255.0.255.0',
    '10.0.0.9-10.0.0.1',
    '10.0.0.1-::1',
    '0x0a000001',
    '::/129',
    'fe80::/abc',
    '-',
    '/',
  ])('%s is no range', (text) => expect(parseRange(text)).toBeNull());

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('0', '1', '9', 'f', '.', ':', '/', '-', '%') })),
        (text) => void parseRange(text),
      ),
    );
  });
});

describe('relations', () => {
  it.each([
    ['10.0.0.0/8', '10.0.0.0/8', 'equal'],
    ['10.1.0.0/16', '10.0.0.0/8', 'subset'],
    ['10.0.0.0/8', '10.1.0.0/16', 'superset'],
    ['10.0.0.0/8', '11.0.0.0/8', 'disjoint'],
    ['10.0.0.0-10.0.0.9', '10.0.0.5-10.0.0.20', 'overlap'],
    ['0.0.0.0/0', '::/0', 'disjoint'],
  ])('%s to %s: %s', (a, b, expected) => expect(relation(range(a), range(b))).toBe(expected));

  it('a prefix is covered by its halves and by nothing less', () => {
    expect(covers([range('10.0.1.0/24'), range('10.0.0.0/24')], range('10.0.0.0/23'))).toBe(true);
    expect(covers([range('10.0.1.0/24')], range('10.0.0.0/23'))).toBe(false);
  });

  it.each([
    ['10.20.1.4', true, false],
    ['172.31.255.255', true, false],
    ['172.32.0.0', false, false],
    ['100.64.1.1', true, false],
    ['fd00::1', true, false],
    ['20.50.60.70', false, false],
    ['127.0.0.1', false, true],
    ['169.254.21.1', false, true],
    ['::1', false, true],
  ])('%s: private %s, local only %s', (text, priv, local) =>
    expect([isPrivate(range(text)), isLocalOnly(range(text))]).toEqual([priv, local]),
  );
});

const v4 = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(32))
  .map(([a, b, c, d, length]) => `${a}.${b}.${c}.${d}/${length}`);
const v6 = fc
  .tuple(fc.ipV6(), fc.nat(128))
  .filter(([address]) => ipaddr.IPv6.isValid(address))
  .map(([address, length]) => `${address}/${length}`);
/** Small numbers, so that ranges meet. */
const near = fc
  .tuple(fc.nat(40), fc.nat(40))
  .map(([a, b]): AddressRange => ({ version: 4, first: BigInt(Math.min(a, b)), last: BigInt(Math.max(a, b)) }));
const inside = (r: AddressRange, n: bigint): boolean => r.first <= n && n <= r.last;
const numbers = Array.from({ length: 42 }, (_, i) => BigInt(i));

describe('arithmetic', () => {
  it.each([
    ['IPv4', v4],
    ['IPv6', v6],
  ])('%s prefixes hold the addresses that ipaddr.js says', (_, prefixes) => {
    fc.assert(
      fc.property(prefixes, prefixes, (a, b) => {
        const [parsed, other] = [ipaddr.parseCIDR(a), ipaddr.parseCIDR(b)];
        expect(contains(range(a), range(other[0].toString()))).toBe(other[0].kind() === parsed[0].kind() && other[0].match(parsed));
      }),
    );
  });

  it.each([
    ['IPv4', v4],
    ['IPv6', v6],
  ])('%s prefixes are written as they are read', (_, prefixes) => {
    fc.assert(
      fc.property(prefixes, (text) => {
        const read = range(text);
        expect(parseRange(rangeText(read))).toEqual(read);
        expect(prefixLength(read)).toBe(Number(text.split('/')[1]));
      }),
    );
  });

  it('merging keeps the addresses and leaves no two ranges that meet', () => {
    fc.assert(
      fc.property(fc.array(near, { maxLength: 6 }), (ranges) => {
        const merged = merge(ranges);
        for (const n of numbers) expect(merged.some((r) => inside(r, n))).toBe(ranges.some((r) => inside(r, n)));
        for (const [i, r] of merged.entries()) expect(i === 0 || (merged[i - 1]?.last ?? 0n) + 1n < r.first).toBe(true);
      }),
    );
  });

  it('intersection, difference and relation agree with counting', () => {
    fc.assert(
      fc.property(near, near, (a, b) => {
        const both = intersect(a, b);
        for (const n of numbers) {
          expect(both !== null && inside(both, n)).toBe(inside(a, n) && inside(b, n));
          expect(subtract(a, b).some((r) => inside(r, n))).toBe(inside(a, n) && !inside(b, n));
        }
        expect(overlaps(a, b)).toBe(numbers.some((n) => inside(a, n) && inside(b, n)));
        const held = (x: AddressRange, y: AddressRange): boolean => numbers.every((n) => !inside(x, n) || inside(y, n));
        const expected = !overlaps(a, b)
          ? 'disjoint'
          : held(a, b) && held(b, a)
            ? 'equal'
            : held(a, b)
              ? 'subset'
              : held(b, a)
                ? 'superset'
                : 'overlap';
        expect(relation(a, b)).toBe(expected);
      }),
    );
  });
});
