import { describe, expect, it } from 'vitest';
import { scanText } from '#core/secrets/scan.ts';

/** Keys of running SAs decrypt a capture of the tunnel; diagnostic output shows them. */
const key = '5f1d0a3b9c8e77d2a4b6c8d0e2f41357';
const dashed = '75237437cff25754-cf7db509c4681115';

describe('session keys in diagnostic output', () => {
  it.each([
    ['FortiOS tunnel list, encryption', `  dec: spi=148a8320 esp=aes key=16 ${key}\n`, key],
    ['FortiOS tunnel list, authentication', `       ah=sha1 key=20 ${key}\n`, key],
    ['FortiOS gateway list, IKEv2', `  SK_ei: ${dashed}\n`, dashed],
    ['FortiOS gateway list, IKEv1', `  key: ${dashed}\n`, dashed],
    ['FortiOS debug, IKEv2', `ike 0:azure:9: IKE SA d877b92d9f8675a0/5929808be8170f37 SK_ei 16:${key.toUpperCase()}\n`, key.toUpperCase()],
    ['FortiOS debug, IKEv1', `ike 0:azure:9: ISAKMP SA d877b92d9f8675a0/5929808be8170f37 key 16:${key.toUpperCase()}\n`, key.toUpperCase()],
    ['ip xfrm state', `\tenc cbc(aes) 0x${key}\n`, key],
    ['ip xfrm state, truncated authentication', `\tauth-trunc hmac(sha256) 0x${key} 128\n`, key],
  ])('%s', (_name, text, value) => {
    expect(scanText(text, 'f.txt')).toMatchObject([{ value, side: 'other', state: 'clear' }]);
  });

  it('leaves SPIs, cookies and message ids alone', () => {
    const text = `  id/spi: 15 b45f2c9d8ee4d2d4/5be2c11b7f3d6a01
  dec: spi=148a8320 esp=aes
ike 0: IKEv2 exchange=AUTH_RESPONSE id=d877b92d9f8675a0/5929808be8170f37:00000001 len=80
  key: value
`;
    expect(scanText(text, 'f.txt')).toEqual([]);
  });
});
