import type { Analysis } from '#shared/model/analysis.ts';

/** Exit code of the command line: 0 healthy, 3 problems found, 4 cannot tell. */
export function exitCodeFor(analysis: Analysis): 0 | 3 | 4 {
  if (analysis.status === 'problem') return 3;
  return analysis.status === 'healthy' ? 0 : 4;
}
