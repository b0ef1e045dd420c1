import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryVault } from '../../../main/host/azure/token-vault.ts';
import { createSafeStorageVault } from '../../../main/shell-electron/safe-storage-vault.ts';
import { startCollecting, wish } from '../../fake-azure/collecting.ts';
import { tokenMark } from '../../fake-azure/authority.ts';
import { recordedNetwork, sampleNetwork, serve } from '../../fake-azure/networks.ts';
import { corpusNote, hasCorpus } from '../../helpers/corpus.ts';

type Running = Awaited<ReturnType<typeof startCollecting>>;
let running: Running;
afterEach(() => running.stop());

async function pendingCode(): Promise<void> {
  await expect.poll(async () => (await running.value('azure.state', {})).pending?.way).toBe('device-code');
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.unref();
  });
}

describe('a sign-in that does not work out', () => {
  it.each([
    { person: 'declines', code: 'azure-sign-in-declined' },
    { person: 'expires', code: 'azure-sign-in-expired' },
  ] as const)('the person $person: $code', async ({ person, code }) => {
    running = await startCollecting();
    running.azure.authority.person = person;
    expect(await running.signIn('device-code')).toMatchObject({ code });
    expect(await running.value('azure.state', {})).toMatchObject({ account: null, pending: null });
  });

  it('without an application id asks for one, and nothing of the network', async () => {
    running = await startCollecting();
    expect(await running.core.ask('azure.signIn', { way: 'device-code' })).toMatchObject({
      ok: false,
      error: { code: 'azure-no-client-id' },
    });
    expect(running.azure.requests).toEqual([]);
  });

  it('without a network says so', async () => {
    running = await startCollecting();
    await running.azure.close();
    expect(await running.signIn('device-code')).toMatchObject({ code: 'azure-unreachable', params: { host: 'login.microsoftonline.com' } });
  });

  it('cancelled while the code is shown: nobody is signed in', async () => {
    running = await startCollecting();
    await running.setUp();
    const { jobId } = await running.value('azure.signIn', { way: 'device-code' });
    await pendingCode();
    await running.value('job.cancel', { jobId });
    expect((await running.ended(jobId)).state).toBe('cancelled');
    expect(await running.value('azure.state', {})).toMatchObject({ account: null, pending: null });
  });

  it('cancelled between two questions to the authority: at once', async () => {
    running = await startCollecting();
    running.azure.authority.interval = 60;
    await running.setUp();
    const { jobId } = await running.value('azure.signIn', { way: 'device-code' });
    await pendingCode();
    await running.value('job.cancel', { jobId });
    expect((await running.ended(jobId)).state).toBe('cancelled');
    expect(running.azure.authority.grants.length).toBeLessThan(2);
  });

  it('given up for another: the code of the other is shown until that one ends', async () => {
    running = await startCollecting();
    await running.setUp();
    const first = await running.value('azure.signIn', { way: 'device-code' });
    await pendingCode();
    const { promise: open, resolve: answer } = Promise.withResolvers<void>();
    running.azure.fail({ path: /\/token$/, what: { until: open } });
    const second = await running.value('azure.signIn', { way: 'device-code' });
    await pendingCode();
    expect((await running.ended(first.jobId)).state).toBe('cancelled');
    await pendingCode();
    running.azure.authority.person = 'agrees';
    answer();
    expect((await running.ended(second.jobId)).state).toBe('done');
    expect(await running.value('azure.state', {})).toMatchObject({ account: { username: 'admin@contoso.example' }, pending: null });
  });

  it('cancelled while the browser is open: nothing listens for it any more', async () => {
    running = await startCollecting({ browses: false });
    await running.setUp();
    const { jobId } = await running.value('azure.signIn', { way: 'browser' });
    await expect.poll(() => running.opened.length).toBe(1);
    const redirect = new URL(new URL(running.opened[0] ?? '').searchParams.get('redirect_uri') ?? '');
    expect(await listens(Number(redirect.port))).toBe(true);
    await running.value('job.cancel', { jobId });
    expect((await running.ended(jobId)).state).toBe('cancelled');
    await expect.poll(() => listens(Number(redirect.port))).toBe(false);
  });
});

