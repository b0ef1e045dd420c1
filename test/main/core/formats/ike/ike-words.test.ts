import { describe, expect, it } from 'vitest';
import { faultOfCode, parseEndpoint, parseSpi } from '#core/formats/ike/ike-event.ts';
import { notify } from '#core/formats/ike/notify-names.ts';
import { azurePolicies, charonProposals } from '#core/formats/ike/transform-names.ts';

describe('names of IKE in one spelling', () => {
  it.each([
    ['AES_CBC_256', 'encryption', 'AES-CBC-256'],
    ['AES_GCM_16_128', 'encryption', 'AES-GCM-16-128'],
    ['CHACHA20_POLY1305', 'encryption', 'CHACHA20-POLY1305'],
    ['3DES_CBC', 'encryption', '3DES'],
    ['HMAC_SHA2_384_192', 'integrity', 'SHA2-384'],
    ['HMAC_SHA1_96', 'integrity', 'SHA1'],
    ['PRF_HMAC_SHA1', 'prf', 'PRF-SHA1'],
    ['MODP_2048_256', 'dh-group', '24'],
    ['CURVE_25519', 'dh-group', '31'],
    ['SOMETHING_NEW', 'other', 'SOMETHING_NEW'],
  ])('%s', (text, type, name) => {
    expect(charonProposals(`IKE:${text}`)[0]?.transforms[0]).toMatchObject({ type, name });
  });

  it.each([
    ['Policy1:Cipher=DESIntegrity=Md5', [['DES', 'MD5']]],
    [
      'Policy1: Cipher=AES-CBC-256, Integrity=SHA1, DhGroup=2 Policy2:Cipher=GCMAES256 Integrity=GCMAES256 PFS=PFS24',
      [
        ['AES-CBC-256', 'SHA1', '2'],
        ['AES-GCM-16-256', 'GCMAES256', '24'],
      ],
    ],
    ['Policy1:Cipher=AES256Integrity=SHA256DhGroup=ECP384', [['AES-CBC-256', 'SHA2-256', '20']]],
    ['no policy at all', []],
  ])('%s', (text, expected) => {
    expect(azurePolicies(text, 'ike').map((p) => p.transforms.map((t) => t.name))).toEqual(expected);
  });

  it.each([
    ['NO_PROP', 'NO_PROPOSAL_CHOSEN', 14],
    ['TS_UNACCEPT', 'TS_UNACCEPTABLE', 38],
    ['AUTHENTICATION_FAILED', 'AUTHENTICATION_FAILED', 24],
    ['FRAG_SUP', 'IKEV2_FRAGMENTATION_SUPPORTED', null],
  ])('%s is %s', (short, name, id) => {
    expect(notify(short)).toEqual({ name, id });
  });

  it.each([
    ['203.0.113.10[4500]', { address: '203.0.113.10', port: 4500 }],
    ['203.0.113.10:500', { address: '203.0.113.10', port: 500 }],
    ['2001:db8::10[500]', { address: '2001:db8::10', port: 500 }],
    ['[2001:db8::10]:4500', { address: '2001:db8::10', port: 4500 }],
    ['2001:db8::1:500', { address: '2001:db8::1', port: 500 }],
    ['2001:db8::5:10', { address: '2001:db8::5:10', port: null }],
    ['203.0.113.10', { address: '203.0.113.10', port: null }],
    ['%any', null],
    ['<IPaddress>:500', null],
  ])('end %s', (text, expected) => {
    expect(parseEndpoint(text)).toEqual(expected);
  });

  it.each([
    ['0x0DA0EF56191D38C2', '0da0ef56191d38c2'],
    ['0x0', null],
    ['0xABC', '0000000000000abc'],
    ['none', null],
  ])('cookie %s', (text, expected) => {
    expect(parseSpi(text)).toBe(expected);
  });

  it('code 13868 depends on the phase', () => {
    expect([faultOfCode(13868, 'ike'), faultOfCode(13868, 'child'), faultOfCode(13801, null)]).toEqual([
      'ike-policy',
      'ipsec-policy',
      'authentication',
    ]);
  });
});
