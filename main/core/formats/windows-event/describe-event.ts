import { message, type Message } from '#shared/model/message.ts';
import type { WindowsEventData } from '#shared/model/record-data.ts';
import { isDialFailure, isWorded } from './event-layouts.ts';
import { ikeFailure, serviceEvent } from './event-values.ts';

function describeDial(event: WindowsEventData): Message | null {
  const { provider, eventId, code, interfaceName } = event;
  if (code !== null && isDialFailure(provider, eventId)) {
    return interfaceName
      ? message('record.dial-failed', { interface: interfaceName, code: String(code) })
      : message('record.dial-failed-code', { code: String(code) });
  }
  if (provider === 'RasClient' && eventId === 20226 && code !== null && interfaceName) {
    return message('record.connection-ended', { interface: interfaceName, code: String(code) });
  }
  return null;
}

function describeIke(event: WindowsEventData): Message | null {
  const failure = ikeFailure(event);
  if (failure === null || failure.remoteAddress === null) return null;
  const { phase, remoteAddress: peer, reason } = failure;
  if (event.code !== null) return message(`record.ike-${phase}-failed-code`, { peer, code: String(event.code) });
  return message(`record.ike-${phase}-failed`, { peer, reason: reason ?? '?' });
}

function describeService(event: WindowsEventData): Message | null {
  const found = serviceEvent(event);
  return found === null ? null : message(`record.service-${found.change}`, { service: found.service });
}

/** What an event is by its source and number alone. */
export function nameEvent(provider: string, eventId: number): Message {
  if (isWorded(provider, eventId)) return message(`event.${provider}.${eventId}`);
  return message('record.windows-event', { provider, id: String(eventId) });
}

/** True for words that `nameEvent` gives. */
export function isNameOfEvent({ key }: Message): boolean {
  return key === 'record.windows-event' || key.startsWith('event.');
}

/** One line that says what happened, in words of the catalogue; null when its source and number say as much. */
export function describeEvent(event: WindowsEventData): Message | null {
  return describeDial(event) ?? describeIke(event) ?? describeService(event);
}
