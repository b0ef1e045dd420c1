import { z } from 'zod';
import { ExpectedError } from '#shared/api/result.ts';
import type { AzureCloud } from '#shared/model/azure.ts';
import { readArmError, textOfAnswer, type CallWords } from './arm-errors.ts';
import { createArmSender, retryAfterMs, type ArmSend, type ArmSendOptions } from './arm-send.ts';
import { clouds } from './clouds.ts';
import type { HttpAnswer } from './http.ts';

export type ArmRequest = {
  readonly method: 'GET' | 'POST';
  /** Begins with `/`; ARM ids are paths. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly call: CallWords;
  /** Longest wait for an operation that answers later. */
  readonly operationMs?: number;
};

/** `text` is the answer as it came; `value` is it read as JSON, null where it is none (IKE SAs come as a string that holds JSON). */
export type ArmAnswer = { readonly text: string; readonly value: unknown };

export type ArmClient = {
  /** One request. An answer of 202 is waited for. */
  readonly send: (request: ArmRequest, signal: AbortSignal) => Promise<ArmAnswer>;
  /** A list with all its pages, as one `{ "value": […] }`. */
  readonly list: (request: ArmRequest, signal: AbortSignal) => Promise<ArmAnswer>;
};

const Page = z.object({ value: z.array(z.unknown()), nextLink: z.string().nullish() });
const OperationState = z.object({ status: z.string() });

/** The only POSTs that leave this client: none of them changes a resource. `troubleshoot` writes its report to a storage account that the person named. */
const allowedPosts = new Set([
  'getbgppeerstatus',
  'getlearnedroutes',
  'getikesas',
  'effectivenetworksecuritygroups',
  'effectiveroutetable',
  'query',
  'troubleshoot',
]);

const maxPages = 50;
const defaultOperationMs = 5 * 60_000;
const defaultPollMs = 10_000;
/** Azure may say 0; asking without a pause would be a flood. */
const minPollMs = 1000;
const maxPollMs = 60_000;

function asAnswer(answer: HttpAnswer): ArmAnswer {
  const text = textOfAnswer(answer).replace(/^\uFEFF/, '');
  try {
    const value: unknown = JSON.parse(text);
    return { text, value };
  } catch {
    return { text, value: null };
  }
}

function badAnswer(call: CallWords): ExpectedError {
  return new ExpectedError('azure-bad-answer', { what: call.what });
}

/**
 * The resource manager of one cloud, read only: GET, and POST of operations that read. Tokens go to that one origin; an address
 * that an answer gives (the next page, the state of an operation) is followed there only, so that no answer can send a token elsewhere.
 */
export function createArmClient(cloud: AzureCloud, options: ArmSendOptions): ArmClient {
  const { origin } = new URL(clouds[cloud].resourceManager);
  const sendOnce = createArmSender(options);
  const { clock, wait } = options;

  function addressOf(request: ArmRequest): string {
    const parts = request.path.split('/');
    if (parts[0] !== '' || parts.includes('.') || parts.includes('..')) throw badAnswer(request.call);
    if (request.method === 'POST' && !allowedPosts.has((parts.at(-1) ?? '').toLowerCase())) throw new Error('not a reading POST');
    const url = new URL(origin);
    url.pathname = request.path;
    for (const [name, value] of Object.entries(request.query)) url.searchParams.set(name, value);
    return url.href;
  }

  /** An address out of an answer, which must lie at the resource manager. */
  function followed(address: string | undefined, call: CallWords): string {
    const url = address === undefined ? null : URL.parse(address);
    if (!url || url.origin !== origin || url.username !== '' || url.password !== '') throw badAnswer(call);
    return url.href;
  }

  /** Waits for an operation (202): `Azure-AsyncOperation` tells its state, `Location` answers 202 until it gives the result. */
  async function settle(first: HttpAnswer, asked: ArmSend, deadlineMs: number): Promise<ArmAnswer> {
    const stateAddress = first.headers['azure-asyncoperation'];
    const resultAddress = first.headers['location'];
    let poll = followed(stateAddress ?? resultAddress, asked.call);
    let last = first;
    for (;;) {
      const pause = Math.min(Math.max(retryAfterMs(last, clock.nowMs()) ?? defaultPollMs, minPollMs), maxPollMs);
      if (clock.nowMs() + pause > deadlineMs) throw new ExpectedError('azure-operation-slow', { what: asked.call.what });
      await wait(pause, asked.signal);
      last = await sendOnce({ method: 'GET', url: poll, call: asked.call, signal: asked.signal });
      const answer = asAnswer(last);
      if (stateAddress === undefined) {
        if (last.status !== 202) return answer;
        // An answer may name another address to go on with.
        poll = followed(last.headers['location'] ?? poll, asked.call);
        continue;
      }
      const { status } = OperationState.catch({ status: '' }).parse(answer.value);
      if (/^(?:failed|canceled)$/i.test(status)) {
        const error = readArmError(answer.text);
        throw new ExpectedError('azure-refused', { what: asked.call.what, code: error.code || status, text: error.message.slice(0, 300) });
      }
      if (/^succeeded$/i.test(status)) return result(answer, resultAddress, asked);
      if (status === '') throw badAnswer(asked.call);
    }
  }

  /** The result of an operation that succeeded: at `Location`, or in the state itself. */
  async function result(state: ArmAnswer, address: string | undefined, asked: ArmSend): Promise<ArmAnswer> {
    if (address !== undefined) {
      const url = followed(address, asked.call);
      return asAnswer(await sendOnce({ method: 'GET', url, call: asked.call, signal: asked.signal }));
    }
    const inside = z.object({ properties: z.unknown() }).safeParse(state.value);
    if (!inside.success || inside.data.properties === undefined) return state;
    return { text: JSON.stringify(inside.data.properties), value: inside.data.properties };
  }

  async function send(request: ArmRequest, signal: AbortSignal): Promise<ArmAnswer> {
    const sent: ArmSend = { method: request.method, url: addressOf(request), body: request.body, call: request.call, signal };
    const deadlineMs = clock.nowMs() + (request.operationMs ?? defaultOperationMs);
    const answer = await sendOnce(sent);
    return answer.status === 202 || (answer.status === 201 && answer.headers['azure-asyncoperation'] !== undefined)
      ? settle(answer, sent, deadlineMs)
      : asAnswer(answer);
  }

  async function list(request: ArmRequest, signal: AbortSignal): Promise<ArmAnswer> {
    const items: unknown[] = [];
    let url: string | null = addressOf(request);
    for (let pages = 0; url !== null; pages++) {
      if (pages === maxPages) throw new ExpectedError('azure-too-large', { host: new URL(origin).hostname });
      const answer = asAnswer(await sendOnce({ method: 'GET', url, call: request.call, signal }));
      const page = Page.safeParse(answer.value);
      if (!page.success) throw badAnswer(request.call);
      items.push(...page.data.value);
      url = page.data.nextLink ? followed(page.data.nextLink, request.call) : null;
    }
    const value = { value: items };
    return { text: JSON.stringify(value), value };
  }

  return { send, list };
}
