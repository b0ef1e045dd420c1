import { setTimeout as sleep } from 'node:timers/promises';
import { ExpectedError } from '#shared/api/result.ts';
import type { AzureAuth, AzurePorts, Http } from '#core/azure/http.ts';
import { systemClock } from '../system-clock.ts';
import type { MsalAuthOptions } from './msal-auth.ts';
import { createNodeHttp } from './node-http.ts';

/** Waits, and stops waiting when the task is cancelled. Throws ExpectedError('cancelled'). */
async function wait(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    throw new ExpectedError('cancelled', {}, { cause: error });
  }
}

/** The sign-in library is loaded when somebody signs in: most runs of the program never need it. */
function lazyAuth(options: MsalAuthOptions): AzureAuth {
  let loaded: Promise<AzureAuth> | null = null;
  const load = (): Promise<AzureAuth> => (loaded ??= import('./msal-auth.ts').then(({ createMsalAuth }) => createMsalAuth(options)));
  return {
    remembers: options.vault.persistent,
    canOpenBrowser: options.openBrowser !== null,
    account: async (settings) => (settings.clientId === '' || options.vault.load() === '' ? null : (await load()).account(settings)),
    signIn: async (settings, way, hooks) => (await load()).signIn(settings, way, hooks),
    token: async (settings, wanted) => (await load()).token(settings, wanted),
    signOut: async () => (loaded === null ? options.vault.wipe() : (await loaded).signOut()),
  };
}

/** Live collection on Node. Nothing is opened or asked until a person starts something. `http` is put in by tests only. */
export function createAzurePorts(options: Omit<MsalAuthOptions, 'http' | 'clock'>, http: Http = createNodeHttp()): AzurePorts {
  return { http, auth: lazyAuth({ ...options, http, clock: systemClock }), wait };
}
