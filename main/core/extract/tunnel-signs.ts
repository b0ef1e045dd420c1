import type { SignalClass } from '#shared/model/fact.ts';
import type { IkeEventData } from '#shared/model/ike.ts';
import type { AzureGatewayLogData, WindowsEventData } from '#shared/model/record-data.ts';
import { tunnelChange } from './gateway-log.ts';
import { signalOf } from './ike-signal.ts';
import { isUserAction } from './signature-match.ts';
import type { Signature } from './signature-match.ts';

/** What one record says about a tunnel; what it means depends on what the tunnel was before. */
export type TunnelSign = {
  readonly what: 'starts' | 'up' | 'rekeyed' | 'down' | 'failed';
  /** 'tunnel': the source logs changes itself. Else the SA it is about. */
  readonly of: 'tunnel' | 'ike' | 'child';
  readonly signal: SignalClass | null;
  readonly reason: string | null;
  readonly by: 'local' | 'peer' | null;
  /** Tells child SAs of one tunnel apart. */
  readonly selectors: string;
};

const nothing = { signal: null, reason: null, by: null, selectors: '' } as const;

/** A row of TunnelDiagnosticLog. */
export function signOfRow(row: AzureGatewayLogData): TunnelSign | null {
  const change = tunnelChange(row);
  if (change === null) return null;
  const common = { ...nothing, of: 'tunnel' as const, reason: row.reason };
  if (change === 'connected') return { ...common, what: 'up' };
  return { ...common, what: 'down', signal: change === 'other' ? null : change, by: change === 'peer-closed' ? 'peer' : null };
}

function failed(event: IkeEventData): TunnelSign {
  const name = event.notifies.at(0)?.name ?? (event.code === null ? null : String(event.code));
  const of = event.sa === 'child' || event.exchange === 'CREATE_CHILD_SA' || event.exchange === 'quick-mode' ? 'child' : 'ike';
  return { ...nothing, what: 'failed', of, signal: signalOf(event), reason: name };
}

function isFirstMessage(event: IkeEventData): boolean {
  const opens = event.exchange === 'IKE_SA_INIT' || event.exchange === 'main-mode' || event.exchange === 'aggressive-mode';
  return event.step === 'message' && opens && event.isResponse !== true && event.responderSpi === null;
}

/** What an IKE log says. An IKE SA carries nothing: the tunnel stands when a child SA does, and falls with either. */
export function signOfIke(event: IkeEventData): TunnelSign | null {
  const selectors = event.selectors.map((s) => `${s.whose} ${s.selector.range}`).join(' ');
  const of = event.sa ?? 'ike';
  switch (event.step) {
    case 'message':
      return isFirstMessage(event) ? { ...nothing, what: 'starts', of: 'ike' } : null;
    case 'established':
      return event.sa === 'child' ? { ...nothing, what: 'up', of: 'child', selectors } : null;
    case 'rekeyed':
      return { ...nothing, what: 'rekeyed', of };
    case 'deleted': {
      const by = event.direction === 'received' ? 'peer' : event.direction === null ? null : 'local';
      return { ...nothing, what: 'down', of, by, signal: by === 'peer' ? 'peer-closed' : null, reason: 'DELETE' };
    }
    case 'failed':
    case 'peer-silent':
    case 'peer-lost':
      return failed(event);
    default:
      return null;
  }
}

/** What an event of RasClient or RRAS says, by the signature that reads it. */
export function signOfDial(event: WindowsEventData, signature: Signature, signal: SignalClass): TunnelSign | null {
  if (signature.emits === 'dial-success') return { ...nothing, what: 'up', of: 'ike' };
  if (signature.emits !== 'dial-failure') return null;
  const reason = event.code === null ? null : String(event.code);
  if (isUserAction(event, signature)) return { ...nothing, what: 'down', of: 'ike', signal: 'user-action', reason, by: 'local' };
  // RasClient 20226 is the end of a connection that stood; every other failure is one of an attempt.
  return { ...nothing, what: event.eventId === 20226 ? 'down' : 'failed', of: 'ike', signal, reason };
}
