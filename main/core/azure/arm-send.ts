import { ExpectedError } from '#shared/api/result.ts';
import type { Clock } from '../ports.ts';
import { explainAnswer, type CallWords } from './arm-errors.ts';
import { explainTrouble, HttpTrouble, type Http, type HttpAnswer, type TroubleKind } from './http.ts';

export type ArmSendOptions = {
  readonly http: Http;
  readonly clock: Clock;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly token: (options: { readonly renew: boolean }) => Promise<string>;
  /** Longest time for one exchange; a minute unless said. */
  readonly requestMs?: number;
};

export type ArmSend = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly call: CallWords;
  readonly signal: AbortSignal;
};

const defaultRequestMs = 60_000;
const maxBytes = 32 * 1024 ** 2;
const maxTries = 5;
const maxPauseMs = 60_000;
/** Answers that may be better a moment later. */
const passing = new Set([408, 429, 500, 502, 503, 504]);
/** How often a trouble of the way is tried again; the others are the same a moment later. */
const triesAfter: Readonly<Partial<Record<TroubleKind, number>>> = { timeout: 1, cut: 2 };

/** What `work` comes to, unless the task is cancelled before: a token that has to be renewed may take as long as the network does. */
async function unlessCancelled<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: stopped, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(new ExpectedError('cancelled'));
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** `Retry-After` in milliseconds: seconds or a date (RFC 9110, section 10.2.3); null without one. */
export function retryAfterMs(answer: HttpAnswer, nowMs: number): number | null {
  const value = answer.headers['retry-after']?.trim() ?? '';
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
}

/** Pauses grow: 1, 2, 4, 8 seconds, unless Azure says how long. */
function pauseMs(answer: HttpAnswer | null, attempt: number, nowMs: number): number {
  return (answer ? retryAfterMs(answer, nowMs) : null) ?? 1000 * 2 ** attempt;
}

/**
 * Sends one request to the resource manager, or to storage, and waits for a success. A token that was refused is renewed once; what Azure or the
 * way to it may answer better in a moment is tried again, as late as `Retry-After` says. Waits of more than a minute are not made:
 * the caller is told at once.
 *
 * Errors: the `azure-…` codes of `explainAnswer` and `explainTrouble`, and `cancelled`.
 */
export function createArmSender({
  http,
  clock,
  wait,
  token,
  requestMs = defaultRequestMs,
}: ArmSendOptions): (send: ArmSend) => Promise<HttpAnswer> {
  async function once(send: ArmSend, renew: boolean): Promise<HttpAnswer> {
    const bearer = await unlessCancelled(token({ renew }), send.signal);
    return http({
      method: send.method,
      url: send.url,
      headers: {
        authorization: `Bearer ${bearer}`,
        accept: 'application/json, */*;q=0.5',
        ...(send.method === 'POST' ? { 'content-type': 'application/json' } : {}),
        ...send.headers,
      },
      body: send.method === 'POST' ? JSON.stringify(send.body ?? {}) : null,
      signal: send.signal,
      timeoutMs: requestMs,
      maxBytes,
    });
  }

  async function attempt(send: ArmSend, renew: boolean): Promise<HttpAnswer | HttpTrouble> {
    try {
      return await once(send, renew);
    } catch (error) {
      if (error instanceof HttpTrouble && triesAfter[error.kind] !== undefined) return error;
      throw error instanceof HttpTrouble ? explainTrouble(error) : error;
    }
  }

  return async (send) => {
    let renew = false;
    for (let tries = 0; ; tries++) {
      if (send.signal.aborted) throw new ExpectedError('cancelled');
      const got = await attempt(send, renew);
      const isTrouble = got instanceof HttpTrouble;
      if (!isTrouble && got.status >= 200 && got.status < 300) return got;
      const last = tries >= (isTrouble ? (triesAfter[got.kind] ?? 0) : maxTries - 1);
      if (!isTrouble && got.status === 401 && !renew && !last) {
        renew = true;
        continue;
      }
      renew = false;
      const pause = pauseMs(isTrouble ? null : got, tries, clock.nowMs());
      const again = isTrouble || passing.has(got.status);
      if (!again || last || pause > maxPauseMs) throw isTrouble ? explainTrouble(got) : explainAnswer(got, send.call, clock.nowMs());
      await wait(pause, send.signal);
    }
  };
}
