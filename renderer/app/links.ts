import type { CollectorId } from '#shared/model/collector.ts';
import type { ProbeKind } from '#shared/model/probe.ts';
import type { CheckId } from '#shared/model/verdict.ts';

/** Addresses inside the window. Everything a screen links to is made here, so that an address has one spelling. */
export const casesLink = '#/cases';
export const settingsLink = '#/settings';

/** A screen of a case. */
export function caseLink(caseId: string, page: string): string {
  return `#/case/${encodeURIComponent(caseId)}/${page}`;
}

/** The Collect screen, with a script chosen. */
export function collectLink(caseId: string, collector: CollectorId | null): string {
  return collector === null ? caseLink(caseId, 'collect') : `${caseLink(caseId, 'collect')}/${collector}`;
}

/** The Probes screen, with a kind chosen. */
export function probesLink(caseId: string, kind: ProbeKind): string {
  return `${caseLink(caseId, 'probes')}/${kind}`;
}

/** A wizard step. */
export function wizardLink(caseId: string, check: CheckId): string {
  return `${caseLink(caseId, 'wizard')}/${check}`;
}

/** The Evidence screen at one record. */
export function evidenceLink(caseId: string, place: { readonly sourceId: string; readonly seq: number }): string {
  return `${caseLink(caseId, 'evidence')}?${new URLSearchParams({ source: place.sourceId, seq: String(place.seq) })}`;
}

/** The Evidence screen with a text filter or one source chosen. */
export function evidenceSearchLink(caseId: string, search: { readonly text: string } | { readonly only: string }): string {
  return `${caseLink(caseId, 'evidence')}?${new URLSearchParams(search)}`;
}
