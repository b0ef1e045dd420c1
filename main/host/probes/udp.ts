import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { ProbeEnd, UdpAnswer, UdpChannel } from '#core/probes/ports.ts';
import { waitFor } from './wait.ts';

/** ICMP port unreachable shows as ECONNREFUSED on Linux and macOS, as ECONNRESET on Windows. */
const refused = new Set(['ECONNREFUSED', 'ECONNRESET']);
/** Far more than any answer to one message; what comes beyond is dropped. */
const mostWaiting = 64;

function answerOf(code: string | undefined): UdpAnswer {
  return { kind: refused.has(code ?? '') ? 'refused' : 'unreachable' };
}

function connected(socket: Socket, { address, port }: ProbeEnd): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('error', () => resolve(false));
    // Its types say otherwise, but the callback hears of a failure too, and then no event does.
    socket.connect(port, address, (error?: Error) => {
      socket.removeAllListeners('error');
      resolve(error === undefined);
    });
  });
}

function channelOf(socket: Socket): UdpChannel {
  const waiting: UdpAnswer[] = [];
  let wake: (() => void) | null = null;
  const add = (answer: UdpAnswer): void => {
    if (waiting.length < mostWaiting) waiting.push(answer);
    wake?.();
  };
  socket.on('message', (bytes) => add({ kind: 'message', bytes, atMs: performance.now() }));
  // The socket stays open: the next message may get through.
  socket.on('error', (error: NodeJS.ErrnoException) => add(answerOf(error.code)));
  const { address, port } = socket.address();
  return {
    local: { address, port },
    send: (bytes) => socket.send(bytes, (error) => error && add(answerOf((error as NodeJS.ErrnoException).code))),
    receive: async (timeoutMs, signal) => {
      if (waiting.length === 0) await waitFor(timeoutMs, signal, (end) => (wake = end));
      return waiting.shift() ?? { kind: 'silent' };
    },
    close: () => socket.close(),
  };
}

/** A connected socket: it hears its peer only, and the ICMP errors that answer what it sent. Null when there is no route. */
export async function openUdp(end: ProbeEnd): Promise<UdpChannel | null> {
  const socket = createSocket({ type: isIPv6(end.address) ? 'udp6' : 'udp4' });
  if (await connected(socket, end)) return channelOf(socket);
  socket.close();
  return null;
}
