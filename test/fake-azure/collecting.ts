import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { CollectWish } from '../../shared/model/azure.ts';
import type { Input, MethodName, Output } from '../../shared/api/contract.ts';
import type { AppError, Result } from '../../shared/api/result.ts';
import type { Job } from '../../shared/model/job.ts';
import { createMsalAuth } from '../../main/host/azure/msal-auth.ts';
import { createMemoryVault, type TokenVault } from '../../main/host/azure/token-vault.ts';
import { createLogFile } from '../../main/host/log-file.ts';
import { startCore } from '../../main/host/start-core.ts';
import { systemClock } from '../../main/host/system-clock.ts';
import { startFakeAzure, type FakeAzure } from './fake-azure.ts';

export const clientId = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f';
export const everyCall = [
  'connection',
  'gateway',
  'local-gateway',
  'public-ip',
  'vnet',
  'nic',
  'nsg',
  'route-table',
  'ike-sas',
  'bgp-peers',
  'learned-routes',
  'gateway-metrics',
  'diagnostic-settings',
  'activity-log',
];
export const wish: CollectWish = { calls: everyCall, storage: null };

/** The whole program without a window, over a fake Azure: real core, workers, sign-in library and HTTP. Pauses between tries are skipped. */
export async function startCollecting(options: { readonly requestMs?: number; readonly vault?: TokenVault } = {}) {
  const azure: FakeAzure = await startFakeAzure();
  const dataFolder = mkdtempSync(join(tmpdir(), 'tunnel-triage-azure-'));
  const log = createLogFile(dataFolder, systemClock);
  const waits: number[] = [];
  const opened: string[] = [];
  const http: FakeAzure['http'] = (request) => azure.http({ ...request, timeoutMs: options.requestMs ?? request.timeoutMs });
  const auth = createMsalAuth({
    http,
    vault: options.vault ?? createMemoryVault(),
    openBrowser: (url) => {
      opened.push(url);
      void azure.browse(url);
    },
    clock: systemClock,
    words: { signedIn: 'in', notSignedIn: 'not in' },
  });
  const core = startCore({
    shell: 'browser',
    capabilities: { nativeDialog: false, revealFile: false },
    dataFolder,
    printer: { print: () => Promise.reject(new Error('not printed here')) },
    log,
    azure: { http, auth, wait: async (ms) => void waits.push(ms) },
  });

  async function ask<M extends MethodName>(method: M, input: Input<M>): Promise<Result<Output<M>>> {
    return (await core.ask(method, input)) as Result<Output<M>>;
  }

  async function value<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> {
    const result = await ask(method, input);
    if (!result.ok) throw new Error(`${method}: ${JSON.stringify(result.error)}`);
    return result.value;
  }

  async function ended(jobId: string): Promise<Job> {
    await expect.poll(async () => (await value('job.get', { jobId })).state, { timeout: 50_000, interval: 20 }).not.toBe('running');
    return value('job.get', { jobId });
  }

  async function setUp(): Promise<void> {
    const settings = await value('settings.get', {});
    await value('settings.set', { ...settings, azure: { cloud: 'public', tenant: 'organizations', clientId } });
  }

  async function signIn(way: 'browser' | 'device-code' = 'browser'): Promise<AppError | null> {
    await setUp();
    return (await ended((await value('azure.signIn', { way })).jobId)).error;
  }

  /** Collects into a new case, or into `caseId`. */
  async function collect(target: Input<'azure.collect'>['target'], wanted: CollectWish = wish, into?: string) {
    const caseId = into ?? (await value('cases.create', { title: 'live' })).id;
    const job = await ended((await value('azure.collect', { caseId, target, wish: wanted })).jobId);
    const detail = await value('case.get', { caseId });
    const analysis = await value('analysis.get', { caseId });
    return { caseId, job, detail, analysis };
  }

  return {
    azure,
    core,
    dataFolder,
    waits,
    opened,
    ask,
    value,
    ended,
    setUp,
    signIn,
    collect,
    stop: async () => {
      await core.close();
      await azure.close();
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
