import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArmId, resourceName, sameResource } from '#shared/net/arm-id.ts';
import { encryptionName, groupNumber, ikeVersion, integrityName } from '#shared/net/ipsec-vocabulary.ts';
import { holdsPort, parsePortList, parsePorts, portText } from '#shared/net/port-range.ts';

describe('ports', () => {
  it.each([
    ['443', ['443']],
    ['80,443', ['80', '443']],
    ['8000-8099', ['8000-8099']],
    ['500, 4500', ['500', '4500']],
    ['*', ['*']],
    ['Any', ['*']],
    ['0-65535', ['*']],
  ])('%s', (text, expected) => expect(parsePorts(text)?.map(portText)).toEqual(expected));

  it.each(['', 'RPC', 'IPHTTPSIn', '80-', '90-80', '65536', '-1', '80;443'])('%s is not read', (text) =>
    expect(parsePorts(text)).toBeNull(),
  );
  it('one name among the ports makes the list unreadable', () => expect(parsePortList(['80', 'RPC'])).toBeNull());
  it('holds its ends', () =>
    expect([79, 80, 90, 91].map((p) => holdsPort([{ first: 80, last: 90 }], p))).toEqual([false, true, true, false]));
});

describe('ARM ids', () => {
  const id = '/subscriptions/5f0c/resourceGroups/rg-net/providers/Microsoft.Network/virtualNetworks/hub/subnets/GatewaySubnet';
  it('gives the names', () =>
    expect(parseArmId(id)).toEqual({ subscription: '5f0c', resourceGroup: 'rg-net', name: 'GatewaySubnet', parent: 'hub' }));
  it('reads keys in any case', () => expect(parseArmId(id.replace('resourceGroups', 'resourcegroups'))?.resourceGroup).toBe('rg-net'));
  it('a top-level resource has no parent', () =>
    expect(parseArmId('/subscriptions/5f0c/resourceGroups/rg/providers/Microsoft.Network/connections/to-hq')).toMatchObject({
      name: 'to-hq',
      parent: null,
    }));
  it('a blanked subscription is not known', () =>
    expect(
      parseArmId(
        '/subscriptions/########/resourceGroups/profx-prod-rg/providers/Microsoft.Network/networkSecurityGroups/VPN-Gateway-Group',
      ),
    ).toMatchObject({
      subscription: null,
      resourceGroup: 'profx-prod-rg',
      name: 'VPN-Gateway-Group',
    }));
  it.each(['', 'nsg-web', '/etc/passwd', 'subscriptions/1'])('%s is none', (text) => expect(parseArmId(text)).toBeNull());
  it('names compare without case, by name or by id', () => {
    expect(sameResource(id, 'gatewaysubnet')).toBe(true);
    expect(resourceName(' nsg-web ')).toBe('nsg-web');
  });
  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('/', 's', 'subscriptions', 'resourceGroups', 'providers', 'a') }),
        (text) => void parseArmId(text),
      ),
    );
  });
});

describe('IPsec vocabulary', () => {
  it.each([
    [['Group2', 'DHGroup2', 'PFS2', '2'], 2],
    [['Group14', 'DHGroup14', 'DHGroup2048', 'PFS2048', 'PFS14', '14'], 14],
    [['ECP256', '19'], 19],
    [['ECP384', '20'], 20],
    [['Group24', 'DHGroup24', 'PFS24'], 24],
    [['None', 'none'], 0],
    [['PFSMM', 'whatever', ''], null],
  ])('%j is group %s', (names, group) => expect(names.map(groupNumber)).toEqual(names.map(() => group)));

  it.each([
    [['DES3', '3DES', 'des3'], '3DES'],
    [['AES256', 'AES-256', 'aes_256'], 'AES256'],
    [['GCMAES256', 'AES-GCM-256', 'AES256GCM16'], 'GCMAES256'],
    [['DES'], 'DES'],
    [['ROT13'], null],
  ])('%j is %s', (names, expected) => expect(names.map(encryptionName)).toEqual(names.map(() => expected)));

  it.each([
    [['SHA1', 'SHA196', 'SHA-1'], 'SHA1'],
    [['SHA256', 'SHA256128', 'HMAC-SHA2-256'], 'SHA256'],
    [['SHA384'], 'SHA384'],
    [['MD5', 'MD596'], 'MD5'],
    [['GCMAES128'], 'GCMAES128'],
    [['CRC32'], null],
  ])('%j is %s', (names, expected) => expect(names.map(integrityName)).toEqual(names.map(() => expected)));

  it.each([
    ['IKEv2', 'IKEv2'],
    ['IKEv1', 'IKEv1'],
    ['L2tp', null],
    ['Automatic', null],
  ])('%s is version %s', (text, expected) => expect(ikeVersion(text)).toBe(expected));
});
