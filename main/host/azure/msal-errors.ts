import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node';
import { ExpectedError } from '#shared/api/result.ts';
import { explainTrouble, type HttpTrouble } from '#core/azure/http.ts';

/** Codes of OAuth (RFC 6749, RFC 8628) and of the library; it hands some on inside the text of another error. */
const expired = /\b(?:device_code_expired|expired_token|code_expired)\b/;
const declined = /\b(?:authorization_declined|access_denied)\b/;

/** Code of Microsoft Entra (`AADSTS65001`) where the error names one: what an administrator searches for. */
function entraCode(error: AuthError): string {
  return /AADSTS\d{3,8}/.exec(error.errorMessage)?.[0] ?? error.errorCode;
}

/** What a renewal ran into: whatever the authority says to it, a person has to sign in again. */
export function explainRenewal(error: unknown, trouble: HttpTrouble | null, signal: AbortSignal): unknown {
  const explained = explainSignIn(error, trouble, signal);
  return explained instanceof ExpectedError && explained.appError.code === 'azure-sign-in-failed'
    ? new ExpectedError('azure-sign-in-again', explained.appError.params)
    : explained;
}

/** What a token for storage ran into: where the authority wants the person, it is for the consent, which nobody was asked for before. */
export function explainConsent(error: unknown, trouble: HttpTrouble | null, signal: AbortSignal): unknown {
  return error instanceof InteractionRequiredAuthError && trouble === null
    ? new ExpectedError('azure-storage-consent', { code: entraCode(error) })
    : explainRenewal(error, trouble, signal);
}

/**
 * What the sign-in library threw, in the words of the contract. Only codes are taken over: its texts may quote what was sent.
 * `trouble` is what its last exchange ran into.
 */
export function explainSignIn(error: unknown, trouble: HttpTrouble | null, signal: AbortSignal): unknown {
  if (signal.aborted) return new ExpectedError('cancelled');
  if (error instanceof ExpectedError) return error;
  if (trouble) return explainTrouble(trouble);
  if (!(error instanceof AuthError)) return error;
  const said = `${error.errorCode} ${error.errorMessage}`;
  if (expired.test(said)) return new ExpectedError('azure-sign-in-expired');
  if (declined.test(said)) return new ExpectedError('azure-sign-in-declined');
  if (error instanceof InteractionRequiredAuthError) return new ExpectedError('azure-sign-in-again', { code: entraCode(error) });
  return new ExpectedError('azure-sign-in-failed', { code: entraCode(error) });
}
