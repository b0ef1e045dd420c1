/** The path may have been mended between two runs of a probe, so the last word about each thing counts. In the order of first mention. */
export function newest<T extends { readonly startedMs: number }>(probes: readonly T[], about: (probe: T) => string): T[] {
  const last = new Map<string, T>();
  for (const probe of probes) {
    const known = last.get(about(probe));
    if (known === undefined || probe.startedMs >= known.startedMs) last.set(about(probe), probe);
  }
  return [...last.values()];
}
