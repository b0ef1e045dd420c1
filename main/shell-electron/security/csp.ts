import { commonHeaders, contentSecurityPolicy } from '#host/content-security-policy.ts';

/** Headers of a file of the page. Calls go over IPC here, so the page may connect to nothing at all. */
export function pageHeaders(type: string, nonce: string | null): Record<string, string> {
  const policy = nonce === null ? "default-src 'none'" : contentSecurityPolicy(nonce, 'none');
  return { ...commonHeaders, 'content-type': type, 'content-security-policy': policy };
}
