import type { IncomingMessage, ServerResponse } from 'node:http';
import { commonHeaders } from '#host/content-security-policy.ts';
import { fail, type ErrorCode } from '#shared/api/result.ts';

/** Thrown while a body is read; the request ends with this status and an envelope that holds the code. */
export class HttpRefusal extends Error {
  readonly status: number;
  readonly code: ErrorCode;
  constructor(status: number, code: ErrorCode) {
    super(`${status} ${code}`);
    this.name = 'HttpRefusal';
    this.status = status;
    this.code = code;
  }
}

export function send(
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...commonHeaders, 'content-type': type, 'content-length': Buffer.byteLength(body), ...headers });
  response.end(body);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  send(response, status, 'text/plain; charset=utf-8', `${text}\n`);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json; charset=utf-8', JSON.stringify(value));
}

/** Refuses a request whose body may not have been read; the connection ends, so that the rest of it cannot be taken for a request. */
export function refuse(response: ServerResponse, refusal: HttpRefusal): void {
  send(response, refusal.status, 'application/json; charset=utf-8', JSON.stringify(fail(refusal.code)), { connection: 'close' });
}

/** The media type of a request without its parameters, in lower case. */
export function mediaType(request: IncomingMessage): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/** The body as it comes. Ending early leaves the connection open, so that the refusal can still be told. */
export function bodyOf(request: IncomingMessage): AsyncIterable<Uint8Array> {
  return request.iterator({ destroyOnReturn: false });
}

/** Reads a JSON body of up to `maxBytes`. Throws HttpRefusal: 415 for another type, 413 when it is too large, 400 when it is not JSON. */
export async function readJson(request: IncomingMessage, maxBytes: number): Promise<unknown> {
  if (mediaType(request) !== 'application/json') throw new HttpRefusal(415, 'bad-input');
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) throw new HttpRefusal(413, 'file-too-large');
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bodyOf(request)) {
    size += chunk.length;
    if (size > maxBytes) throw new HttpRefusal(413, 'file-too-large');
    chunks.push(chunk);
  }
  try {
    const value: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return value;
  } catch {
    throw new HttpRefusal(400, 'bad-input');
  }
}
