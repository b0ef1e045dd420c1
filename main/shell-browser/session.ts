import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const secretBytes = 32;

export type Session = {
  /** Good for one exchange. */
  readonly launchToken: string;
  /** Exchanges the launch token for a cookie header; null when the token is wrong or was used. */
  readonly exchange: (token: string) => string | null;
  readonly isValid: (cookieHeader: string | undefined) => boolean;
};

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Compares digests, which have one length whatever was sent. */
function isSame(a: string, b: string): boolean {
  return timingSafeEqual(digest(a), digest(b));
}

/**
 * Who may talk to the server: the one window that was opened with the launch token. Cookies do not know ports, so the name
 * carries it; two instances must not throw each other out.
 */
export function createSession(port: number): Session {
  const launchToken = randomBytes(secretBytes).toString('base64url');
  const secret = randomBytes(secretBytes).toString('base64url');
  const name = `tunnel-triage-${port}`;
  let isUsed = false;
  return {
    launchToken,
    exchange: (token) => {
      if (isUsed || !isSame(token, launchToken)) return null;
      isUsed = true;
      return `${name}=${secret}; HttpOnly; SameSite=Strict; Path=/`;
    },
    isValid: (cookieHeader) =>
      (cookieHeader ?? '').split(';').some((pair) => {
        const [key, value] = pair.trim().split('=', 2);
        return key === name && value !== undefined && isSame(value, secret);
      }),
  };
}
