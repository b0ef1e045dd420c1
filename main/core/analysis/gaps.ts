import type { CaseNames, Finding, Gap, RankedCause, RemedyStep } from '#shared/model/analysis.ts';
import { collectionReason } from '#shared/model/collection.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { FactView } from '../checks/check.ts';
import { fillCommand, nameParams } from './commands.ts';

/** What a collector says about why it did not get this evidence; a failure tells more than what was not tried. */
function collectorWhy(view: FactView, evidence: string): Message | null {
  const items = view.of('collection-item').filter((item) => item.evidence === evidence);
  const item = items.find(({ status }) => status === 'failed') ?? items[0];
  return item ? collectionReason(item) : null;
}

/** What is missing, each kind of evidence once, with the checks that wait for it and the commands that get it. */
export function findGaps(findings: readonly Finding[], knowledge: Knowledge, names: CaseNames, view: FactView): Gap[] {
  const open = findings.filter((f) => f.verdict === 'cannot-tell');
  const wanted = [...new Set(open.flatMap((f) => f.missing))];
  return wanted.map((id) => {
    const checks = open.filter((f) => f.missing.includes(id));
    const collect = knowledge.evidence.find((e) => e.id === id)?.collect ?? [];
    // Evidence of the check is there and does not decide: then more of it is needed, not the first of it.
    const isThere = checks.some((f) => f.citations.length > 0);
    return {
      evidence: id,
      checks: checks.map((f) => f.check),
      why: isThere ? message('gap.not-enough') : (collectorWhy(view, id) ?? message('gap.not-in-bundle')),
      collect: collect.map((c) => ({ shell: c.shell, command: fillCommand(c.command, names) })),
    };
  });
}

/** Adds the remedies of each cause, with the names of the case in commands and texts. */
export function withRemedies(causes: readonly Omit<RankedCause, 'remedies'>[], knowledge: Knowledge, names: CaseNames): RankedCause[] {
  const params = nameParams(names);
  return causes.map((cause) => {
    const file = knowledge.causes.find((c) => c.id === cause.id);
    const remedies = (file?.remedies ?? []).map((r, i): RemedyStep => {
      const key = `cause.${cause.id}.remedy.${i}`;
      return {
        who: r.who,
        where: message(`${key}.where`, params),
        what: message(`${key}.what`, params),
        command: r.command === undefined ? null : fillCommand(r.command, names),
        verify: r.verify === undefined ? null : message(`${key}.verify`, params),
        undo: r.undo === undefined ? null : message(`${key}.undo`, params),
      };
    });
    return { ...cause, remedies };
  });
}
