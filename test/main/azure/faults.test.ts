import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chosenSteps } from '../../../main/core/azure/plan.ts';
import { startCollecting, wish } from '../../fake-azure/collecting.ts';
import type { Fault } from '../../fake-azure/fake-azure.ts';
import { sampleNetwork, serve } from '../../fake-azure/networks.ts';

const network = sampleNetwork('wrong-gateway-address');
const target = { gatewayId: network.gatewayId, connectionId: network.connectionId };
const onLocalGateway = /\/localNetworkGateways\//i;
const everything = /^\/subscriptions/;

let running: Awaited<ReturnType<typeof startCollecting>>;
beforeEach(async () => {
  running = await startCollecting({ requestMs: 400 });
  serve(running.azure, network);
  await running.signIn();
});
afterEach(() => running.stop());

type Collected = Awaited<ReturnType<typeof running.collect>>;
const names = (paths: readonly string[]): string[] => paths.map((path) => path.split('/')[1] ?? '').toSorted();
const arrived = ({ detail }: Collected): string[] => names(detail.sources.map((source) => source.path));
const gaps = ({ detail }: Collected): Record<string, string> =>
  Object.fromEntries(detail.gaps.map(({ path, reason }) => [path.split('/')[1] ?? '', reason.key.replace('azure.gap.', '')]));
const forbidden =
  "The client 'admin@contoso.example' with object id '88888888-8888-4888-8888-888888888888' does not have authorization to perform action 'Microsoft.Network/localNetworkGateways/read' over scope '/subscriptions/x/resourceGroups/rg' or the scope is invalid.";

describe('a call that fails', () => {
  const cases: readonly { readonly name: string; readonly what: Fault['what']; readonly gap: string; readonly tries: number }[] = [
    { name: 'with 403', what: { status: 403, code: 'AuthorizationFailed', message: forbidden }, gap: 'azure-forbidden', tries: 1 },
    { name: 'with 404', what: { status: 404, code: 'ResourceNotFound' }, gap: 'azure-not-found', tries: 1 },
    { name: 'with 409', what: { status: 409, code: 'AnotherOperationInProgress' }, gap: 'azure-conflict', tries: 1 },
    { name: 'with 429 for ever', what: { status: 429, headers: { 'retry-after': '2' } }, gap: 'azure-throttled', tries: 5 },
    { name: 'with 429 for an hour', what: { status: 429, headers: { 'retry-after': '3600' } }, gap: 'azure-throttled', tries: 1 },
    { name: 'with 500', what: { status: 500, code: 'InternalServerError' }, gap: 'azure-server-error', tries: 5 },
    { name: 'with 400', what: { status: 400, code: 'InvalidApiVersionParameter' }, gap: 'azure-refused', tries: 1 },
    { name: 'by hanging', what: 'hang', gap: 'azure-timeout', tries: 2 },
    { name: 'by ending in the middle', what: 'cut', gap: 'azure-cut', tries: 3 },
  ];

  it.each(cases)('$name costs itself: the rest arrives, the gap says $gap', async ({ what, gap, tries }) => {
    running.azure.fail({ path: onLocalGateway, what });
    const whole = ['connection-cn-hq.json', 'gateway-vpngw-prod.json', 'public-ip-vpngw-prod-pip.json', 'vnet-vnet-prod.json'];
    const collected = await running.collect(target);
    expect(collected.job).toMatchObject({ state: 'done', error: null });
    expect(gaps(collected)).toEqual({ 'local-gateway-lng-hq.json': gap });
    expect(arrived(collected)).toEqual(expect.arrayContaining(whole));
    expect(running.azure.requests.filter(({ path }) => onLocalGateway.test(path))).toHaveLength(tries);
  });

  it('with 403 names the permission that is missing', async () => {
    running.azure.fail({ path: onLocalGateway, what: { status: 403, code: 'AuthorizationFailed', message: forbidden } });
    const { detail } = await running.collect(target);
    expect(detail.gaps[0]?.reason.params['action']).toBe('Microsoft.Network/localNetworkGateways/read');
  });

  it('with 429 once is waited for as long as Azure says', async () => {
    running.azure.fail({ path: onLocalGateway, what: { status: 429, headers: { 'retry-after': '7' } }, times: 1 });
    const collected = await running.collect(target);
    expect(gaps(collected)).toEqual({});
    expect(running.waits).toContain(7000);
  });

  it('names what could not be asked without it', async () => {
    running.azure.fail({ path: /\/virtualNetworks\//i, what: { status: 403, code: 'AuthorizationFailed' } });
    expect(gaps(await running.collect(target))).toEqual({
      'vnet-vnet-prod.json': 'azure-forbidden',
      'nic.json': 'no-basis',
      'nsg.json': 'no-basis',
      'route-table.json': 'no-basis',
    });
  });
});

describe('trouble that concerns every call', () => {
  it('a token that ran out is renewed without a word', async () => {
    running.azure.authority.expireTokens();
    const collected = await running.collect(target);
    expect([collected.job.state, gaps(collected)]).toEqual(['done', {}]);
    expect(running.azure.authority.grants).toContain('refresh_token');
  });

  it('a sign-in that is taken back in the middle: what arrived is kept, the rest is named', async () => {
    running.azure.authority.revoked = true;
    running.azure.fail({ path: onLocalGateway, what: { status: 401, code: 'ExpiredAuthenticationToken' } });
    const collected = await running.collect(target);
    expect(arrived(collected)).toEqual(['connection-cn-hq.json', 'gateway-vpngw-prod.json']);
    expect(new Set(Object.values(gaps(collected)))).toEqual(new Set(['azure-sign-in-again']));
    expect(Object.keys(gaps(collected))).toEqual(expect.arrayContaining(['local-gateway-lng-hq.json', 'ike-sas-cn-hq.json', 'nsg.json']));
  });

  it('a clock that is wrong is told from a token that is refused', async () => {
    const date = new Date(Date.now() + 3 * 3_600_000).toUTCString();
    running.azure.fail({ path: everything, what: { status: 401, code: 'InvalidAuthenticationToken', headers: { date } } });
    const { job, detail } = await running.collect(target);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'azure-clock', params: { minutes: 180 } } });
    expect(new Set(detail.gaps.map(({ reason }) => reason.key))).toEqual(new Set(['azure.gap.azure-clock']));
  });

  it('a network that is gone: asked once, everything is named', async () => {
    await running.azure.close();
    const { job, detail } = await running.collect(target);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'azure-unreachable' } });
    expect(detail.gaps.length).toBeGreaterThan(5);
  });

  it('servers that hang: given up after two calls', async () => {
    running.azure.fail({ path: everything, what: 'hang' });
    const { job, detail } = await running.collect(target);
    expect(job).toMatchObject({ state: 'failed', error: { code: 'azure-timeout' } });
    expect(new Set(detail.gaps.map(({ reason }) => reason.key))).toEqual(new Set(['azure.gap.azure-timeout']));
    expect(running.azure.requests.filter(({ path }) => everything.test(path))).toHaveLength(4);
  });

  it('a collection that is cancelled keeps what arrived', async () => {
    running.azure.fail({ path: onLocalGateway, what: 'hang' });
    const { id: caseId } = await running.value('cases.create', { title: 'cancelled' });
    const { jobId } = await running.value('azure.collect', { caseId, target, wish });
    await expect.poll(() => running.azure.requests.some(({ path }) => onLocalGateway.test(path))).toBe(true);
    await running.value('job.cancel', { jobId });
    expect((await running.ended(jobId)).state).toBe('cancelled');
    const detail = await running.value('case.get', { caseId });
    expect(names(detail.sources.map((source) => source.path))).toEqual(['connection-cn-hq.json', 'gateway-vpngw-prod.json']);
    expect(new Set(detail.gaps.map(({ reason }) => reason.key))).toEqual(new Set(['azure.gap.cancelled']));
  });
});

