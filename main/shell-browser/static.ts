import type { ServerResponse } from 'node:http';
import { contentSecurityPolicy } from '#host/content-security-policy.ts';
import type { RendererFiles } from '#host/renderer-files.ts';
import { send, sendText } from './http.ts';

/** Sends a file of the built page; the page itself comes with its policy. */
export function sendStatic(files: RendererFiles, urlPath: string, response: ServerResponse): void {
  const file = files.get(urlPath);
  if (!file) return sendText(response, 404, 'not found');
  const policy = file.nonce === null ? "default-src 'none'" : contentSecurityPolicy(file.nonce, 'self');
  return send(response, 200, file.type, file.body, { 'content-security-policy': policy });
}
