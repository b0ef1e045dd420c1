import { z } from 'zod';
import { ExpectedError } from '#shared/api/result.ts';
import type { HttpAnswer } from './http.ts';

const ErrorBody = z.object({ error: z.object({ code: z.string(), message: z.string().default('') }) });

/** Beyond this the clock, not the token, is the likelier fault: tokens are valid from the minute they are made. */
const clockToleranceMs = 5 * 60_000;

/** A short, printable piece of an answer: names of Azure, never whole bodies. */
function short(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 300);
}

export function textOfAnswer(answer: HttpAnswer): string {
  return new TextDecoder().decode(answer.body);
}

/** The error of ARM, also where an operation reports it without an envelope; empty when the body is something else. */
export function readArmError(text: string): { readonly code: string; readonly message: string } {
  try {
    const body: unknown = JSON.parse(text);
    const parsed = ErrorBody.safeParse(body);
    if (parsed.success) return parsed.data.error;
    const bare = ErrorBody.shape.error.safeParse(body);
    return bare.success ? bare.data : { code: '', message: '' };
  } catch {
    return { code: '', message: '' };
  }
}

/**
 * The Azure permission that an answer of 403 says is missing: `… does not have authorization to perform action 'X' over scope 'Y'`,
 * and, for a linked resource, `… does not have permission to perform action(s) 'Z' on the linked scope(s) 'W'`, where the last
 * named is the missing one. Microsoft Learn, "Troubleshoot Azure RBAC".
 */
export function missingPermission(text: string): { readonly action: string; readonly scope: string } | null {
  const actions = [...text.matchAll(/perform(?:\s+the)?\s+action(?:\(s\)|s)?\s+'([\w./*-]{3,200})'/g)];
  const action = actions.at(-1)?.[1];
  if (action === undefined) return null;
  const scopes = [...text.matchAll(/scope(?:\(s\)|s)?\s+'([^'\s]{1,600})'/g)];
  return { action, scope: scopes.at(-1)?.[1] ?? '' };
}

/** How far this computer's clock is from the server's, by the `Date` header; null when the answer has none. */
export function clockSkewMs(answer: HttpAnswer, nowMs: number): number | null {
  const served = Date.parse(answer.headers['date'] ?? '');
  return Number.isNaN(served) ? null : nowMs - served;
}

export type CallWords = { readonly what: string; readonly permission: string };

function unauthorised(answer: HttpAnswer, code: string, nowMs: number): ExpectedError {
  const skew = clockSkewMs(answer, nowMs);
  if (skew !== null && Math.abs(skew) > clockToleranceMs)
    return new ExpectedError('azure-clock', { minutes: Math.round(Math.abs(skew) / 60_000) });
  return new ExpectedError('azure-sign-in-again', { code });
}

/**
 * An answer that is no success, in the words of the contract. `call` says what was asked and which permission it needs, for answers
 * that do not name it themselves.
 */
export function explainAnswer(answer: HttpAnswer, call: CallWords, nowMs: number): ExpectedError {
  const { code: told, message } = readArmError(textOfAnswer(answer));
  // Storage answers in XML and says the code in a header (Microsoft Learn, "Status and error codes").
  const code = told || (answer.headers['x-ms-error-code'] ?? '').slice(0, 100);
  const { what } = call;
  switch (answer.status) {
    case 401:
      return unauthorised(answer, code, nowMs);
    case 403: {
      // The firewall of a storage account refuses so; a missing role is `AuthorizationPermissionMismatch`.
      if (code === 'AuthorizationFailure') return new ExpectedError('azure-storage-network', { what });
      const missing = missingPermission(message);
      return new ExpectedError('azure-forbidden', { what, action: missing?.action ?? call.permission, scope: missing?.scope ?? '' });
    }
    case 404:
      return new ExpectedError('azure-not-found', { what, code });
    case 409:
      return new ExpectedError('azure-conflict', { what, code });
    case 429:
      return new ExpectedError('azure-throttled', { what });
    default:
      if (answer.status >= 500) return new ExpectedError('azure-server-error', { what, status: answer.status, code });
      return new ExpectedError('azure-refused', { what, code: code || String(answer.status), text: short(message) });
  }
}
