import type { Citation } from '#shared/model/analysis.ts';
import type { Fact, FactKind, FactOf } from '#shared/model/fact.ts';
import type { MessageParams } from '#shared/model/message.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { JoinedNegotiations } from '../negotiation/joined.ts';

/** The facts of a case by kind, and what is known beforehand. */
export type Facts = {
  readonly all: readonly Fact[];
  readonly of: <K extends FactKind>(kind: K) => readonly FactOf<K>[];
  readonly knowledge: Knowledge;
};

/** All a check may see. No files, no clock, no network. */
export type FactView = Facts & {
  /** What the `ike-negotiation` facts of all sources make together. */
  readonly negotiations: JoinedNegotiations;
};

/** What a check found. `outcome` is one of the check's own (assets/knowledge/checks/<id>.yaml), which maps it to a verdict. */
export type CheckResult = {
  readonly outcome: string;
  readonly params: MessageParams;
  readonly citations: readonly Citation[];
  /** Evidence ids; only for outcomes whose verdict is `cannot-tell`. */
  readonly missing: readonly string[];
};

/** One question of the playbook. Lives in `checks/<id in lower case>.ts`, exports `check`. */
export type Check = { readonly id: CheckId; readonly evaluate: (view: FactView) => CheckResult };
