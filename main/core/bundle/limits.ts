import { message } from '#shared/model/message.ts';
import { BundleError } from './bundle-error.ts';
import type { BundleLimits } from './open-bundle.ts';

const gib = 1024 ** 3;

/** Generous for real support bundles (a day of packet captures, a million small files are not) and far from what fills a disk unnoticed. */
export const defaultLimits: BundleLimits = {
  maxEntries: 100_000,
  maxTotalBytes: 64 * gib,
  maxEntryBytes: 16 * gib,
  maxRatio: 300,
  maxDepth: 1,
};

/** Small files compress by any ratio (an empty event log by 1000 to 1) and do no harm; the ratio counts from here on. */
const ratioFloorBytes = 32 * 1024 * 1024;

/** True when so many bytes from so few are no evidence but an attack. */
export function isBomb(uncompressedBytes: number, compressedBytes: number, limits: BundleLimits): boolean {
  return uncompressedBytes > ratioFloorBytes && uncompressedBytes > limits.maxRatio * Math.max(1, compressedBytes);
}

export function bombError(limits: BundleLimits): BundleError {
  return new BundleError(message('bundle.refused.bomb', { ratio: limits.maxRatio }));
}

export function inMebibytes(bytes: number): number {
  return Math.floor(bytes / 1024 ** 2);
}
