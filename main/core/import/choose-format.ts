import type { Format, Sample } from '../formats/format.ts';

const leastScore = 0.5;

/**
 * The format that is surest that a file is its own, at least 0.5; equal scores go to the first in the list, which the registry
 * keeps in the order of the ids. Null when no format claims the file.
 */
export function chooseFormat(sample: Sample, formats: readonly Format[], onError: (format: Format, error: unknown) => void): Format | null {
  let best: { readonly format: Format; readonly score: number } | null = null;
  for (const format of formats) {
    const score = scoreOf(format, sample, onError);
    if (score >= leastScore && score > (best?.score ?? 0)) best = { format, score };
  }
  return best?.format ?? null;
}

/** A detector that throws breaks its contract; it costs its own format, not the file. */
function scoreOf(format: Format, sample: Sample, onError: (format: Format, error: unknown) => void): number {
  try {
    return format.detect(sample);
  } catch (error) {
    onError(format, error);
    return 0;
  }
}
