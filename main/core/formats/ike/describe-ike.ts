import type { IkeEventData } from '#shared/model/ike.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { Level } from '#shared/model/record.ts';

/** One line of words for an event that says something; null leaves the original line to speak for itself. */
export function describeIke(event: IkeEventData): Message | null {
  const peer = event.remote?.address ?? event.connection ?? '?';
  const params = { peer, exchange: event.exchange ?? '?' };
  if (event.step === 'failed' || event.step === 'peer-silent' || event.step === 'peer-lost') {
    return message(`record.ike.fault.${event.fault ?? 'other'}`, params);
  }
  if (event.step === 'established')
    return message(event.sa === 'child' ? 'record.ike.child-established' : 'record.ike.established', params);
  if (event.step === 'deleted')
    return message(event.direction === 'received' ? 'record.ike.deleted-by-peer' : 'record.ike.deleted', params);
  if (event.step === 'rekeyed') return message('record.ike.rekeyed', params);
  if (event.step === 'retransmission') return message('record.ike.retransmission', params);
  if (event.step === 'message' && event.exchange !== null && event.direction !== null) {
    return message(event.direction === 'received' ? 'record.ike.received' : 'record.ike.sent', params);
  }
  return null;
}

export function ikeLevel(event: IkeEventData): Level {
  if (event.step === 'failed' || event.step === 'peer-silent' || event.step === 'peer-lost') return 'error';
  if (event.step === 'retransmission') return 'warning';
  return event.step === 'other' || event.step === 'proposals' ? 'verbose' : 'information';
}