describe('looking for the connection', () => {
  const subscriptionId = target.gatewayId.split('/')[2] ?? '';

  it('lists subscriptions over several pages, gateways and connections', async () => {
    const subscriptions = await running.value('azure.subscriptions', {});
    expect(subscriptions.map(({ name }) => name)).toEqual(['Another', 'Contoso production', 'Test']);
    expect(await running.value('azure.gateways', { subscriptionId })).toMatchObject([
      { id: target.gatewayId, resourceGroup: 'contoso-net-rg' },
    ]);
    expect(await running.value('azure.connections', { gatewayId: target.gatewayId })).toMatchObject([
      { id: target.connectionId, type: 'IPsec', localGateway: 'lng-hq' },
    ]);
  });

  it('follows no page that lies elsewhere, and sends no token there', async () => {
    running.azure.arm.on('GET', '/subscriptions', { value: [], nextLink: 'https://management.azure.com.example/subscriptions?page=2' });
    expect(await running.core.ask('azure.subscriptions', {})).toMatchObject({ ok: false, error: { code: 'azure-bad-answer' } });
    expect(running.azure.hosts()).toEqual(['login.microsoftonline.com', 'management.azure.com']);
  });

  it('asks nothing of the network for the plan', async () => {
    const before = running.azure.requests.length;
    const plan = await running.value('azure.plan', target);
    expect(plan.filter(({ byDefault, kind }) => byDefault && kind !== 'read' && kind !== 'reading-post')).toEqual([]);
    expect(plan.find(({ id }) => id === 'connection')?.path).toBe(target.connectionId);
    expect(running.azure.requests).toHaveLength(before);
  });

  it('shows every call before it is made, also those that only serve another', async () => {
    const plan = await running.value('azure.plan', target);
    for (const { id } of plan) {
      const made = chosenSteps([id]).filter((step) => step.kind !== 'report' || step.id === id);
      const shown = plan.filter((call) => call.id === id || plan.some((one) => one.id === id && one.needs.includes(call.id)));
      expect(shown.map((call) => call.id)).toEqual(made.map((step) => step.id));
    }
  });

  it('calls nothing that was not chosen', async () => {
    const before = running.azure.requests.length;
    const only = await running.collect(target, { calls: ['connection'], storage: null });
    expect(arrived(only)).toEqual(['connection-cn-hq.json']);
    expect(running.azure.requests.slice(before).map(({ path }) => path)).toEqual([target.connectionId]);
  });
});
