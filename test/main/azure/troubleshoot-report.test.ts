import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samples } from '../../../main/core/formats/network-watcher-ike/samples.ts';
import { startCollecting } from '../../fake-azure/collecting.ts';
import { serveWorkload, storageId, troubleshootBegan, workload } from '../../fake-azure/workload.ts';
import { zipOf } from '../core/bundle/archives.ts';

const network = workload();
const target = { gatewayId: network.gatewayId, connectionId: network.connectionId };
const storage = { storageId, container: 'tunnel-triage' };
const key = 'Canary-Key-55';
const errors = samples.find(({ text }) => text.startsWith('Error: '))?.text ?? '';

let running: Awaited<ReturnType<typeof startCollecting>>;
beforeAll(async () => {
  running = await startCollecting();
  serveWorkload(running.azure, network);
  const archive = zipOf([
    { name: 'IKEErrors.txt', data: errors },
    { name: 'connection.json', data: JSON.stringify({ id: target.connectionId, name: 'cn-hq', type: 'x', etag: '1', sharedKey: key }) },
  ]);
  running.azure.blobs.put('contosodiag', 'tunnel-triage/logs/VPN_cn-hq.zip', archive, Date.parse(troubleshootBegan) + 90_000);
  await running.signIn();
});
afterAll(() => running.stop());

const gapsOf = ({ detail }: Awaited<ReturnType<typeof running.collect>>): unknown[] =>
  detail.gaps.map(({ path, reason }) => [path.split('/')[1], reason.key.replace('azure.gap.', '')]);
const resources = (requests = running.azure.requests): string[] => [
  ...new Set(requests.filter(({ host }) => host.endsWith('.blob.core.windows.net')).map(({ path }) => path)),
];
const scopesAsked = (): string[] => running.opened.map((url) => new URL(url).searchParams.get('scope') ?? '');

describe('the diagnosis of Network Watcher', () => {
  it('alone: its answer is found, the case says where the report lies, storage is not asked', async () => {
    const collected = await running.collect(target, { calls: ['troubleshoot'], storage, interfaces: [] });
    expect(collected.analysis.findings.find(({ check }) => check === 'C1')?.outcome).toBe('gateway-unhealthy');
    expect(gapsOf(collected)).toEqual([['report-files.zip', 'report-where']]);
    expect(collected.detail.gaps[0]?.reason.params['command']).toContain('--account-name contosodiag --source tunnel-triage');
    expect(resources()).toEqual([]);
    expect(scopesAsked()).toEqual([expect.stringContaining('https://management.azure.com/user_impersonation')]);
    expect(scopesAsked().join(' ')).not.toContain('storage');
  });

  it('with its files, before anybody agreed to storage: a gap, and the way around it; the rest is kept', async () => {
    const collected = await running.collect(target, { calls: ['troubleshoot', 'report-files'], storage, interfaces: [] });
    expect(gapsOf(collected)).toEqual([
      ['report-files.zip', 'azure-storage-consent'],
      ['report-files.zip', 'report-where'],
    ]);
    expect(collected.job.state).toBe('done');
    expect(resources()).toEqual([]);
  });

  it('whose files another account agrees to: refused, and nothing of that account is kept', async () => {
    running.azure.authority.user = 'somebody@fabrikam.example';
    expect(await running.agreeToStorage()).toMatchObject({ code: 'azure-other-account', params: { name: 'admin@contoso.example' } });
    expect(await running.value('azure.state', {})).toMatchObject({ readsStorage: false, account: { username: 'admin@contoso.example' } });
    expect(running.vault.load()).not.toContain('somebody');
    running.azure.authority.user = 'admin@contoso.example';
    running.azure.authority.consents.delete('storage');
  });

  it('with its files, agreed to when it was wanted: read from that account as the same person, and told', async () => {
    expect(await running.agreeToStorage()).toBeNull();
    const asked = new URL(running.opened.at(-1) ?? '').searchParams;
    expect(asked.get('scope')).toContain('https://storage.azure.com/user_impersonation');
    expect([asked.get('login_hint'), asked.get('prompt')]).toEqual(['admin@contoso.example', null]);
    expect((await running.value('azure.state', {})).readsStorage).toBe(true);
    const collected = await running.collect(target, { calls: ['troubleshoot', 'report-files'], storage, interfaces: [] });
    expect(gapsOf(collected)).toEqual([]);
    const paths = collected.detail.sources.map(({ path }) => path.slice(path.indexOf('/') + 1));
    expect(paths).toContain('report-files-1-VPN_cn-hq.zip!/IKEErrors.txt');
    expect(collected.analysis.findings.find(({ check }) => check === 'C1')?.outcome).toBe('authentication');
    expect(resources()).toEqual(['/tunnel-triage', '/tunnel-triage/logs/VPN_cn-hq.zip']);
    const wrong = running.azure.requests.filter(({ host, authorised }) => !authorised && !host.startsWith('login.'));
    expect(wrong).toEqual([]);
  });

  it('brings no key onto the disk', () => {
    const files = readdirSync(running.dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(texts.filter((text) => text.includes(key))).toEqual([]);
    expect(texts.some((text) => text.includes('[removed'))).toBe(true);
  });

  it('is forgotten with the sign-in', async () => {
    await running.value('azure.signOut', {});
    expect((await running.value('azure.state', {})).readsStorage).toBe(false);
  });
});

describe('what can be chosen', () => {
  it('storage accounts of a subscription, and the calls with the host that would be asked', async () => {
    await running.signIn();
    const subscriptionId = target.gatewayId.split('/')[2] ?? '';
    expect(await running.value('azure.storageAccounts', { subscriptionId })).toEqual([
      { id: storageId, name: 'contosodiag', resourceGroup: 'contoso-net-rg', location: 'japaneast' },
    ]);
    const plan = await running.value('azure.plan', target);
    expect(plan.find(({ id }) => id === 'report-files')).toMatchObject({
      kind: 'report',
      byDefault: false,
      method: 'GET',
      path: 'https://{account}.blob.core.windows.net/{container}',
    });
  });

  it.each([
    '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/evil.example',
    '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/a-b',
    '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/x',
  ])('no storage account is named %s', async (bad) => {
    const { id: caseId } = await running.value('cases.create', { title: 'x' });
    const wish = { calls: ['troubleshoot'], storage: { storageId: bad, container: 'tunnel-triage' }, interfaces: [] };
    expect(await running.core.ask('azure.collect', { caseId, target, wish })).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  });
});
