import { PublicClientApplication, type AccountInfo, type ICachePlugin } from '@azure/msal-node';
import { ExpectedError } from '#shared/api/result.ts';
import type { AzureSettings, PendingSignIn } from '#shared/model/azure.ts';
import type { Translate } from '#shared/text/translate.ts';
import { clouds, scopeOf } from '#core/azure/clouds.ts';
import type { AzureAuth, Http } from '#core/azure/http.ts';
import type { Clock } from '#core/ports.ts';
import { endBrowserSignIn } from './end-browser-sign-in.ts';
import { explainConsent, explainRenewal, explainSignIn } from './msal-errors.ts';
import { createMsalNetwork, type MsalNetwork } from './msal-network.ts';
import type { TokenVault } from './token-vault.ts';

/** Longest time that a person has in the browser; a device code ends by itself. */
const browserMs = 5 * 60_000;
const noSignal = new AbortController().signal;

export type MsalAuthOptions = {
  readonly http: Http;
  readonly vault: TokenVault;
  /** Opens the system's browser; null where there is none. */
  readonly openBrowser: ((url: string) => void) | null;
  readonly clock: Clock;
  /** Words of now, for what the browser shows when the sign-in is over. */
  readonly words: () => Translate;
};

/** `mayKeep` false: nobody wants the sign-in any more. */
function cachePlugin(vault: TokenVault, mayKeep: () => boolean): ICachePlugin {
  return {
    beforeCacheAccess: async ({ tokenCache }) => {
      const kept = vault.load();
      if (kept !== '') tokenCache.deserialize(kept);
    },
    afterCacheAccess: async ({ tokenCache, cacheHasChanged }) => {
      if (cacheHasChanged && mayKeep()) vault.save(tokenCache.serialize());
    },
  };
}

type Client = { readonly app: PublicClientApplication; readonly network: MsalNetwork };

/** A public client (no secret of its own) for one sign-in or one renewal. */
function createClient(
  { cloud, tenant, clientId }: AzureSettings,
  { http, vault }: MsalAuthOptions,
  { signal, mayKeep }: { readonly signal: AbortSignal; readonly mayKeep: () => boolean },
): Client {
  const network = createMsalNetwork(http, clouds[cloud].loginHosts, signal);
  const app = new PublicClientApplication({
    auth: { clientId, authority: `${clouds[cloud].login}/${tenant}` },
    cache: { cachePlugin: cachePlugin(vault, mayKeep) },
    system: { networkClient: network.module, loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false } },
  });
  return { app, network };
}

async function accountIn({ app }: Client, { cloud }: AzureSettings): Promise<AccountInfo | null> {
  const accounts = await app.getTokenCache().getAllAccounts();
  return accounts.find(({ environment }) => clouds[cloud].loginHosts.includes(environment)) ?? null;
}

/** The account that is signed in already is asked again, not whichever the browser knows. */
async function hintOf(client: Client, settings: AzureSettings): Promise<{ readonly loginHint?: string }> {
  const account = await accountIn(client, settings);
  return account === null ? {} : { loginHint: account.username };
}

/** Consent counts for the account that is signed in; of another one nothing is kept. */
async function onlySame({ app }: Client, before: AccountInfo, after: AccountInfo | null): Promise<void> {
  if (after === null || after.homeAccountId === before.homeAccountId) return;
  await app.getTokenCache().removeAccount(after);
  throw new ExpectedError('azure-other-account', { name: before.username });
}

/** Who signs in last is who is signed in: an account of before would be taken in their place. */
async function forgetOthers({ app }: Client, { cloud }: AzureSettings, now: AccountInfo | null): Promise<void> {
  if (now === null) return;
  const cache = app.getTokenCache();
  const others = (await cache.getAllAccounts()).filter(
    ({ environment, homeAccountId }) => clouds[cloud].loginHosts.includes(environment) && homeAccountId !== now.homeAccountId,
  );
  for (const account of others) await cache.removeAccount(account);
}

