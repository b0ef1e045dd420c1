import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import type { SharedKeyComparison } from '#shared/model/fact.ts';
import { createSecretKeeper } from '#core/secrets/secrets.ts';

const connection = (name: string, key: string): string =>
  JSON.stringify(
    { id: `/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/connections/${name}`, name, sharedKey: key },
    null,
    2,
  );
const forti = (name: string, key: string): string => `config vpn ipsec phase1-interface\n edit "${name}"\n  set psksecret ${key}\n next\n`;
const encryptedByAzure = '3082019006092A864886F70D010703A08201813082017D0201003182014930820145020100302D3019311730150603550403130E';

function compare(...files: readonly string[]): SharedKeyComparison[] {
  const keeper = createSecretKeeper();
  files.forEach((text, i) => keeper.clean(Buffer.from(text), 'utf-8', `f${i}.txt`));
  return keeper.finish().map((c) => c.comparison);
}

describe('comparison of shared keys', () => {
  it.each([
    ['the same key', [connection('cn', 'Abc123!x'), forti('azure', 'Abc123!x')], { result: 'same', why: 'compared', connection: 'cn' }],
    [
      'the same key, escaped in different ways',
      [connection('cn', `a"b'c`), `Add-VpnS2SInterface -Name S2S -SharedSecret 'a"b''c'\n`],
      { result: 'same', why: 'compared' },
    ],
    [
      'the same key twice in Azure',
      [connection('cn', 'Abc123!x'), connection('cn', 'Abc123!x'), forti('a', 'Abc123!x')],
      { result: 'same' },
    ],
    [
      'different keys',
      [connection('cn', 'Abc123!x'), forti('azure', 'Other987')],
      { result: 'different', why: 'compared', connection: 'cn' },
    ],
    [
      'a key with a line break at its end',
      [connection('cn', 'Abc123!x\n'), forti('azure', 'Abc123!x')],
      { result: 'different', difference: 'blanks' },
    ],
    ['a key with its quotes', [connection('cn', '"Abc123!x"'), forti('azure', 'Abc123!x')], { result: 'different', difference: 'quotes' }],
    ['letter case', [connection('cn', 'ABC123!x'), forti('azure', 'Abc123!x')], { result: 'different', difference: 'letter-case' }],
    ['one end only', [connection('cn', 'Abc123!x')], { result: 'cannot-tell', why: 'one-end', connection: 'cn' }],
    ['the device only', [forti('azure', 'Abc123!x')], { result: 'cannot-tell', why: 'one-end' }],
    [
      'a masked Azure key',
      ['Name      : cn\nSharedKey : ########\n', forti('azure', 'Abc123!x')],
      { result: 'cannot-tell', why: 'masked' },
    ],
    ['an encrypted device key', [connection('cn', 'Abc123!x'), forti('azure', 'ENC AAABBB=')], { result: 'cannot-tell', why: 'masked' }],
    [
      'a key that Azure encrypted during an update',
      [connection('cn', encryptedByAzure), forti('azure', 'Abc123!x')],
      { result: 'cannot-tell', why: 'masked' },
    ],
    [
      'an encrypted and a readable answer of Azure',
      [connection('cn', encryptedByAzure), connection('cn', 'Abc123!x'), forti('a', 'Abc123!x')],
      { result: 'same' },
    ],
    [
      'several keys without names in common',
      [connection('cn', 'Abc123!x'), forti('a', 'Abc123!x'), forti('b', 'Other987')],
      { result: 'cannot-tell', why: 'several' },
    ],
    [
      'a key of strongSwan in base64',
      [connection('cn', 'Abc123!x'), `a b : PSK 0s${Buffer.from('Abc123!x').toString('base64')}\n`],
      { result: 'same' },
    ],
  ])('%s', (_, files, expected) => {
    const found = compare(...files);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ kind: 'shared-key-comparison', ...expected });
  });

  it('pairs connections by name when both ends use it', () => {
    const found = compare(
      connection('tokyo', 'KeyTokyo1'),
      connection('osaka', 'KeyOsaka1'),
      forti('Tokyo', 'KeyTokyo1') + forti('Osaka', 'Wrong1'),
    );
    expect(found.map((c) => [c.connection, c.result])).toEqual([
      ['osaka', 'different'],
      ['tokyo', 'same'],
    ]);
  });

  it('says nothing when there is no key, and names the files it compared', () => {
    expect(compare('plain text')).toEqual([]);
    expect(compare('{"password": "x123456"}')).toEqual([]);
    const keeper = createSecretKeeper();
    keeper.clean(Buffer.from(connection('cn', 'k1')), 'utf-8', 'b.json');
    keeper.clean(Buffer.from('nothing here'), 'utf-8', 'c.txt');
    keeper.clean(Buffer.from(forti('x', 'k1')), 'utf-8', 'a.conf');
    expect(keeper.finish()[0]!.paths).toEqual(['a.conf', 'b.json']);
  });

  it('forgets everything and discloses nothing', () => {
    const keeper = createSecretKeeper();
    keeper.clean(Buffer.from(connection('cn', 'CanaryKEY7q9')), 'utf-8', 'b.json');
    expect(JSON.stringify(keeper)).not.toContain('Canary');
    expect(JSON.stringify(keeper.finish())).not.toContain('Canary');
    expect(keeper.finish()).toEqual([]);
  });
});
