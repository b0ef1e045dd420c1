import type { TrafficSelector } from '#shared/model/ike.ts';
import type { Known, Session } from './session.ts';

const maxSelectors = 200;
const item =
  /StartAddress\s{1,4}(\S{2,45})\s{1,4}EndAddress\s{1,4}(\S{2,45})(?:\s{1,4}PortStart\s{1,4}(\d{1,5})\s{1,4}PortEnd\s{1,4}(\d{1,5})\s{1,4}Protocol\s{1,4}(\d{1,3}))?/gi;

/** Selectors of a TSi or TSr list: `StartAddress a EndAddress b PortStart 0 PortEnd 65535 Protocol 0`. */
function selectorList(text: string): TrafficSelector[] {
  return [...text.matchAll(item)].slice(0, maxSelectors).map(([, start, end, from, to, protocol]) => ({
    range: start === end ? start! : `${start}-${end}`,
    protocol: protocol === undefined || protocol === '0' ? null : Number(protocol),
    ports: from === undefined || (from === '0' && to === '65535') ? null : `${from}-${to}`,
  }));
}

function spelled(initiator: readonly TrafficSelector[], responder: readonly TrafficSelector[]): string {
  return JSON.stringify([initiator.map((s) => s.range).toSorted(), responder.map((s) => s.range).toSorted()]);
}

/**
 * A line with traffic selectors. TSi is the initiator's: the gateway's own when it sends the request or gets the answer. What is
 * `Final Negotiated` answers the request before it, and a narrower answer is an agreement (RFC 7296, 2.9) unless it is empty.
 */
export function readSelectors(text: string, session: Session): Known {
  const [initiator, responder] = text.split(/Number of TSRs/i);
  const sent = !/Received\s{1,4}Traffic Selector/i.test(text);
  const [tsi, tsr] = [selectorList(initiator ?? ''), selectorList(responder ?? '')];
  session.phase = 'child';
  const final = /Final Negotiated/i.test(text);
  const answers = /Traffic Selector payload response/i.test(text) || (final && session.received !== null && sent);
  const both = spelled(tsi, tsr);
  if (final && tsi.length > 0 && tsr.length > 0) session.received = session.proposed = both;
  else if (sent) session.proposed = both;
  else session.received = both;
  const [own, other] = sent !== answers ? [tsi, tsr] : [tsr, tsi];
  return {
    step: 'proposals',
    sa: 'child',
    selectors: [
      ...own.map((selector) => ({ whose: 'local' as const, selector })),
      ...other.map((selector) => ({ whose: 'remote' as const, selector })),
    ],
  };
}

/** Both ends named selectors, and not the same ones. */
export function selectorsDiffer(session: Session): boolean {
  return session.proposed !== null && session.received !== null && session.proposed !== session.received;
}
