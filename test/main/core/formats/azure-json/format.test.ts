import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/azure-json/format.ts';
import { samples } from '#core/formats/azure-json/samples.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

const id = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg1/providers/Microsoft.Network';

const flattened = {
  connectionProtocol: 'IKEv2',
  connectionStatus: 'Connected',
  connectionType: 'IPsec',
  egressBytesTransferred: 10,
  enableBgp: false,
  etag: 'W/"1"',
  id: `${id}/connections/cn1`,
  ingressBytesTransferred: 20,
  ipsecPolicies: [
    {
      dhGroup: 'DHGroup14',
      ikeEncryption: 'AES256',
      ikeIntegrity: 'SHA256',
      ipsecEncryption: 'AES256',
      ipsecIntegrity: 'SHA256',
      pfsGroup: 'PFS2048',
      saDataSizeKilobytes: 102_400_000,
      saLifeTimeSeconds: 27_000,
    },
  ],
  localNetworkGateway2: { id: `${id}/localNetworkGateways/lng1`, resourceGroup: 'rg1' },
  name: 'cn1',
  sharedKey: '[removed: shared key]',
  trafficSelectorPolicies: [{ localAddressRanges: ['10.0.0.0/16'], remoteAddressRanges: ['192.168.1.0/24', '192.168.2.0/24'] }],
  usePolicyBasedTrafficSelectors: true,
  virtualNetworkGateway1: { id: `${id}/virtualNetworkGateways/gw1`, resourceGroup: 'rg1' },
};
const expected = {
  kind: 'azure-connection',
  name: 'cn1',
  resourceGroup: 'rg1',
  subscription: '11111111-2222-3333-4444-555555555555',
  status: 'Connected',
  ingressBytes: 20,
  egressBytes: 10,
  protocol: 'IKEv2',
  gateway: 'gw1',
  localGateway: 'lng1',
  usePolicyBasedTrafficSelectors: true,
  ipsecPolicies: [{ ikeEncryption: 'AES256', dhGroup: 'DHGroup14', pfsGroup: 'PFS2048', saLifeTimeSeconds: 27_000 }],
  trafficSelectors: [{ local: ['10.0.0.0/16'], remote: ['192.168.1.0/24', '192.168.2.0/24'] }],
};
const { id: connectionId, name, etag, ...rest } = flattened;
const nested = { id: connectionId, name, etag, type: 'Microsoft.Network/connections', properties: rest };

/** `ConvertTo-Json` of Windows PowerShell: names in Pascal case, two blanks after the colon, four per level. */
function pascal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, v]) => [key[0]!.toUpperCase() + key.slice(1), pascal(v)]));
}

describe('one connection in every shape of JSON', () => {
  it.each([
    ['az, flattened', JSON.stringify(flattened, null, 2)],
    ['ARM REST, nested', JSON.stringify(nested, null, 2)],
    ['on one line', JSON.stringify(nested)],
    ['az list', JSON.stringify([flattened], null, 2)],
    ['REST list', JSON.stringify({ value: [nested], nextLink: null }, null, 2)],
    ['ConvertTo-Json', JSON.stringify(pascal(flattened), null, 4).replaceAll('": ', '":  ')],
    ['after a prompt', `PS C:\\> az network vpn-connection show -g rg1 -n cn1\n${JSON.stringify(flattened, null, 2)}\nPS C:\\> exit\n`],
    ['after a warning', `WARNING: This command is in preview: {x}\n\n${JSON.stringify(flattened, null, 2)}`],
    ['a recorded response', JSON.stringify({ request: { url: 'x' }, responses: { 200: { body: nested } } }, null, 2)],
  ])('%s', (_, text) => {
    for (const { bytes } of variants(text)) {
      const read = readBytes(format, bytes);
      expect(read.score).toBeGreaterThanOrEqual(0.9);
      expect(read.rejected).toEqual([]);
      expect(dataOf(read, 'azure-connection')).toMatchObject([expected]);
    }
  });
});

