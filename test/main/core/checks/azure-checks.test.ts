import { describe, expect, it } from 'vitest';
import type { Fact } from '#shared/model/fact.ts';
import type { AzureRoute } from '#shared/model/record-data.ts';
import { fact } from '../../../helpers/fact-builders.ts';
import { evaluate } from './evaluate.ts';

const subnets = '/subscriptions/0/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet/subnets';
const gatewaySubnetId = `${subnets}/GatewaySubnet`;

describe('C1, what the gateway reports', () => {
  it.each([
    ['NoFault', 'no-fault'],
    ['ConnectionMarkedStandby', 'no-fault'],
    ['Authentication', 'authentication'],
    ['IkePolicyMismatch', 'ike-policy'],
    ['IpsecPolicyMismatch', 'ipsec-policy'],
    ['TrafficSelectorMismatch', 'traffic-selectors'],
    ['PeerReachability', 'peer-unreachable'],
    ['VipUnResponsive', 'gateway-unhealthy'],
    ['PlatformInActive', 'gateway-unhealthy'],
    ['GatewayCPUUsageExceeded', 'gateway-unhealthy'],
    ['PlannedMaintenance', 'maintenance'],
    ['UserDrivenUpdate', 'maintenance'],
    ['ConnectionIsMarkedDisconnected', 'connection-down'],
    ['ConnectionsNotConnected', 'connection-down'],
    ['WfpParse Error', 'cannot-tell'],
  ])('%s is %s', (reason, outcome) => expect(evaluate('C1', [fact('troubleshoot-result', { reason })]).outcome).toBe(outcome));

  it('nothing', () => expect(evaluate('C1', []).outcome).toBe('cannot-tell'));
  it('a standing IKE SA', () => expect(evaluate('C1', [fact('azure-ike-sa', { childCount: 2 })]).outcome).toBe('ok'));
  it('the reason of the connection stands before the state of the gateway', () => {
    const facts = [
      fact('troubleshoot-result', { reason: 'ConnectionsNotConnected' }),
      fact('troubleshoot-result', { reason: 'Authentication' }),
    ];
    expect(evaluate('C1', facts)).toMatchObject({ outcome: 'authentication', params: { reason: 'Authentication' } });
  });
});

describe('C2, the shared keys', () => {
  it.each<[string, Fact[], string]>([
    ['nothing', [], 'cannot-tell'],
    ['equal', [fact('shared-key-comparison')], 'same'],
    ['not equal', [fact('shared-key-comparison', { result: 'different' })], 'different'],
    ['one end only', [fact('shared-key-comparison', { result: 'cannot-tell', why: 'one-end' })], 'only-one-end'],
    ['several keys of one end', [fact('shared-key-comparison', { result: 'cannot-tell', why: 'several' })], 'several'],
    ['one end masked', [fact('shared-key-comparison', { result: 'cannot-tell', why: 'masked' })], 'masked'],
    ['the Azure key seen, never compared', [fact('azure-shared-key')], 'only-one-end'],
    ['the Azure key masked, never compared', [fact('azure-shared-key', { state: 'masked' })], 'masked'],
    [
      'two connections, one of them different',
      [fact('shared-key-comparison'), fact('shared-key-comparison', { result: 'different' })],
      'different',
    ],
    [
      'compared for one connection, masked for another',
      [fact('shared-key-comparison'), fact('shared-key-comparison', { result: 'cannot-tell', why: 'masked' })],
      'same',
    ],
  ])('%s', (_, facts, outcome) => expect(evaluate('C2', facts).outcome).toBe(outcome));

  it('asks for both ends', () => expect(evaluate('C2', []).missing).toEqual(['azure-shared-key', 'device-shared-key']));
});

const route = (prefix: string, nextHopType: string): AzureRoute => ({
  name: null,
  prefixes: [prefix],
  nextHopType,
  nextHopAddresses: [],
  origin: null,
  state: null,
});

const withTable = (said: Parameters<typeof fact<'azure-route-table'>>[1]): Fact[] => [
  fact('azure-subnet', { routeTable: 'rt' }),
  fact('azure-route-table', said),
];

