import { message } from '#shared/model/message.ts';
import type { MessageParams } from '#shared/model/message.ts';
import type { IkeProposal } from '#shared/model/ike.ts';
import type { PayloadRow } from '#shared/model/negotiation.ts';
import type { NegotiationStep } from '#shared/model/negotiation-fact.ts';
import type { JoinedMessage } from './joined.ts';

const mostValues = 24;

/** `AES-CBC-256 / SHA2-256 / PRF-SHA2-256 / group 14`, as proposals are written for people. */
export function proposalText({ transforms }: IkeProposal): string {
  return transforms
    .filter((t) => t.type !== 'esn' && t.type !== 'authentication' && t.type !== 'lifetime-seconds' && t.type !== 'lifetime-kilobytes')
    .map((t) => (t.type === 'dh-group' ? `DH ${t.name}` : t.name))
    .join(' / ');
}

function row(name: string, values: readonly string[], params: MessageParams = {}): PayloadRow[] {
  const distinct = [...new Set(values)].slice(0, mostValues);
  return distinct.length === 0 ? [] : [{ name: message(`negotiation.payload.${name}`, params), values: distinct }];
}

/** The word of the first witness that shows any. */
function first<V>(seen: JoinedMessage['seen'], of: (step: NegotiationStep) => readonly V[]): readonly V[] {
  return seen.map((s) => of(s.step)).find((list) => list.length > 0) ?? [];
}

function natText(nat: NegotiationStep['nat']): string[] {
  if (nat === null) return [];
  return (['local', 'remote'] as const).filter((end) => nat[end] === true);
}

/** What a message carries as far as any witness can tell, in the order of the payloads in RFC 7296. */
export function payloadRows({ seen }: JoinedMessage): PayloadRow[] {
  const sealed = seen.map((s) => s.step.sealedBytes ?? null).find((bytes) => bytes !== null) ?? null;
  const flow = seen.map((s) => s.step.flow ?? null).find((f) => f !== null) ?? null;
  const code = seen.map((s) => s.step.code).find((c) => c !== null) ?? null;
  return [
    ...row('proposals', first(seen, (s) => s.proposals).map(proposalText)),
    ...row('chosen', first(seen, (s) => (s.chosen === null ? [] : [s.chosen])).map(proposalText)),
    ...row('ke', first(seen, (s) => (s.keGroup === null ? [] : [s.keGroup])).map(String)),
    ...row(
      'identities',
      first(seen, (s) => s.identities).map((i) => (i.type === '' ? i.value : `${i.type} ${i.value}`)),
    ),
    ...row(
      'selectors',
      first(seen, (s) => s.selectors).map((s) => s.selector.range),
    ),
    ...row(
      'notifies',
      first(seen, (s) => s.notifies),
    ),
    ...row(
      'nat',
      first(seen, (s) => natText(s.nat)),
    ),
    ...row('code', code === null ? [] : [String(code)]),
    ...row('sealed', sealed === null ? [] : [`${sealed} B`]),
    ...row('flow', flow === null ? [] : [`${flow.packets}`], { spi: flow?.spi ?? '–', bytes: flow?.bytes ?? 0 }),
  ];
}
