import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Ask } from '#core/dispatch.ts';
import type { Log } from '#core/ports.ts';
import { allowedExternalLink } from '#host/external-links.ts';
import type { Grants } from '#host/grants.ts';
import { createPrivateFolder } from '#host/private-folder.ts';
import { openRendererFiles } from '#host/renderer-files.ts';
import type { AppEvent } from '#shared/api/events.ts';
import { ExpectedError, ok } from '#shared/api/result.ts';
import { createDownloads } from './downloads.ts';
import { createEventStreams, type Idle } from './events.ts';
import { bodyOf, HttpRefusal, mediaType, readJson, refuse, send, sendJson, sendText } from './http.ts';
import { createSession, type Session } from './session.ts';
import { sendStatic } from './static.ts';
import { createUploads, uploadLimits, type UploadLimits } from './uploads.ts';

const maxJsonBytes = 1024 ** 2;
/** The contract lets a pasted text have 20 million characters, of up to three bytes each. */
const maxTextBytes = 64 * 1024 ** 2;
const maxUploadMs = 60 * 60_000;

export type ServerOptions = {
  readonly ask: Ask;
  readonly grants: Grants;
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
  readonly rendererFolder: string;
  readonly log: Log;
  /** What a visitor without the launch address reads. */
  readonly notSignedIn: string;
  /** Called `afterMs` after the last window closed; null serves on. */
  readonly idle: Idle | null;
  /** Called once, when a window listens. */
  readonly onFirstWindow?: () => void;
  /** Opens an allowed address in the system's own browser; null where there is none, then the window opens it. */
  readonly openExternal: ((url: string) => void) | null;
  readonly limits?: UploadLimits;
};

export type Server = {
  /** The address that opens the application, good for one window. */
  readonly launchUrl: string;
  readonly origin: string;
  readonly close: () => Promise<void>;
};

/** What a browser says of its own window. Cookies do not know ports, so a page of another local server must be told apart here. */
const sameSite: ReadonlySet<string | string[] | undefined> = new Set(['same-origin', 'none', undefined]);

type Route = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void;

/** A string member of a JSON body; anything else is refused. */
function textOf(body: unknown, key: string): string {
  const value: unknown = typeof body === 'object' && body !== null && Object.hasOwn(body, key) ? Reflect.get(body, key) : undefined;
  if (typeof value !== 'string' || value.length > 1_000) throw new HttpRefusal(400, 'bad-input');
  return value;
}

