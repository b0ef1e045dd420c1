import { createHash, randomBytes } from 'node:crypto';

export type Reply = {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Whom a token is for. */
export type Audience = 'resource-manager' | 'storage';

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Begins of every secret that the authority hands out: what a test looks for where none may be. */
export const tokenMark = 'FAKE-TOKEN-CANARY';

export type Authority = {
  readonly answer: (path: string, query: URLSearchParams, form: URLSearchParams, host: string) => Reply;
  readonly isValid: (token: string, audience: Audience) => boolean;
  /** A token without a sign-in, for tests of what needs one. */
  readonly issue: (audience: Audience) => string;
  /** What the person agreed to; storage only in a sign-in that asks for it. */
  readonly consents: Set<Audience>;
  /** What the person does with the device code: nothing yet, agrees, declines, or lets it expire. */
  person: 'waits' | 'agrees' | 'declines' | 'expires';
  /** Seconds between two questions whether the person has agreed. */
  interval: number;
  /** Who signs in. */
  user: string;
  /** From now on access tokens that were handed out are refused, until they are renewed. */
  readonly expireTokens: () => void;
  /** Refresh tokens are refused too: only a new sign-in helps. */
  revoked: boolean;
  readonly grants: string[];
};

const scopes: Readonly<Record<Audience, string>> = {
  'resource-manager': 'https://management.azure.com/user_impersonation',
  storage: 'https://storage.azure.com/user_impersonation',
};

function audienceOf(scope: string | null): Audience {
  return (scope ?? '').includes(scopes.storage) ? 'storage' : 'resource-manager';
}

/** The same for the same name. */
function objectIdOf(user: string): string {
  const hash = createHash('sha256').update(user).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

const tenant = '77777777-7777-4777-8777-777777777777';

/**
 * The parts of Microsoft Entra that a public client uses: device authorization (RFC 8628), authorization code with PKCE (RFC 7636)
 * answered as a form, refresh, and the metadata of an authority. The code verifier is checked for real.
 */
export function createAuthority(): Authority {
  const codes = new Map<string, { readonly challenge: string; readonly redirect: string }>();
  const valid = new Map<string, Audience>();
  const consents = new Set<Audience>(['resource-manager']);
  const grants: string[] = [];

  function issue(audience: Audience): string {
    const access = `${tokenMark}-access-${randomBytes(12).toString('hex')}`;
    valid.set(access, audience);
    return access;
  }

  function tokens(host: string, form: URLSearchParams): Reply {
    const clientId = form.get('client_id') ?? '';
    const audience = audienceOf(form.get('scope'));
    const nowS = Math.floor(Date.now() / 1000);
    const claims = {
      iss: `https://${host}/${tenant}/v2.0`,
      aud: clientId,
      tid: tenant,
      oid: objectIdOf(authority.user),
      sub: `fake-subject-${authority.user}`,
      preferred_username: authority.user,
      name: authority.user,
      ver: '2.0',
      iat: nowS,
      nbf: nowS,
      exp: nowS + 3600,
    };
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        scope: scopes[audience],
        expires_in: 3600,
        ext_expires_in: 3600,
        access_token: issue(audience),
        refresh_token: `${tokenMark}-refresh-${randomBytes(12).toString('hex')}`,
        id_token: `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url(claims)}.x`,
        client_info: base64url({ uid: objectIdOf(authority.user), utid: tenant }),
      },
    };
  }

  /** As Microsoft Entra refuses a token that nobody has agreed to: the sub-error says that the person has to be asked. */
  const unagreed: Reply = {
    status: 400,
    body: {
      error: 'invalid_grant',
      suberror: 'consent_required',
      error_description: 'AADSTS65001: The user or administrator has not consented to use the application.',
    },
  };

  const refusal = (error: string, text: string): Reply => ({ status: 400, body: { error, error_description: text } });

  const authority: Authority = {
    person: 'waits',
    interval: 1,
    user: 'admin@contoso.example',
    revoked: false,
    grants,
    consents,
    issue,
    isValid: (bearer, audience) => valid.get(bearer) === audience,
    expireTokens: () => valid.clear(),
    answer: (path, query, form, host) => {
      if (path.endsWith('/devicecode')) return deviceCode();
      if (path.endsWith('/authorize')) return authorize(query);
      if (path.endsWith('/token')) return token(form, host);
      if (path.endsWith('/openid-configuration')) return configuration(host);
      return { status: 404, body: { error: 'not_found' } };
    },
  };

  function deviceCode(): Reply {
    return {
      status: 200,
      body: {
        user_code: 'F4K3C0D3',
        device_code: `${tokenMark}-device`,
        verification_uri: 'https://login.microsoft.com/device',
        expires_in: 900,
        interval: authority.interval,
        message: 'Open the page and enter the code.',
      },
    };
  }

  /** The page that a browser would send on by itself: a form with the answer, to the address that the client listens at. */
  function authorize(query: URLSearchParams): Reply {
    if (query.get('response_mode') !== 'form_post' || query.get('code_challenge_method') !== 'S256')
      return refusal('invalid_request', 'AADSTS900144: not the flow that this authority knows');
    const code = `${tokenMark}-code-${randomBytes(8).toString('hex')}`;
    const redirect = query.get('redirect_uri') ?? '';
    codes.set(code, { challenge: query.get('code_challenge') ?? '', redirect });
    return { status: 200, body: { redirect, form: { code, state: query.get('state') ?? '' } } };
  }

  function token(form: URLSearchParams, host: string): Reply {
    const grant = form.get('grant_type') ?? '';
    grants.push(grant);
    if (grant === 'refresh_token') {
      if (authority.revoked) return refusal('invalid_grant', 'AADSTS700082: The refresh token has expired.');
      return consents.has(audienceOf(form.get('scope'))) ? tokens(host, form) : unagreed;
    }
    if (grant === 'authorization_code') return redeem(form, host);
    if (authority.person === 'declines') return refusal('authorization_declined', 'AADSTS70018: declined');
    if (authority.person === 'expires') return refusal('expired_token', 'AADSTS70020: expired');
    if (authority.person !== 'agrees') return refusal('authorization_pending', 'AADSTS70016: pending');
    return agreed(form, host);
  }

  function redeem(form: URLSearchParams, host: string): Reply {
    const known = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (known?.challenge !== challenge || known.redirect !== form.get('redirect_uri'))
      return refusal('invalid_grant', 'AADSTS501481: wrong verifier');
    return agreed(form, host);
  }

  function agreed(form: URLSearchParams, host: string): Reply {
    consents.add(audienceOf(form.get('scope')));
    return tokens(host, form);
  }

  function configuration(host: string): Reply {
    const at = `https://${host}/${tenant}`;
    return {
      status: 200,
      body: {
        issuer: `${at}/v2.0`,
        authorization_endpoint: `${at}/oauth2/v2.0/authorize`,
        token_endpoint: `${at}/oauth2/v2.0/token`,
        end_session_endpoint: `${at}/oauth2/v2.0/logout`,
        jwks_uri: `${at}/discovery/v2.0/keys`,
      },
    };
  }

  return authority;
}
