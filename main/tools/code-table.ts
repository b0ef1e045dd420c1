import type { CauseFile, SignatureFile, Tables } from '../core/knowledge/knowledge.ts';

/** What the window tells about an error code besides its meaning: its name in the headers, and the causes that it usually stands for. */
export type CodeFacts = { readonly symbol: string; readonly causes: readonly string[] };

/** The part of the knowledge that says it. */
export type CodeKnowledge = {
  readonly causes: readonly CauseFile[];
  readonly signatures: readonly Pick<SignatureFile, 'emits' | 'status' | 'signal' | 'match'>[];
  readonly tables: Pick<Tables, 'errorCodes'>;
};

/** A cause that leads to the signal less often than this is no explanation of it. */
const leastLikelihood = 0.4;
const mostCauses = 4;

/** Causes that make a dial attempt fail with the signal, by how often they do; A3 has words for what Windows does not tell apart. */
function causesOf(knowledge: CodeKnowledge, signal: string): string[] {
  return knowledge.causes
    .flatMap(({ id, prior, likelihoods }) => {
      const likelihood = likelihoods['A1']?.[signal] ?? likelihoods['A3']?.[signal] ?? 0;
      return likelihood < leastLikelihood ? [] : [{ id, weight: prior * likelihood }];
    })
    .toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
    .slice(0, mostCauses)
    .map(({ id }) => id);
}

/** The error codes of the tables, by number. Which causes a code stands for follows from the signatures of failed dial attempts. */
export function codeTable(knowledge: CodeKnowledge): Record<string, CodeFacts> {
  const signals = new Map<number, string>();
  for (const { emits, status, signal, match } of knowledge.signatures)
    if (emits === 'dial-failure' && status === 'stable') for (const code of match.code ?? []) signals.set(code, signal);
  return Object.fromEntries(
    knowledge.tables.errorCodes.rows.map(({ code, symbol }) => {
      const signal = signals.get(code);
      return [code, { symbol, causes: signal === undefined ? [] : causesOf(knowledge, signal) }];
    }),
  );
}
