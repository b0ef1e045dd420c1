import { parseRange } from '#shared/net/address-range.ts';
import type { Family, ProbePorts } from './ports.ts';

export type Resolved = {
  readonly address: string | null;
  /** Null for a target that is an address already, and where nobody waited for the answer. */
  readonly resolveMs: number | null;
  /** All that the name stands for. */
  readonly addresses: readonly string[];
};

export function isAddress(text: string): boolean {
  const range = parseRange(text);
  return range !== null && range.first === range.last && !text.includes('/') && !text.includes('-');
}

/** The address to probe: the first that the system's resolver gives, as an application would take it. */
export async function resolveTarget(host: string, family: Family, ports: ProbePorts, signal: AbortSignal): Promise<Resolved> {
  if (isAddress(host)) return { address: host, resolveMs: null, addresses: [host] };
  const startedMs = ports.elapsedMs();
  const addresses = await ports.resolve(host, family, signal);
  if (signal.aborted && addresses.length === 0) return { address: null, resolveMs: null, addresses };
  return { address: addresses[0] ?? null, resolveMs: ports.elapsedMs() - startedMs, addresses };
}
