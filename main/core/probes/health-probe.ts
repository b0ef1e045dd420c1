import type { HealthProbeData, ProbeRequestOf } from '#shared/model/probe.ts';
import type { ProbePorts } from './ports.ts';
import { resolveTarget } from './resolve-target.ts';

const timeoutMs = 10_000;
const shownBody = 500;
/** The page of a gateway names its instance: `Primary Instance: GatewayTenantWorker_IN_1 GatewayTenantVersion: …`. */
const gatewayPage = /GatewayTenant/;

const results = { timeout: 'silent', refused: 'refused', unreachable: 'unreachable', failed: 'failed' } as const;

/**
 * Asks a gateway for its health page, `https://<gateway>:8081/healthprobe` (8083 for the second instance), as Microsoft describes it
 * (Troubleshoot a site-to-site connection that cannot connect). The certificate is the gateway's own and is not checked: the
 * page proves that something lives there, not who it is. Gateways of the Basic SKU do not answer.
 */
export async function probeHealth(
  request: ProbeRequestOf<'gateway-health'>,
  ports: ProbePorts,
  signal: AbortSignal,
): Promise<HealthProbeData> {
  const startedMs = ports.clock.nowMs();
  const { address } = await resolveTarget(request.host, 'any', ports, signal);
  const blank = { kind: 'health-probe', host: request.host, address, port: request.port, startedMs, status: null, body: null } as const;
  if (address === null) return { ...blank, result: 'unreachable', certificate: null, roundTripMs: null };
  const page = await ports.getHealthPage({ address, port: request.port }, timeoutMs, signal);
  if (page.outcome !== 'answered') return { ...blank, result: results[page.outcome], certificate: page.certificate, roundTripMs: null };
  return {
    ...blank,
    result: page.status === 200 && gatewayPage.test(page.body) ? 'up' : 'other-answer',
    status: page.status,
    // One line, as the text that is read back has it.
    body:
      page.body
        .replaceAll(/[\s\p{Cc}]+/gu, ' ')
        .trim()
        .slice(0, shownBody) || null,
    certificate: page.certificate,
    roundTripMs: page.ms,
  };
}
