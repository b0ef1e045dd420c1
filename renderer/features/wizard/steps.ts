import type { Analysis, Finding, Gap, RankedCause } from '#shared/model/analysis.ts';
import { checkIds, type CheckId } from '#shared/model/verdict.ts';

/** Chapters of the playbook in its own order; a chapter's words are `ui.chapter.<id>`. */
export const chapters = (['A', 'B', 'C', 'D'] as const).map((id) => ({ id, checks: checkIds.filter((check) => check.startsWith(id)) }));

/** A check named in an address; null when it names none. */
export function checkFrom(text: string | undefined): CheckId | null {
  return checkIds.find((check) => check === text) ?? null;
}

/** A check is decided once it says something about the tunnel. */
export function isDecided(finding: Finding): boolean {
  return finding.verdict !== 'cannot-tell';
}

/** `7/15`: how many checks are decided. */
export function decidedText(analysis: Analysis): string {
  return `${analysis.findings.filter(isDecided).length}/${checkIds.length}`;
}

/** Where the wizard opens: the best next check, else the first one without an answer, else the first. */
export function startingStep(analysis: Analysis): CheckId {
  return analysis.next[0]?.check ?? analysis.findings.find((f) => !isDecided(f))?.check ?? checkIds[0];
}

/** The next best check other than the one on the screen; null when no other is worth asking. */
export function nextBest(analysis: Analysis, current: CheckId): CheckId | null {
  return analysis.next.find((n) => n.check !== current)?.check ?? null;
}

/** The check after the current one in playbook order, starting over at the end. */
export function following(current: CheckId): CheckId {
  return checkIds[(checkIds.indexOf(current) + 1) % checkIds.length] ?? checkIds[0];
}

/** What is missing to decide a check, with the commands that get it. */
export function gapsOf(analysis: Analysis, check: CheckId): readonly Gap[] {
  return analysis.gaps.filter((gap) => gap.checks.includes(check));
}

/** The most probable reported cause that a check's outcome speaks for. */
export function supportedCause(reported: readonly RankedCause[], finding: Finding): RankedCause | null {
  return reported.find((cause) => cause.reasonsFor.some((reason) => reason.check === finding.check && reason.bits > 0)) ?? null;
}
