import { ExpectedError } from '#shared/api/result.ts';
import type { AzureCloud, CollectTarget, CollectWish } from '#shared/model/azure.ts';
import type { JobProgress } from '#shared/model/job.ts';
import { message, type Message } from '#shared/model/message.ts';
import { resourceName } from '#shared/net/arm-id.ts';
import type { Clock } from '../ports.ts';
import type { ArmAnswer, ArmClient } from './arm-client.ts';
import type { BlobClient } from './blob-client.ts';
import { blobOrigin } from './clouds.ts';
import { fileText } from './file-text.ts';
import { diagnosedSinceMs, type Known } from './known.ts';
import { chosenSteps } from './plan.ts';
import { fetchReport, reportPath, whereReportLies } from './report.ts';
import type { StepRequest } from './step-requests.ts';
import type { Step } from './steps.ts';

/** What was collected, as plain data: files for the import, and what is missing with its reason. */
export type CollectedBundle = {
  /** First part of all paths; says when it was collected. */
  readonly folder: string;
  readonly files: readonly { readonly path: string; readonly content: string | Uint8Array }[];
  readonly missing: readonly { readonly path: string; readonly reason: Message }[];
};

export type Collected = { readonly bundle: CollectedBundle; readonly cancelled: boolean; readonly firstError: ExpectedError | null };

export type CollectOptions = {
  readonly cloud: AzureCloud;
  readonly client: ArmClient;
  /** The blobs of a container, read in the name of the person. */
  readonly blobs: (origin: string, container: string) => BlobClient;
  readonly target: CollectTarget;
  readonly wish: CollectWish;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
};

/** Every later call would fail the same way: then asking on costs only time. */
const ends = new Set([
  'cancelled',
  'azure-signed-out',
  'azure-sign-in-again',
  'azure-clock',
  'azure-name-unknown',
  'azure-unreachable',
  'azure-tls',
  'azure-proxy',
]);
const maxTimeoutsInRow = 2;
/** Characters of answers and bytes of files together. */
const maxTotalSize = 200 * 1024 ** 2;
const reasonOf = (error: ExpectedError): Message => message(`azure.gap.${error.appError.code}`, error.appError.params);

function folderName(nowMs: number): string {
  return `azure-${new Date(nowMs)
    .toISOString()
    .replaceAll(':', '')
    .replace(/\.\d+Z$/, 'Z')}`;
}

/** A file name that any system and any archive takes. */
function fileName(step: Step, { about }: StepRequest): string {
  return `${step.id}-${about.replaceAll(/[^\w.-]/g, '_').slice(0, 100)}.json`;
}