function createRoutes(options: ServerOptions, folder: string) {
  const files = openRendererFiles(options.rendererFolder);
  const uploads = createUploads(folder, options.grants, options.limits ?? uploadLimits);
  const downloads = createDownloads(folder, options.grants);
  const events = createEventStreams(options.idle, options.onFirstWindow ?? (() => undefined));
  const unsubscribe = options.subscribe(events.send);

  const posts: Readonly<Record<string, Route>> = {
    '/upload/begin': async (request, response) => {
      await readJson(request, maxJsonBytes);
      sendJson(response, 200, ok({ upload: uploads.begin() }));
    },
    '/upload/file': async (request, response, url) => {
      if (mediaType(request) !== 'application/octet-stream') throw new HttpRefusal(415, 'bad-input');
      await uploads.add(url.searchParams.get('upload') ?? '', url.searchParams.get('path') ?? '', bodyOf(request));
      sendJson(response, 200, ok({}));
    },
    '/upload/end': async (request, response) => {
      const body = await readJson(request, maxJsonBytes);
      sendJson(response, 200, ok(uploads.end(textOf(body, 'upload'), textOf(body, 'name'))));
    },
    '/open-external': async (request, response) => {
      const url = allowedExternalLink(textOf(await readJson(request, maxJsonBytes), 'url'));
      if (url === null) throw new HttpRefusal(400, 'forbidden');
      options.openExternal?.(url);
      sendJson(response, 200, ok({ opened: options.openExternal !== null }));
    },
    '/save-target': async (request, response) => {
      const body = await readJson(request, maxJsonBytes);
      sendJson(response, 200, ok(downloads.saveTarget(textOf(body, 'name'))));
    },
  };

  async function call(request: IncomingMessage, response: ServerResponse, method: string): Promise<void> {
    const body = await readJson(request, method === 'case.importText' ? maxTextBytes : maxJsonBytes);
    const result = await options.ask(method, body);
    sendJson(response, !result.ok && result.error.code === 'not-found' && result.error.params['what'] === method ? 404 : 200, result);
  }

  return {
    get: (request: IncomingMessage, response: ServerResponse, path: string): Promise<void> | void => {
      if (path === '/events') return events.open(request, response);
      if (path.startsWith('/download/')) return downloads.send(path.slice('/download/'.length), response);
      return sendStatic(files, path, response);
    },
    post: (request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> | void => {
      if (url.pathname.startsWith('/api/')) return call(request, response, url.pathname.slice('/api/'.length));
      const route = Object.hasOwn(posts, url.pathname) ? posts[url.pathname] : undefined;
      return route ? route(request, response, url) : sendText(response, 404, 'not found');
    },
    close: () => {
      unsubscribe();
      events.close();
      uploads.close();
    },
  };
}

/**
 * 200 with a refresh, not a redirect: after a redirect from a launch page on disk the browser would treat the next request
 * as coming from another site and withhold the strict cookie.
 */
function launch(session: Session, url: URL, response: ServerResponse, notSignedIn: string): void {
  const cookie = session.exchange(url.searchParams.get('t') ?? '');
  if (cookie === null) return sendText(response, 403, notSignedIn);
  const page = '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>Tunnel Triage</title>\n';
  return send(response, 200, 'text/html; charset=utf-8', page, {
    'set-cookie': cookie,
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  });
}

/**
 * Serves the built page and the contract on 127.0.0.1, to the one browser window that was given the launch address.
 *
 * Refusals: 421 for a host name other than its own (a name that was rebound to 127.0.0.1), 401 without the cookie, 403 for
 * a POST from another origin, 415 and 413 for the wrong type and size of a body, 404 for what there is not.
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const folder = createPrivateFolder();
  const routes = createRoutes(options, folder.path);
  const server = createServer({ requestTimeout: maxUploadMs });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  const host = `127.0.0.1:${address.port}`;
  const origin = `http://${host}`;
  const session = createSession(address.port);

  function answer(request: IncomingMessage, response: ServerResponse): Promise<void> | void {
    if (request.headers.host !== host) return sendText(response, 421, 'misdirected request');
    const url = URL.parse(request.url ?? '/', origin);
    if (!url || url.origin !== origin) return sendText(response, 400, 'bad request');
    const isPost = request.method === 'POST';
    if (!isPost && request.method !== 'GET') return sendText(response, 405, 'method not allowed');
    if (url.pathname === '/favicon.ico') return send(response, 204, 'image/x-icon', '');
    if (!isPost && url.pathname === '/launch') return launch(session, url, response, options.notSignedIn);
    if (!session.isValid(request.headers.cookie)) return sendText(response, 401, options.notSignedIn);
    if (!sameSite.has(request.headers['sec-fetch-site'])) return sendText(response, 403, 'forbidden');
    if (!isPost) return routes.get(request, response, url.pathname);
    if (request.headers.origin !== origin) return sendText(response, 403, 'forbidden');
    return routes.post(request, response, url);
  }

  function failed(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    if (response.headersSent) return void response.destroy();
    if (error instanceof HttpRefusal) return refuse(response, error);
    if (error instanceof ExpectedError) return sendJson(response, 200, { ok: false, error: error.appError });
    if (!request.destroyed) options.log.error(`${request.method} ${(request.url ?? '').split('?', 1)[0]}`, error);
    return refuse(response, new HttpRefusal(500, 'internal'));
  }

  server.on('request', (request, response) => {
    void (async () => answer(request, response))().catch((error: unknown) => failed(error, request, response));
  });

  return {
    launchUrl: `${origin}/launch?t=${session.launchToken}`,
    origin,
    close: async () => {
      routes.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      folder.remove();
    },
  };
}
