import { z } from 'zod';
import { Language } from './message.ts';

export const reportSections = [
  'summary',
  'causes',
  'checks',
  'negotiation',
  'timeline',
  'throughput',
  'gaps',
  'remedies',
  'appendix',
] as const;
export const ReportSection = z.enum(reportSections);
export type ReportSection = z.infer<typeof ReportSection>;

export const ReportFormat = z.enum(['pdf', 'html', 'md', 'json']);
export type ReportFormat = z.infer<typeof ReportFormat>;

export const ReportOptions = z.strictObject({
  language: Language,
  sections: z.array(ReportSection),
  paper: z.enum(['A4', 'Letter']),
});
export type ReportOptions = z.infer<typeof ReportOptions>;