function createCollection({ client, blobs, clock, cloud, target, wish, signal }: CollectOptions) {
  const nowMs = clock.nowMs();
  const folder = folderName(nowMs);
  const answers = new Map<string, unknown[]>();
  const known: Known = { cloud, target, nowMs, storage: wish.storage, interfaces: wish.interfaces, answers };
  const files = new Map<string, string | Uint8Array>();
  const missing: { path: string; reason: Message }[] = [];
  let size = 0;
  let timeouts = 0;
  let firstError: ExpectedError | null = null;
  let ended: ExpectedError | null = null;

  const taken = new Set<string>();

  /** Resources of several groups, and instances of a scale set, may bear one name: none of their files takes the place of another. */
  function freePath(step: Step, request: StepRequest): string {
    const wanted = fileName(step, request);
    let path = wanted;
    for (let n = 2; taken.has(path.toLowerCase()); n++) path = wanted.replace(/\.json$/, `-${n}.json`);
    taken.add(path.toLowerCase());
    return path;
  }

  const lacks = (path: string, reason: Message): void => void missing.push({ path: `${folder}/${path}`, reason });

  function keep(step: Step, path: string, answer: ArmAnswer): void {
    const text = fileText(answer, step, { keepKey: wish.calls.includes('shared-key'), target });
    timeouts = 0;
    answers.set(step.id, [...(answers.get(step.id) ?? []), answer.value]);
    put(path, text);
  }

  function put(path: string, content: string | Uint8Array): void {
    if (size + content.length > maxTotalSize) return lacks(path, message('azure.gap.too-much'));
    size += content.length;
    files.set(path, content);
  }

  function failed(path: string, error: unknown): void {
    if (!(error instanceof ExpectedError)) throw error;
    const { code } = error.appError;
    firstError ??= error;
    timeouts = code === 'azure-timeout' ? timeouts + 1 : 0;
    if (ends.has(code) || timeouts >= maxTimeoutsInRow) ended = error;
    lacks(path, reasonOf(error));
  }

  async function ask(step: Step, request: StepRequest): Promise<void> {
    const path = freePath(step, request);
    if (ended) return lacks(path, reasonOf(ended));
    try {
      const what = `${step.id} ${request.about}`;
      const full = { ...request.request, call: { what, permission: step.permission } };
      const answer = request.paged ? await client.list(full, signal) : await client.send(full, signal);
      // The list of IKE SAs is not always whole JSON; what does not even begin so, such as the page of a proxy, is not Azure's.
      if (answer.value === null && !/^\s*["[{]/.test(answer.text)) throw new ExpectedError('azure-bad-answer', { what });
      keep(step, path, answer);
    } catch (error) {
      failed(path, error);
    }
  }

  /** False when a step cannot be asked because a step before it gave nothing, which is a gap if it lost something. */
  function hasBasis(step: Step): boolean {
    if (step.isNamed?.(known) || step.basis.every((id) => answers.has(id))) return true;
    // A step that asks for nothing because the one before found nothing (no machine, no interface) has lost nothing.
    const lost = step.basis.some((id) => missing.some(({ path }) => path.startsWith(`${folder}/${id}`)) || !wish.calls.includes(id));
    if (ended || lost) lacks(`${step.id}.json`, ended ? reasonOf(ended) : message('azure.gap.no-basis'));
    return false;
  }

  async function run(step: Step): Promise<void> {
    if (!hasBasis(step)) return;
    if (step.kind === 'report') return runReport(step);
    const requests = step.requests(known);
    if (requests.length === 0 && step.whenNone !== undefined) lacks(`${step.id}.json`, message(step.whenNone));
    for (const request of requests) await ask(step, request);
  }

  /** The files that a diagnosis left in a storage account; where they lie, when they cannot or shall not be fetched. */
  async function runReport({ permission }: Step): Promise<void> {
    const { storage } = wish;
    if (storage === null) return;
    const where = message('azure.gap.report-where', whereReportLies(storage, cloud));
    if (!wish.calls.includes('report-files')) return lacks(reportPath, where);
    if (ended) return lacks(reportPath, reasonOf(ended));
    const before = missing.length;
    const options = { sinceMs: diagnosedSinceMs(known) ?? nowMs, permission, signal };
    const none = (path: string): void => lacks(path, message('azure.gap.report-none'));
    const container = blobs(blobOrigin(resourceName(storage.storageId), cloud), storage.container);
    await fetchReport(container, options, { keep: put, failed, none });
    if (missing.length > before) lacks(reportPath, where);
  }

  return {
    run,
    bundle: (): CollectedBundle => ({
      folder,
      files: [...files].map(([path, content]) => ({ path: `${folder}/${path}`, content })),
      missing,
    }),
    firstError: () => firstError,
    cancelled: () => ended?.appError.code === 'cancelled',
  };
}

/**
 * Asks one call after another and keeps each answer as a file. A call that fails costs itself and is named with its reason; what a
 * later call needs from it is named too. Never throws for what Azure or the network does: what arrived is always handed over.
 */
export async function collect(options: CollectOptions): Promise<Collected> {
  const chosen = chosenSteps(options.wish.calls);
  const collection = createCollection(options);
  for (const [done, step] of chosen.entries()) {
    options.onProgress({ phase: 'collecting', name: step.id, done, total: chosen.length, records: 0 });
    await collection.run(step);
  }
  return { bundle: collection.bundle(), cancelled: collection.cancelled(), firstError: collection.firstError() };
}
