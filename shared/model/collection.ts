import { message } from './message.ts';
import type { Message } from './message.ts';

/** Why a collector could not get something; the words that its manifest uses. */
export const collectionReasons = [
  'not-installed',
  'module-missing',
  'no-permission',
  'not-administrator',
  'not-signed-in',
  'not-running',
  'not-found',
  'not-supported',
  'timed-out',
  'empty',
  'not-asked',
  'failed',
] as const;
export type CollectionReason = (typeof collectionReasons)[number];

/** A run of a collector (assets/collectors), as the head of its `manifest.json` tells it. */
export type CollectionRunData = {
  readonly kind: 'collection-run';
  readonly collector: string;
  readonly version: string | null;
  readonly host: string | null;
  /** When it began, UTC by the host's clock. */
  readonly startedMs: number | null;
  /** An IANA zone, a Windows zone id or `±hh:mm`. */
  readonly timeZone: string | null;
  /** By how much the host's clock is ahead; negative: behind. Null when nothing measured it. */
  readonly clockOffsetMs: number | null;
  readonly clockSource: string | null;
  readonly isAdministrator: boolean | null;
  readonly tools: readonly { readonly name: string; readonly version: string }[];
  readonly collected: number;
  readonly failed: number;
};

/** One thing that a collector was to get. */
export type CollectionItemData = {
  readonly kind: 'collection-item';
  readonly item: string;
  /** Id of assets/knowledge/evidence; null for what no check waits for. */
  readonly evidence: string | null;
  /** 'empty': there was nothing to list; 'skipped': not tried. */
  readonly status: 'collected' | 'failed' | 'empty' | 'skipped';
  readonly reason: CollectionReason | null;
  /** What the tool said, first line. */
  readonly detail: string | null;
  readonly command: string | null;
  /** Path in the bundle; null when there is no file. */
  readonly file: string | null;
  /** Of the file as it was collected. */
  readonly sha256: string | null;
};

/** Why something is not in the bundle, in words; for items that were not collected. */
export function collectionReason({ item, reason, detail, command }: CollectionItemData): Message {
  return message(`collection.reason.${reason ?? 'failed'}`, { what: command ?? item, detail: detail ?? '' });
}
