import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import { ExpectedError } from '#shared/api/result.ts';
import type { PickedFile } from '#shared/api/client.ts';
import type { Clock } from '#core/ports.ts';
import type { GrantedInput } from './granted-input.ts';
import { writeThenRename } from './write-then-rename.ts';

/** Where an export goes. */
export type WriteTarget = {
  readonly path: string;
  readonly name: string;
  /** `produce` fills a new file beside the target, which then takes the target's name; on failure nothing is left. */
  readonly write: (produce: (partPath: string) => Promise<void> | void) => Promise<void>;
};

export type RedeemedInput = {
  readonly input: GrantedInput;
  /** Removes what was staged for this grant (an upload); to be called once the input was read. */
  readonly release: () => void;
};

export type Grants = {
  readonly issueRead: (input: GrantedInput, release?: () => void) => PickedFile;
  readonly issueWrite: (path: string) => PickedFile;
  /** Throws ExpectedError('grant-expired') for a grant that is unknown, used, too old or for the other purpose. */
  readonly redeemRead: (grant: string) => RedeemedInput;
  readonly redeemWrite: (grant: string) => WriteTarget;
  /** Forgets every open grant and removes what was staged for them. */
  readonly close: () => void;
};

export const grantLifeMs = 10 * 60_000;
const maxOpenGrants = 2_000;
const grantBytes = 32;

type Open =
  | { readonly purpose: 'read'; readonly expiresMs: number; readonly input: GrantedInput; readonly release: () => void }
  | { readonly purpose: 'write'; readonly expiresMs: number; readonly path: string };

/**
 * Permissions for single files. A window never names a path: it holds an unguessable word that stands for a file which the
 * user picked, dropped or uploaded, good for one use, one purpose and ten minutes.
 */
export function createGrants(clock: Clock): Grants {
  const open = new Map<string, Open>();

  function forget(grant: string): void {
    const entry = open.get(grant);
    open.delete(grant);
    if (entry?.purpose === 'read') entry.release();
  }

  /** Entries are in the order of issue, so the expired ones and those over the cap come first. */
  function forgetOld(): void {
    const nowMs = clock.nowMs();
    for (const [grant, entry] of open) {
      if (entry.expiresMs > nowMs && open.size <= maxOpenGrants) return;
      forget(grant);
    }
  }

  function issue(entry: Open, name: string): PickedFile {
    const grant = randomBytes(grantBytes).toString('base64url');
    open.set(grant, entry);
    forgetOld();
    return { grant, name };
  }

  /** A grant tried for the wrong purpose is spent: whoever does that is not the window it was given to. */
  function take(grant: string): Open | undefined {
    forgetOld();
    const entry = open.get(grant);
    open.delete(grant);
    return entry;
  }

  return {
    issueRead: (input, release = () => undefined) =>
      issue({ purpose: 'read', expiresMs: clock.nowMs() + grantLifeMs, input, release }, input.name),
    issueWrite: (path) => issue({ purpose: 'write', expiresMs: clock.nowMs() + grantLifeMs, path }, basename(path)),
    redeemRead: (grant) => {
      const entry = take(grant);
      if (entry?.purpose !== 'read') throw new ExpectedError('grant-expired');
      return { input: entry.input, release: entry.release };
    },
    redeemWrite: (grant) => {
      const entry = take(grant);
      if (entry?.purpose === 'read') entry.release();
      if (entry?.purpose !== 'write') throw new ExpectedError('grant-expired');
      const { path } = entry;
      return { path, name: basename(path), write: (produce) => writeThenRename(path, produce) };
    },
    close: () => {
      for (const grant of open.keys()) forget(grant);
    },
  };
}
