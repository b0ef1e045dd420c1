/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'connection list',
    text: `ConnectionType    EnableBgp    Name    ProvisioningState    ResourceGroup    RoutingWeight
----------------  -----------  ------  -------------------  ---------------  ---------------
IPsec             False        cn-hq   Succeeded            rg               10
`,
  },
  {
    name: 'nsg rule list',
    text: `Name         ResourceGroup    Priority    SourcePortRanges    SourceAddressPrefixes    SourceASG    Access    Protocol    Direction    DestinationPortRanges    DestinationAddressPrefixes    DestinationASG
-----------  ---------------  ----------  ------------------  -----------------------  -----------  --------  ----------  -----------  -----------------------  ----------------------------  ----------------
allow-https  rg               200         *                   10.1.0.0/16              None         Allow     Tcp         Inbound      443                      10.20.1.0/24                  None
`,
  },
];
