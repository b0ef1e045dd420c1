import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { CollectWish } from '../../shared/model/azure.ts';
import type { Input, MethodName, Output } from '../../shared/api/contract.ts';
import type { AppError } from '../../shared/api/result.ts';
import type { Job } from '../../shared/model/job.ts';
import { createTranslate } from '../../shared/text/translate.ts';
import { createAzurePorts } from '../../main/host/azure/azure-ports.ts';
import { createMemoryVault, type TokenVault } from '../../main/host/azure/token-vault.ts';
import { loadAssets } from '../../main/host/assets.ts';
import { createLogFile } from '../../main/host/log-file.ts';
import { developmentVariable, startCore } from '../../main/host/start-core.ts';
import { systemClock } from '../../main/host/system-clock.ts';
import { value as answerOf } from '../helpers/contract-shells.ts';
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
export const wish: CollectWish = { calls: everyCall, storage: null, interfaces: [] };

/** `browses` false: the browser is opened, and nobody does anything in it. */
type CollectingOptions = { readonly requestMs?: number; readonly vault?: TokenVault; readonly browses?: boolean };

/** The whole program without a window, over a fake Azure: real core, workers, sign-in library and HTTP. Pauses between tries are skipped. */
export async function startCollecting(options: CollectingOptions = {}) {
  process.env[developmentVariable] = '1';
  const azure: FakeAzure = await startFakeAzure();
  const dataFolder = mkdtempSync(join(tmpdir(), 'tunnel-triage-azure-'));
  const log = createLogFile(dataFolder, systemClock);
  const waits: number[] = [];
  const opened: string[] = [];
  const http: FakeAzure['http'] = (request) => azure.http({ ...request, timeoutMs: options.requestMs ?? request.timeoutMs });
  const vault = options.vault ?? createMemoryVault();
  const ports = createAzurePorts(
    {
      vault,
      openBrowser: (url) => {
        opened.push(url);
        if (options.browses !== false) void azure.browse(url);
      },
      words: () => createTranslate(loadAssets().catalogues, 'en'),
    },
    http,
  );
  const core = startCore({
    shell: 'browser',
    capabilities: { nativeDialog: false, revealFile: false },
    dataFolder,
    printer: { print: () => Promise.reject(new Error('not printed here')) },
    log,
    azure: { ...ports, wait: async (ms) => void waits.push(ms) },
  });

  const value = <M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> => answerOf(core, method, input);

  async function ended(jobId: string): Promise<Job> {
    return vi.waitFor(
      async () => {
        const job = await value('job.get', { jobId });
        if (job.state === 'running') throw new Error(`${job.kind} is still running`);
        return job;
      },
      { timeout: 50_000, interval: 20 },
    );
  }

  async function setUp(): Promise<void> {
    const settings = await value('settings.get', {});
    await value('settings.set', { ...settings, azure: { cloud: 'public', tenant: 'organizations', clientId } });
  }

  async function signIn(way: 'browser' | 'device-code' = 'browser'): Promise<AppError | null> {
    await setUp();
    return (await ended((await value('azure.signIn', { way })).jobId)).error;
  }

  /** Lets the person agree that blobs are read in their name. */
  async function agreeToStorage(): Promise<AppError | null> {
    return (await ended((await value('azure.signIn', { way: 'browser', access: 'storage' })).jobId)).error;
  }

  /** Collects into a new case, or into `caseId`. */
  async function collect(target: Input<'azure.collect'>['target'], wanted: Input<'azure.collect'>['wish'] = wish, into?: string) {
    const caseId = into ?? (await value('cases.create', { title: 'live' })).id;
    const job = await ended((await value('azure.collect', { caseId, target, wish: wanted })).jobId);
    const detail = await value('case.get', { caseId });
    const analysis = await value('analysis.get', { caseId });
    return { caseId, job, detail, analysis };
  }

  return {
    azure,
    core,
    vault,
    dataFolder,
    waits,
    opened,
    value,
    ended,
    setUp,
    signIn,
    agreeToStorage,
    collect,
    stop: async () => {
      await core.close();
      await azure.close();
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