/** Sign-in with the user's own rights: authorization code with PKCE through the system's browser, or a device code. */
export function createMsalAuth(options: MsalAuthOptions): AzureAuth {
  const { openBrowser, clock, vault } = options;
  let signOuts = 0;

  /** What a sign-in or a renewal brings after the person signed out or gave it up is not kept. */
  function clientOf(settings: AzureSettings, signal: AbortSignal): Client {
    const before = signOuts;
    return createClient(settings, options, { signal, mayKeep: () => signOuts === before && !signal.aborted });
  }

  async function byDeviceCode(
    { app }: Client,
    scopes: string[],
    onPending: (p: PendingSignIn) => void,
    signal: AbortSignal,
  ): Promise<AccountInfo | null> {
    const request: Parameters<PublicClientApplication['acquireTokenByDeviceCode']>[0] = {
      scopes,
      deviceCodeCallback: ({ userCode, verificationUri, expiresIn }) =>
        onPending({ way: 'device-code', userCode, address: verificationUri, expiresMs: clock.nowMs() + expiresIn * 1000 }),
    };
    // The library looks at its flag between two questions, which are seconds apart.
    const { promise: stopped, reject } = Promise.withResolvers<never>();
    signal.addEventListener('abort', () => {
      request.cancel = true;
      reject(new ExpectedError('cancelled'));
    });
    return (await Promise.race([app.acquireTokenByDeviceCode(request), stopped]))?.account ?? null;
  }

  /** The library listens on a port of this computer for the browser's answer; a sign-in that is given up is answered in its place. */
  async function byBrowser(client: Client, settings: AzureSettings, scopes: string[], signal: AbortSignal): Promise<AccountInfo | null> {
    if (!openBrowser) throw new ExpectedError('azure-sign-in-failed', { code: 'no-browser' });
    const late = AbortSignal.timeout(browserMs);
    const giveUp = AbortSignal.any([signal, late]);
    const ended = new AbortController();
    const words = options.words();
    try {
      const { account } = await client.app.acquireTokenInteractive({
        ...(await hintOf(client, settings)),
        scopes,
        successTemplate: words('azure.browser.signed-in'),
        errorTemplate: words('azure.browser.not-signed-in'),
        openBrowser: async (url) => {
          if (!clouds[settings.cloud].loginHosts.includes(new URL(url).hostname)) throw new Error('not an address of the sign-in');
          giveUp.addEventListener('abort', () => void endBrowserSignIn(url), { signal: ended.signal });
          openBrowser(url);
        },
      });
      return account;
    } catch (error) {
      throw late.aborted ? new ExpectedError('azure-sign-in-expired') : error;
    } finally {
      ended.abort();
    }
  }

  return {
    remembers: vault.persistent,
    canOpenBrowser: openBrowser !== null,
    account: async (settings) => {
      const account = await accountIn(clientOf(settings, noSignal), settings);
      return account && { username: account.username, tenantId: account.tenantId, cloud: settings.cloud };
    },
    signIn: async (settings, way, { access, onPending, signal }) => {
      const client = clientOf(settings, signal);
      const scopes = [scopeOf(access, settings.cloud)];
      const before = access === 'storage' ? await accountIn(client, settings) : null;
      if (access === 'storage' && before === null) throw new ExpectedError('azure-signed-out');
      try {
        const browses = way === 'browser';
        const after = await (browses ? byBrowser(client, settings, scopes, signal) : byDeviceCode(client, scopes, onPending, signal));
        await (before ? onlySame(client, before, after) : forgetOthers(client, settings, after));
      } catch (error) {
        throw explainSignIn(error, client.network.lastTrouble(), signal);
      }
    },
    token: async (settings, { access, renew }) => {
      const client = clientOf(settings, noSignal);
      const account = await accountIn(client, settings);
      if (!account) throw new ExpectedError('azure-signed-out');
      try {
        const scopes = [scopeOf(access, settings.cloud)];
        const { accessToken } = await client.app.acquireTokenSilent({ account, scopes, forceRefresh: renew });
        return accessToken;
      } catch (error) {
        const explain = access === 'storage' ? explainConsent : explainRenewal;
        throw explain(error, client.network.lastTrouble(), noSignal);
      }
    },
    signOut: async () => {
      signOuts += 1;
      vault.wipe();
    },
  };
}
