import { randomUUID } from 'node:crypto';
import type { ZodType } from 'zod';
import type { Handlers } from '#shared/api/client.ts';
import { contract, type MethodName, type Output, type ParsedInput } from '#shared/api/contract.ts';
import { ExpectedError, fail, type Result } from '#shared/api/result.ts';
import type { Log } from './ports.ts';

const maxDataDepth = 60;

/** The contract seen method by method, so that the type of a checked input follows from the method's name. */
const schemas: { readonly [M in MethodName]: { readonly input: ZodType<ParsedInput<M>>; readonly output: ZodType<Output<M>> } } = contract;

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(contract, name);
}

/** True for what both shells can carry unchanged: JSON values and `undefined` members, without cycles. */
function isPlainData(value: unknown, depth = 0): boolean {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || depth > maxDataDepth) return false;
  if (Array.isArray(value)) return value.every((item) => isPlainData(item, depth + 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  return Object.values(value).every((item) => isPlainData(item, depth + 1));
}

function incident(log: Log, what: string, error: unknown): Result<never> {
  const incidentId = randomUUID();
  log.error(`${incidentId} ${what}`, error);
  return fail('internal', {}, incidentId);
}

async function run<M extends MethodName>(handlers: Handlers, name: M, rawInput: unknown): Promise<Result<Output<M>>> {
  const parsed = schemas[name].input.safeParse(rawInput);
  if (!parsed.success) return fail('bad-input', { where: parsed.error.issues[0]?.path.join('.') ?? '' });
  return handlers[name](parsed.data);
}

/** What a shell asks the core with: method name and unchecked input in, a Result that can be serialised out; never rejects. */
export type Ask = (name: string, rawInput: unknown) => Promise<Result<unknown>>;

/**
 * The one way into the core: checks that the method exists and that the input is what the contract says, runs the handler
 * and turns whatever happens into a Result. Never rejects, and its value can always be serialised.
 *
 * Errors: `not-found` (no such method), `bad-input`, the code of an ExpectedError, else `internal` with an incident id
 * under which the log has the details.
 */
export async function dispatch(handlers: Handlers, name: string, rawInput: unknown, log: Log): Promise<Result<unknown>> {
  if (!isMethod(name) || !Object.hasOwn(handlers, name)) return fail('not-found', { what: name.slice(0, 60) });
  try {
    const result = await run(handlers, name, rawInput);
    return isPlainData(result) ? result : incident(log, name, new Error('the answer is not plain data'));
  } catch (error) {
    return error instanceof ExpectedError ? { ok: false, error: error.appError } : incident(log, name, error);
  }
}

/** `dispatch` that also checks the answer against the contract, for tests and development; a wrong answer is an incident. */
export async function dispatchChecked(handlers: Handlers, name: string, rawInput: unknown, log: Log): Promise<Result<unknown>> {
  const result = await dispatch(handlers, name, rawInput, log);
  if (!result.ok || !isMethod(name)) return result;
  const checked = schemas[name].output.safeParse(result.value);
  return checked.success ? result : incident(log, `${name}: the answer breaks the contract`, checked.error);
}
