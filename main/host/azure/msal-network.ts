import type { INetworkModule } from '@azure/msal-node';
import type { Http, HttpTrouble } from '#core/azure/http.ts';
import { HttpTrouble as Trouble } from '#core/azure/http.ts';

type NetworkOptions = { readonly body?: string; readonly headers?: Readonly<Record<string, string>> };
type NetworkResponse<T> = { headers: Record<string, string>; body: T; status: number };

const timeoutMs = 30_000;
const maxBytes = 1024 ** 2;

export type MsalNetwork = { readonly module: INetworkModule; readonly lastTrouble: () => HttpTrouble | null };

/**
 * The sign-in library over the port: the same proxy, certificates and limits as the calls of a collection. It is let to the hosts of
 * the cloud's authority only. What went wrong is kept, because the library wraps it in an error of its own.
 */
export function createMsalNetwork(http: Http, hosts: readonly string[], signal: AbortSignal): MsalNetwork {
  let last: HttpTrouble | null = null;

  async function ask<T>(method: 'GET' | 'POST', address: string, options: NetworkOptions | undefined): Promise<NetworkResponse<T>> {
    const { hostname } = new URL(address);
    if (!hosts.includes(hostname)) throw new Error('the sign-in wanted to ask a host that is not its own');
    try {
      const body = method === 'POST' ? (options?.body ?? '') : null;
      const answer = await http({ method, url: address, headers: options?.headers ?? {}, body, signal, timeoutMs, maxBytes });
      last = null;
      return { headers: { ...answer.headers }, status: answer.status, body: JSON.parse(new TextDecoder().decode(answer.body)) };
    } catch (error) {
      if (error instanceof Trouble) last = error;
      throw error;
    }
  }

  return {
    lastTrouble: () => last,
    module: {
      sendGetRequestAsync: (url, options) => ask('GET', url, options),
      sendPostRequestAsync: (url, options) => ask('POST', url, options),
    },
  };
}
