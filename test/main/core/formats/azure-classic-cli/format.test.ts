import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/azure-classic-cli/format.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

const id = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg1/providers/Microsoft.Network';

describe('the client of 2016 (labels written by hand)', () => {
  const connection = `C:\\>azure network vpn-connection show -g rg1 -n cn-onprem
info:    Executing command network vpn-connection show
+ Looking up gateway connection "cn-onprem"
data:    Id                              : ${id}/connections/cn-onprem
data:    Name                            : cn-onprem
data:    Type                            : Microsoft.Network/connections
data:    Location                        : japaneast
data:    Provisioning state              : Succeeded
data:    Tags                            :
data:    Connection type                 : IPsec
data:    Routing weight                  : 10
data:    Shared key                      : [removed: shared key]
data:    Virtual network gateway 1       : ${id}/virtualNetworkGateways/gw1
data:    Local network gateway 2         : ${id}/localNetworkGateways/lng1
data:    Bytes transferred:
data:      Egress                        : 55254803
data:      Ingress                       : 32227221
info:    network vpn-connection show command OK
`;

  it.each(variants(connection))('connection, $name', ({ bytes }) => {
    const read = readBytes(format, bytes);
    expect(read.score).toBeGreaterThan(0.9);
    expect(read.rejected).toEqual([]);
    expect(dataOf(read, 'azure-connection')).toMatchObject([
      {
        name: 'cn-onprem',
        resourceGroup: 'rg1',
        connectionType: 'IPsec',
        gateway: 'gw1',
        localGateway: 'lng1',
        egressBytes: 55_254_803,
        ingressBytes: 32_227_221,
        status: null,
      },
    ]);
  });

  it('local network gateway with its prefixes, and one without any', () => {
    const read = readText(
      format,
      `info:    Executing command network local-gateway show
data:    Id                              : ${id}/localNetworkGateways/lng1
data:    Name                            : lng1
data:    Type                            : Microsoft.Network/localNetworkGateways
data:    Provisioning state              : Succeeded
data:    IP Address                      : 203.0.113.5
data:    Address prefixes:
data:      192.168.1.0/24
data:      2001:db8::/32
info:    network local-gateway show command OK
info:    Executing command network local-gateway show
data:    Id                              : ${id}/localNetworkGateways/lng2
data:    Name                            : lng2
data:    IP Address                      : 203.0.113.6
info:    network local-gateway show command OK
`,
    );
    expect(dataOf(read, 'azure-local-gateway').map((g) => [g.name, g.gatewayAddress, g.prefixes])).toEqual([
      ['lng1', '203.0.113.5', ['192.168.1.0/24', '2001:db8::/32']],
      ['lng2', '203.0.113.6', []],
    ]);
  });

  it('gateway with its SKU and IP configurations', () => {
    const read = readText(
      format,
      `info:    Executing command network vpn-gateway show
data:    Id                              : ${id}/virtualNetworkGateways/gw1
data:    Name                            : gw1
data:    Type                            : Microsoft.Network/virtualNetworkGateways
data:    Provisioning state              : Succeeded
data:    VPN type                        : RouteBased
data:    Enable BGP                      : false
data:    SKU:
data:      Name                          : Standard
data:      Tier                          : Standard
data:      Capacity                      : 2
data:    IP configurations:
data:      Id                            : ${id}/virtualNetworkGateways/gw1/ipConfigurations/a
data:      Name                          : a
data:      Public IP address id          : ${id}/publicIPAddresses/pip1
data:      Subnet id                     : ${id}/virtualNetworks/vnet1/subnets/GatewaySubnet
data:
data:      Id                            : ${id}/virtualNetworkGateways/gw1/ipConfigurations/b
data:      Name                          : b
data:      Public IP address id          : ${id}/publicIPAddresses/pip2
data:
info:    network vpn-gateway show command OK
`,
    );
    expect(dataOf(read, 'azure-gateway')).toMatchObject([
      { name: 'gw1', vpnType: 'RouteBased', sku: 'Standard', enableBgp: false, publicIpNames: ['pip1', 'pip2'], vnet: 'vnet1' },
    ]);
  });

  const nsg = `azure network nsg show -g rg1 -n nsg-web
info:    Executing command network nsg show
data:    Id                              : ${id}/networkSecurityGroups/nsg-web
data:    Name                            : nsg-web
data:    Type                            : Microsoft.Network/networkSecurityGroups
data:    Security rules:
data:    Name                           Source IP          Source Port  Destination IP  Destination Port  Protocol  Direction  Access  Priority
data:    -----------------------------  -----------------  -----------  --------------  ----------------  --------  ---------  ------  --------
data:    allow-rdp                      10.1.0.0/16        *            10.20.1.0/24    3389              Tcp       Inbound    Allow   200
data:    AllowVnetInBound               VirtualNetwork     *            VirtualNetwork  *                 *         Inbound    Allow   65000
data:    DenyAllInBound                 *                  *            *               *                 *         Inbound    Deny    65500
info:    network nsg show command OK
`;

  it('NSG with its rule table', () => {
    const read = readText(format, nsg);
    const [group] = dataOf(read, 'azure-nsg');
    expect(group).toMatchObject({ name: 'nsg-web', resourceGroup: 'rg1', attachmentsKnown: false });
    expect(group!.rules).toEqual([
      {
        name: 'allow-rdp',
        priority: 200,
        direction: 'Inbound',
        access: 'Allow',
        protocol: 'Tcp',
        sourcePorts: ['*'],
        sources: ['10.1.0.0/16'],
        destinationPorts: ['3389'],
        destinations: ['10.20.1.0/24'],
        isDefault: false,
        line: 9,
      },
      expect.objectContaining({ name: 'AllowVnetInBound', isDefault: true, line: 10 }),
      expect.objectContaining({ name: 'DenyAllInBound', access: 'Deny', line: 11 }),
    ]);
  });

  it('rules listed by themselves belong to the group that the command line names', () => {
    const table = nsg.split('\n').filter((line) => !/Id  |Name    .*:|Type  |Security rules/.test(line));
    const read = readText(format, table.join('\n').replaceAll('nsg show', 'nsg rule list').replace('-n nsg-web', '-a nsg-web'));
    expect(dataOf(read, 'azure-nsg')).toMatchObject([{ name: 'nsg-web', resourceGroup: 'rg1', rules: [{ name: 'allow-rdp' }, {}, {}] }]);
  });

  it('several commands in one file, in order, each at its own lines', () => {
    const read = readText(format, connection + nsg + connection.replaceAll('cn-onprem', 'cn-2'));
    expect(read.records.map((r) => r.data.kind)).toEqual(['azure-connection', 'azure-nsg', 'azure-connection']);
    expect(read.records.map((r) => r.place.line)).toEqual([2, 20, 32]);
  });

  it.each([
    ['with its key removed', 'Value                           : [removed: shared key]', 'present'],
    ['masked', 'Value                           : ########', 'masked'],
  ])('shared key %s', (_, line, state) => {
    for (const command of [
      'azure network vpn-connection shared-key show rg1 cn1',
      'azure network vpn-connection shared-key show -g rg1 -n cn1',
    ]) {
      const read = readText(
        format,
        `C:\\>${command}\ninfo:    Executing command network vpn-connection shared-key show\ndata:    ${line}\ninfo:    network vpn-connection shared-key show command OK\n`,
      );
      expect(dataOf(read, 'azure-shared-key')).toMatchObject([{ name: 'cn1', resourceGroup: 'rg1', state }]);
    }
  });

  it('a subnet without the NSG line has none: the client leaves out what is empty', () => {
    const read = readText(
      format,
      `info:    Executing command network vnet subnet show\ndata:    Id                              : ${id}/virtualNetworks/v/subnets/GatewaySubnet\ndata:    Name                            : GatewaySubnet\ndata:    Address prefix                  : 10.0.0.0/27\ninfo:    network vnet subnet show command OK\n`,
    );
    expect(dataOf(read, 'azure-subnet')).toMatchObject([{ name: 'GatewaySubnet', vnet: 'v', nsg: null, routeTable: null }]);
  });

  it('a table of subnets says nothing about NSGs: it is shown as not read', () => {
    const read = readText(
      format,
      `info:    Executing command network vnet subnet list\ndata:    Name           Provisioning state  Address prefix\ndata:    -------------  ------------------  --------------\ndata:    GatewaySubnet  Succeeded           10.0.0.0/27\ninfo:    network vnet subnet list command OK\n`,
    );
    expect(read.records).toEqual([]);
  });
});

