import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inputFromBytes } from '../../../main/host/inputs.ts';
import { startCollecting, wish } from '../../fake-azure/collecting.ts';
import { recordedNetwork, sampleNetwork, serve, type Network } from '../../fake-azure/networks.ts';
import { corpusNote, hasCorpus } from '../../helpers/corpus.ts';
import { diagnoseInputs } from '../../helpers/diagnose.ts';

let running: Awaited<ReturnType<typeof startCollecting>>;
beforeEach(async () => {
  running = await startCollecting();
});
afterEach(() => running.stop());

describe('signing in', () => {
  it('with a device code: shows the code, waits, and is signed in', async () => {
    await running.setUp();
    const { jobId } = await running.value('azure.signIn', { way: 'device-code' });
    await expect
      .poll(async () => (await running.value('azure.state', {})).pending)
      .toMatchObject({ way: 'device-code', userCode: 'F4K3C0D3', address: 'https://login.microsoft.com/device' });
    running.azure.authority.person = 'agrees';
    expect(await running.ended(jobId)).toMatchObject({ state: 'done' });
    expect(await running.value('azure.state', {})).toMatchObject({
      pending: null,
      account: { username: 'admin@contoso.example', cloud: 'public' },
    });
  });

  it('with the browser: authorization code, PKCE and a form', async () => {
    expect(await running.signIn('browser')).toBeNull();
    expect(running.azure.authority.grants).toEqual(['authorization_code']);
    expect(new URL(running.opened[0] ?? '').searchParams.get('scope')).toContain('https://management.azure.com/user_impersonation');
  });
});

/** `absent`: resources that the exported files only refer to, so that the fake does not know them either. */
async function sameFindings(network: Network, absent: readonly string[] = [], wanted = wish): Promise<void> {
  serve(running.azure, network);
  await running.signIn();
  const exported = await diagnoseInputs(network.exported.map(({ path, text }) => inputFromBytes(path, Buffer.from(text))));
  const { gatewayId, connectionId } = network;
  const live = await running.collect({ gatewayId, connectionId }, wanted);
  const told = ({ findings, causes }: typeof live.analysis) => ({
    findings: findings.map(({ check, verdict, outcome }) => ({ check, verdict, outcome })),
    causes: causes.map(({ id, probability }) => ({ id, probability })),
  });
  exported.remove();
  expect(live.job).toMatchObject({ state: 'done', error: null });
  expect(live.detail.gaps.map(({ path, reason }) => [path.split('/')[1], reason.key])).toEqual(
    absent.map((name) => [name, 'azure.gap.azure-not-found']),
  );
  expect(told(live.analysis)).toEqual(told(exported.analysis));
}

describe('a live collection', () => {
  it('finds what the exported bundle of the same network shows', () => sameFindings(sampleNetwork('wrong-gateway-address')));
  it('finds it for the healthy network too', () => sameFindings(sampleNetwork('healthy'), ['public-ip-vpngw-prod-pip.json']));
  it.skipIf(!hasCorpus)(`finds it for a recorded network, whose connection carries its key${corpusNote}`, async () => {
    const network = recordedNetwork();
    running.azure.arm.on('GET', `${network.connectionId}/sharedkey`, { value: 'MySecretKey' });
    await sameFindings(network, ['public-ip-pip62183.json'], { ...wish, calls: [...wish.calls, 'shared-key'] });
  });
});
