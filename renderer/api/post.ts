import type { Result } from '#shared/api/result.ts';

/** Posts to the local server. A server that is gone answers like a core that did not start. */
export async function post<T>(path: string, body: unknown): Promise<Result<T>> {
  const isFile = body instanceof Blob;
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': isFile ? 'application/octet-stream' : 'application/json' },
      body: isFile ? body : JSON.stringify(body),
    });
    const result: Result<T> = await response.json();
    return result;
  } catch {
    return { ok: false, error: { code: 'core-not-started', params: {}, incidentId: null } };
  }
}