describe('tokens', () => {
  it.skipIf(!hasCorpus)(`and the shared key reach no file, no answer and no log${corpusNote}`, async () => {
    running = await startCollecting();
    const network = recordedNetwork();
    serve(running.azure, network);
    running.azure.arm.on('GET', `${network.connectionId}/sharedkey`, { value: 'MySecretKey' });
    await running.signIn();
    const target = { gatewayId: network.gatewayId, connectionId: network.connectionId };
    const agreed = await running.collect(target, { ...wish, calls: [...wish.calls, 'shared-key'] });
    const not = await running.collect(target);
    running.azure.fail({ path: /./, what: { status: 500, message: `echo ${tokenMark}` } });
    running.azure.authority.revoked = true;
    running.azure.authority.expireTokens();
    const told = [agreed, not, await running.core.ask('azure.subscriptions', {}), await running.value('azure.state', {})];
    const texts = [JSON.stringify(told), ...filesBelow(running.dataFolder).map((file) => readFileSync(file, 'latin1'))];
    expect(texts.filter((text) => text.includes('MySecretKey'))).toEqual([]);
    expect(texts.filter((text) => text.includes(`${tokenMark}-`))).toEqual([]);
    const c2 = (collected: typeof not): string | undefined => collected.analysis.findings.find(({ check }) => check === 'C2')?.outcome;
    expect([c2(agreed), c2(not)]).toEqual(['only-one-end', 'cannot-tell']);
    expect(not.detail.sources.map((source) => source.secretsRemoved)).toEqual(not.detail.sources.map(() => 0));
  });

  it('go to the resource manager and the authority alone, and are wiped when the person signs out', async () => {
    const vault = createMemoryVault();
    running = await startCollecting({ vault });
    const network = sampleNetwork('wrong-gateway-address');
    serve(running.azure, network);
    await running.signIn();
    expect(vault.load()).toContain(`${tokenMark}-refresh`);
    await running.collect({ gatewayId: network.gatewayId, connectionId: network.connectionId });
    expect(running.azure.requests.filter(({ host, authorised }) => authorised && host !== 'management.azure.com')).toEqual([]);
    await running.value('azure.signOut', {});
    expect([vault.load(), (await running.value('azure.state', {})).account]).toEqual(['', null]);
    expect(await running.core.ask('azure.subscriptions', {})).toMatchObject({ ok: false, error: { code: 'azure-signed-out' } });
  });
});

describe('who is signed in', () => {
  it('is who signed in last, not who did before', async () => {
    running = await startCollecting();
    running.azure.authority.user = 'first@contoso.example';
    await running.signIn('browser');
    running.azure.authority.user = 'second@contoso.example';
    expect(await running.signIn('browser')).toBeNull();
    expect((await running.value('azure.state', {})).account?.username).toBe('second@contoso.example');
    expect(running.vault.load()).not.toContain('first@contoso.example');
  });

  it('is nobody after a sign-out, also when a renewal is answered only then', async () => {
    running = await startCollecting();
    await running.signIn();
    running.azure.authority.expireTokens();
    const { promise: open, resolve: answer } = Promise.withResolvers<void>();
    running.azure.fail({ path: /\/token$/, what: { until: open } });
    const asked = running.core.ask('azure.subscriptions', {});
    await expect.poll(() => running.azure.requests.filter(({ body }) => body.includes('grant_type=refresh_token')).length).toBe(1);
    await running.value('azure.signOut', {});
    answer();
    await asked;
    expect([running.vault.load(), (await running.value('azure.state', {})).account]).toEqual(['', null]);
  });

  it('a collection that is cancelled does not wait for a renewal', async () => {
    running = await startCollecting();
    const network = sampleNetwork('wrong-gateway-address');
    serve(running.azure, network);
    await running.signIn();
    running.azure.authority.expireTokens();
    running.azure.fail({ path: /\/token$/, what: 'hang' });
    const { id: caseId } = await running.value('cases.create', { title: 'live' });
    const target = { gatewayId: network.gatewayId, connectionId: network.connectionId };
    const { jobId } = await running.value('azure.collect', { caseId, target, wish });
    await expect.poll(() => running.azure.requests.filter(({ body }) => body.includes('grant_type=refresh_token')).length).toBe(1);
    await running.value('job.cancel', { jobId });
    expect((await running.ended(jobId)).state).toBe('cancelled');
  }, 15_000);
});

describe('the store of the operating system', () => {
  const scrambled = {
    isEncryptionAvailable: () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret' as const,
    encryptString: (text: string) => Buffer.from(Buffer.from(text).toString('base64')),
    decryptString: (bytes: Buffer) => Buffer.from(bytes.toString(), 'base64').toString(),
  };

  it('keeps the sign-in over a restart, encrypted, until the person signs out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vault-'));
    const file = join(folder, 'azure-sign-in.bin');
    running = await startCollecting({ vault: createSafeStorageVault(scrambled, folder) });
    await running.signIn();
    expect((await running.value('azure.state', {})).remembers).toBe(true);
    expect(readFileSync(file, 'utf8')).not.toContain(tokenMark);
    await running.stop();
    running = await startCollecting({ vault: createSafeStorageVault(scrambled, folder) });
    await running.setUp();
    expect((await running.value('azure.state', {})).account?.username).toBe('admin@contoso.example');
    expect(running.azure.requests).toEqual([]);
    await running.value('azure.signOut', {});
    expect(existsSync(file)).toBe(false);
    rmSync(folder, { recursive: true });
  });

  it('is not used where it is none; what another user encrypted counts as nothing', async () => {
    running = await startCollecting();
    const folder = mkdtempSync(join(tmpdir(), 'vault-'));
    expect(createSafeStorageVault({ ...scrambled, isEncryptionAvailable: () => false }, folder).persistent).toBe(false);
    if (process.platform === 'linux')
      expect(createSafeStorageVault({ ...scrambled, getSelectedStorageBackend: () => 'basic_text' }, folder).persistent).toBe(false);
    writeFileSync(join(folder, 'azure-sign-in.bin'), 'x');
    const refuses = {
      ...scrambled,
      decryptString: () => {
        throw new Error('not for you');
      },
    };
    expect(createSafeStorageVault(refuses, folder).load()).toBe('');
    rmSync(folder, { recursive: true });
  });
});
