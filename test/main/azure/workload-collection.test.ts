import { afterAll, beforeAll, expect, it } from 'vitest';
import { inputFromBytes } from '../../../main/host/inputs.ts';
import { everyCall, startCollecting, wish } from '../../fake-azure/collecting.ts';
import { interfaceId, serveWorkload, workload, workspaceId, type Scenario } from '../../fake-azure/workload.ts';
import { diagnoseInputs } from '../../helpers/diagnose.ts';

let running: Awaited<ReturnType<typeof startCollecting>>;
beforeAll(async () => {
  running = await startCollecting();
  await running.signIn();
});
afterAll(() => running.stop());

const calls = [...everyCall, 'peer-vnet', 'vm', 'vm-metrics', 'effective-nsg', 'effective-routes', 'gateway-logs'];
const absent = ['public-ip-vpngw-prod-pip.json', 'azure.gap.azure-not-found', 'ResourceNotFound'];

/** Collects from the fake, and holds what is found to the same network as exported files. */
async function bothWays(scenario: Scenario, interfaces: string[] = []) {
  const network = workload(scenario);
  serveWorkload(running.azure, network, scenario);
  const exported = await diagnoseInputs(network.exported.map(({ path, text }) => inputFromBytes(path, Buffer.from(text))));
  const { gatewayId, connectionId } = network;
  const live = await running.collect({ gatewayId, connectionId }, { ...wish, calls, interfaces });
  exported.remove();
  const told = ({ findings, causes }: typeof live.analysis) => ({
    findings: findings.map(({ check, verdict, outcome }) => ({ check, verdict, outcome })),
    causes: causes.map(({ id, probability }) => ({ id, probability })),
  });
  expect(told(live.analysis)).toEqual(told(exported.analysis));
  const finding = (check: string) => live.analysis.findings.find((f) => f.check === check);
  const gaps = live.detail.gaps.map(({ path, reason }) => [path.split('/')[1], reason.key, reason.params['code']]);
  return { live, finding, gaps, leading: live.analysis.causes[0]?.id };
}

it('every step behind the gateway arrives and is recognised; a network that is well is found well', async () => {
  const { live, gaps, finding } = await bothWays({});
  expect(gaps).toEqual([absent]);
  expect(Object.fromEntries(live.detail.sources.map(({ path, format }) => [path.split('/')[1], format]))).toMatchObject({
    'nic-vm-web1-nic.json': 'azure-json',
    'nsg-nsg-vm.json': 'azure-json',
    'vm-vm-web1.json': 'azure-json',
    'vm-metrics-vm-web1.json': 'azure-metrics',
    'effective-nsg-vm-web1-nic.json': 'azure-json',
    'effective-routes-vm-web1-nic.json': 'azure-json',
    'gateway-logs-law-net.json': 'azure-gateway-log',
  });
  // The group of the subnet lets one port in; which one the workload needs, nobody has told.
  expect([finding('C4')?.outcome, finding('D3')?.outcome]).toEqual(['partly-blocked', 'fine']);
});

it('rules in force that deny, a log that names the failure, a machine at its limit', async () => {
  const { finding } = await bothWays({ nsg: 'denies', log: 'refused', load: 97 });
  expect(finding('C4')).toMatchObject({ outcome: 'blocked', params: { nsg: 'nsg-vm', priority: 200 } });
  expect(finding('C1')?.outcome).toBe('authentication');
  expect(finding('D3')?.outcome).toBe('overloaded');
  const query = running.azure.requests.findLast(({ path }) => path === `${workspaceId}/api/query`);
  expect(query?.method).toBe('POST');
});

it('a user route that drops what is meant for on premises', async () => {
  const { finding, leading } = await bothWays({ routes: 'blackhole' });
  expect(finding('C4')).toMatchObject({ outcome: 'route-diverted', params: { destination: '10.1.0.0/16', nextHop: 'None' } });
  expect(finding('C4')?.citations[0]?.quote.trim()).toBe('"10.1.0.0/16"');
  expect(leading).toBe('asymmetric-routing');
});

it('a machine that does not run: its state is found, and why its rules and routes are missing', async () => {
  const { gaps, finding } = await bothWays({ machine: 'deallocated' });
  expect(finding('D3')).toMatchObject({ outcome: 'stopped', params: { machine: 'vm-web1', state: 'deallocated' } });
  expect(gaps).toEqual([
    absent,
    ['effective-nsg-vm-web1-nic.json', 'azure.gap.azure-refused', 'NicMustBeAttachedToRunningVmToGetEffectiveSecurityGroups'],
    ['effective-routes-vm-web1-nic.json', 'azure.gap.azure-refused', 'NicMustBeAttachedToRunningVmToGetEffectiveRoutes'],
  ]);
});

it('a machine in a peered network that does not use the gateway: offered, looked at with its network, and found', async () => {
  const { live, finding, leading } = await bothWays({ place: 'spoke', routes: 'absent' }, [interfaceId]);
  expect(live.detail.sources.map(({ path }) => path.split('/')[1])).toContain('peer-vnet-vnet-app.json');
  expect(finding('C4')).toMatchObject({ outcome: 'route-missing', params: { destination: '10.1.0.0/16' } });
  expect(leading).toBe('peering-transit');
  const { gatewayId } = workload();
  expect(await running.value('azure.interfaces', { gatewayId })).toMatchObject([{ id: interfaceId, machine: 'vm-web1' }]);
});

it('an interface that was chosen is asked for by its id, whatever the VNet tells', async () => {
  const network = workload();
  serveWorkload(running.azure, network);
  running.azure.arm.refuse('GET', network.resources.find(({ id }) => /\/virtualNetworks\/[^/]+$/.test(id))?.id ?? '', 404, {});
  const { gatewayId, connectionId } = network;
  const chosen = { calls: ['gateway', 'vnet', 'nic', 'effective-nsg', 'nsg'], storage: null, interfaces: [interfaceId] };
  const { detail } = await running.collect({ gatewayId, connectionId }, chosen);
  const names = detail.sources.map(({ path }) => path.split('/')[1] ?? '').toSorted((a, b) => a.localeCompare(b));
  expect(names).toEqual(['effective-nsg-vm-web1-nic.json', 'gateway-vpngw-prod.json', 'nic-vm-web1-nic.json']);
});

it('the interfaces of the network are offered by their machines, whatever of its peers the account may not see', async () => {
  const network = workload();
  const offered = [{ id: interfaceId, name: 'vm-web1-nic', machine: 'vm-web1', addresses: ['10.20.1.4'] }];
  const ask = () => running.value('azure.interfaces', { gatewayId: network.gatewayId });
  serveWorkload(running.azure, network);
  expect(await ask()).toEqual(offered);
  const vnet = network.resources.find(({ id }) => /\/virtualNetworks\/[^/]+$/.test(id)) ?? { id: '' };
  const elsewhere = {
    properties: { remoteVirtualNetwork: { id: '/subscriptions/9/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/far' } },
  };
  running.azure.arm.on('GET', vnet.id, { ...vnet, properties: { subnets: [], virtualNetworkPeerings: [elsewhere] } });
  expect(await ask()).toEqual(offered);
  expect(running.azure.requests.at(-1)?.path).toBe('/subscriptions/9/providers/Microsoft.Network/networkInterfaces');
  running.azure.arm.refuse('GET', vnet.id, 403, { error: { code: 'AuthorizationFailed', message: '' } });
  expect(await ask()).toEqual(offered);
});
