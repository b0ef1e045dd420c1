import type { Endpoint, IkeFault } from '#shared/model/ike.ts';
import type { Known } from './statements.ts';

type Attempt = { local: Endpoint | null; remote: Endpoint | null; connection: string | null; fault: IkeFault | null };

const maxAttempts = 2000;
const isFailure = (known: Known): boolean => known.step === 'failed' || known.step === 'peer-silent';

/**
 * The daemon says why in one statement and of which SA in another: a reason takes the ends of the attempt before it, and the failure
 * that only follows from it is not counted a second time.
 */
export function newAttempts(): (known: Known) => Known {
  const byConnection = new Map<string, Attempt>();
  let latest: Attempt = { local: null, remote: null, connection: null, fault: null };
  const of = (known: Known): Attempt => {
    const { connection } = known;
    if (connection === null || connection === undefined) return latest;
    const attempt = byConnection.get(connection) ?? { local: null, remote: null, connection, fault: null };
    byConnection.set(connection, attempt);
    const oldest = byConnection.keys().next();
    if (byConnection.size > maxAttempts && oldest.done === false) byConnection.delete(oldest.value);
    return attempt;
  };
  return (known) => {
    const attempt = of(known);
    latest = attempt;
    attempt.local = known.local ?? attempt.local;
    attempt.remote = known.remote ?? attempt.remote;
    if (known.step === 'message' || known.step === 'established') attempt.fault = null;
    const about: Known = { ...known, local: attempt.local, remote: attempt.remote, connection: known.connection ?? attempt.connection };
    if (!isFailure(known)) return about;
    const fault = known.fault ?? 'other';
    const again = attempt.fault !== null && (attempt.fault === fault || fault === 'other');
    attempt.fault ??= fault;
    return again ? { ...about, step: 'other', fault: attempt.fault } : about;
  };
}
