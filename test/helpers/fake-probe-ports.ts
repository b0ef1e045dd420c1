import type { ProbePorts, TcpAttempt, UdpAnswer } from '#core/probes/ports.ts';

export type Sent = { readonly bytes: Buffer; readonly atMs: number };

/** A peer by UDP: what it answers to each message, and after how long. Null is silence. */
export type FakePeer = (bytes: Buffer, count: number) => { readonly answer: Buffer | 'refused'; readonly afterMs: number } | null;

export type FakeWorld = {
  readonly ports: ProbePorts;
  readonly sent: Sent[];
  readonly now: () => number;
};

const startMs = Date.UTC(2026, 10, 28, 7, 30);

/** Ports over a clock of their own: time passes only where a probe waits. */
export function fakeWorld(options: {
  readonly peer?: FakePeer;
  readonly tcp?: (count: number) => TcpAttempt;
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly more?: Partial<ProbePorts>;
}): FakeWorld {
  let elapsedMs = 0;
  let attempts = 0;
  const sent: Sent[] = [];
  const openUdp: ProbePorts['openUdp'] = async () => {
    const coming: { answer: UdpAnswer; atMs: number }[] = [];
    return {
      local: { address: '203.0.113.10', port: 51_234 },
      send: (bytes) => {
        sent.push({ bytes: Buffer.from(bytes), atMs: elapsedMs });
        const reply = options.peer?.(Buffer.from(bytes), sent.length) ?? null;
        if (reply === null) return;
        const atMs = elapsedMs + reply.afterMs;
        coming.push({ answer: reply.answer === 'refused' ? { kind: 'refused' } : { kind: 'message', bytes: reply.answer, atMs }, atMs });
      },
      receive: async (timeoutMs) => {
        const next = coming[0];
        if (next === undefined || next.atMs > elapsedMs + timeoutMs) {
          elapsedMs += timeoutMs;
          return { kind: 'silent' };
        }
        coming.shift();
        elapsedMs = Math.max(elapsedMs, next.atMs);
        return next.answer;
      },
      close: () => undefined,
    };
  };
  const ports: ProbePorts = {
    clock: { nowMs: () => startMs + elapsedMs },
    elapsedMs: () => elapsedMs,
    wait: async (ms) => void (elapsedMs += ms),
    resolve: async (name) => options.names?.[name] ?? [],
    connectTcp: async () => {
      const attempt = options.tcp?.((attempts += 1)) ?? { outcome: 'failed', ms: 0, local: null, code: null };
      elapsedMs += attempt.ms;
      return attempt;
    },
    openUdp,
    getHealthPage: async () => ({ outcome: 'failed', status: null, body: '', certificate: null, ms: 0 }),
    queryDns: async () => ({ result: 'failed', values: [], ms: 0 }),
    nameServers: () => [],
    platform: 'linux',
    runTool: async () => null,
    ...options.more,
  };
  return { ports, sent, now: () => elapsedMs };
}
