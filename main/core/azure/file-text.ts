import type { CollectTarget } from '#shared/model/azure.ts';
import type { ArmAnswer } from './arm-client.ts';
import type { Step } from './steps.ts';

/**
 * Members that a resource may carry along although nobody asked for them: they do not even reach the import. `claims` and `httpRequest` of
 * the activity log are about the sign-in of whoever changed something, and where they sat.
 */
const secretMembers = /^(?:authorizationKey|radiusServerSecret|adminPassword|customData|claims|httpRequest)$/i;

/** Some answers are a string that holds JSON (IKE SAs): what is inside is the answer. */
function unwrapped(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    const inner: unknown = JSON.parse(value);
    return inner;
  } catch {
    return value;
  }
}

/** The answer to the read of a key holds the key alone; the id that names its connection lets the import pair it with the other end. */
function named(value: unknown, step: Step, target: CollectTarget): unknown {
  if (step.kind !== 'key' || typeof value !== 'object' || value === null || 'id' in value) return value;
  return { id: `${target.connectionId}/sharedKey`, ...value };
}

/**
 * The answer as a file: the JSON of Azure, one member a line, so that a finding can cite the line. A connection carries its shared
 * key along where the caller may read it; it is left out unless the person agreed to the comparison (`keepKey`).
 */
export function fileText(answer: ArmAnswer, step: Step, options: { readonly keepKey: boolean; readonly target: CollectTarget }): string {
  if (answer.value === null) return answer.text;
  const value = named(unwrapped(answer.value), step, options.target);
  const leaveOut = (key: string, member: unknown): unknown =>
    secretMembers.test(key) || (!options.keepKey && /^sharedKey$/i.test(key)) ? undefined : member;
  return `${JSON.stringify(value, leaveOut, 2)}\n`;
}
