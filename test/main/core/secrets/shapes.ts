/** A text with one secret in it: `make` puts the key in, escaped as the shape demands. */
export type Shape = {
  readonly name: string;
  readonly side: 'azure' | 'device' | 'other';
  readonly connection?: string;
  readonly path?: string;
  readonly make: (key: string) => string;
  /** What the shape can carry; 'any' is every printable character. */
  readonly keys: 'any' | 'no-space' | 'token';
  /** The key does not stand in the text as it is. */
  readonly encoded?: true;
};

const json = (key: string) => JSON.stringify(key).slice(1, -1);
const twice = (key: string) => json(json(key));
const single = (key: string) => key.replaceAll("'", "''");
const double = (key: string) => key.replaceAll('`', '``').replaceAll('"', '`"').replaceAll('$', '`$');
const shell = (key: string) => key.replaceAll(/(["\\$`])/g, '\\$1');
const xml = (key: string) => key.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const cut = (key: string, at: number, pad: string) => (key.length > at ? `${key.slice(0, at)}\n${pad}${key.slice(at)}` : key);

export const shapes: readonly Shape[] = [
  {
    name: 'classic shared-key show',
    side: 'azure',
    connection: 'cn-onprem',
    keys: 'no-space',
    make: (k) =>
      `C:\\>azure network vpn-connection shared-key show rg1 cn-onprem\ninfo:    Executing command network vpn-connection shared-key show\n+ Looking up shared key for gateway connection "cn-onprem"\ndata:    Value                           : ${k}\ninfo:    network vpn-connection shared-key show command OK\n`,
  },
  {
    name: 'classic connection show',
    side: 'azure',
    connection: 'cn1',
    keys: 'no-space',
    make: (k) =>
      `data:    Name                            : cn1\ndata:    Routing weight                  : 10\ndata:    Shared key                      : ${k}\ndata:    Bytes transferred:\n`,
  },
  {
    name: 'Format-List of a connection',
    side: 'azure',
    connection: 'profx-gateway-connection',
    keys: 'no-space',
    make: (k) =>
      `PS C:\\> Get-AzureRmVirtualNetworkGatewayConnection -Name profx-gateway-connection -ResourceGroupName rg\n\nAuthorizationKey           :\nConnectionType             : IPsec\nSharedKey                  : ${k}\nConnectionStatus           : Connected\n`,
  },
  {
    name: 'Format-List, wrapped',
    side: 'azure',
    connection: 'cn1',
    keys: 'token',
    make: (k) => `Name              : cn1\nSharedKey         : ${cut(k, 6, ' '.repeat(20))}\nProvisioningState : Succeeded\n`,
  },
  {
    name: 'AuthorizationKey',
    side: 'other',
    keys: 'no-space',
    make: (k) => `AuthorizationKey           : ${k}\nPeer                       :\n`,
  },
  {
    name: 'Get-VpnS2SInterface list',
    side: 'device',
    connection: 'AzureS2S',
    keys: 'no-space',
    make: (k) => `Name         : AzureS2S\nDestination  : {203.0.113.5}\nSharedSecret : ${k}\nProtocol     : IKEv2\n`,
  },
  {
    name: 'az connection JSON',
    side: 'azure',
    connection: 'cn-1',
    keys: 'any',
    make: (k) =>
      `{\n  "connectionStatus": "Connected",\n  "id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/connections/cn-1",\n  "name": "cn-1",\n  "sharedKey": "${json(k)}",\n  "virtualNetworkGateway1": {"id": "/subscriptions/s/x"}\n}\n`,
  },
  {
    name: 'ARM connection JSON on one line',
    side: 'azure',
    connection: 'cn-2',
    keys: 'any',
    make: (k) =>
      `{"value":[{"name":"cn-2","id":"/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/connections/cn-2","properties":{"sharedKey":"${json(k)}","enableBgp":false}}]}`,
  },
  {
    name: 'PascalCase JSON of PowerShell',
    side: 'azure',
    connection: 'cn-3',
    keys: 'any',
    make: (k) => `{\n    "SharedKey":  "${json(k)}",\n    "Name":  "cn-3"\n}\n`,
  },
  {
    name: 'JSON inside a JSON string',
    side: 'azure',
    keys: 'any',
    make: (k) => `{"body": "{\\"sharedKey\\":\\"${twice(k)}\\",\\"x\\":1}"}\n`,
  },
  { name: 'shared-key show JSON', side: 'azure', keys: 'any', make: (k) => `{\n  "value": "${json(k)}"\n}\n` },
  {
    name: 'shared-key JSON with its id',
    side: 'azure',
    connection: 'cn9',
    keys: 'any',
    make: (k) =>
      `[{"name":"x","value":"keep me"},\n{\n  "id": "/subscriptions/s/resourceGroups/r/providers/Microsoft.Network/connections/cn9/sharedKey",\n  "properties": {\n "value": "${json(k)}"}\n}]\n`,
  },
  {
    name: 'shared-key JSON named by its path',
    side: 'azure',
    path: 'azure/connection-shared-key.json',
    keys: 'any',
    make: (k) => `[{"value": "${json(k)}", "etag": null, "x": {}}]\n`,
  },
  { name: 'preSharedKey JSON', side: 'device', keys: 'any', make: (k) => `{"tunnel": {"preSharedKey": "${json(k)}"}}` },
  { name: 'psk JSON', side: 'device', keys: 'any', make: (k) => `{"peers": [{"psk" : "${json(k)}"}]}` },
  {
    name: 'radiusServerSecret JSON',
    side: 'other',
    keys: 'any',
    make: (k) => `{"vpnClientConfiguration": {"radiusServerSecret": "${json(k)}"}}`,
  },
  { name: 'authorizationKey JSON', side: 'other', keys: 'any', make: (k) => `{"authorizationKey": "${json(k)}"}` },
  {
    name: 'ARM parameter file',
    side: 'azure',
    keys: 'any',
    make: (k) => `{"parameters": {"sharedKey": {\n "value": "${json(k)}"}, "location": {"value": "japaneast"}}}`,
  },
  {
    name: 'az tsv after its prompt',
    side: 'azure',
    connection: 'cn',
    keys: 'no-space',
    make: (k) => `$ az network vpn-connection shared-key show -g rg --connection-name cn -o tsv\n${k}\n$ ls -l\n`,
  },
  {
    name: 'az table',
    side: 'azure',
    connection: 'cn',
    keys: 'no-space',
    make: (k) =>
      `PS C:\\> az network vpn-connection shared-key show -g rg --connection-name cn -o table\nValue\n${'-'.repeat(Math.max(5, k.length))}\n${k}\n`,
  },
  {
    name: 'az yaml',
    side: 'azure',
    connection: 'cn',
    keys: 'token',
    make: (k) => `PS C:\\> az network vpn-connection shared-key show -g rg -n cn -o yaml\nvalue: ${k}\n`,
  },
  { name: 'az connection yaml', side: 'azure', keys: 'token', make: (k) => `routingWeight: 10\nsharedKey: ${k}\ntags: null\n` },
  {
    name: 'bare key after the cmdlet',
    side: 'azure',
    connection: 'VNet1toSite1',
    keys: 'no-space',
    make: (k) =>
      `PS C:\\> Get-AzVirtualNetworkGatewayConnectionSharedKey -Name VNet1toSite1 -ResourceGroupName TestRG1\n\n${k}\n\nPS C:\\> hostname\nsrv1\n`,
  },
  { name: 'file of one token named shared key', side: 'azure', path: 'azure/shared-key.txt', keys: 'no-space', make: (k) => `${k}\n` },
  { name: 'file of one token named psk', side: 'device', path: 'rras/psk.txt', keys: 'no-space', make: (k) => k },
  {
    name: '-SharedKey in single quotes',
    side: 'azure',
    connection: 'cn',
    keys: 'any',
    make: (k) => `New-AzVirtualNetworkGatewayConnection -Name cn -ConnectionType IPsec -SharedKey '${single(k)}' -RoutingWeight 10\n`,
  },
  {
    name: '-SharedKey after a backtick',
    side: 'azure',
    connection: 'cn',
    keys: 'any',
    make: (k) => `New-AzVirtualNetworkGatewayConnection -Name cn \`\n  -SharedKey \`\n  '${single(k)}' \`\n  -RoutingWeight 10\n`,
  },
  {
    name: '-SharedSecret in double quotes',
    side: 'device',
    connection: 'AzureS2S',
    keys: 'any',
    make: (k) => `Add-VpnS2SInterface -Name AzureS2S -SharedSecret "${double(k)}" -PassThru\n`,
  },
  {
    name: 'variable used as a key',
    side: 'azure',
    connection: 'cn',
    keys: 'any',
    make: (k) =>
      `$k1 = '${single(k)}'\nSet-AzVirtualNetworkGatewayConnectionSharedKey -Name cn -Value $x\nNew-AzVirtualNetworkGatewayConnection -Name cn -SharedKey $k1\n`,
  },
  {
    name: 'Set-…SharedKey -Value',
    side: 'azure',
    connection: 'cn',
    keys: 'any',
    make: (k) => `Set-AzVirtualNetworkGatewayConnectionSharedKey -Name cn -ResourceGroupName rg -Value '${single(k)}'\n`,
  },
  {
    name: 'ConvertTo-SecureString',
    side: 'other',
    keys: 'any',
    make: (k) => `$s = ConvertTo-SecureString "${double(k)}" -AsPlainText -Force\n`,
  },
  {
    name: 'here-string',
    side: 'device',
    keys: 'no-space',
    make: (k) => `$secret = @'\n${k}\n'@\nSet-VpnS2SInterface -Name x -SharedSecret $secret\n`,
  },
  {
    name: 'splatting',
    side: 'azure',
    keys: 'any',
    make: (k) => `$p = @{\n  Name = 'cn'\n  SharedKey = '${single(k)}'\n}\n`,
    path: 'deploy.ps1',
  },
  {
    name: 'az --shared-key',
    side: 'azure',
    connection: 'cn',
    keys: 'any',
    make: (k) => `az network vpn-connection create -g rg -n cn --vnet-gateway1 gw --shared-key "${shell(k)}" --local-gateway2 lng\n`,
  },
  {
    name: 'az --shared-key bare',
    side: 'azure',
    connection: 'cn',
    keys: 'token',
    make: (k) => `az network vpn-connection create -n cn --shared-key ${k} --local-gateway2 lng\n`,
  },
  {
    name: 'az shared-key update --value',
    side: 'azure',
    connection: 'cn',
    keys: 'token',
    make: (k) => `az network vpn-connection shared-key update -g rg --connection-name cn --value ${k}\n`,
  },
  {
    name: 'Terraform',
    side: 'azure',
    keys: 'any',
    make: (k) => `resource "azurerm_virtual_network_gateway_connection" "a" {\n  shared_key = "${json(k)}"\n}\n`,
  },
  { name: 'Cisco IOS isakmp key', side: 'device', keys: 'token', make: (k) => `crypto isakmp key ${k} address 203.0.113.5\n` },
  { name: 'Cisco IOS isakmp key 0', side: 'device', keys: 'token', make: (k) => `crypto isakmp key 0 ${k} address 203.0.113.5 no-xauth\n` },
  {
    name: 'Cisco keyring',
    side: 'device',
    connection: 'azure',
    keys: 'token',
    make: (k) => `crypto ikev2 keyring kr\n peer azure\n  address 203.0.113.5\n  pre-shared-key local 0 ${k}\n`,
  },
  { name: 'Cisco keyring hex', side: 'device', keys: 'token', make: (k) => `  pre-shared-key ${k}\n !\n` },
  {
    name: 'ASA ikev1',
    side: 'device',
    connection: '203.0.113.5',
    keys: 'token',
    make: (k) => `tunnel-group 203.0.113.5 ipsec-attributes\n ikev1 pre-shared-key ${k}\n`,
  },
  {
    name: 'ASA ikev2',
    side: 'device',
    connection: '203.0.113.5',
    keys: 'token',
    make: (k) => `tunnel-group 203.0.113.5 ipsec-attributes\n ikev2 remote-authentication pre-shared-key ${k}\n`,
  },
  {
    name: 'FortiGate',
    side: 'device',
    connection: 'to-azure',
    keys: 'token',
    make: (k) => `config vpn ipsec phase1-interface\n    edit "to-azure"\n        set psksecret ${k}\n    next\n`,
  },
  {
    name: 'Palo Alto',
    side: 'device',
    keys: 'any',
    make: (k) => `<authentication><pre-shared-key><key>${xml(k)}</key></pre-shared-key></authentication>\n`,
  },
  { name: 'Juniper', side: 'device', keys: 'any', make: (k) => `set security ike policy azure pre-shared-key ascii-text "${shell(k)}"\n` },
  { name: 'strongSwan ipsec.secrets', side: 'device', keys: 'token', make: (k) => `203.0.113.5 198.51.100.7 : PSK "${k}"\n` },
  {
    name: 'strongSwan base64',
    side: 'device',
    keys: 'token',
    make: (k) => `@a @b : PSK 0s${Buffer.from(k).toString('base64')}\n`,
    encoded: true,
  },
  {
    name: 'swanctl',
    side: 'device',
    keys: 'any',
    make: (k) =>
      `secrets {\n  ike-azure {\n    id = 203.0.113.5\n    secret = "${shell(k).replaceAll('\\$', '$').replaceAll('\\`', '`')}"\n  }\n}\n`,
  },
  { name: 'pfSense', side: 'device', keys: 'any', make: (k) => `<phase1><pre-shared-key>${xml(k)}</pre-shared-key></phase1>\n` },
  {
    name: 'MikroTik',
    side: 'device',
    keys: 'token',
    make: (k) => `/ip ipsec identity\nadd auth-method=pre-shared-key peer=azure secret=${k}\n`,
  },
  { name: 'Yamaha', side: 'device', keys: 'token', make: (k) => `ipsec ike pre-shared-key 1 text ${k}\n` },
  {
    name: 'NEC IX',
    side: 'device',
    connection: 'ike-azure',
    keys: 'token',
    make: (k) => `ike policy ike-azure peer 203.0.113.5 key ${k} ike-prop\n`,
  },
  {
    name: 'VyOS',
    side: 'device',
    keys: 'token',
    make: (k) => `set vpn ipsec site-to-site peer 203.0.113.5 authentication pre-shared-secret '${k}'\n`,
  },
  { name: 'Japanese label', side: 'device', keys: 'no-space', make: (k) => `事前共有キー : ${k}\n状態 : 有効\n` },
  {
    name: 'CSV column',
    side: 'azure',
    connection: 'cn1',
    keys: 'token',
    make: (k) => `"Name","SharedKey","ConnectionStatus"\r\n"cn1","${k}","Connected"\r\n`,
  },
  {
    name: 'CSV column for Excel',
    side: 'azure',
    connection: 'cn1',
    keys: 'token',
    make: (k) => `sep=;\r\n"Name";"SharedKey";"ConnectionStatus"\r\n"cn1";"${k}";"Connected"\r\n`,
  },
  {
    name: 'CSV column between bars, with a quoted type',
    side: 'azure',
    connection: 'cn1',
    keys: 'token',
    make: (k) => `"#TYPE Selected.System.Object"\r\n"Name"|"SharedKey"|"ConnectionStatus"\r\n"cn1"|"${k}"|"Connected"\r\n`,
  },
  {
    name: 'ConvertTo-Html',
    side: 'azure',
    connection: 'cn1',
    keys: 'any',
    make: (k) =>
      `<html><body>\n<table>\n<tr><th>Name</th><th>SharedKey</th><th>ConnectionStatus</th></tr>\n<tr><td>cn1</td><td>${xml(k)}</td><td>Connected</td></tr>\n</table>\n</body></html>\n`,
  },
  {
    name: 'ConvertTo-Html as a list',
    side: 'device',
    keys: 'any',
    make: (k) => `<table>\n<tr><td>Name:</td><td>cn1</td></tr>\n<tr><td>SharedSecret:</td><td>${xml(k)}</td></tr>\n</table>\n`,
  },
  {
    name: 'Format-Table column',
    side: 'azure',
    connection: 'cn1',
    keys: 'token',
    make: (k) => {
      const row = (a: string, b: string, c: string) => `${a.padEnd(5)}${b.padEnd(Math.max(9, k.length) + 1)}${c}\n`;
      return row('Name', 'SharedKey', 'ConnectionStatus') + row('----', '---------', '----------------') + row('cn1', k, 'Connected');
    },
  },
  { name: 'connection string', side: 'other', keys: 'token', make: (k) => `Server=tcp:x;User=a;Password=${k};Encrypt=True\n` },
  { name: 'client_secret', side: 'other', keys: 'token', make: (k) => `grant_type=client_credentials&client_secret=${k}&scope=x\n` },
  { name: 'event XML data', side: 'azure', keys: 'any', make: (k) => `<Data Name="SharedKey">${xml(k)}</Data>\n` },
  {
    name: 'FortiGate, in a terminal',
    side: 'device',
    keys: 'token',
    make: (k) => `FGT-HQ (azure) # set psksecret ${k}\nFGT-HQ (azure) # next\n`,
  },
  {
    name: 'PAN-OS, set form',
    side: 'device',
    keys: 'no-space',
    make: (k) => `set network ike gateway azure authentication pre-shared-key key ${k}\n`,
  },
  {
    name: 'PAN-OS, braces',
    side: 'device',
    keys: 'token',
    make: (k) => `  authentication {\n    pre-shared-key {\n      key ${k};\n    }\n  }\n`,
  },
  {
    name: 'PAN-OS, XML',
    side: 'device',
    keys: 'any',
    make: (k) => `<authentication>\n  <pre-shared-key>\n    <key>${xml(k)}</key>\n  </pre-shared-key>\n</authentication>\n`,
  },
  {
    name: 'VyOS 1.4',
    side: 'device',
    connection: 'azure',
    keys: 'token',
    make: (k) => `set vpn ipsec authentication psk azure secret '${k}'\n`,
  },
  {
    name: 'VyOS 1.4, braces',
    side: 'device',
    keys: 'token',
    make: (k) => `    psk azure {\n        id 198.51.100.20\n        secret "${k}"\n    }\n`,
  },
  {
    name: 'OPNsense',
    side: 'device',
    keys: 'token',
    make: (k) => `<preSharedKey uuid="1"><ident>203.0.113.10</ident><keyType>PSK</keyType><Key>${k}</Key></preSharedKey>\n`,
  },
  {
    name: 'Junos, XML',
    side: 'device',
    keys: 'any',
    make: (k) => `<pre-shared-key>\n  <ascii-text>${xml(k)}</ascii-text>\n</pre-shared-key>\n`,
  },
  {
    name: 'ScreenOS',
    side: 'device',
    keys: 'token',
    make: (k) =>
      `set ike gateway "az" address 198.51.100.7 Main outgoing-interface "ethernet0/0" preshare "${k}" proposal "pre-g2-aes128-sha"\n`,
  },
  {
    name: 'Check Point, objects',
    side: 'device',
    keys: 'token',
    make: (k) => `\t\t\t:type (gateway)\n\t\t\t:shared_secret (${k})\n\t\t)\n`,
  },
  {
    name: 'Gaia Embedded',
    side: 'device',
    keys: 'token',
    make: (k) =>
      `add vpn site name azure remote-site-ip-address 198.51.100.7 auth-method preshared-secret password "${k}" remote-site-enc-dom-type manually-defined\n`,
  },
  {
    name: 'FITELnet, policy',
    side: 'device',
    keys: 'token',
    make: (k) => `crypto isakmp policy 1\n  authentication prekey\n  key ascii ${k}\n`,
  },
  {
    name: 'FITELnet, profile',
    side: 'device',
    keys: 'token',
    make: (k) => ` authentication-method local pre-share\n pre-share key ascii ${k}\n`,
  },
  { name: 'IOS, IKEv2 profile', side: 'device', keys: 'token', make: (k) => ` authentication remote pre-share key ${k}\n` },
  {
    name: 'NEC IX, IKEv2',
    side: 'device',
    connection: '198.51.100.7',
    keys: 'token',
    make: (k) => `ikev2 authentication psk id ipv4 198.51.100.7 key char ${k}\n`,
  },
  {
    name: 'NEC IX, type of the key',
    side: 'device',
    connection: 'az',
    keys: 'token',
    make: (k) => `ike policy az key-type char peer 198.51.100.7 key ${k} mode aggressive ike-prop\n`,
  },
  { name: 'SEIL', side: 'device', keys: 'token', make: (k) => `ike preshared-key add "198.51.100.7" "${k}"\n` },
  { name: 'AlliedWare', side: 'device', keys: 'token', make: (k) => `CREATE ENCO KEY=1 TYPE=GENERAL VALUE="${k}"\n` },
  { name: 'Comware', side: 'device', keys: 'token', make: (k) => ` pre-shared-key address 198.51.100.7 32 key simple ${k}\n` },
  {
    name: 'Comware, IKEv2',
    side: 'device',
    keys: 'token',
    make: (k) => `ikev2 keychain az\n peer hub\n  pre-shared-key local plaintext ${k}\n`,
  },
  { name: 'VRP', side: 'device', keys: 'token', make: (k) => `[Router-ike-peer-azure] pre-shared-key cipher ${k}\n`, encoded: true },
  { name: 'WatchGuard', side: 'device', keys: 'any', make: (k) => `<local-cert><psk>${xml(k)}</psk><psk-hex>0</psk-hex></local-cert>\n` },
  {
    name: 'RouterOS, broken line',
    side: 'device',
    keys: 'token',
    make: (k) => `/ip ipsec identity\nadd auth-method=pre-shared-key peer=azure secret=\\\n    ${k}\n`,
  },
];
