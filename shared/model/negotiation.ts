import { z } from 'zod';
import { Citation } from './analysis.ts';
import { Message } from './message.ts';

/**
 * What happened between both ends, put together from every witness: what the screen Negotiation and the report show. Computed from
 * facts, never stored. `null` everywhere: no witness says.
 */
export const End = z.enum(['on-premises', 'azure']);
export type End = z.infer<typeof End>;

/** How far a witness's clock is from that of the first witness; positive: it is ahead. From messages that both saw. */
export const ClockOffset = z.object({
  medianMs: z.number(),
  /** Half the distance between the quartiles. */
  spreadMs: z.number(),
  anchors: z.number().int(),
});
export type ClockOffset = z.infer<typeof ClockOffset>;

/** A source that saw negotiations. The first one in the list is the reference of all clock offsets. */
export const Witness = z.object({
  /** Id of the source. */
  id: z.string(),
  path: z.string(),
  kind: z.enum(['azure-log', 'network-watcher', 'device-log', 'capture', 'windows']),
  side: End.nullable(),
  offset: ClockOffset.nullable(),
  /** False: its times name no zone and are not compared. */
  zoneKnown: z.boolean(),
});
export type Witness = z.infer<typeof Witness>;

/** One look of one witness at a message. */
export const Sighting = z.object({
  witness: z.string(),
  utcMs: z.number().nullable(),
  /** The time as the source writes it. */
  timeText: z.string(),
  /** Times it was seen again unchanged (retransmissions); 1 for a single message. */
  count: z.number().int(),
  lastMs: z.number().nullable(),
  citation: Citation,
});
export type Sighting = z.infer<typeof Sighting>;

/** What a message carries, one row a payload or parameter; values are names of the registries and addresses, not to be translated. */
export const PayloadRow = z.object({ name: Message, values: z.array(z.string()) });
export type PayloadRow = z.infer<typeof PayloadRow>;

export const NegotiationMessage = z.object({
  /** 'message': it crossed the line (an arrow). 'statement': what one end says of itself (a mark on its life line), for example a timeout. */
  kind: z.enum(['message', 'statement', 'data']),
  /** Who sent it, or whose statement it is. */
  from: End.nullable(),
  /** A message that a witness at the other end should have seen and did not, or that nobody answered. */
  isLost: z.boolean(),
  exchange: z.string().nullable(),
  isResponse: z.boolean().nullable(),
  messageId: z.number().int().nullable(),
  /** "IKE_SA_INIT request", "authentication failed", "SA established". */
  what: Message,
  payloads: z.array(PayloadRow),
  isEncrypted: z.boolean(),
  /** 'failed' on exactly one message of a failed negotiation: the first one that went wrong. */
  mark: z.enum(['none', 'failed', 'established', 'warning']),
  /** What a notify, a code or silence means here. */
  reading: Message.nullable(),
  seen: z.array(Sighting).min(1),
});
export type NegotiationMessage = z.infer<typeof NegotiationMessage>;

/** One parameter of both ends. `result` null: one end is not known. */
export const ParameterRow = z.object({
  phase: z.enum(['ike', 'child', 'general']),
  parameter: z.enum([
    'version',
    'encryption',
    'integrity',
    'prf',
    'dh-group',
    'pfs-group',
    'lifetime',
    'lifetime-data',
    'identity-on-premises',
    'identity-azure',
    'selectors',
    'authentication',
  ]),
  onPremises: z.array(z.string()),
  azure: z.array(z.string()),
  result: z.enum(['same', 'different', 'harmless']).nullable(),
});
export type ParameterRow = z.infer<typeof ParameterRow>;

/** A way to make the ends agree, with the command for that end. */
export const Change = z.object({ at: End, what: Message, command: z.string().nullable() });
export type Change = z.infer<typeof Change>;

/** Both ends' settings side by side. */
export const Comparison = z.object({
  /** Where each end's settings come from: `configuration`, `offer` (seen on the wire or in a log), `defaults` of the gateway or device type. */
  onPremisesFrom: z.enum(['configuration', 'offer', 'defaults']).nullable(),
  azureFrom: z.enum(['configuration', 'offer', 'defaults']).nullable(),
  rows: z.array(ParameterRow),
  /** Every pair that would be chosen, in the initiator's order; the first is used. */
  agreed: z.array(z.object({ phase: z.enum(['ike', 'child']), text: z.string() })),
  /** When no pair agrees: the two proposals that differ least, and in what. */
  nearest: z.array(z.object({ phase: z.enum(['ike', 'child']), onPremises: z.string(), azure: z.string(), differs: z.array(z.string()) })),
  changes: z.array(Change),
  citations: z.array(Citation),
});
export type Comparison = z.infer<typeof Comparison>;

/** Traffic selectors of both ends as prefix arithmetic. */
export const SelectorPair = z.object({
  /** The network behind which end. */
  network: End,
  onPremises: z.array(z.string()),
  azure: z.array(z.string()),
  relation: z.enum(['equal', 'on-premises-inside', 'azure-inside', 'overlap', 'disjoint', 'any-to-any-against-policy']).nullable(),
  onlyOnPremises: z.array(z.string()),
  onlyAzure: z.array(z.string()),
});
export type SelectorPair = z.infer<typeof SelectorPair>;

/** A time at which a standing tunnel went away. */
export const Drop = z.object({
  utcMs: z.number().nullable(),
  timeText: z.string(),
  backMs: z.number().nullable(),
  class: z.enum(['failover', 'dpd', 'rekey', 'pfs-at-rekey', 'configuration-change', 'maintenance', 'peer-delete', 'unknown']),
  reason: Message,
  citations: z.array(Citation),
});
export type Drop = z.infer<typeof Drop>;

export const Negotiation = z.object({
  id: z.string(),
  /** Addresses with ports as first seen, for example `203.0.113.10:500`. */
  onPremises: z.string().nullable(),
  azure: z.string().nullable(),
  version: z.union([z.literal(1), z.literal(2)]).nullable(),
  initiator: End.nullable(),
  initiatorSpi: z.string().nullable(),
  responderSpi: z.string().nullable(),
  connection: z.string().nullable(),
  result: z.enum(['established', 'failed', 'silent', 'unfinished']),
  /** Equal attempts folded into this one: how many, and the usual distance between them. */
  attempts: z.number().int(),
  periodMs: z.number().nullable(),
  firstMs: z.number().nullable(),
  lastMs: z.number().nullable(),
  firstText: z.string(),
  lastText: z.string(),
  witnesses: z.array(z.string()),
  messages: z.array(NegotiationMessage),
  /** Messages left out because the negotiation is longer than what is kept. */
  omitted: z.number().int(),
  /** Index in `messages` of the first that failed. */
  failedAt: z.number().int().nullable(),
  /** What it means, in a sentence or two, and at which end the change belongs. */
  reading: Message.nullable(),
  changeAt: z.enum(['on-premises', 'azure', 'network', 'either']).nullable(),
  nat: z.object({ onPremises: z.boolean().nullable(), azure: z.boolean().nullable() }).nullable(),
});
export type Negotiation = z.infer<typeof Negotiation>;

export const NegotiationView = z.object({
  witnesses: z.array(Witness),
  /** Oldest first. */
  negotiations: z.array(Negotiation),
  comparison: Comparison.nullable(),
  selectors: z.array(SelectorPair),
  drops: z.array(Drop),
});
export type NegotiationView = z.infer<typeof NegotiationView>;
