import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { HttpTrouble, type Http } from '../../main/core/azure/http.ts';
import { createNodeHttp } from '../../main/host/azure/node-http.ts';
import { createAuthority, type Audience, type Authority, type Reply } from './authority.ts';
import { createBlobService, storageError, type BlobService } from './blob-service.ts';
import { createResourceManager, type ResourceManager } from './resource-manager.ts';

/** What goes wrong with requests whose path matches, `times` times (always when it is left out). */
export type Fault = {
  readonly path: RegExp;
  readonly what:
    | 'hang'
    | 'cut'
    /** Answers as ever, but not before. */
    | { readonly until: Promise<void> }
    | { readonly status: number; readonly code?: string; readonly message?: string; readonly headers?: Readonly<Record<string, string>> };
  readonly times?: number;
};

export type SeenRequest = {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  /** Whether the token is one for that host. */
  readonly authorised: boolean;
};

export type FakeAzure = {
  readonly authority: Authority;
  readonly arm: ResourceManager;
  readonly blobs: BlobService;
  readonly requests: readonly SeenRequest[];
  /** The program's own HTTP, with every address led to this server; the address that was meant travels in a header. */
  readonly http: Http;
  readonly fail: (fault: Fault) => void;
  /** Nothing goes wrong any more. */
  readonly heal: () => void;
  /** Hosts that were asked for, each once. */
  readonly hosts: () => readonly string[];
  /** Does what a browser does with the page of a sign-in: fetches it and sends its form on. */
  readonly browse: (url: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  const text = body === null || body === undefined ? '' : body instanceof Uint8Array ? body : JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(text);
}

type FaultAnswer = Extract<Fault['what'], { readonly status: number }>;

function faultReply({ status, code = 'Fault', message = 'made by the test', headers = {} }: FaultAnswer): Reply {
  return { status, body: { error: { code, message } }, headers };
}

/** Sign-in and resource manager of Azure on a port of this computer. */
export async function startFakeAzure(): Promise<FakeAzure> {
  const authority = createAuthority();
  const arm = createResourceManager();
  const blobs = createBlobService();
  const requests: SeenRequest[] = [];
  const faults: { fault: Fault; left: number }[] = [];

  function faultFor(path: string): Fault['what'] | null {
    const found = faults.find(({ fault, left }) => left > 0 && fault.path.test(path));
    if (!found) return null;
    found.left -= 1;
    return found.fault.what;
  }

  const audienceOf = (host: string): Audience => (host.endsWith('.blob.core.windows.net') ? 'storage' : 'resource-manager');

  function replyTo({ host, method, body, authorised }: SeenRequest, url: URL, version: string): Reply {
    if (host.startsWith('login.')) return authority.answer(url.pathname, url.searchParams, new URLSearchParams(body), host);
    if (audienceOf(host) === 'storage')
      return authorised ? blobs.answer(host, url, version) : storageError(401, 'InvalidAuthenticationInfo');
    if (!authorised)
      return { status: 401, body: { error: { code: 'ExpiredAuthenticationToken', message: 'The access token expiry is over.' } } };
    return arm.answer(method, url, body);
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = String(request.headers['x-meant-for'] ?? '');
    const url = new URL(request.url ?? '/', `https://${host}`);
    const body = await textOf(request);
    const authorised = authority.isValid((request.headers.authorization ?? '').replace(/^Bearer /, ''), audienceOf(host));
    const seen = { host, method: request.method ?? '', path: decodeURIComponent(url.pathname), query: url.search, body, authorised };
    requests.push(seen);
    const version = String(request.headers['x-ms-version'] ?? '');
    const fault = faultFor(url.pathname);
    if (fault === 'hang') return;
    if (fault === 'cut') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 4000 });
      response.write('{"name":');
      setTimeout(() => response.destroy(), 20);
      return;
    }
    if (fault !== null && 'until' in fault) await fault.until;
    send(response, fault === null || 'until' in fault ? replyTo(seen, url, version) : faultReply(fault));
  }

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const plain = createNodeHttp({});
  const http: Http = (request) => {
    const meant = new URL(request.url);
    const url = `http://127.0.0.1:${port}${meant.pathname}${meant.search}`;
    return plain({ ...request, url, headers: { ...request.headers, 'x-meant-for': meant.hostname } }).catch((error: unknown) => {
      throw error instanceof HttpTrouble ? new HttpTrouble(error.kind, meant.hostname) : error;
    });
  };

  async function browse(url: string): Promise<void> {
    const signal = AbortSignal.timeout(10_000);
    const shared = { headers: {}, body: null, signal, timeoutMs: 10_000, maxBytes: 1_000_000 };
    const page = await http({ ...shared, method: 'GET', url });
    const { redirect, form }: { redirect: string; form: Record<string, string> } = JSON.parse(new TextDecoder().decode(page.body));
    const target = new URL(redirect);
    if (target.hostname !== 'localhost') throw new Error(`the sign-in answers to ${target.hostname}`);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await plain({
      ...shared,
      method: 'POST',
      url: `http://127.0.0.1:${target.port}/`,
      headers,
      body: new URLSearchParams(form).toString(),
    });
  }

  return {
    authority,
    arm,
    blobs,
    requests,
    http,
    fail: (fault) => void faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY }),
    heal: () => void faults.splice(0),
    hosts: () => [...new Set(requests.map((request) => request.host))],
    browse,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
