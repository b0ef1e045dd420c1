/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'Get-AzVirtualNetworkGatewayConnection',
    text: `Name                       : cn-hq
ResourceGroupName          : rg
VirtualNetworkGateway1     : "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/virtualNetworkGateways/vpngw"
ConnectionType             : IPsec
RoutingWeight              : 10
ConnectionStatus           : Connected
EgressBytesTransferred     : 1525480397
IngressBytesTransferred    : 3222722144
ProvisioningState          : Succeeded
`,
  },
  {
    name: 'Get-AzLocalNetworkGateway',
    text: `Name                     : lng
ResourceGroupName        : rg
GatewayIpAddress         : 203.0.113.10
LocalNetworkAddressSpace : {
                             "AddressPrefixes": [
                               "10.1.0.0/16"
                             ]
                           }
BgpSettings              : null
`,
  },
  {
    name: 'Get-AzVirtualNetworkSubnetConfig',
    text: `Name                 : GatewaySubnet
Id                   : /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/GatewaySubnet
ProvisioningState    : Succeeded
AddressPrefix        : {10.20.255.0/27}
NetworkSecurityGroup : {
                         "Id": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg-gw"
                       }
RouteTable           : null
`,
  },
];