describe('the client of 2017 (labels made from REST names, no ids)', () => {
  it('subnet, named by its command line', () => {
    const read = readText(
      format,
      `$ azure network vnet subnet show -g rg1 -e vnet1 -n GatewaySubnet
info:    Executing command network vnet subnet show
+ Looking up the subnet "GatewaySubnet"
data:    Network Security Group:
data:      Id                            : ${id}/networkSecurityGroups/nsg-gw
data:    Ip Configurations:
data:      Id                            : ${id}/virtualNetworkGateways/gw1/ipConfigurations/a
data:
data:    Name                            : GatewaySubnet
data:    Etag                            : W/"aa"
data:    Address Prefix                  : 10.20.3.0/27
data:    Provisioning State              : Succeeded
info:    network vnet subnet show command OK
`,
    );
    expect(dataOf(read, 'azure-subnet')).toMatchObject([
      {
        name: 'GatewaySubnet',
        vnet: 'vnet1',
        resourceGroup: 'rg1',
        nsg: 'nsg-gw',
        prefixes: ['10.20.3.0/27'],
        provisioningState: 'Succeeded',
      },
    ]);
  });

  it('NSG with its rules one after another', () => {
    const rule = (name: string, priority: number, access: string, extra = '') => `${extra}data:      Protocol                      : Tcp
data:      Source Port Range             : *
data:      Destination Port Range        : 443
data:      Source Address Prefix         : *
data:      Destination Address Prefix    : *
data:      Access                        : ${access}
data:      Priority                      : ${priority}
data:      Direction                     : Inbound
data:      Source Port Ranges            : []
data:      Name                          : ${name}
data:
`;
    const read = readText(
      format,
      `$ azure network nsg show rg1 nsg-web
info:    Executing command network nsg show
data:    Security Rules:
${rule('allow-https', 100, 'Allow')}${rule('deny-rest', 200, 'Deny', 'data:      Description                   : the rest\n')}data:    Default Security Rules:
${rule('DenyAllInBound', 65_500, 'Deny')}data:    Name                            : nsg-web
data:    Subnets:
data:      Id                            : ${id}/virtualNetworks/v/subnets/web
data:
data:    Location                        : japaneast
info:    network nsg show command OK
`,
    );
    const [group] = dataOf(read, 'azure-nsg');
    expect(group).toMatchObject({ name: 'nsg-web', resourceGroup: 'rg1', attachmentsKnown: true });
    expect(group!.subnets).toEqual([`${id}/virtualNetworks/v/subnets/web`]);
    expect(group!.rules.map((r) => [r.name, r.priority, r.access, r.isDefault, r.line])).toEqual([
      ['allow-https', 100, 'Allow', false, 4],
      ['deny-rest', 200, 'Deny', false, 15],
      ['DenyAllInBound', 65_500, 'Deny', true, 28],
    ]);
  });

  it('effective routes of a network interface', () => {
    const route = (prefix: string, type: string) => `data:      Source                        : Default
data:      State                         : Active
data:      Address Prefix:
data:        ${prefix}
data:      Next Hop Type                 : ${type}
data:      Next Hop IP Address           : []
data:
`;
    const read = readText(
      format,
      `info:    Executing command network nic effective-route-table show\ndata:    Value:\n${route('10.0.0.0/8', 'VnetLocal')}${route('192.168.1.0/24', 'VirtualNetworkGateway')}info:    network nic effective-route-table show command OK\n`,
    );
    const [table] = dataOf(read, 'azure-route-table');
    expect(table).toMatchObject({ effective: true });
    expect(table!.routes.map((r) => [r.prefixes, r.nextHopType, r.nextHopAddresses])).toEqual([
      [['10.0.0.0/8'], 'VnetLocal', []],
      [['192.168.1.0/24'], 'VirtualNetworkGateway', []],
    ]);
  });
});
