import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/azure-cli-table/format.ts';
import { samples } from '#core/formats/azure-cli-table/samples.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

/** A table as `az` lays it out: columns as wide as their widest cell, two blanks between. */
function table(header: readonly string[], ...rows: readonly (readonly string[])[]): string {
  const widths = header.map((h, i) => Math.max(h.length, ...rows.map((r) => r[i]!.length)));
  const line = (cells: readonly string[]) =>
    `${cells
      .map((c, i) => c.padEnd(widths[i]!))
      .join('  ')
      .trimEnd()}\n`;
  return line(header) + line(widths.map((w) => '-'.repeat(w))) + rows.map(line).join('');
}

describe('az … -o table', () => {
  const rules = table(
    [
      'Name',
      'ResourceGroup',
      'Priority',
      'SourcePortRanges',
      'SourceAddressPrefixes',
      'SourceASG',
      'Access',
      'Protocol',
      'Direction',
      'DestinationPortRanges',
      'DestinationAddressPrefixes',
      'DestinationASG',
    ],
    ['allow-https', 'rg1', '200', '*', '10.1.0.0/16 10.2.0.0/16', 'None', 'Allow', 'Tcp', 'Inbound', '443 8443-8444', '*', 'None'],
    ['deny-all', 'rg1', '4096', '*', '*', 'None', 'Deny', '*', 'Inbound', '*', '*', 'None'],
  );

  it.each(variants(`$ az network nsg rule list -g rg1 --nsg-name nsg-web -o table\n${rules}`))(
    'NSG rules belong to the group of the command line, $name',
    ({ bytes }) => {
      const read = readBytes(format, bytes);
      expect(read.score).toBeGreaterThan(0.8);
      const [group] = dataOf(read, 'azure-nsg');
      expect(group).toMatchObject({ name: 'nsg-web', resourceGroup: 'rg1', attachmentsKnown: false });
      expect(group!.rules).toMatchObject([
        {
          name: 'allow-https',
          priority: 200,
          access: 'Allow',
          protocol: 'Tcp',
          sources: ['10.1.0.0/16', '10.2.0.0/16'],
          destinationPorts: ['443', '8443-8444'],
          line: 4,
        },
        { name: 'deny-all', priority: 4096, access: 'Deny', protocol: '*', destinations: ['*'], line: 5 },
      ]);
    },
  );

  it('rules without a command line have no group', () => {
    expect(dataOf(readText(format, rules), 'azure-nsg')).toMatchObject([{ name: null, rules: [{}, {}] }]);
  });

  it('connections', () => {
    const read = readText(
      format,
      table(
        [
          'ConnectionType',
          'EgressBytesTransferred',
          'EnableBgp',
          'IngressBytesTransferred',
          'Location',
          'Name',
          'ProvisioningState',
          'ResourceGroup',
          'RoutingWeight',
        ],
        ['IPsec', '0', 'False', '0', 'japaneast', 'cn1', 'Succeeded', 'rg1', '10'],
        ['IPsec', '5', 'True', '7', 'japaneast', 'cn2', 'Updating', 'rg1', '10'],
      ),
    );
    expect(
      dataOf(read, 'azure-connection').map((c) => [
        c.name,
        c.resourceGroup,
        c.egressBytes,
        c.ingressBytes,
        c.enableBgp,
        c.provisioningState,
        c.status,
      ]),
    ).toEqual([
      ['cn1', 'rg1', 0, 0, false, 'Succeeded', null],
      ['cn2', 'rg1', 5, 7, true, 'Updating', null],
    ]);
    expect(read.records.map((r) => r.place.line)).toEqual([3, 4]);
  });

  it('effective routes', () => {
    const read = readText(
      format,
      table(
        ['Source', 'State', 'Address Prefix', 'Next Hop Type', 'Next Hop IP'],
        ['Default', 'Active', '10.0.0.0/16', 'VnetLocal', ''],
        ['VirtualNetworkGateway', 'Active', '192.168.1.0/24', 'VirtualNetworkGateway', '52.1.2.3'],
        ['User', 'Active', '0.0.0.0/0', 'VirtualAppliance', '10.0.5.4'],
      ),
    );
    const [routes] = dataOf(read, 'azure-route-table');
    expect(routes).toMatchObject({ effective: true });
    expect(routes!.routes.map((r) => [r.origin, r.prefixes[0], r.nextHopType, r.nextHopAddresses])).toEqual([
      ['Default', '10.0.0.0/16', 'VnetLocal', []],
      ['VirtualNetworkGateway', '192.168.1.0/24', 'VirtualNetworkGateway', ['52.1.2.3']],
      ['User', '0.0.0.0/0', 'VirtualAppliance', ['10.0.5.4']],
    ]);
  });

  it('subnets are not claimed: the table leaves out the NSG, and silence would read as "none"', () => {
    const text = table(
      ['AddressPrefix', 'Name', 'PrivateEndpointNetworkPolicies', 'ProvisioningState', 'ResourceGroup'],
      ['10.0.0.0/27', 'GatewaySubnet', 'Disabled', 'Succeeded', 'rg1'],
    );
    expect(readText(format, text)).toMatchObject({ score: 0, records: [] });
  });
});

it.each(samples)('sample: $name', ({ text }) => {
  expect(readText(format, text).records.length).toBeGreaterThan(0);
});
