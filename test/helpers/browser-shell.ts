import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dispatchChecked, type Ask } from '../../main/core/dispatch.ts';
import type { Log } from '../../main/core/ports.ts';
import { createGrants, type Grants } from '../../main/host/grants.ts';
import { startServer, type ServerOptions } from '../../main/shell-browser/server.ts';
import type { AppEvent } from '../../shared/api/events.ts';
import { defaultAzureSettings } from '../../shared/model/azure.ts';
import { fakeHandlers } from './fake-handlers.ts';

export type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly text: string };
export type RequestParts = { readonly method?: string; readonly headers?: OutgoingHttpHeaders; readonly body?: string | Uint8Array };

/** A plain HTTP request that may say anything in its headers, as an attacker may. */
export function http(origin: string, path: string, options: RequestParts = {}): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, path, method: options.method ?? 'GET', headers: options.headers ?? {} }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(options.body);
  });
}

/** A small built page: what the shell serves matters here, not what it shows. */
export function makeRendererFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'renderer-'));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html><head><meta name="csp-nonce" content="__CSP_NONCE__" /><title>Tunnel Triage</title></head><body><div id="root"></div></body></html>',
  );
  writeFileSync(join(folder, 'assets', 'main.js'), 'export {};');
  return folder;
}

type Parts = Partial<Pick<ServerOptions, 'idle' | 'onFirstWindow' | 'limits' | 'rendererFolder' | 'openExternal'>> & {
  readonly ask?: Ask;
  readonly grants?: Grants;
};

/** A running browser shell over a core made of given answers, and the means of its one window. */
export async function startShell(parts: Parts = {}) {
  const logged: string[] = [];
  const log: Log = { error: (what, error) => void logged.push(`${what} ${String(error)}`), info: () => undefined };
  const grants = parts.grants ?? createGrants({ nowMs: () => Date.now() });
  const listeners = new Set<(event: AppEvent) => void>();
  const rendererFolder = parts.rendererFolder ?? makeRendererFolder();
  const handlers = fakeHandlers({
    'settings.get': async () => ({ ok: true, value: { language: 'en', theme: 'dark', timeZone: 'utc', azure: defaultAzureSettings } }),
  });
  const shell = await startServer({
    ask: parts.ask ?? ((name, input) => dispatchChecked(handlers, name, input, log)),
    grants,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    rendererFolder,
    log,
    notSignedIn: 'Open the address that was printed.',
    idle: parts.idle ?? null,
    openExternal: parts.openExternal ?? null,
    ...(parts.onFirstWindow ? { onFirstWindow: parts.onFirstWindow } : {}),
    ...(parts.limits ? { limits: parts.limits } : {}),
  });
  const launchPath = shell.launchUrl.slice(shell.origin.length);
  const signIn = async (): Promise<string> => (await http(shell.origin, launchPath)).headers['set-cookie']![0]!.split(';', 1)[0]!;
  return {
    shell,
    grants,
    logged,
    launchPath,
    signIn,
    emit: (event: AppEvent) => listeners.forEach((listener) => listener(event)),
    listeners,
    stop: async () => {
      await shell.close();
      if (!parts.rendererFolder) rmSync(rendererFolder, { recursive: true });
    },
  };
}

/** The requests of the signed-in window: cookie and origin are right, everything else is up to the test. */
export async function openWindow(running: Awaited<ReturnType<typeof startShell>>) {
  const cookie = await running.signIn();
  const { origin } = running.shell;
  const post = (path: string, body: string | Uint8Array, headers: OutgoingHttpHeaders = {}): Promise<Answer> =>
    http(origin, path, { method: 'POST', body, headers: { cookie, origin, 'content-type': 'application/json', ...headers } });
  return {
    cookie,
    get: (path: string, headers: OutgoingHttpHeaders = {}) => http(origin, path, { headers: { cookie, ...headers } }),
    post,
    call: async (path: string, input: unknown): Promise<unknown> => JSON.parse((await post(path, JSON.stringify(input))).text),
  };
}
