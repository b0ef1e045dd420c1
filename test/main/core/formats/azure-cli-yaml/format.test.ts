import { expect, it } from 'vitest';
import { format } from '#core/formats/azure-cli-yaml/format.ts';
import { samples } from '#core/formats/azure-cli-yaml/samples.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

const id = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg1/providers/Microsoft.Network';

const connection = `connectionStatus: NotConnected
connectionType: IPsec
egressBytesTransferred: 0
enableBgp: false
etag: W/"0a1b"
id: ${id}/connections/cn1
ingressBytesTransferred: 12
ipsecPolicies:
- dhGroup: DHGroup14
  ikeEncryption: AES256
  saLifeTimeSeconds: 27000
localNetworkGateway2:
  id: ${id}/localNetworkGateways/lng1
  resourceGroup: rg1
name: cn1
sharedKey: '[removed: shared key]'
tags: null
virtualNetworkGateway1:
  id: ${id}/virtualNetworkGateways/gw1
`;

it.each(variants(connection))('connection, $name', ({ bytes }) => {
  const read = readBytes(format, bytes);
  expect(read.score).toBeGreaterThan(0.8);
  expect(dataOf(read, 'azure-connection')).toMatchObject([
    {
      name: 'cn1',
      status: 'NotConnected',
      egressBytes: 0,
      ingressBytes: 12,
      gateway: 'gw1',
      localGateway: 'lng1',
      ipsecPolicies: [{ dhGroup: 'DHGroup14', saLifeTimeSeconds: 27_000 }],
    },
  ]);
});

it('a list of subnets, each at its own lines', () => {
  const subnet = (name: string, nsg: string) =>
    `- addressPrefix: 10.0.0.0/27\n  etag: W/"1"\n  id: ${id}/virtualNetworks/v/subnets/${name}\n  name: ${name}\n  networkSecurityGroup: ${nsg}\n  provisioningState: Succeeded\n`;
  const read = readText(format, subnet('GatewaySubnet', 'null') + subnet('web', `\n    id: ${id}/networkSecurityGroups/n`));
  expect(dataOf(read, 'azure-subnet').map((s) => [s.name, s.vnet, s.nsg])).toEqual([
    ['GatewaySubnet', 'v', null],
    ['web', 'v', 'n'],
  ]);
  expect(read.records.map((r) => r.place.line)).toEqual([1, 7]);
});

it('YAML of something else is not claimed, aliases are not followed', () => {
  expect(readText(format, 'version: 3\nservices:\n  web:\n    image: nginx\n').score).toBe(0);
  const bomb = `a: &a [x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\nid: ${id}/connections/cn1\nname: cn1\nconnectionType: IPsec\n`;
  expect(dataOf(readText(format, bomb), 'azure-connection')).toHaveLength(1);
});

it('damaged YAML is shown with its line', () => {
  const read = readText(format, `${connection}broken: [1, 2\nnext: "x\n`);
  expect(read.rejected.map((r) => r.reason.key)).toEqual(['reject.azure-bad-yaml']);
});

it.each(samples)('sample: $name', ({ text }) => {
  expect(readText(format, text).records.length).toBeGreaterThan(0);
});