describe('C3, GatewaySubnet', () => {
  it.each<[string, Fact[], string]>([
    ['nothing', [], 'cannot-tell'],
    ['another subnet', [fact('azure-subnet', { name: 'web', nsg: 'nsg-web' })], 'cannot-tell'],
    ['nothing attached', [fact('azure-subnet')], 'clean'],
    ['its name in other case', [fact('azure-subnet', { name: 'gatewaysubnet', nsg: 'nsg' })], 'nsg-attached'],
    [
      'an NSG',
      [
        fact('azure-subnet', {
          nsg: '/subscriptions/#/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/VPN-Gateway-Group',
        }),
      ],
      'nsg-attached',
    ],
    ['an NSG that names it, the subnet not seen', [fact('azure-nsg', { subnets: [gatewaySubnetId] })], 'nsg-attached'],
    [
      'an NSG that names it, while the subnet shows none',
      [fact('azure-subnet'), fact('azure-nsg', { subnets: [gatewaySubnetId] })],
      'nsg-attached',
    ],
    [
      'an NSG on the subnet of another VNet',
      [fact('azure-subnet', { vnet: 'other' }), fact('azure-nsg', { subnets: [gatewaySubnetId] })],
      'clean',
    ],
    ['a route table whose routes are not known', [fact('azure-subnet', { routeTable: 'rt' })], 'route-table-attached'],
    ['a route table with harmless routes', withTable({ routes: [route('10.9.0.0/16', 'VirtualAppliance')] }), 'route-table-attached'],
    ['a default route to an appliance', withTable({ routes: [route('0.0.0.0/0', 'VirtualAppliance')] }), 'default-route'],
    ['a default route to the gateway itself', withTable({ routes: [route('0.0.0.0/0', 'VirtualNetworkGateway')] }), 'route-table-attached'],
    ['propagation turned off', withTable({ disableBgpRoutePropagation: true }), 'default-route'],
    [
      'a route table that names it',
      [fact('azure-route-table', { subnets: [gatewaySubnetId], routes: [route('0.0.0.0/0', 'None')] })],
      'default-route',
    ],
    ['an NSG and a route table', [fact('azure-subnet', { nsg: 'nsg', routeTable: 'rt' })], 'nsg-and-route'],
    ['a /28', [fact('azure-subnet', { prefixes: ['10.20.3.0/28'] })], 'too-small'],
    ['a /28 and a /26', [fact('azure-subnet', { prefixes: ['10.20.3.0/28', '10.20.4.0/26'] })], 'clean'],
    ['two VNets, one with an NSG', [fact('azure-subnet', { vnet: 'a' }), fact('azure-subnet', { vnet: 'b', nsg: 'nsg' })], 'nsg-attached'],
  ])('%s', (_, facts, outcome) => expect(evaluate('C3', facts).outcome).toBe(outcome));

  it('names what is attached', () => {
    const nsg = '/subscriptions/#/resourceGroups/rg/providers/Microsoft.Network/networkSecurityGroups/VPN-Gateway-Group';
    expect(evaluate('C3', [fact('azure-subnet', { nsg })]).params).toEqual({
      subnet: 'GatewaySubnet',
      nsg: 'VPN-Gateway-Group',
      routeTable: '–',
      prefix: '10.20.3.0/27',
    });
  });
});

const connected = (ingressBytes: number | null, egressBytes: number | null): Fact =>
  fact('azure-connection', { status: 'Connected', ingressBytes, egressBytes });

describe('C5, the connection', () => {
  it.each<[string, Fact[], string]>([
    ['nothing', [], 'cannot-tell'],
    ['connected, both ways', [connected(32_227_221, 55_254_803)], 'traffic'],
    ['connected, no bytes', [connected(0, 0)], 'idle'],
    ['connected, only outward', [connected(0, 100)], 'one-way-out'],
    ['connected, only inward', [connected(100, 0)], 'one-way-in'],
    ['connected, bytes not shown', [connected(null, null)], 'status-unknown'],
    ['connecting', [fact('azure-connection', { status: 'Connecting' })], 'connecting'],
    ['not connected', [fact('azure-connection', { status: 'NotConnected', ingressBytes: 0, egressBytes: 0 })], 'not-connected'],
    ['provisioning failed', [fact('azure-connection', { status: 'NotConnected', provisioningState: 'Failed' })], 'not-provisioned'],
    ['being updated', [fact('azure-connection', { provisioningState: 'Updating' })], 'status-unknown'],
    [
      'being updated and not connected',
      [fact('azure-connection', { status: 'NotConnected', provisioningState: 'Updating' })],
      'not-connected',
    ],
    ['being deleted', [fact('azure-connection', { provisioningState: 'Deleting' })], 'not-provisioned'],
    ['unknown, with bytes', [fact('azure-connection', { status: 'Unknown', ingressBytes: 5, egressBytes: 5 })], 'status-unknown'],
    ['a list without the status', [fact('azure-connection')], 'status-unknown'],
    ['a list without the status and the connection itself', [fact('azure-connection'), connected(1, 1)], 'traffic'],
    ['two connections, one down', [connected(1, 1), fact('azure-connection', { name: 'b', status: 'NotConnected' })], 'not-connected'],
    [
      'an ExpressRoute connection only',
      [fact('azure-connection', { connectionType: 'ExpressRoute', status: 'NotConnected' })],
      'cannot-tell',
    ],
  ])('%s', (_, facts, outcome) => expect(evaluate('C5', facts).outcome).toBe(outcome));
});
