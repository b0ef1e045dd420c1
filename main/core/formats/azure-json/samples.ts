/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'az connection',
    text: `{
  "connectionStatus": "NotConnected",
  "connectionType": "IPsec",
  "egressBytesTransferred": 0,
  "id": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/connections/cn-hq",
  "ingressBytesTransferred": 0,
  "name": "cn-hq",
  "provisioningState": "Succeeded",
  "routingWeight": 10
}
`,
  },
  {
    name: 'REST list of subnets',
    text: `{
  "value": [
    {
      "name": "GatewaySubnet",
      "id": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/GatewaySubnet",
      "properties": { "addressPrefix": "10.20.255.0/27", "networkSecurityGroup": { "id": "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg-gw" } }
    }
  ]
}
`,
  },
  {
    name: 'ConvertTo-Json of a gateway',
    text: `{
    "Name":  "vpngw",
    "GatewayType":  "Vpn",
    "VpnType":  "RouteBased",
    "Sku":  { "Name":  "VpnGw1AZ", "Tier":  "VpnGw1AZ" },
    "Id":  "/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/virtualNetworkGateways/vpngw"
}
`,
  },
  {
    name: 'shared key after cleaning',
    text: `{
  "value": "[removed: shared key]"
}
`,
  },
  {
    name: 'IKE SAs as az prints them',
    text: `"[{\\"localEndpoint\\":\\"198.51.100.20\\",\\"remoteEndpoint\\":\\"203.0.113.10\\",\\"encryption\\":\\"AES256\\",\\"integrity\\":\\"SHA1\\",\\"dhGroup\\":\\"DHGroup2\\"}]"
`,
  },
];
