import type { CaseSummary } from '#shared/model/case.ts';

/** Newest change first; equal times fall back to the id, so that the order never flickers. */
function inOrder(list: readonly CaseSummary[]): readonly CaseSummary[] {
  return list.toSorted((a, b) => b.changedMs - a.changedMs || (a.id < b.id ? -1 : 1));
}

/** The list with `summary` in it, replacing an older state of the same case. */
export function withCase(list: readonly CaseSummary[], summary: CaseSummary): readonly CaseSummary[] {
  return inOrder([...list.filter((c) => c.id !== summary.id), summary]);
}

export function withoutCase(list: readonly CaseSummary[], caseId: string): readonly CaseSummary[] {
  return list.filter((c) => c.id !== caseId);
}

/** The causes that a case names. What ranks first where nothing is decided is a guess, and would read like a verdict. */
export function namedCauses({ status, causes }: CaseSummary): readonly string[] {
  return status === 'cannot-tell' ? [] : causes;
}

/** Cases whose title or cause contains every word of the query, in the order of the list's last change. */
export function searchCases(list: readonly CaseSummary[], query: string, causeTitle: (id: string) => string): readonly CaseSummary[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return inOrder(list).filter((c) => {
    const causes = namedCauses(c);
    const text = [c.title, ...causes, ...causes.map(causeTitle)].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
