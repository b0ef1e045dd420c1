import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/azure-powershell-list/format.ts';
import { samples } from '#core/formats/azure-powershell-list/samples.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

const id = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg1/providers/Microsoft.Network';

const gateway = `PS C:\\> Get-AzVirtualNetworkGateway -Name gw1 -ResourceGroupName rg1

Name                   : gw1
ResourceGroupName      : rg1
Location               : japaneast
Id                     : ${id.slice(0, 80)}
                         ${id.slice(80)}/virtualNetworkGateways/gw1
Etag                   : W/"00000000-0000-0000-0000-000000000000"
ProvisioningState      : Succeeded
IpConfigurations       : [
                           {
                             "PrivateIpAllocationMethod": "Dynamic",
                             "Subnet": {
                               "Id": "${id}/virtualNetworks/v1/subn
                         ets/GatewaySubnet"
                             },
                             "PublicIpAddress": {
                               "Id": "${id}/publicIPAddresses/pip1"
                             },
                             "Name": "default"
                           }
                         ]
GatewayType            : Vpn
VpnType                : RouteBased
EnableBgp              : False
ActiveActive           : False
Sku                    : {
                           "Capacity": 2,
                           "Name": "VpnGw1AZ",
                           "Tier": "VpnGw1AZ"
                         }
BgpSettings            : {
                           "Asn": 65515,
                           "BgpPeeringAddresses": [
                             { "TunnelIpAddresses": [ "52.1.2.3" ] }
                           ]
                         }
VpnGatewayGeneration   : Generation1
`;

describe('Az and AzureRM lists', () => {
  it.each(variants(gateway))('gateway with nested JSON, wrapped at the width of the console, $name', ({ bytes }) => {
    const read = readBytes(format, bytes);
    expect(read.score).toBeGreaterThan(0.9);
    expect(dataOf(read, 'azure-gateway')).toEqual([
      {
        kind: 'azure-gateway',
        name: 'gw1',
        resourceGroup: 'rg1',
        subscription: '11111111-2222-3333-4444-555555555555',
        gatewayType: 'Vpn',
        vpnType: 'RouteBased',
        sku: 'VpnGw1AZ',
        generation: 'Generation1',
        activeActive: false,
        enableBgp: false,
        asn: 65_515,
        publicAddresses: ['52.1.2.3'],
        publicIpNames: ['pip1'],
        vnet: 'v1',
        provisioningState: 'Succeeded',
      },
    ]);
    expect(read.records[0]!.place.line).toBe(3);
  });

  it('connection of the Az module with policy and selectors', () => {
    const read = readText(
      format,
      `Name                           : cn1
ResourceGroupName              : rg1
Id                             : ${id}/connections/cn1
ProvisioningState              : Succeeded
VirtualNetworkGateway1         : "${id}/virtualNetworkGateways/gw1"
LocalNetworkGateway2           : "${id}/localNetworkGateways/lng1"
RoutingWeight                  : 0
SharedKey                      : [removed: shared key]
ConnectionStatus               : Connected
EgressBytesTransferred         : 98765
IngressBytesTransferred        : 12345
ConnectionType                 : IPsec
ConnectionProtocol             : IKEv2
UsePolicyBasedTrafficSelectors : True
IpsecPolicies                  : [
                                   {
                                     "SALifeTimeSeconds": 27000,
                                     "SADataSizeKilobytes": 102400000,
                                     "IpsecEncryption": "AES256",
                                     "IpsecIntegrity": "SHA256",
                                     "IkeEncryption": "AES256",
                                     "IkeIntegrity": "SHA256",
                                     "DhGroup": "DHGroup14",
                                     "PfsGroup": "None"
                                   }
                                 ]
TrafficSelectorPolicies        : []
DpdTimeoutSeconds              : 45
`,
    );
    expect(dataOf(read, 'azure-connection')).toMatchObject([
      {
        name: 'cn1',
        status: 'Connected',
        egressBytes: 98_765,
        ingressBytes: 12_345,
        protocol: 'IKEv2',
        gateway: 'gw1',
        localGateway: 'lng1',
        usePolicyBasedTrafficSelectors: true,
        dpdTimeoutSeconds: 45,
        ipsecPolicies: [{ dhGroup: 'DHGroup14', pfsGroup: 'None', saLifeTimeSeconds: 27_000 }],
        trafficSelectors: [],
      },
    ]);
  });

  it('a list of connections without -Name: an empty status is no status', () => {
    const read = readText(
      format,
      `Name                    : cn1\nConnectionType          : IPsec\nRoutingWeight           : 0\nSharedKey               :\nConnectionStatus        :\nProvisioningState       : Succeeded\n`,
    );
    expect(dataOf(read, 'azure-connection')).toMatchObject([{ name: 'cn1', status: null }]);
  });

  it('the name on the command line is not given to another object', () => {
    const read = readText(
      format,
      `PS C:\\> Get-AzVirtualNetworkGatewayConnection -Name $name -ResourceGroupName rg1\n\nConnectionType          : IPsec\nRoutingWeight           : 0\nConnectionStatus        : Connected\n`,
    );
    expect(dataOf(read, 'azure-connection')).toMatchObject([{ name: null, resourceGroup: 'rg1' }]);
  });

  const subnet = (nsg: string) => `Name                              : GatewaySubnet
Id                                : ${id}/virtualNetworks/v1/subnets/GatewaySubnet
ProvisioningState                 : Succeeded
AddressPrefix                     : {10.0.0.0/27}
${nsg}RouteTable                        : null
NatGateway                        : null
`;

  it.each([
    ['none', 'NetworkSecurityGroup              : null\n', [null]],
    [
      'one, as JSON',
      `NetworkSecurityGroup              : {\n                                      "Id": "${id}/networkSecurityGroups/nsg-gw"\n                                    }\n`,
      ['nsg-gw'],
    ],
    ['one, as a type name', 'NetworkSecurityGroup              : Microsoft.Azure.Commands.Network.Models.PSNetworkSecurityGroup\n', ['?']],
    ['not asked for', '', []],
  ])('subnet, its NSG: %s', (_, line, expected) => {
    expect(dataOf(readText(format, subnet(line)), 'azure-subnet').map((s) => s.nsg)).toEqual(expected);
    if (expected.length > 0)
      expect(dataOf(readText(format, subnet(line)), 'azure-subnet')).toMatchObject([
        { name: 'GatewaySubnet', vnet: 'v1', prefixes: ['10.0.0.0/27'] },
      ]);
  });

  it('an Azure object of another kind is kept, a list of something else is not claimed', () => {
    expect(
      dataOf(
        readText(format, `Name     : nic1\nId       : ${id}/networkInterfaces/nic1\nLocation : x\nMacAddress : 00-0D\n`),
        'azure-other',
      ),
    ).toMatchObject([{ name: 'nic1', resourceType: 'microsoft.network/networkinterfaces' }]);
    expect(readText(format, 'Name        : AzureS2S\nDestination : {203.0.113.5}\nProtocol    : IKEv2\n').score).toBe(0);
  });
});

it.each(samples)('sample: $name', ({ text }) => {
  const read = readText(format, text);
  expect(read.records.length).toBeGreaterThan(0);
  expect(read.rejected).toEqual([]);
});
