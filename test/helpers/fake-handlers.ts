import { methodNames } from '../../shared/api/method-names.ts';
import type { Handlers } from '../../shared/api/client.ts';
import { fail, type Result } from '../../shared/api/result.ts';

async function absent(): Promise<Result<never>> {
  return fail('core-not-started');
}

/** A core made of the given answers, which may be wrong on purpose; every other method says that the core has not started. */
export function fakeHandlers(answers: { readonly [name: string]: (input: never) => Promise<unknown> }): Handlers {
  const entries: unknown[][] = methodNames.map((name) => [name, answers[name] ?? absent]);
  return Object.fromEntries(entries);
}
