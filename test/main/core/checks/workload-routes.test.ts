import { describe, expect, it } from 'vitest';
import type { AzureRoute } from '#shared/model/record-data.ts';
import { fact } from '../../../helpers/fact-builders.ts';
import { evaluate } from './evaluate.ts';

const onPremises = fact('azure-local-gateway', { prefixes: ['192.168.0.0/16'] });
const route = (prefix: string, nextHopType: string, origin = 'User', state = 'Active'): AzureRoute => ({
  name: null,
  prefixes: [prefix],
  nextHopType,
  nextHopAddresses: [],
  origin,
  state,
});
const system = [
  route('10.20.0.0/16', 'VnetLocal', 'Default'),
  route('0.0.0.0/0', 'Internet', 'Default'),
  route('192.168.0.0/16', 'None', 'Default', 'Invalid'),
];
const judge = (...routes: readonly AzureRoute[]) =>
  evaluate('C4', [onPremises, fact('azure-route-table', { effective: true, routes: [...routes, ...system] })]);

describe('C4, the effective routes of the workload', () => {
  it.each<[string, readonly AzureRoute[]]>([
    ['to the gateway', [route('192.168.0.0/16', 'VirtualNetworkGateway')]],
    ['a wider one to the gateway', [route('192.0.0.0/8', 'VirtualNetworkGateway')]],
    ['through an appliance, which may forward', [route('192.168.0.0/16', 'VirtualAppliance')]],
    ['a part through an appliance', [route('192.168.0.0/16', 'VirtualNetworkGateway'), route('192.168.7.0/24', 'VirtualAppliance')]],
    [
      'to the gateway, beside one that is not in force',
      [route('192.168.0.0/16', 'VirtualNetworkGateway'), route('192.168.0.0/16', 'None', 'User', 'Invalid')],
    ],
  ])('%s: no word', (_, routes) => expect(judge(...routes).outcome).toBe('cannot-tell'));

  it.each<[string, readonly AzureRoute[], string, string, string?]>([
    ['none of their own: the default route takes them', [], '192.168.0.0/16', 'Internet', 'route-missing'],
    ['dropped by a user route', [route('192.168.0.0/16', 'None')], '192.168.0.0/16', 'None'],
    ['a part dropped', [route('192.168.0.0/16', 'VirtualNetworkGateway'), route('192.168.7.0/24', 'None')], '192.168.7.0/24', 'None'],
    [
      'the longer prefix wins',
      [route('192.0.0.0/8', 'VirtualNetworkGateway'), route('192.168.0.0/16', 'Internet')],
      '192.168.0.0/16',
      'Internet',
    ],
  ])('%s', (_, routes, destination, nextHop, outcome = 'route-diverted') =>
    expect(judge(...routes)).toMatchObject({ outcome, params: { destination, nextHop } }),
  );

  it('says nothing of a route table that is no effective one, nor without prefixes of on premises', () => {
    const table = { routes: [route('192.168.0.0/16', 'None')] };
    expect(evaluate('C4', [onPremises, fact('azure-route-table', { ...table, effective: false })]).outcome).toBe('cannot-tell');
    expect(evaluate('C4', [fact('azure-route-table', { ...table, effective: true })]).outcome).toBe('cannot-tell');
  });

  it('stands behind a rule that denies everything, before one that denies a part', () => {
    const astray = fact('azure-route-table', { effective: true, routes: [route('192.168.0.0/16', 'None')] });
    const closed = { name: 'deny', priority: 100, direction: 'Inbound', access: 'Deny', protocol: '*' } as const;
    const any = { sourcePorts: ['*'], sources: ['*'], destinations: ['*'], isDefault: false, line: null } as const;
    const vnet = fact('azure-vnet', { prefixes: ['10.20.0.0/16'] });
    const all = fact('azure-nsg', { rules: [{ ...closed, ...any, destinationPorts: ['*'] }] });
    const part = fact('azure-nsg', { rules: [{ ...closed, ...any, destinationPorts: ['80'] }] });
    expect(evaluate('C4', [onPremises, vnet, astray, all]).outcome).toBe('blocked');
    expect(evaluate('C4', [onPremises, vnet, astray, part]).outcome).toBe('route-diverted');
  });
});
