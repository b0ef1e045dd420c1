import type { Language } from '#shared/model/message.ts';
import type { ReportFormat, ReportOptions, ReportSection } from '#shared/model/report.ts';

/** Sections in the order of the report; typed as a record, so that a new section cannot be forgotten here. */
const order: Readonly<Record<ReportSection, true>> = {
  summary: true,
  causes: true,
  remedies: true,
  checks: true,
  negotiation: true,
  timeline: true,
  throughput: true,
  gaps: true,
  appendix: true,
};

const isSection = (key: string): key is ReportSection => Object.hasOwn(order, key);
export const sections: readonly ReportSection[] = Object.keys(order).filter(isSection);

/** Formats beside the PDF, which is the primary one. */
export const otherFormats = ['html', 'md', 'json'] as const satisfies readonly ReportFormat[];

export function defaultOptions(language: Language): ReportOptions {
  return { language, sections: [...sections], paper: 'A4' };
}

/** The sections with one taken in or out, still in the order of the report. */
export function withSection(chosen: readonly ReportSection[], section: ReportSection, included: boolean): ReportSection[] {
  return sections.filter((s) => (s === section ? included : chosen.includes(s)));
}

/** Characters that Windows refuses in file names. */
const unsafe = /[<>:"/\\|?*]/g;

/** File name offered for an export: the title of the case. */
export function suggestedName(title: string, format: ReportFormat): string {
  const name = title.replaceAll(unsafe, ' ').replaceAll(/\s+/g, ' ').trim();
  return `${name === '' ? 'report' : name}.${format}`;
}

/** Sheet sizes in CSS pixels (96 to the inch), and the margins of the printed page (`main/core/report/style.ts`). */
export const sheetWidth: Readonly<Record<ReportOptions['paper'], number>> = { A4: 794, Letter: 816 };
export const sheetHeight: Readonly<Record<ReportOptions['paper'], number>> = { A4: 1123, Letter: 1056 };
