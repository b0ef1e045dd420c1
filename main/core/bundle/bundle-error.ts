import type { Message } from '#shared/model/message.ts';

/** An archive or one of its entries that turns out damaged, lying or too large while it is read; `reason` has the words. */
export class BundleError extends Error {
  readonly reason: Message;
  /** True when the bytes read so far are good and only the end is missing. */
  readonly isTruncated: boolean;
  constructor(reason: Message, options: ErrorOptions & { readonly isTruncated?: boolean } = {}) {
    super(reason.key, options);
    this.name = 'BundleError';
    this.reason = reason;
    this.isTruncated = options.isTruncated ?? false;
  }
}
