import type { Protocol } from 'electron';
import type { RendererFiles } from '#host/renderer-files.ts';
import { pageHeaders } from './security/csp.ts';

const scheme = 'app';
const host = 'tunnel-triage';
export const pageUrl = `${scheme}://${host}/`;

/** True for the page itself, with whatever it keeps behind `#`. */
export function isPageUrl(text: string): boolean {
  const url = URL.parse(text);
  return (
    url !== null && url.protocol === `${scheme}:` && url.host === host && url.username === '' && ['/', '/index.html'].includes(url.pathname)
  );
}

/** True for the page and the files beside it. */
export function isAppUrl(text: string): boolean {
  return text.startsWith(pageUrl);
}

/** Makes `app:` a scheme with an origin, like https; to be called before the application is ready. */
export function registerAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }]);
}

/** A file of the built page, or 404. `RendererFiles` knows files by exact name, so no address leads out of its folder. */
export function answerAppRequest(files: RendererFiles, request: { readonly url: string; readonly method: string }): Response {
  const url = URL.parse(request.url);
  const file = url?.host === host && request.method === 'GET' ? files.get(url.pathname) : null;
  if (!file) return new Response(null, { status: 404 });
  return new Response(Buffer.from(file.body), { headers: pageHeaders(file.type, file.nonce) });
}

export function serveApp(protocol: Protocol, files: RendererFiles): void {
  protocol.handle(scheme, (request) => answerAppRequest(files, request));
}