describe('places', () => {
  it('each resource of a list has its own lines and text', () => {
    const text = JSON.stringify({ value: [nested, { ...nested, name: 'cn2', id: `${id}/connections/cn2` }] }, null, 2);
    const read = readText(format, text);
    const lines = text.split('\n');
    expect(read.records.map((r) => lines[r.place.line]!.trim())).toEqual([
      `"id": "${id}/connections/cn1",`,
      `"id": "${id}/connections/cn2",`,
    ]);
    for (const r of read.records)
      expect(r.text).toBe(
        lines
          .slice(r.place.line - 1, r.place.endLine)
          .join('\n')
          .replace(/,$/, ''),
      );
  });

  it('several on one line have their own characters', () => {
    const read = readText(format, JSON.stringify([nested, { ...nested, name: 'cn2', id: `${id}/connections/cn2` }]));
    expect(read.records.map((r) => r.place.line)).toEqual([1, 1]);
    expect(read.records.map((r): unknown => JSON.parse(r.text))).toMatchObject([{ name: 'cn1' }, { name: 'cn2' }]);
  });

  it('a line of several megabytes is one line', () => {
    const many = Array.from({ length: 3000 }, (_, i) => ({ ...nested, name: `cn${i}`, id: `${id}/connections/cn${i}` }));
    const read = readText(format, JSON.stringify({ value: many }));
    expect(read.rejected).toEqual([]);
    expect(dataOf(read, 'azure-connection')).toHaveLength(3000);
    expect(dataOf(read, 'azure-connection')[2999]).toMatchObject({ ...expected, name: 'cn2999' });
  });

  it('byte offsets are those of the file', () => {
    const text = `日本語の行\n${JSON.stringify(flattened, null, 2)}`;
    expect(readText(format, text).records[0]!.place).toMatchObject({ line: 2, offset: Buffer.byteLength('日本語の行\n') });
  });
});

describe('other shapes', () => {
  it('IKE SAs: JSON in a string, on the string’s line', () => {
    const sa = {
      localEndpoint: '52.1.2.3',
      remoteEndpoint: '203.0.113.5',
      dhGroup: 'DHGroup2',
      encryption: 'AES256',
      integrity: 'SHA1',
      lifeTimeSeconds: 28_800,
      isSaInitiator: false,
      quickModeSa: [{}, {}],
    };
    for (const body of [
      JSON.stringify({ Status: 'Successful', Data: [sa] }),
      JSON.stringify(JSON.stringify({ Status: 'Successful', Data: [sa] })),
    ]) {
      const read = readText(format, JSON.stringify({ body }, null, 2));
      expect(dataOf(read, 'azure-ike-sa')).toMatchObject([
        { remoteEndpoint: '203.0.113.5', dhGroup: 'DHGroup2', lifetimeSeconds: 28_800, initiator: false, childCount: 2 },
      ]);
      expect(read.records[0]!.place.line).toBe(2);
    }
  });

  it('IKE SAs as az prints them: a string that is the whole document', () => {
    const text = JSON.stringify(
      JSON.stringify({ Status: 'Successful', Data: [{ localEndpoint: 'a', remoteEndpoint: 'b', dhGroup: 'None' }] }),
    );
    expect(dataOf(readText(format, text), 'azure-ike-sa')).toHaveLength(1);
  });

  it('VNet with subnets and peerings', () => {
    const subnet = (n: string, more: object) => ({
      name: n,
      id: `${id}/virtualNetworks/v/subnets/${n}`,
      etag: 'W/"1"',
      provisioningState: 'Succeeded',
      ...more,
    });
    const vnet = {
      id: `${id}/virtualNetworks/v`,
      name: 'v',
      type: 'Microsoft.Network/virtualNetworks',
      addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
      subnets: [
        subnet('GatewaySubnet', { addressPrefix: '10.0.0.0/27', networkSecurityGroup: null }),
        subnet('web', {
          addressPrefixes: ['10.0.1.0/24'],
          networkSecurityGroup: { id: `${id}/networkSecurityGroups/n` },
          routeTable: { id: `${id}/routeTables/t` },
        }),
      ],
      virtualNetworkPeerings: [
        {
          name: 'hub',
          remoteVirtualNetwork: { id: `${id}/virtualNetworks/hub` },
          peeringState: 'Connected',
          allowGatewayTransit: false,
          useRemoteGateways: true,
          allowForwardedTraffic: true,
        },
      ],
    };
    const read = readText(format, JSON.stringify(vnet, null, 2));
    expect(dataOf(read, 'azure-vnet')).toMatchObject([
      {
        prefixes: ['10.0.0.0/16'],
        peerings: [{ name: 'hub', remoteVnet: 'hub', state: 'Connected', useRemoteGateways: true, allowGatewayTransit: false }],
      },
    ]);
    expect(dataOf(read, 'azure-subnet')).toMatchObject([
      { name: 'GatewaySubnet', vnet: 'v', prefixes: ['10.0.0.0/27'], nsg: null },
      { name: 'web', prefixes: ['10.0.1.0/24'], nsg: 'n', routeTable: 't' },
    ]);
  });

  it('public IP address of a gateway', () => {
    const ip = {
      id: `${id}/publicIPAddresses/pip`,
      name: 'pip',
      ipAddress: '52.1.2.3',
      publicIPAllocationMethod: 'Static',
      ipConfiguration: { id: `${id}/virtualNetworkGateways/gw1/ipConfigurations/a` },
    };
    expect(dataOf(readText(format, JSON.stringify(ip)), 'azure-public-ip')).toMatchObject([
      { name: 'pip', address: '52.1.2.3', usedByGateway: 'gw1' },
    ]);
  });

  it('routes listed by themselves make their table', () => {
    const route = (n: string, addressPrefix: string) => ({
      id: `${id}/routeTables/t/routes/${n}`,
      name: n,
      addressPrefix,
      nextHopType: 'Internet',
      etag: 'W/"1"',
    });
    expect(
      dataOf(readText(format, JSON.stringify([route('a', '0.0.0.0/0'), route('b', '10.9.0.0/16')])), 'azure-route-table'),
    ).toMatchObject([{ name: 't', effective: false, routes: [{ name: 'a', prefixes: ['0.0.0.0/0'] }, { name: 'b' }] }]);
  });

  it.each([
    ['shown and removed on import', '{"value": "[removed: shared key]"}', 'present', null],
    ['masked', `{"id": "${id}/connections/cn1/sharedKey", "value": "********"}`, 'masked', 'cn1'],
  ])('shared key %s', (_, text, state, connection) => {
    expect(dataOf(readText(format, text), 'azure-shared-key')).toMatchObject([{ state, name: connection }]);
  });

  it('VPN troubleshoot with the fault in reasonType', () => {
    const result = {
      startTime: '2026-11-22T10:00:00Z',
      code: 'UnHealthy',
      results: [
        { id: '000000', reasonType: 'Authentication', summary: 's' },
        { id: 'PeerReachability', summary: 't' },
      ],
    };
    expect(dataOf(readText(format, JSON.stringify(result)), 'troubleshoot-result').map((r) => [r.reason, r.healthy, r.summary])).toEqual([
      ['Authentication', false, 's'],
      ['PeerReachability', false, 't'],
    ]);
  });
});

