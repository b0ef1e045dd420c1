import { z } from 'zod';
import { Message } from './message.ts';
import { CheckId, Verdict } from './verdict.ts';

/** Where a statement rests: a record of a source, with the words quoted. */
export const Citation = z.object({
  sourceId: z.string(),
  path: z.string(),
  /** Index of the record in its source. */
  seq: z.number().int(),
  line: z.number().int(),
  endLine: z.number().int(),
  quote: z.string(),
});
export type Citation = z.infer<typeof Citation>;

/** An evaluated check. Its text is `check.<id>.outcome.<outcome>` with `params`. */
export const Finding = z.object({
  check: CheckId,
  outcome: z.string(),
  verdict: Verdict,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  citations: z.array(Citation),
  /** Evidence ids (assets/knowledge/evidence) that would let a `cannot-tell` check be decided. */
  missing: z.array(z.string()),
  /** True when a person answered and no evidence decided. */
  byHand: z.boolean(),
  /** What a person answered, when the evidence says something else: evidence wins, and the contradiction is shown. */
  answered: z.string().optional(),
});
export type Finding = z.infer<typeof Finding>;

/**
 * What speaks for or against a cause: the outcome of a check, or a comparison that is no check of the playbook but is shown with
 * one (the device dials another address than the gateway's). Its text is `check.<check>.outcome.<outcome>` with `params`.
 */
export const Reason = z.object({
  check: CheckId,
  outcome: z.string(),
  /** Null for a comparison, which has no verdict of its own. */
  verdict: Verdict.nullable(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  citations: z.array(Citation),
  byHand: z.boolean(),
  /** Weight of evidence in bits: log2 of P(outcome | cause) over P(outcome) under the other causes. Positive speaks for the cause. */
  bits: z.number(),
});
export type Reason = z.infer<typeof Reason>;

export const RemedyStep = z.object({
  who: z.enum(['on-premises', 'azure', 'network']),
  /** Message keys: `cause.<id>.remedy.<n>.…`; verify and undo are null when there is nothing to say. */
  where: Message,
  what: Message,
  command: z.string().nullable(),
  verify: Message.nullable(),
  undo: Message.nullable(),
});
export type RemedyStep = z.infer<typeof RemedyStep>;

export const RankedCause = z.object({
  id: z.string(),
  /** Given everything seen; for a `second` cause given what the first one leaves unexplained, as two faults do not exclude each other. */
  probability: z.number(),
  reasonsFor: z.array(Reason),
  reasonsAgainst: z.array(Reason),
  /** True for a cause beside the first: it explains a problem that the first does not. */
  second: z.boolean(),
  remedies: z.array(RemedyStep),
  sources: z.array(z.string()),
});
export type RankedCause = z.infer<typeof RankedCause>;

export const NextCheck = z.object({
  check: CheckId,
  /** Expected reduction of entropy over the causes, in bits. */
  gain: z.number(),
  costMinutes: z.number(),
  /** The two causes that this check tells apart best. */
  separates: z.array(z.string()),
});
export type NextCheck = z.infer<typeof NextCheck>;

/** A way to get a piece of evidence: a command with the names of the case filled in. */
export const Collect = z.object({
  shell: z.enum(['azure-cli', 'azure-powershell', 'windows-powershell', 'cmd', 'portal', 'linux']),
  command: z.string(),
});
export type Collect = z.infer<typeof Collect>;

export const Gap = z.object({ evidence: z.string(), checks: z.array(CheckId), why: Message, collect: z.array(Collect) });
export type Gap = z.infer<typeof Gap>;

/** Names found in the evidence, for filling in commands. Null: not known, commands show a placeholder. */
export const CaseNames = z.object({
  subscription: z.string().nullable(),
  resourceGroup: z.string().nullable(),
  vnet: z.string().nullable(),
  gateway: z.string().nullable(),
  connection: z.string().nullable(),
  localGateway: z.string().nullable(),
  nsg: z.string().nullable(),
  interfaceName: z.string().nullable(),
  gatewayAddress: z.string().nullable(),
  deviceAddress: z.string().nullable(),
  targetHost: z.string().nullable(),
  targetPort: z.number().nullable(),
});
export type CaseNames = z.infer<typeof CaseNames>;

/** The picture: nodes from left to right and the links between them, each with the verdict of the checks behind it. */
export const Topology = z.object({
  nodes: z.array(
    z.object({
      id: z.enum(['lan', 'device', 'internet', 'gateway', 'vnet', 'workload']),
      name: z.string().nullable(),
      details: z.array(z.string()),
      verdict: Verdict,
      checks: z.array(CheckId),
    }),
  ),
  links: z.array(z.object({ from: z.string(), to: z.string(), verdict: Verdict, checks: z.array(CheckId) })),
});
export type Topology = z.infer<typeof Topology>;

export const KeyEvent = z.object({
  /** UTC milliseconds; null when the zone is unknown, then `timeText` is all that is known. */
  utcMs: z.number().nullable(),
  localMs: z.number().nullable(),
  timeText: z.string(),
  what: Message,
  verdict: Verdict.nullable(),
  count: z.number().int(),
  citation: Citation,
});
export type KeyEvent = z.infer<typeof KeyEvent>;

export const Throughput = z.object({
  points: z.array(
    z.object({ ms: z.number(), receivedBitsPerSecond: z.number().nullable(), transmittedBitsPerSecond: z.number().nullable() }),
  ),
  zoneKnown: z.boolean(),
  sku: z.string().nullable(),
  limitBitsPerSecond: z.number().nullable(),
});
export type Throughput = z.infer<typeof Throughput>;

export const CaseStatus = z.enum(['empty', 'problem', 'healthy', 'cannot-tell']);
export type CaseStatus = z.infer<typeof CaseStatus>;

/** The whole answer for a case; a pure function of facts, answers and knowledge. */
export const Analysis = z.object({
  status: CaseStatus,
  findings: z.array(Finding),
  /** Most probable first, all causes; `second` marks causes reported beside the first. */
  causes: z.array(RankedCause),
  next: z.array(NextCheck),
  gaps: z.array(Gap),
  names: CaseNames,
  topology: Topology,
  timeline: z.array(KeyEvent),
  throughput: Throughput.nullable(),
});
export type Analysis = z.infer<typeof Analysis>;

export const Answer = z.object({ check: CheckId, outcome: z.string(), note: z.string(), atMs: z.number() });
export type Answer = z.infer<typeof Answer>;
