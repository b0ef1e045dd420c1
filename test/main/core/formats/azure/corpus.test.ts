import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RecordData } from '#shared/model/record-data.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { dataOf, readBytes, type Read } from '../parse-text.ts';
import { azureFormats } from './formats.ts';

/** Reads a corpus file with the format that claims it, as the import does. */
function read(path: string): Read & { readonly format: string | null } {
  const bytes = readFileSync(join(corpusDir, path));
  const claims = azureFormats.map((format) => ({ id: format.id, read: readBytes(format, bytes) })).filter((c) => c.read.score > 0);
  const best = claims.toSorted((a, b) => b.read.score - a.read.score)[0];
  return best ? { ...best.read, format: best.id } : { score: 0, records: [], rejected: [], format: null };
}

function kinds(path: string): string[] {
  return read(path).records.map((r) => r.data.kind);
}

const folders = ['azure-classic', 'azure-json', 'azure-ps', 'nsg'];
const unclaimed = /\.xml$|docs_nsg_flowlog/;
const paths = hasCorpus ? folders.flatMap((folder) => readdirSync(join(corpusDir, folder)).map((name) => `${folder}/${name}`)) : [];

describe.skipIf(!hasCorpus)(`the Azure files of the corpus${corpusNote}`, () => {
  it('are read whole: nothing is rejected, every file but classic XML and a cut flow log is claimed', () => {
    for (const path of paths) {
      const found = read(path);
      expect([path, found.format === null], path).toEqual([path, unclaimed.test(path)]);
      expect(found.rejected, path).toEqual([]);
      if (found.format !== null) expect(found.records.length, path).toBeGreaterThan(0);
    }
  });

  it('cite lines of their own', () => {
    for (const path of paths) {
      const lines = readFileSync(join(corpusDir, path), 'utf8').split(/\r?\n/);
      for (const record of read(path).records) {
        expect(record.place.line, path).toBeGreaterThanOrEqual(1);
        expect(record.place.endLine, path).toBeLessThanOrEqual(lines.length);
        expect(record.text.split('\n').length, path).toBe(record.place.endLine - record.place.line + 1);
        expect(record.text.split('\n')[0]!.trim(), path).toBe(
          lines[record.place.line - 1]!.trim().slice(-record.text.split('\n')[0]!.trim().length),
        );
        const rules = record.data.kind === 'azure-nsg' ? record.data.rules : [];
        for (const rule of rules) {
          const near = lines.slice(rule.line! - 1, rule.line! + 1).join('\n');
          expect(near, path).toContain(rule.name);
        }
      }
    }
  });

  it('classic CLI: GatewaySubnet with its NSG', () => {
    const found = read('azure-classic/azure_cli_vnet_subnet_show_GatewaySubnet_with_NSG.txt');
    expect(found.format).toBe('azure-classic-cli');
    expect(dataOf(found, 'azure-subnet')).toEqual([
      {
        kind: 'azure-subnet',
        name: 'GatewaySubnet',
        resourceGroup: 'profx-prod-rg',
        subscription: null,
        vnet: 'profx-vnet',
        prefixes: ['10.20.3.0/27'],
        nsg: 'VPN-Gateway-Group',
        routeTable: null,
        provisioningState: 'Succeeded',
      },
    ]);
  });

  it.each([
    ['Connected', 'profx-gateway-connection', 32_227_221, 55_254_803],
    ['NotConnected', 'profx-gateway-connection2', 0, 0],
  ])('AzureRM connection: %s', (status, name, ingressBytes, egressBytes) => {
    const found = read(`azure-ps/Get-AzureRmVirtualNetworkGatewayConnection_${status}.txt`);
    expect(found.format).toBe('azure-powershell-list');
    expect(dataOf(found, 'azure-connection')).toMatchObject([
      { status, name, resourceGroup: 'profx-prod-rg', ingressBytes, egressBytes, connectionType: 'IPsec', provisioningState: 'Succeeded' },
    ]);
  });

  it.each<[string, Partial<Extract<RecordData, { kind: 'azure-connection' }>>]>([
    [
      'java_s2s_bgp_07_connections_PUT_myNewConnection_http201',
      { name: 'myNewConnection', status: null, provisioningState: 'Updating', protocol: 'IKEv2' },
    ],
    [
      'java_s2s_bgp_08_connections_GET_myNewConnection_http200',
      {
        status: 'Unknown',
        ingressBytes: 0,
        egressBytes: 0,
        enableBgp: false,
        usePolicyBasedTrafficSelectors: false,
        gateway: 'vngw979244',
        localGateway: 'lngw979244',
        dpdTimeoutSeconds: 0,
      },
    ],
    ['java_s2s_bgp_10_virtualNetworkGateways_GET_connections_http200', { name: 'myNewConnection', status: null, connectionType: 'IPsec' }],
    ['java_s2s_bgp_12_connections_PUT_myNewConnection_http200', { provisioningState: 'Updating', enableBgp: true }],
    ['java_s2s_bgp_13_connections_GET_myNewConnection_http200', { status: 'Unknown', enableBgp: true }],
    ['xplat_connection-list_1_http200', { name: 'test-vpn-connection', connectionType: 'Vnet2Vnet', status: null, enableBgp: true }],
    ['xplat_connection_2_http200', { status: 'Unknown', provisioningState: 'Succeeded', resourceGroup: 'xplat-test-gateway-group-1' }],
    ['xplat_connection_3_http200', { status: null, provisioningState: 'Updating' }],
    ['xplat_connection_4_http200', { status: 'Connecting', gateway: 'test-vpn-gateway-1', localGateway: null }],
    ['xplat_connection_6_http200', { status: 'Unknown' }],
  ])('connection %s', (name, expected) => {
    expect(dataOf(read(`azure-json/${name}.json`), 'azure-connection')).toMatchObject([expected]);
  });

  it.each<[string, Partial<Extract<RecordData, { kind: 'azure-gateway' }>>]>([
    [
      'java_s2s_bgp_03_virtualNetworkGateways_PUT_vngwX_http201',
      { sku: 'VpnGw1', provisioningState: 'Updating', publicAddresses: [], vnet: '8cf4ed03' },
    ],
    [
      'java_s2s_bgp_04_virtualNetworkGateways_GET_vngwX_http200',
      {
        name: 'vngw979244',
        sku: 'VpnGw1',
        generation: 'Generation1',
        vpnType: 'RouteBased',
        activeActive: false,
        enableBgp: true,
        asn: 65_010,
        publicAddresses: ['23.96.208.149'],
        publicIpNames: ['pip62183'],
      },
    ],
    ['java_s2s_bgp_11_virtualNetworkGateways_GET_virtualNetworkGateways_http200', { publicAddresses: ['23.96.208.149'] }],
    [
      'xplat_vnetgateway_1_http200',
      {
        name: 'test-vpn-gateway-1',
        sku: 'Standard',
        vpnType: 'RouteBased',
        enableBgp: false,
        publicIpNames: ['test-ip-1'],
        generation: null,
      },
    ],
    ['xplat_vnetgateway_6_http201', { sku: 'Basic', asn: null }],
  ])('gateway %s', (name, expected) => {
    expect(dataOf(read(`azure-json/${name}.json`), 'azure-gateway')).toMatchObject([expected]);
  });

  it.each([
    ['azure-json/java_s2s_bgp_06_localNetworkGateways_GET_lngwX_http200.json', ['lngw979244'], '40.71.184.214', ['192.168.3.0/24'], 65_050],
    ['azure-json/xplat_localgateway_2_http200.json', ['localNetworkGatewayName'], '10.0.0.42', ['10.0.0.0/8'], 125],
    ['azure-json/xplat_localgateway_3_http201.json', ['invalidBgpPeeringAddressName'], '10.0.0.12', [], 1],
    ['azure-ps/Get-AzLocalNetworkGateway_1.txt', ['myLocalGW1'], 'x.x.x.x', [], null],
    ['azure-ps/Get-AzLocalNetworkGateway_2.txt', ['myLocalGW1', 'myLocalGW2'], 'x.x.x.x', [], null],
  ])('local network gateway %s', (path, names, gatewayAddress, prefixes, asn) => {
    const found = dataOf(read(path), 'azure-local-gateway');
    expect(found.map((g) => g.name)).toEqual(names);
    expect(found[0]).toMatchObject({ gatewayAddress, prefixes, asn });
  });

  it.each([
    ['java_s2s_bgp_01_virtualNetworks_PUT_X_http201', 'GatewaySubnet', ['10.0.0.0/27'], null, '8cf4ed03'],
    ['java_s2s_bgp_09_virtualNetworks_GET_X_http200', 'GatewaySubnet', ['10.0.0.0/27'], null, '8cf4ed03'],
    ['xplat_subnet-GatewaySubnet_3_http200', 'GatewaySubnet', ['10.1.0.0/28'], null, 'test-vnet-1'],
    ['xplat_subnet-list_1_http200', 'subnetName', ['10.0.0.0/24'], 'networkSecurityGroupName', 'virtualNetworkName'],
    ['xplat_subnet_1_http200', 'subnetName', ['10.0.0.0/16'], null, 'virtualNetworkName'],
    ['xplat_subnet_3_http201', 'subnetName', ['10.0.0.0/16'], 'networkSecurityGroupName', 'virtualNetworkName'],
  ])('subnet %s', (file, name, prefixes, nsg, vnet) => {
    expect(dataOf(read(`azure-json/${file}.json`), 'azure-subnet')).toMatchObject([{ name, prefixes, nsg, vnet }]);
  });

  it('VNet with its address space', () => {
    const found = dataOf(read('azure-json/java_s2s_bgp_09_virtualNetworks_GET_X_http200.json'), 'azure-vnet');
    expect(found).toMatchObject([{ name: '8cf4ed03', prefixes: ['10.0.0.0/25'], peerings: [] }]);
  });

  it('NSG rules with their lines, from REST and from a wrapped PowerShell list', () => {
    const defaults = [
      'AllowVnetInBound',
      'AllowAzureLoadBalancerInBound',
      'DenyAllInBound',
      'AllowVnetOutBound',
      'AllowInternetOutBound',
      'DenyAllOutBound',
    ];
    for (const path of ['nsg/xplat_nsg_1_http200.json', 'nsg/xplat_nsg-list_1_http200.json', 'azure-ps/Get-AzNetworkSecurityGroup_1.txt']) {
      const [nsg] = dataOf(read(path), 'azure-nsg');
      expect(nsg!.rules.map((r) => r.name)).toEqual(defaults);
      expect(nsg!.rules.every((r) => r.isDefault && r.protocol === '*')).toBe(true);
      expect(nsg!.rules[2]).toMatchObject({
        priority: 65_500,
        access: 'Deny',
        direction: 'Inbound',
        sources: ['*'],
        destinationPorts: ['*'],
      });
      expect(nsg!.rules[0]).toMatchObject({ sources: ['VirtualNetwork'], destinations: ['VirtualNetwork'] });
    }
    const [fromList] = dataOf(read('azure-ps/Get-AzNetworkSecurityGroup_1.txt'), 'azure-nsg');
    expect(fromList).toMatchObject({ name: 'nsg1', resourceGroup: 'rg1', attachmentsKnown: true, subnets: [], nics: [] });
    expect(fromList!.rules.map((r) => r.line)).toEqual([13, 39, 66, 92, 118, 144]);
  });

  it('effective NSG of a network interface', () => {
    const [nsg] = dataOf(read('nsg/spec_NetworkInterfaceEffectiveNSGList.json'), 'azure-nsg');
    expect(nsg).toMatchObject({ name: 'test-nsg', attachmentsKnown: true });
    expect(nsg!.subnets[0]).toMatch(/rg1-vnet\/subnets\/default$/);
    expect(nsg!.nics[0]).toMatch(/networkInterfaces\/nic1$/);
    expect(nsg!.rules.map((r) => [r.name, r.priority, r.protocol, r.destinationPorts, r.isDefault, r.line])).toEqual([
      ['rule1', 234, 'Tcp', ['6579'], false, 25],
      ['default-allow-rdp', 1000, 'Tcp', ['3389'], false, 36],
      ['AllowInternetOutBound', 65_001, '*', ['*'], true, 47],
    ]);
  });

  it('effective routes, route tables, IKE SA, BGP peer, troubleshoot result', () => {
    const [routes] = dataOf(read('azure-json/xplat_nic-effectiveRouteTable_3_http200.json'), 'azure-route-table');
    expect(routes).toMatchObject({ effective: true });
    expect(routes!.routes.map((r) => [r.prefixes[0], r.nextHopType, r.origin, r.state])).toEqual([
      ['10.0.0.0/8', 'VnetLocal', 'Default', 'Active'],
      ['0.0.0.0/0', 'Internet', 'Default', 'Active'],
      ['100.64.0.0/10', 'None', 'Default', 'Active'],
      ['172.16.0.0/12', 'None', 'Default', 'Active'],
      ['192.168.0.0/16', 'None', 'Default', 'Active'],
    ]);
    expect(dataOf(read('azure-json/xplat_routetable_3_http200.json'), 'azure-route-table')).toMatchObject([
      { name: 'routeTableName', routes: [], effective: false },
    ]);
    expect(dataOf(read('azure-ps/Get-AzVirtualNetworkGatewayConnectionIkeSa_1.txt'), 'azure-ike-sa')).toEqual([
      {
        kind: 'azure-ike-sa',
        localEndpoint: '52.180.160.154',
        remoteEndpoint: '104.208.54.1',
        encryption: 'AES256',
        integrity: 'SHA1',
        dhGroup: 'DHGroup2',
        lifetimeSeconds: 28_800,
        initiator: true,
        childCount: 0,
      },
    ]);
    expect(dataOf(read('azure-ps/Get-AzVirtualNetworkGatewayBGPPeerStatus_2.txt'), 'azure-bgp-peer')).toEqual([
      { kind: 'azure-bgp-peer', neighbor: '10.0.0.254', asn: 65_515, state: 'Connected', routesReceived: 1 },
    ]);
    expect(dataOf(read('azure-json/xplat_nw-troubleshoot-result_1_http200.json'), 'troubleshoot-result')).toMatchObject([
      { healthy: false, reason: 'UnKnown', target: null },
    ]);
  });

  it.each([
    ['azure-json/spec_VirtualNetworkGatewayConnectionGetIkeSas.json', ['ikeSas']],
    ['azure-json/spec_GetMetric.json', ['Microsoft.Insights/metrics']],
    ['azure-json/xplat_localgateway_4_http400.json', ['error']],
    ['azure-json/xplat_nw-checkConnectivity-result_1_http200.json', ['connectivityCheck']],
    ['azure-json/xplat_nw-ipFlowVerify-result_1_http200.json', ['ipFlowVerify']],
    ['azure-json/xplat_nw-nextHop_1_http200.json', ['nextHop']],
    ['nsg/xplat_nw-flowlog-config_1_http200.json', ['flowLogStatus']],
    ['azure-ps/Get-AzVirtualNetworkGatewayLearnedRoute_1.txt', ['learnedRoutes', 'learnedRoutes', 'learnedRoutes']],
    ['azure-ps/Get-AzNetworkWatcherNextHop_2.txt', ['nextHop']],
    ['azure-ps/Get-AzNetworkWatcherFlowLogStatus_1.txt', ['flowLogStatus']],
  ])('%s is kept as what no check reads', (path, types) => {
    expect(dataOf(read(path), 'azure-other').map((d) => d.resourceType)).toEqual(types);
    expect(new Set(kinds(path))).toEqual(new Set(['azure-other']));
  });
});
