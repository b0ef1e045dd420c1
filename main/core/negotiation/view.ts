import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { Endpoint } from '#shared/model/ike.ts';
import type { CaseNames } from '#shared/model/analysis.ts';
import type { Comparison, Negotiation, NegotiationMessage, NegotiationView, Sighting } from '#shared/model/negotiation.ts';
import { fillCommand } from '../analysis/commands.ts';
import { caseNames } from '../analysis/names.ts';
import type { FactView } from '../checks/check.ts';
import { compareEnds } from './comparison.ts';
import { findDrops } from './drops.ts';
import type { Joined, JoinedMessage, JoinedWitness, Sight } from './joined.ts';
import { payloadRows } from './payload-rows.ts';
import { readNegotiation } from './reading.ts';
import type { Reading } from './reading.ts';
import { compareSelectors } from './selectors.ts';

/** The newest are shown; a source of a month may hold thousands. */
const mostNegotiations = 200;

function endpointText(endpoint: Endpoint | null): string | null {
  if (endpoint === null) return null;
  return endpoint.port === null ? endpoint.address : `${endpoint.address}:${endpoint.port}`;
}

function sighting({ witness, step }: Sight, utc: boolean): Sighting {
  return {
    witness,
    utcMs: utc ? step.ms : null,
    timeText: step.timeText,
    count: step.count,
    lastMs: utc ? step.lastMs : null,
    citation: step.citation,
  };
}

function whatOf({ kind, seen }: JoinedMessage): Message {
  const { step } = seen[0];
  if (kind === 'data') return message(step.flow?.what === 'nat-keep-alive' ? 'negotiation.what.keep-alive' : 'negotiation.what.esp');
  if (kind === 'message') {
    const exchange = step.exchange ?? '–';
    const [notify] = step.notifies;
    if (step.exchange === null && notify !== undefined) return message('negotiation.what.notify', { notify });
    if (step.step === 'deleted') return message('negotiation.what.delete', { exchange });
    return message(
      step.isResponse === null ? 'negotiation.what.message' : step.isResponse ? 'negotiation.what.response' : 'negotiation.what.request',
      { exchange },
    );
  }
  const sa = step.sa ?? 'ike';
  if (step.step === 'failed') return message(`negotiation.what.failed-${step.fault ?? 'other'}`);
  if (step.step === 'other')
    return message(
      step.unreachable === null || step.unreachable === undefined ? 'negotiation.what.statement' : 'negotiation.what.unreachable',
      { what: step.unreachable ?? '–' },
    );
  return message(`negotiation.what.${step.step}`, { sa });
}

function markOf(joined: JoinedMessage, index: number, reading: Reading): NegotiationMessage['mark'] {
  if (index === reading.failedAt) return 'failed';
  const { step } = joined.seen[0];
  if (step.step === 'established' || step.step === 'rekeyed') return 'established';
  const isOdd =
    joined.seen.some((s) => s.step.count > 1 && joined.kind === 'message' && s.step.exchange !== 'INFORMATIONAL') ||
    step.step === 'peer-silent' ||
    step.step === 'peer-lost';
  return isOdd || step.step === 'failed' ? 'warning' : 'none';
}

function messageOf(joined: JoinedMessage, index: number, reading: Reading, utcOf: (witness: string) => boolean): NegotiationMessage {
  const { step } = joined.seen[0];
  const [first, ...rest] = joined.seen.map((s) => sighting(s, utcOf(s.witness)));
  return {
    kind: joined.kind,
    from: joined.from,
    isLost: index === reading.failedAt && (reading.fault === 'no-answer' || reading.fault === 'peer-lost') && joined.kind === 'message',
    exchange: step.exchange,
    isResponse: step.isResponse,
    messageId: step.messageId,
    what: whatOf(joined),
    payloads: payloadRows(joined),
    isEncrypted: joined.seen.some((s) => s.step.isEncrypted),
    mark: markOf(joined, index, reading),
    reading: index === reading.failedAt ? reading.text : null,
    seen: [first!, ...rest],
  };
}

function natOf({ members, messages }: Joined): Negotiation['nat'] {
  const sight =
    messages.flatMap((m) => m.seen).find((s) => s.step.nat !== null && s.step.direction === 'received') ??
    messages.flatMap((m) => m.seen).find((s) => s.step.nat !== null);
  const end = members.find((m) => m.sourceId === sight?.witness)?.localEnd;
  if (sight === undefined || sight.step.nat === null || end === undefined) return null;
  const { local, remote } = sight.step.nat;
  return end === 'on-premises' ? { onPremises: local, azure: remote } : { onPremises: remote, azure: local };
}

function negotiationOf(joined: Joined, index: number, witnesses: readonly JoinedWitness[]): Negotiation {
  const reading = readNegotiation(joined, witnesses);
  const utcOf = (witness: string): boolean => witnesses.find((w) => w.id === witness)?.zoneKnown ?? false;
  const utc = joined.members[0]?.fact.utc ?? false;
  return {
    id: `n${index + 1}`,
    onPremises: endpointText(joined.onPremises),
    azure: endpointText(joined.azure),
    version: joined.version,
    initiator: joined.initiator,
    initiatorSpi: joined.initiatorSpi,
    responderSpi: joined.responderSpi,
    connection: joined.connection,
    result: reading.result,
    attempts: joined.attempts,
    periodMs: joined.periodMs,
    firstMs: utc ? joined.firstMs : null,
    lastMs: utc ? joined.lastMs : null,
    firstText: joined.firstText,
    lastText: joined.lastText,
    witnesses: [...new Set(joined.members.map((m) => m.sourceId))],
    messages: joined.messages.map((m, i) => messageOf(m, i, reading, utcOf)),
    omitted: joined.omitted,
    failedAt: reading.failedAt,
    reading: reading.text,
    changeAt: reading.changeAt,
    nat: natOf(joined),
  };
}

function withNames(comparison: Comparison | null, names: CaseNames): Comparison | null {
  if (comparison === null) return null;
  return {
    ...comparison,
    changes: comparison.changes.map((c) => ({ ...c, command: c.command === null ? null : fillCommand(c.command, names) })),
  };
}

/** Everything that the screen Negotiation and the report show, from the facts of a case. Pure. */
export function viewNegotiations(view: FactView): NegotiationView {
  const { witnesses, negotiations } = view.negotiations;
  return {
    witnesses: witnesses.map((w) => ({ ...w })),
    negotiations: negotiations.slice(-mostNegotiations).map((n, i) => negotiationOf(n, i, witnesses)),
    comparison: withNames(compareEnds(view), caseNames(view)),
    selectors: compareSelectors(view),
    drops: findDrops(view),
  };
}