describe('what an output does not say is not stated', () => {
  const one = (object: object) =>
    readText(format, JSON.stringify([{ id: `${id}/connections/x`, connectionType: 'IPsec', routingWeight: 0 }, object], null, 2));
  it.each([
    [
      'a subnet of a query without its NSG',
      { id: `${id}/virtualNetworks/v/subnets/GatewaySubnet`, name: 'GatewaySubnet', addressPrefix: '10.0.0.0/27' },
      'azure-subnet',
    ],
    ['an NSG of a query without its rules', { id: `${id}/networkSecurityGroups/n`, name: 'n', location: 'x' }, 'azure-nsg'],
    [
      'a local network gateway without its prefixes',
      { id: `${id}/localNetworkGateways/l`, name: 'l', gatewayIpAddress: '1.2.3.4' },
      'azure-local-gateway',
    ],
    ['a route table without its routes', { id: `${id}/routeTables/t`, name: 't', location: 'x' }, 'azure-route-table'],
  ] as const)('%s', (_, object, kind) => {
    const read = one(object);
    expect(dataOf(read, kind)).toEqual([]);
    expect(dataOf(read, 'azure-other')).toHaveLength(1);
  });

  it('an NSG that PowerShell prints as a type name is attached all the same', () => {
    const subnet = {
      Name: 'GatewaySubnet',
      Id: `${id}/virtualNetworks/v/subnets/GatewaySubnet`,
      AddressPrefix: ['10.0.0.0/27'],
      NetworkSecurityGroup: 'Microsoft.Azure.Commands.Network.Models.PSNetworkSecurityGroup',
    };
    expect(dataOf(readText(format, JSON.stringify(subnet)), 'azure-subnet')).toMatchObject([{ nsg: '?' }]);
    const printed = { ...subnet, NetworkSecurityGroup: `@{SecurityRules=System.Object[]; Id=${id}/networkSecurityGroups/nsg-gw; Name=x}` };
    expect(dataOf(readText(format, JSON.stringify(printed)), 'azure-subnet')).toMatchObject([{ nsg: 'nsg-gw' }]);
  });
});

