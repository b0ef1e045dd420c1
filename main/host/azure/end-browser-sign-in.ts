import { request } from 'node:http';

/**
 * Ends a browser sign-in that nobody waits for any more: the listener on this computer is answered as the authority answers a person
 * who declines (OAuth 2.0, RFC 6749 section 4.1.2.1, sent as a form). Without it the listener would stay until the program ends.
 */
export async function endBrowserSignIn(authorizeUrl: string): Promise<void> {
  const asked = new URL(authorizeUrl).searchParams;
  const redirect = URL.parse(asked.get('redirect_uri') ?? '');
  const state = asked.get('state') ?? '';
  if (!redirect || redirect.hostname !== 'localhost') return;
  const body = new URLSearchParams({ error: 'access_denied', state }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) };
  await new Promise<void>((resolve) => {
    const sent = request({ hostname: '127.0.0.1', port: redirect.port, path: '/', method: 'POST', headers }, (response) => {
      response.resume();
      response.on('close', resolve);
    });
    sent.on('error', () => resolve());
    sent.end(body);
  });
}
