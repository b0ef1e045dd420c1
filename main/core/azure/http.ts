/** Ports of the collection: HTTP and the sign-in. `main/host/azure` implements them; tests put a fake Azure behind them. */
import { ExpectedError } from '#shared/api/result.ts';
import type { AzureAccess, AzureAccount, AzureSettings, PendingSignIn } from '#shared/model/azure.ts';

export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal;
  /** Longest time for the whole exchange. */
  readonly timeoutMs: number;
  /** Longest answer that is taken in. */
  readonly maxBytes: number;
};

/** Header names are in lower case. */
export type HttpAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
};

/** One exchange; redirects are not followed. Throws HttpTrouble when there is no answer. */
export type Http = (request: HttpRequest) => Promise<HttpAnswer>;

/**
 * Why there is no answer: the name is unknown, nothing can be reached, the certificate is not trusted or not valid at this
 * computer's time, the proxy refused, it took too long, the connection ended in the middle, the answer is too large, cancelled.
 */
export type TroubleKind = 'name' | 'unreachable' | 'tls' | 'tls-time' | 'proxy' | 'timeout' | 'cut' | 'too-large' | 'cancelled';

export class HttpTrouble extends Error {
  readonly kind: TroubleKind;
  readonly host: string;
  constructor(kind: TroubleKind, host: string, options?: ErrorOptions) {
    super(`${kind} ${host}`, options);
    this.name = 'HttpTrouble';
    this.kind = kind;
    this.host = host;
  }
}

const codes = {
  name: 'azure-name-unknown',
  unreachable: 'azure-unreachable',
  tls: 'azure-tls',
  'tls-time': 'azure-clock',
  proxy: 'azure-proxy',
  timeout: 'azure-timeout',
  cut: 'azure-cut',
  'too-large': 'azure-too-large',
  cancelled: 'cancelled',
} as const satisfies Readonly<Record<TroubleKind, string>>;

/** The trouble in the words of the contract. */
export function explainTrouble(trouble: HttpTrouble): ExpectedError {
  return new ExpectedError(codes[trouble.kind], trouble.kind === 'cancelled' ? {} : { host: trouble.host }, { cause: trouble });
}

/** Who is signed in and how to become so. Tokens leave it for the clients of the resource manager and of blobs only. */
export type AzureAuth = {
  /** Whether the sign-in outlives the application. */
  readonly remembers: boolean;
  readonly canOpenBrowser: boolean;
  /** Answered from what is kept; never asks the network. */
  readonly account: (settings: AzureSettings) => Promise<AzureAccount | null>;
  /** Waits for the person; `access` says for what. For storage it has to be the account that is signed in. Throws ExpectedError with an `azure-…` code, or `cancelled`. */
  readonly signIn: (
    settings: AzureSettings,
    way: PendingSignIn['way'],
    options: { readonly access: AzureAccess; readonly onPending: (pending: PendingSignIn) => void; readonly signal: AbortSignal },
  ) => Promise<void>;
  /**
   * A token for the resource manager or for storage, renewed when it must be. Throws ExpectedError('azure-signed-out' |
   * 'azure-sign-in-again' | 'azure-storage-consent' …).
   */
  readonly token: (settings: AzureSettings, options: { readonly access: AzureAccess; readonly renew: boolean }) => Promise<string>;
  /** Wipes what is kept. */
  readonly signOut: () => Promise<void>;
};

export type AzurePorts = {
  readonly http: Http;
  readonly auth: AzureAuth;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
};