describe('damaged JSON', () => {
  const list = JSON.stringify({ value: [nested, { ...nested, name: 'cn2', id: `${id}/connections/cn2` }] }, null, 2);
  it('cut off: what is whole is read, the rest is shown with its line', () => {
    const text = list.slice(0, list.indexOf('cn2') + 200);
    const read = readText(format, text);
    expect(dataOf(read, 'azure-connection').map((c) => c.name)).toEqual(['cn1']);
    expect(read.rejected).toHaveLength(1);
    expect(read.rejected[0]).toMatchObject({ line: text.split('\n').length, reason: { key: 'reject.azure-bad-json' } });
  });

  it('a subnet that was cut off before its NSG does not say that it has none', () => {
    const subnet = JSON.stringify(
      {
        id: `${id}/virtualNetworks/v/subnets/GatewaySubnet`,
        name: 'GatewaySubnet',
        etag: 'W/"1"',
        addressPrefix: '10.0.0.0/27',
        networkSecurityGroup: { id: `${id}/networkSecurityGroups/n` },
      },
      null,
      2,
    );
    for (let length = 10; length < subnet.length - 1; length += 7)
      expect(dataOf(readText(format, subnet.slice(0, length)), 'azure-subnet')).toEqual([]);
  });

  it('the rules of a broken NSG do not pass for a group', () => {
    const rule = (n: string) => ({
      id: `${id}/networkSecurityGroups/n/securityRules/${n}`,
      name: n,
      priority: 100,
      direction: 'Inbound',
      access: 'Allow',
      protocol: 'Tcp',
    });
    const nsg = JSON.stringify(
      { id: `${id}/networkSecurityGroups/n`, name: 'n', securityRules: [rule('a'), rule('b'), rule('c')], defaultSecurityRules: [] },
      null,
      2,
    );
    const read = readText(format, nsg.replace('"priority": 100', '"priority": 1 0 0'));
    expect(dataOf(read, 'azure-nsg')).toEqual([]);
    expect(read.rejected).toHaveLength(1);
  });

  it('documents after a broken one are read', () => {
    const read = readText(format, `{ "id": "${id}/connections/broken", "name": \n${JSON.stringify(flattened, null, 2)}\n`);
    expect(read.rejected).toHaveLength(1);
    const later = readText(format, `{\n  "id": "${id}/connections/broken" "x"\n}\n${JSON.stringify(flattened, null, 2)}\n`);
    expect(dataOf(later, 'azure-connection')).toHaveLength(1);
  });

  it('strings that a console broke are put together', () => {
    const wrapped = JSON.stringify(flattened, null, 2).replace(
      'providers/Microsoft.Network/connections/cn1',
      'providers/Micro\nsoft.Network/connections/cn1',
    );
    expect(dataOf(readText(format, wrapped), 'azure-connection')).toMatchObject([{ name: 'cn1', resourceGroup: 'rg1' }]);
  });
});

it('the head of a large file is enough to know it', () => {
  const many = Array.from({ length: 2000 }, (_, i) => ({
    id: `${id}/networkSecurityGroups/n/securityRules/r${i}`,
    name: `r${i}`,
    priority: i,
    direction: 'Inbound',
    access: 'Allow',
    protocol: '*',
  }));
  const read = readText(
    format,
    JSON.stringify({ id: `${id}/networkSecurityGroups/n`, name: 'n', securityRules: many, defaultSecurityRules: [] }, null, 2),
  );
  expect(read.score).toBe(0.9);
  expect(dataOf(read, 'azure-nsg')[0]!.rules).toHaveLength(2000);
});

it.each(samples)('sample: $name', ({ text }) => {
  const read = readText(format, text);
  expect(read.records.length).toBeGreaterThan(0);
  expect(read.rejected).toEqual([]);
});

describe('a virtual machine', () => {
  const vm = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg1/providers/Microsoft.Compute/virtualMachines/vm1';
  const statuses = [{ code: 'ProvisioningState/succeeded' }, { code: 'PowerState/deallocated', displayStatus: 'VM deallocated' }];
  const whole = { kind: 'azure-machine', name: 'vm1', powerState: 'deallocated' };

  it.each<[string, unknown, object]>([
    [
      'REST with its instance view',
      { id: vm, name: 'vm1', properties: { hardwareProfile: { vmSize: 'Standard_D2s_v5' }, instanceView: { statuses } } },
      { ...whole, size: 'Standard_D2s_v5' },
    ],
    [
      'az vm get-instance-view',
      { hardwareProfile: { vmSize: 'Standard_D2s_v5' }, id: vm, instanceView: { statuses }, name: 'vm1', resourceGroup: 'rg1' },
      { ...whole, size: 'Standard_D2s_v5' },
    ],
    ['az vm show -d', { id: vm, name: 'vm1', powerState: 'VM deallocated', resourceGroup: 'rg1' }, whole],
    [
      'Get-AzVM -Status',
      { ResourceGroupName: 'rg1', Name: 'vm1', Statuses: [{ Code: 'PowerState/deallocated', DisplayStatus: 'VM deallocated' }] },
      { ...whole, resourceGroup: 'rg1' },
    ],
    ['its instance view alone', { computerName: 'vm1', osName: 'Windows', statuses }, { ...whole, resourceGroup: null }],
  ])('%s', (_, value, data) => expect(dataOf(readText(format, JSON.stringify(value, null, 2)), 'azure-machine')).toMatchObject([data]));

  it('without its state says nothing of it', () => {
    const bare = {
      id: vm,
      name: 'vm1',
      type: 'Microsoft.Compute/virtualMachines',
      location: 'japaneast',
      properties: { provisioningState: 'Succeeded' },
    };
    expect(dataOf(readText(format, JSON.stringify(bare)), 'azure-other')).toMatchObject([{ name: 'vm1' }]);
  });
});
