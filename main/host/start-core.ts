import { dispatch, dispatchChecked, type Ask } from '#core/dispatch.ts';
import { fail } from '#shared/api/result.ts';
import { createHost, type Host, type HostOptions } from './create-host.ts';
import { createGrants } from './grants.ts';
import { systemClock } from './system-clock.ts';

/** Set to 1 in development and tests: every answer is then checked against the contract. */
export const developmentVariable = 'TUNNEL_TRIAGE_DEV';

export type StartedCore = Pick<Host, 'grants' | 'subscribe' | 'close'> & { readonly ask: Ask };

/**
 * The core as a shell uses it. Never throws: a core that cannot start (a damaged library, a data folder that cannot be
 * written) answers every call with `core-not-started`, so that the window can say it; the log has the reason.
 */
export function startCore(options: HostOptions): StartedCore {
  try {
    const host = createHost(options);
    const run = process.env[developmentVariable] === '1' ? dispatchChecked : dispatch;
    return {
      grants: host.grants,
      subscribe: host.subscribe,
      close: host.close,
      ask: (name, rawInput) => run(host.handlers, name, rawInput, options.log),
    };
  } catch (error) {
    options.log.error('the core did not start', error);
    return {
      grants: createGrants(systemClock),
      subscribe: () => () => undefined,
      close: async () => undefined,
      ask: async () => fail('core-not-started'),
    };
  }
}
