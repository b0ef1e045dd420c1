import { message } from '#shared/model/message.ts';
import type { Parsed } from '../format.ts';
import { parseWindowsDate, type DateOrderVote } from './windows-date.ts';

/** Says of a file in which nothing tells day and month apart how one of its dates was read; nothing of any other file. */
export function* dateOrderNote(vote: DateOrderVote): Iterable<Parsed> {
  const basis = vote.basis();
  const read = basis.sure ? null : parseWindowsDate(basis.text, vote.order());
  if (basis.sure || read === null) return;
  const date = new Date(read.localMs).toISOString().slice(0, 10);
  yield { type: 'rejected', line: null, reason: message('reject.date-order-open', { text: basis.text, date }), excerpt: basis.text };
}
