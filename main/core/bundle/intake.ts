import { ExpectedError } from '#shared/api/result.ts';
import type { Message } from '#shared/model/message.ts';
import { message } from '#shared/model/message.ts';
import type { Cancellation } from '../ports.ts';
import { BundleError } from './bundle-error.ts';
import { inMebibytes } from './limits.ts';
import type { BundleLimits } from './open-bundle.ts';

/** What one run through a bundle has taken so far, against its limits. */
export type Intake = {
  readonly limits: BundleLimits;
  readonly cancellation: Cancellation;
  /** Counts an item; the reason to stop when there are too many, or too many bytes. */
  readonly countItem: () => Message | null;
  /** True once a reason to stop has been given: it is given once, however many containers are open. */
  readonly isStopped: () => boolean;
  /** Passes bytes on; asks for cancellation at every block and turns trouble with the file into a refusal. */
  readonly watch: (stream: AsyncGenerator<Uint8Array>) => AsyncGenerator<Uint8Array>;
  /** Passes the bytes of an entry on and counts them against the limits. Those of a container are not counted: what is in it is. */
  readonly count: (stream: AsyncGenerator<Uint8Array>) => AsyncGenerator<Uint8Array>;
  /** The path itself, or with a number when an entry before had the same one. */
  readonly uniquePath: (path: string) => string;
};

export function createIntake(limits: BundleLimits, cancellation: Cancellation): Intake {
  const copies = new Map<string, number>();
  let items = 0;
  let totalBytes = 0;
  let isStopped = false;

  function reasonToStop(): Message | null {
    if (items > limits.maxEntries) return message('bundle.refused.too-many-entries', { max: limits.maxEntries });
    return totalBytes > limits.maxTotalBytes
      ? message('bundle.refused.total-too-large', { limitMiB: inMebibytes(limits.maxTotalBytes) })
      : null;
  }

  async function* watch(stream: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of stream) {
        cancellation.check();
        yield chunk;
      }
    } catch (error) {
      throw refusalOf(error) ?? error;
    }
  }

  async function* count(stream: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += chunk.length;
      totalBytes += chunk.length;
      if (bytes > limits.maxEntryBytes) throw entryTooLarge(limits);
      if (totalBytes > limits.maxTotalBytes) throw totalTooLarge(limits);
      yield chunk;
    }
  }

  return {
    limits,
    cancellation,
    watch,
    count,
    isStopped: () => isStopped,
    countItem: () => {
      items += 1;
      const reason = reasonToStop();
      isStopped = reason !== null;
      return reason;
    },
    uniquePath: (path) => {
      const before = copies.get(path) ?? 0;
      copies.set(path, before + 1);
      return before === 0 ? path : uniqueCopy(copies, path, before + 1);
    },
  };
}

export function entryTooLarge(limits: BundleLimits): BundleError {
  return new BundleError(message('bundle.refused.entry-too-large', { limitMiB: inMebibytes(limits.maxEntryBytes) }));
}

export function totalTooLarge(limits: BundleLimits): BundleError {
  return new BundleError(message('bundle.refused.total-too-large', { limitMiB: inMebibytes(limits.maxTotalBytes) }));
}

/** The refusal that an error stands for; null for cancellation and for errors of the program, which nobody may swallow. */
export function refusalOf(error: unknown): BundleError | null {
  if (error instanceof BundleError) return error;
  if (!(error instanceof ExpectedError) || error.appError.code === 'cancelled') return null;
  return new BundleError(message(refusalForFile(error.appError.code)), { cause: error });
}

const fileProblems = new Set(['file-missing', 'file-locked', 'file-no-permission', 'link', 'special-file']);

/** Message key for a file of a folder that cannot be read, by what the host says about it. */
export function refusalForFile(problem: string): string {
  return `bundle.refused.${fileProblems.has(problem) ? problem : 'file-unreadable'}`;
}

/** 'a/b.txt' becomes 'a/b (2).txt'; an entry that already has that name pushes the number on. */
function uniqueCopy(copies: Map<string, number>, path: string, number: number): string {
  const extension = /(?<=[^/])\.[^./]{1,10}$/u.exec(path)?.[0] ?? '';
  const copy = `${path.slice(0, path.length - extension.length)} (${number})${extension}`;
  if (copies.has(copy)) return uniqueCopy(copies, path, number + 1);
  copies.set(copy, 1);
  return copy;
}
