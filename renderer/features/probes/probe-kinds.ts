import type { ProbeKind } from '#shared/model/probe.ts';
import type { CheckId } from '#shared/model/verdict.ts';

/** Every kind, in the order of the screen: what is asked of the gateway, then of the way, then of what stands beside it. */
export const probeKinds = [
  'ike',
  'gateway-health',
  'tcp',
  'traceroute',
  'path-mtu',
  'dns',
  'clock',
] as const satisfies readonly ProbeKind[];

/** A kind named in an address; null when it names none. */
export function kindFrom(text: string | undefined): ProbeKind | null {
  return probeKinds.find((kind) => kind === text) ?? null;
}

/** Checks that hear results of probes, and of which. */
const answering: Readonly<Partial<Record<CheckId, readonly ProbeKind[]>>> = {
  B1: ['tcp', 'traceroute', 'path-mtu', 'dns'],
  B2: ['ike', 'gateway-health', 'dns'],
  D4: ['tcp'],
};

export function kindsFor(check: CheckId): readonly ProbeKind[] {
  return answering[check] ?? [];
}
