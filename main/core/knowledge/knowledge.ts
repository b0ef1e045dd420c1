import { z } from 'zod';
import { CheckId, Verdict } from '#shared/model/verdict.ts';
import { Collect } from '#shared/model/analysis.ts';

/** English and Japanese are written together. ICU message syntax; parameters in braces. */
export const Text = z.strictObject({ en: z.string().min(1), ja: z.string().min(1) });
const Sources = z.array(z.string().min(1)).min(1);
const IsoDate = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/);

/** assets/knowledge/causes/<id>.yaml */
export const CauseFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  status: z.enum(['stable', 'experimental', 'retired']),
  /** Relative frequency before any evidence; normalised over all causes. */
  prior: z.number().positive(),
  title: Text,
  summary: Text,
  /** P(outcome | cause) by check. Outcomes left out share the rest in the proportion of the check's base rates; checks left out use the base rates. */
  likelihoods: z.partialRecord(CheckId, z.record(z.string(), z.number().min(0.001).max(0.999))),
  remedies: z.array(
    z.strictObject({
      who: z.enum(['on-premises', 'azure', 'network']),
      where: Text,
      what: Text,
      /** `{resourceGroup}` and the other CaseNames in braces are filled in. */
      command: z.string().optional(),
      verify: Text.optional(),
      undo: Text.optional(),
    }),
  ),
  sources: Sources,
  date: IsoDate,
  notes: z.string().optional(),
});
export type CauseFile = z.infer<typeof CauseFile>;

/** assets/knowledge/checks/<id>.yaml */
export const CheckFile = z.strictObject({
  id: CheckId,
  chapter: z.enum(['on-premises', 'connectivity', 'azure', 'further']),
  title: Text,
  question: Text,
  why: Text,
  /** Outcome id → verdict, words for the finding, base rate (only for outcomes that decide; they sum to 1). */
  outcomes: z.record(
    z.string(),
    z.strictObject({
      verdict: Verdict,
      text: Text,
      base: z.number().min(0).max(1).optional(),
      /** Offered when a person answers by hand. */ choice: Text.optional(),
    }),
  ),
  evidence: z.array(z.string()).min(1),
  cost: z.strictObject({ minutes: z.number().positive(), privilege: Text, changesNothing: z.boolean() }),
  sources: Sources,
  date: IsoDate,
});
export type CheckFile = z.infer<typeof CheckFile>;

/** assets/knowledge/evidence/<id>.yaml: a kind of evidence and how to get it. */
export const EvidenceFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  title: Text,
  collect: z.array(Collect).min(1),
  sources: Sources,
  date: IsoDate,
});
export type EvidenceFile = z.infer<typeof EvidenceFile>;

const Sample = z.strictObject({ name: z.string(), format: z.string(), text: z.string() });

/** assets/knowledge/signatures/<area>/<id>.yaml: which Windows events mean what. */
export const SignatureFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  status: z.enum(['stable', 'experimental', 'retired']),
  emits: z.enum(['dial-failure', 'dial-success', 'host-trouble', 'ike-failure']),
  signal: z.string(),
  match: z.strictObject({
    provider: z.array(z.string()).min(1),
    eventId: z.array(z.number().int()).min(1),
    /** Absent: any code. Empty: only events without a code. */
    code: z.array(z.number().int()).optional(),
    /** Short names of services (`IKEEXT`): only events of the Service Control Manager about one of them. */
    service: z.array(z.string()).min(1).optional(),
    /** What became of the service. */
    change: z
      .array(z.enum(['stopped', 'failed']))
      .min(1)
      .optional(),
  }),
  sources: Sources,
  date: IsoDate,
  samples: z.strictObject({ positive: z.array(Sample).min(1), negative: z.array(Sample).min(1), nearMiss: z.array(Sample).min(1) }),
});
export type SignatureFile = z.infer<typeof SignatureFile>;

const Table = <T extends z.ZodType>(row: T) =>
  z.strictObject({ sources: Sources, date: IsoDate, notes: z.array(z.string()).optional(), rows: z.array(row).min(1) });

/** assets/knowledge/tables/*.yaml */
export const Tables = z.strictObject({
  errorCodes: Table(
    z.strictObject({
      code: z.number().int(),
      symbol: z.string(),
      family: z.enum(['ras', 'ike', 'win32', 'azure']),
      meaning: Text.optional(),
    }),
  ),
  eventIds: Table(z.strictObject({ provider: z.string(), id: z.number().int(), level: z.string().nullable(), meaning: Text })),
  gatewaySkus: Table(
    z.strictObject({
      sku: z.string(),
      generation: z.string().nullable(),
      throughputMbps: z.number().nullable(),
      maxTunnels: z.number().nullable(),
      bgp: z.boolean(),
      status: z.string(),
    }),
  ),
  tunnelThroughput: Table(
    z.strictObject({ skus: z.array(z.string()), generation: z.string(), algorithm: z.string(), mbps: z.number(), pps: z.number() }),
  ),
  ipsecDefaults: Table(
    z.strictObject({
      vpnType: z.enum(['RouteBased', 'PolicyBased']),
      phase: z.union([z.literal(1), z.literal(2)]),
      role: z.enum(['initiator', 'responder', 'both']),
      encryption: z.string(),
      integrity: z.string(),
      dhGroup: z.string().nullable(),
      pfsGroup: z.string().nullable(),
      lifetimeSeconds: z.number(),
    }),
  ),
  ports: Table(z.strictObject({ protocol: z.string(), port: z.number().nullable(), use: Text })),
});
export type Tables = z.infer<typeof Tables>;

/** Everything compiled from assets/knowledge; what the shipped application loads. */
export const Knowledge = z.strictObject({
  causes: z.array(CauseFile),
  checks: z.array(CheckFile),
  evidence: z.array(EvidenceFile),
  signatures: z.array(SignatureFile.omit({ samples: true })),
  tables: Tables,
});
export type Knowledge = z.infer<typeof Knowledge>;
