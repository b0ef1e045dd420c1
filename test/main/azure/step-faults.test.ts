import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectionId, type CollectWish } from '../../../shared/model/azure.ts';
import { createArmClient } from '../../../main/core/azure/arm-client.ts';
import type { ArmSendOptions } from '../../../main/core/azure/arm-send.ts';
import { createBlobClient } from '../../../main/core/azure/blob-client.ts';
import { collect } from '../../../main/core/azure/collect.ts';
import { fileText } from '../../../main/core/azure/file-text.ts';
import { steps } from '../../../main/core/azure/steps.ts';
import { startFakeAzure, type FakeAzure, type Fault } from '../../fake-azure/fake-azure.ts';
import type { AnswerOptions } from '../../fake-azure/resource-manager.ts';
import { interfaceId, serveWorkload, storageId, watcherId, workload, workspaceId } from '../../fake-azure/workload.ts';

const network = workload();
let azure: FakeAzure;
beforeAll(async () => {
  azure = await startFakeAzure();
});
beforeEach(() => serveWorkload(azure, network));
afterEach(() => azure.heal());
afterAll(() => azure.close());

/** Only what hangs for sure is given up quickly: on a busy machine everything else may take its time. */
const hangMs = 100;

/** The collection itself over real HTTP; pauses take no time, but move its clock on. `hanging`: paths that will never answer. */
async function run(calls: readonly string[], storage: CollectWish['storage'] = null, hanging: RegExp | null = null) {
  const clock = { ms: Date.now() };
  const waits: number[] = [];
  const options = (audience: 'resource-manager' | 'storage'): ArmSendOptions => ({
    http: (request) => azure.http({ ...request, timeoutMs: hanging?.test(new URL(request.url).pathname) ? hangMs : request.timeoutMs }),
    clock: { nowMs: () => clock.ms },
    wait: async (ms) => {
      waits.push(ms);
      clock.ms += ms;
    },
    token: async () => azure.authority.issue(audience),
  });
  const before = azure.requests.length;
  const { bundle } = await collect({
    cloud: 'public',
    client: createArmClient('public', options('resource-manager')),
    blobs: (origin, container) => createBlobClient(origin, container, options('storage')),
    target: { gatewayId: network.gatewayId, connectionId: network.connectionId },
    wish: { calls: [...calls], storage, interfaces: [interfaceId] },
    clock: options('resource-manager').clock,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  const leaf = (path: string): string => path.split('/')[1] ?? '';
  return {
    arrived: bundle.files.map(({ path }) => leaf(path)),
    gaps: bundle.missing.map(({ path, reason }) => [leaf(path), reason.key.replace('azure.gap.', ''), reason.params] as const),
    asked: azure.requests.slice(before),
    waits,
  };
}

const storage = { storageId, container: 'tunnel-triage' };
type Asked = {
  readonly id: string;
  readonly calls: readonly string[];
  readonly path: RegExp;
  readonly file: string;
  readonly others: readonly string[];
};
const asked: readonly Asked[] = [
  { id: 'vm', calls: ['nic', 'vm'], path: /virtualMachines\/vm-web1$/, file: 'vm-vm-web1.json', others: ['nic-vm-web1-nic.json'] },
  {
    id: 'vm-metrics',
    calls: ['nic', 'vm-metrics'],
    path: /vm-web1\/providers/,
    file: 'vm-metrics-vm-web1.json',
    others: ['nic-vm-web1-nic.json'],
  },
  {
    id: 'effective-nsg',
    calls: ['nic', 'effective-nsg'],
    path: /effectiveNetwork/,
    file: 'effective-nsg-vm-web1-nic.json',
    others: ['nic-vm-web1-nic.json'],
  },
  {
    id: 'effective-routes',
    calls: ['nic', 'effective-routes'],
    path: /effectiveRoute/,
    file: 'effective-routes-vm-web1-nic.json',
    others: ['nic-vm-web1-nic.json'],
  },
  {
    id: 'gateway-logs',
    calls: ['diagnostic-settings', 'gateway-logs'],
    path: /api\/query$/,
    file: 'gateway-logs-law-net.json',
    others: ['diagnostic-settings-vpngw-prod.json'],
  },
  {
    id: 'troubleshoot',
    calls: ['troubleshoot'],
    path: /\/troubleshoot$/,
    file: 'troubleshoot-cn-hq.json',
    others: ['gateway-vpngw-prod.json', 'network-watchers-11111111-2222-3333-4444-555555555555.json'],
  },
];

const faults: readonly { readonly name: string; readonly what: Fault['what']; readonly gap: string; readonly tries: number }[] = [
  { name: '401 for ever', what: { status: 401, code: 'ExpiredAuthenticationToken' }, gap: 'azure-sign-in-again', tries: 2 },
  { name: '404', what: { status: 404, code: 'ResourceNotFound' }, gap: 'azure-not-found', tries: 1 },
  { name: '429 for ever', what: { status: 429, headers: { 'retry-after': '3' } }, gap: 'azure-throttled', tries: 5 },
  { name: '500', what: { status: 500, code: 'InternalServerError' }, gap: 'azure-server-error', tries: 5 },
  { name: 'no answer', what: 'hang', gap: 'azure-timeout', tries: 2 },
  { name: 'an answer that ends in the middle', what: 'cut', gap: 'azure-cut', tries: 3 },
];

describe.each(asked)('$id', ({ id, calls, path, file, others }) => {
  const permission = steps.find((step) => step.id === id)?.permission ?? '';
  const rest = (gaps: Awaited<ReturnType<typeof run>>['gaps']): unknown[] => gaps.filter(([name]) => name === file);

  it('arrives', async () => {
    expect((await run(calls, storage)).arrived).toEqual([...others, file]);
  });

  it.each(faults)('$name: the rest arrives, the gap says so', async ({ what, gap, tries }) => {
    azure.fail({ path, what });
    const got = await run(calls, storage, what === 'hang' ? path : null);
    expect([got.arrived, rest(got.gaps)]).toEqual([others, [[file, gap, expect.anything()]]]);
    expect(got.asked.filter((request) => path.test(request.path))).toHaveLength(tries);
  });

  it('403 names the permission that is missing, also where Azure does not', async () => {
    const action = 'Microsoft.Network/networkWatchers/configureFlowLog/action';
    const message = `The client 'x' with object id 'y' does not have authorization to perform action '${action}' over scope '/subscriptions/1'.`;
    azure.fail({ path, what: { status: 403, code: 'AuthorizationFailed', message }, times: 1 });
    expect(rest((await run(calls, storage)).gaps)).toEqual([[file, 'azure-forbidden', expect.objectContaining({ action })]]);
    const silent = {
      code: 'InsufficientAccessError',
      message: 'The provided credentials have insufficient access to perform the requested operation',
    };
    azure.fail({ path, what: { status: 403, ...silent }, times: 1 });
    expect(rest((await run(calls, storage)).gaps)).toEqual([[file, 'azure-forbidden', expect.objectContaining({ action: permission })]]);
  });

  it('429 once is waited for as long as Azure says', async () => {
    azure.fail({ path, what: { status: 429, headers: { 'retry-after': '7' } }, times: 1 });
    const got = await run(calls, storage);
    expect([got.arrived, got.waits.includes(7000)]).toEqual([[...others, file], true]);
  });
});

describe.each([
  ['effective-nsg', `${interfaceId}/effectiveNetworkSecurityGroups`, 'effective-nsg-vm-web1-nic.json'],
  ['effective-routes', `${interfaceId}/effectiveRouteTable`, 'effective-routes-vm-web1-nic.json'],
  ['troubleshoot', `${watcherId}/troubleshoot`, 'troubleshoot-cn-hq.json'],
])('%s, an operation that takes time', (id, path, file) => {
  const value = network.answers.find(([, at]) => at === path)?.[2];
  const gapOf = async (options: AnswerOptions) => {
    azure.arm.on('POST', path, value, options);
    const got = await run([id], storage);
    return { ...got, gap: got.gaps.find(([name]) => name === file) };
  };

  it.each(['state', 'location'] as const)('by %s: waited for, a second at least between two questions', async (by) => {
    const { arrived, gap, waits } = await gapOf({ later: 3, by });
    expect([arrived.at(-1), gap]).toEqual([file, undefined]);
    expect(waits).toEqual([1000, 1000, 1000]);
  });

  it.each(['state', 'location'] as const)('by %s, that never ends: given up at its limit', async (by) => {
    const { gap, waits } = await gapOf({ later: Number.POSITIVE_INFINITY, by, retryAfter: 30 });
    expect(gap?.[1]).toBe('azure-operation-slow');
    expect(waits).toEqual(Array.from({ length: id === 'troubleshoot' ? 30 : 10 }, () => 30_000));
  });

  it.each(['state', 'location'] as const)("by %s, that fails: with Azure's own words", async (by) => {
    const failure = { code: 'AnotherOperationInProgress', message: 'Another operation on this resource is in progress.' };
    const { gap } = await gapOf({ later: 2, by, failure });
    expect(gap).toEqual([file, 'azure-refused', expect.objectContaining({ code: failure.code, text: failure.message })]);
  });

  it('with an address elsewhere: not followed, and no token goes there', async () => {
    const { gap, asked: requests } = await gapOf({ later: 2, origin: 'https://management.azure.com.example' });
    expect(gap?.[1]).toBe('azure-bad-answer');
    expect(requests.filter(({ host }) => host !== 'management.azure.com')).toEqual([]);
  });

  it('whose connection ends while it is asked for: tried again', async () => {
    azure.fail({ path: /^\/operations\//, what: 'cut', times: 1 });
    expect((await gapOf({ later: 2, by: 'state' })).gap).toBeUndefined();
  });
});

describe('what leads to a step', () => {
  it('no workspace in the settings: the gap says that the logs go nowhere', async () => {
    azure.arm.on('GET', `${network.gatewayId}/providers/Microsoft.Insights/diagnosticSettings`, {
      value: [{ properties: { workspaceId: '' } }],
    });
    expect((await run(['diagnostic-settings', 'gateway-logs'])).gaps).toEqual([['gateway-logs.json', 'no-workspace', {}]]);
  });

  it('the query names the gateway and the four logs, and asks the workspace alone', async () => {
    const { asked: requests } = await run(['diagnostic-settings', 'gateway-logs']);
    const { method, path, body } = requests.at(-1) ?? { method: '', path: '', body: '' };
    expect(`${method} ${path}`).toBe(`POST ${workspaceId}/api/query`);
    const asks: { query: string; timespan: string } = JSON.parse(body);
    expect(asks.timespan).toBe('P3D');
    expect(asks.query).toContain(`_ResourceId =~ "${network.gatewayId.toLowerCase()}"`);
    expect(asks.query.match(/"\w+DiagnosticLog"/g)).toEqual([
      '"GatewayDiagnosticLog"',
      '"TunnelDiagnosticLog"',
      '"RouteDiagnosticLog"',
      '"IKEDiagnosticLog"',
    ]);
  });

  it('the diagnosis is of the connection, by the watcher of its region, into the account that was named', async () => {
    const { asked: requests } = await run(['troubleshoot'], storage);
    const start = requests.find(({ method }) => method === 'POST');
    expect([start?.path, JSON.parse(start?.body ?? '')]).toEqual([
      `${watcherId}/troubleshoot`,
      {
        targetResourceId: network.connectionId,
        properties: { storageId, storagePath: 'https://contosodiag.blob.core.windows.net/tunnel-triage' },
      },
    ]);
  });

  it('no Network Watcher in the region: the gap says so', async () => {
    azure.arm.list('/subscriptions/11111111-2222-3333-4444-555555555555/providers/Microsoft.Network/networkWatchers', []);
    expect((await run(['troubleshoot'], storage)).gaps).toEqual([
      ['troubleshoot.json', 'no-watcher', {}],
      ['report-files.json', 'no-basis', {}],
    ]);
  });

  it('a machine that is named by no interface is no gap', async () => {
    azure.arm.on('GET', interfaceId, { id: interfaceId, properties: { virtualMachine: null } });
    const { arrived, gaps } = await run(['nic', 'vm', 'vm-metrics']);
    expect([arrived, gaps]).toEqual([['nic-vm-web1-nic.json'], []]);
  });
});

describe('an answer as a file', () => {
  const group = network.gatewayId.replace(/\/providers\/.*/, '');
  const groupOf = (name: string): string =>
    `${group.replace(/[^/]+$/, name)}/providers/Microsoft.Network/networkSecurityGroups/default-nsg`;

  it('takes no place of another one: groups of different resource groups may bear one name', async () => {
    const ids = [groupOf('rg-a'), groupOf('rg-b')];
    for (const id of ids) azure.arm.put({ id });
    const subnets = ids.map((id) => ({ name: 's', properties: { networkSecurityGroup: { id } } }));
    const vnetId = network.resources.find(({ id }) => /\/virtualNetworks\/[^/]+$/.test(id))?.id ?? '';
    azure.arm.on('GET', vnetId, { id: vnetId, properties: { subnets } });
    const { arrived, gaps } = await run(['gateway', 'vnet', 'nsg']);
    expect([arrived.slice(2), gaps]).toEqual([['nsg-default-nsg.json', 'nsg-default-nsg-2.json'], []]);
  });

  it('that is the page of a proxy is none, and costs what rests on it', async () => {
    azure.arm.on('GET', network.gatewayId, Buffer.from('<!doctype html><title>Sign in to the network</title>'));
    const { arrived, gaps } = await run(['connection', 'gateway', 'vnet']);
    expect(arrived.length).toBe(1);
    expect(gaps.map(([path, reason]) => [path.replace(/-.*/, ''), reason])).toEqual([
      ['gateway', 'azure-bad-answer'],
      ['vnet.json', 'no-basis'],
    ]);
  });
});

it('an interface in a scale set is asked for in the version that its provider knows', () => {
  const scaleSet = `${network.gatewayId.replace(/\/providers\/.*/, '')}/providers/Microsoft.Compute/virtualMachineScaleSets/aks/virtualMachines`;
  const ids = [interfaceId, ...[0, 1].map((n) => `${scaleSet}/${n}/networkInterfaces/nic`)];
  const ipConfigurations = ids.map((id) => ({ id: `${id}/ipConfigurations/ipconfig1` }));
  const answers = new Map([['vnet', [{ properties: { subnets: [{ name: 's', properties: { ipConfigurations } }] } }]]]);
  const known = { cloud: 'public', target: network, nowMs: 0, storage: null, interfaces: [], answers } as const;
  const requests = steps.find(({ id }) => id === 'nic')?.requests(known) ?? [];
  expect(requests.map(({ request }) => request.path)).toEqual(ids);
  expect(requests.map(({ request }) => request.query['api-version'])).toEqual(['2024-05-01', '2018-10-01', '2018-10-01']);
});

it('the activity log is kept without the sign-in of whoever changed something', () => {
  const step = steps.find(({ id }) => id === 'activity-log')!;
  const claims = { ipaddr: '203.0.113.77', puid: '10033FFF' };
  const event = { caller: 'admin@contoso.example', claims, httpRequest: { clientIpAddress: '203.0.113.77' }, properties: { a: 1 } };
  const text = fileText({ text: '', value: { value: [event] } }, step, { keepKey: false, target: network });
  expect(JSON.parse(text)).toEqual({ value: [{ caller: 'admin@contoso.example', properties: { a: 1 } }] });
});

describe('a resource group', () => {
  it('may be named in any script, and its path is asked for as it is', async () => {
    const id =
      '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/検証が_(東)-rg.1/providers/Microsoft.Network/connections/c';
    expect(ConnectionId.safeParse(id).success).toBe(true);
    for (const bad of ['a b', "a'b", 'a/b', 'a?b', 'a%2e', 'a#b'])
      expect(ConnectionId.safeParse(id.replace('検証が_(東)-rg.1', bad)).success).toBe(false);
    azure.arm.put({ id });
    const client = createArmClient('public', {
      http: azure.http,
      clock: { nowMs: () => 0 },
      wait: async () => undefined,
      token: async () => azure.authority.issue('resource-manager'),
    });
    const call = { what: 'it', permission: '' };
    const answer = await client.send({ method: 'GET', path: id, query: {}, call }, new AbortController().signal);
    expect(answer.value).toEqual({ id });
  });
});
