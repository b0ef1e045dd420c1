/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'subnet show',
    text: `info:    Executing command network vnet subnet show
+ Looking up the subnet "GatewaySubnet"
data:    Id                              : /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/v/subnets/GatewaySubnet
data:    Name                            : GatewaySubnet
data:    Address prefix                  : 10.20.3.0/27
data:    Network Security Group id       : /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg-gw
info:    network vnet subnet show command OK
`,
  },
  {
    name: 'nsg show',
    text: `info:    Executing command network nsg show
data:    Id                              : /subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/nsg-web
data:    Name                            : nsg-web
data:    Security rules:
data:    Name            Source IP       Source Port  Destination IP  Destination Port  Protocol  Direction  Access  Priority
data:    --------------  --------------  -----------  --------------  ----------------  --------  ---------  ------  --------
data:    allow-https     10.1.0.0/16     *            10.20.1.0/24    443               Tcp       Inbound    Allow   200
data:    DenyAllInBound  *               *            *               *                 *         Inbound    Deny    65500
info:    network nsg show command OK
`,
  },
  {
    name: 'shared-key show',
    text: `info:    Executing command network vpn-connection shared-key show
data:    Value                           : [removed: shared key]
info:    network vpn-connection shared-key show command OK
`,
  },
];
