import type { ProbeRequest, ProbeRun } from '#shared/model/probe.ts';
import { summarise } from './latency.ts';
import type { ProbeOutcome, ProbeWatch } from './run-probe.ts';

/** Shown in a chart; the text has all of them. */
const shownSamples = 300;
const shownText = 20_000;

/** What is known of one request while it runs and afterwards. */
export type FollowedRun = {
  readonly request: ProbeRequest;
  readonly state: () => ProbeRun;
  readonly watch: (signal: AbortSignal, changed: () => void) => ProbeWatch;
  /** Null: what was asked cannot be sent. */
  readonly finish: (outcome: ProbeOutcome | null) => void;
};

function totalOf(request: ProbeRequest): number {
  if (request.kind !== 'tcp') return 1;
  return request.count === 0 ? 0 : request.count + request.warmups;
}

export function followRun(request: ProbeRequest): FollowedRun {
  const samples: { atMs: number; ms: number | null }[] = [];
  let [state, done, total]: [ProbeRun['state'], number, number] = ['waiting', 0, totalOf(request)];
  let outcome: ProbeOutcome | null = null;
  return {
    request,
    state: () => ({
      request,
      state,
      done,
      total,
      samples: samples.slice(-shownSamples),
      summary: samples.length === 0 ? null : summarise(samples.map(({ ms }) => ms)),
      verdict: outcome?.verdict ?? null,
      says: outcome?.summary ?? null,
      means: outcome?.means ?? null,
      figures: [...(outcome?.figures ?? [])],
      text: outcome?.text.slice(0, shownText) ?? '',
    }),
    watch: (signal, changed) => {
      state = 'running';
      return {
        signal,
        sample: ({ warmup, atMs, outcome: met, ms }) => {
          done += 1;
          if (!warmup) samples.push({ atMs, ms: met === 'connected' ? ms : null });
          changed();
        },
        step: (steps, of) => {
          [done, total] = [steps, of];
          changed();
        },
      };
    },
    finish: (met) => {
      outcome = met;
      [state, done] = [met === null ? 'not-possible' : 'done', Math.max(done, total)];
    },
  };
}
