import { Agent as PlainAgent, request as plainRequest, type IncomingMessage } from 'node:http';
import { Agent, request as secureRequest } from 'node:https';
import { getCACertificates } from 'node:tls';
import { HttpTrouble, type Http, type HttpAnswer, type HttpRequest, type TroubleKind } from '#core/azure/http.ts';

const byCode: Readonly<Record<string, TroubleKind>> = {
  ENOTFOUND: 'name',
  EAI_AGAIN: 'name',
  ECONNREFUSED: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'unreachable',
  ECONNRESET: 'cut',
  EPIPE: 'cut',
  HPE_INVALID_CONSTANT: 'cut',
  CERT_HAS_EXPIRED: 'tls-time',
  CERT_NOT_YET_VALID: 'tls-time',
  ERR_PROXY_TUNNEL: 'proxy',
  EPROTO: 'tls',
};

function member(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}

/** Certificates that are not trusted have OpenSSL's own names. */
function kindOf(error: unknown): TroubleKind {
  const found = member(error, 'code');
  const code = typeof found === 'string' ? found : '';
  const known = byCode[code];
  if (known) return known;
  return /^(?:ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|HOSTNAME_)/.test(code) ? 'tls' : 'cut';
}

/** What failed may have been the way to the proxy rather than the way to Azure: then another name or port is in the error. */
function troubleOf(error: unknown, url: URL): HttpTrouble {
  const host = member(error, 'hostname');
  const port = member(error, 'port');
  const wanted = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const isProxy = (typeof host === 'string' && host !== url.hostname) || (typeof port === 'number' && port !== wanted);
  return new HttpTrouble(isProxy ? 'proxy' : kindOf(error), url.hostname, { cause: error });
}

/** Those of the operating system too: a proxy that looks into TLS has its certificate there. */
function trusted(): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}

function headersOf(response: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}

function readBody(response: IncomingMessage, maxBytes: number, host: string): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) response.destroy(new HttpTrouble('too-large', host));
      else chunks.push(chunk);
    });
    response.on('end', () => resolve(Buffer.concat(chunks)));
    response.on('error', reject);
    response.on('close', () => reject(new HttpTrouble('cut', host)));
  });
}

/** A new connection each: a collection makes a few dozen calls, and an idle connection would outlive the task. */
function createAgents(env: NodeJS.ProcessEnv) {
  let secure: Agent | null = null;
  const plain = new PlainAgent({ keepAlive: false });
  return (url: URL): Agent | PlainAgent => {
    if (url.protocol === 'http:') return plain;
    secure ??= new Agent({ keepAlive: false, proxyEnv: env, ca: trusted() });
    return secure;
  };
}

/**
 * HTTP over Node. The proxy of the environment (`HTTPS_PROXY`, `NO_PROXY`) is used, redirects are not followed. Plain HTTP is for
 * loopback only.
 */
export function createNodeHttp(env: NodeJS.ProcessEnv = process.env): Http {
  const agentFor = createAgents(env);

  function exchange(request: HttpRequest, url: URL, signal: AbortSignal): Promise<HttpAnswer> {
    const send = url.protocol === 'https:' ? secureRequest : plainRequest;
    const headers = { ...request.headers, ...(request.body === null ? {} : { 'content-length': Buffer.byteLength(request.body) }) };
    return new Promise((resolve, reject) => {
      const sent = send(url, { method: request.method, headers, agent: agentFor(url), signal }, (response) => {
        readBody(response, request.maxBytes, url.hostname).then(
          (body) => resolve({ status: response.statusCode ?? 0, headers: headersOf(response), body }),
          reject,
        );
      });
      sent.on('error', reject);
      sent.end(request.body ?? undefined);
    });
  }

  return async (request) => {
    const url = new URL(request.url);
    if (url.protocol !== 'https:' && url.hostname !== '127.0.0.1') throw new Error('Azure is asked over TLS only');
    const late = AbortSignal.timeout(request.timeoutMs);
    try {
      return await exchange(request, url, AbortSignal.any([request.signal, late]));
    } catch (error) {
      if (request.signal.aborted) throw new HttpTrouble('cancelled', url.hostname);
      if (late.aborted) throw new HttpTrouble('timeout', url.hostname);
      throw error instanceof HttpTrouble ? error : troubleOf(error, url);
    }
  };
}
