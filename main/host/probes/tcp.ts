import { connect } from 'node:net';
import type { ProbeEnd, TcpAttempt } from '#core/probes/ports.ts';

const unreachable = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM']);

export function outcomeOf(code: string | undefined): Exclude<TcpAttempt['outcome'], 'connected'> {
  if (code === 'ECONNREFUSED') return 'refused';
  if (code === 'ETIMEDOUT') return 'timeout';
  return unreachable.has(code ?? '') ? 'unreachable' : 'failed';
}

/** Opens a connection and closes it at once; times the handshake as the system tells of it. Never rejects. */
export function connectTcp({ address, port }: ProbeEnd, timeoutMs: number, signal: AbortSignal): Promise<TcpAttempt> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, autoSelectFamily: false });
    const startedMs = performance.now();
    const end = (outcome: TcpAttempt['outcome'], code: string | null): void => {
      const ms = performance.now() - startedMs;
      const local = socket.localAddress === undefined ? null : { address: socket.localAddress, port: socket.localPort ?? 0 };
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      socket.destroy();
      resolve({ outcome, ms, local, code });
    };
    const stop = (): void => end('failed', 'ABORTED');
    const timer = setTimeout(() => end('timeout', null), timeoutMs);
    signal.addEventListener('abort', stop, { once: true });
    socket.once('connect', () => end('connected', null));
    socket.on('error', (error: NodeJS.ErrnoException) => end(outcomeOf(error.code), error.code ?? null));
    if (signal.aborted) stop();
  });
}
