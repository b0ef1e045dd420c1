import { deviceProvider, gatewayProvider } from '#shared/model/fact.ts';
import type { SignalClass } from '#shared/model/fact.ts';
import type { IkeEventData } from '#shared/model/ike.ts';

export type LogProvider = typeof deviceProvider | typeof gatewayProvider;

/** Captures and Windows events have extractors of their own; a log stands on the side that its parser says. */
export function providerOf(event: IkeEventData): LogProvider | null {
  if (event.witness === 'azure-log' || event.witness === 'network-watcher') return gatewayProvider;
  if (event.witness !== 'device-log') return null;
  return event.side === 'azure' ? gatewayProvider : deviceProvider;
}

/** What a failure says: in its words, or by its notifies; the exchange tells the phase. */
export function signalOf(event: IkeEventData): SignalClass {
  if (event.fault !== undefined && event.fault !== null) return event.fault;
  if (event.step === 'peer-silent') return 'no-answer';
  if (event.step === 'peer-lost') return 'peer-lost';
  const names = new Set(event.notifies.map((n) => n.name));
  if (names.has('AUTHENTICATION_FAILED')) return 'authentication';
  if (names.has('TS_UNACCEPTABLE')) return 'traffic-selectors';
  if (names.has('INVALID_MAJOR_VERSION')) return 'ike-version';
  if (names.has('NO_PROPOSAL_CHOSEN')) return event.sa === 'child' ? 'ipsec-policy' : 'ike-policy';
  return 'other';
}
