import { request } from 'node:https';
import { TLSSocket } from 'node:tls';
import type { HealthPage, ProbeEnd } from '#core/probes/ports.ts';
import { outcomeOf } from './tcp.ts';

const mostBytes = 16_384;

function subjectOf(socket: TLSSocket): string | null {
  const name = socket.getPeerCertificate().subject?.CN;
  return Array.isArray(name) ? (name[0] ?? null) : (name ?? null);
}

/** One GET of the health page, no redirects, no proxy. Never rejects. */
export function getHealthPage({ address, port }: ProbeEnd, timeoutMs: number, signal: AbortSignal): Promise<HealthPage> {
  const { promise, resolve } = Promise.withResolvers<HealthPage>();
  const startedMs = performance.now();
  let certificate: string | null = null;
  const end = (outcome: HealthPage['outcome'], status: number | null = null, body = ''): void => {
    clearTimeout(timer);
    resolve({ outcome, status, body, certificate, ms: performance.now() - startedMs });
    asked.destroy();
  };
  // The gateway signs its certificate itself, so there is nobody to vouch for it; nothing secret is sent.
  const options = { host: address, port, path: '/healthprobe', rejectUnauthorized: false, agent: false, signal };
  const asked = request(options, (response) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (): void => end('answered', response.statusCode ?? null, Buffer.concat(chunks).toString('utf8', 0, mostBytes));
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= mostBytes) done();
    });
    response.on('end', done);
    response.on('error', done);
  });
  const timer = setTimeout(() => end('timeout'), timeoutMs);
  asked.on('socket', (socket) =>
    socket.once('secureConnect', () => (certificate = socket instanceof TLSSocket ? subjectOf(socket) : null)),
  );
  asked.on('error', (error: NodeJS.ErrnoException) => end(outcomeOf(error.code)));
  asked.end();
  return promise;
}
