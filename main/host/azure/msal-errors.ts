import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node';
import { ExpectedError } from '#shared/api/result.ts';
import { explainTrouble, type HttpTrouble } from '#core/azure/http.ts';

const expired = new Set(['device_code_expired', 'expired_token', 'user_timeout_reached', 'code_expired']);
const declined = new Set(['authorization_declined', 'access_denied', 'device_code_polling_cancelled']);

/** Code of Microsoft Entra (`AADSTS65001`) where the error names one: what an administrator searches for. */
function entraCode(error: AuthError): string {
  return /AADSTS\d{3,8}/.exec(error.errorMessage)?.[0] ?? error.errorCode;
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
  if (expired.has(error.errorCode)) return new ExpectedError('azure-sign-in-expired');
  if (declined.has(error.errorCode)) return new ExpectedError('azure-sign-in-declined');
  if (error instanceof InteractionRequiredAuthError) return new ExpectedError('azure-sign-in-again', { code: entraCode(error) });
  return new ExpectedError('azure-sign-in-failed', { code: entraCode(error) });
}
