/**
 * Longest time that a bounded hostile input may take before it counts as a hang, milliseconds. Far above what any needs on an idle
 * machine (seconds at most), so that a busy one does not fail; quadratic time on these inputs would be minutes.
 */
export const hangMs = 30_000;
