import type { IncomingMessage, ServerResponse } from 'node:http';
import { commonHeaders } from '#host/content-security-policy.ts';
import type { AppEvent } from '#shared/api/events.ts';

/** Often enough that a window which is gone without a word is noticed, rare enough to cost nothing. */
const heartbeatMs = 15_000;

export type Idle = { readonly afterMs: number; readonly onIdle: () => void };

export type EventStreams = {
  readonly open: (request: IncomingMessage, response: ServerResponse) => void;
  readonly send: (event: AppEvent) => void;
  readonly close: () => void;
};

/**
 * Sends hints to the windows (server-sent events). Each window holds one stream as long as it is open, which also tells
 * when the last one is gone: `idle.onIdle` is called `idle.afterMs` later unless one came back (a reload does).
 */
export function createEventStreams(idle: Idle | null, onFirstWindow: () => void): EventStreams {
  const streams = new Set<ServerResponse>();
  let isFirst = true;
  let idleTimer: NodeJS.Timeout | undefined;

  const heartbeat = setInterval(() => {
    for (const stream of streams) stream.write(': still here\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  function leave(stream: ServerResponse): void {
    // Whom the server itself sends away is no window that closed.
    if (!streams.delete(stream)) return;
    if (streams.size === 0 && idle) idleTimer = setTimeout(idle.onIdle, idle.afterMs);
  }

  return {
    open: (request, response) => {
      clearTimeout(idleTimer);
      response.writeHead(200, { ...commonHeaders, 'content-type': 'text/event-stream; charset=utf-8' });
      response.write(': connected\n\n');
      streams.add(response);
      request.on('close', () => leave(response));
      if (isFirst) onFirstWindow();
      isFirst = false;
    },
    send: (event) => {
      for (const stream of streams) stream.write(`data: ${JSON.stringify(event)}\n\n`);
    },
    close: () => {
      clearInterval(heartbeat);
      for (const stream of streams) stream.destroy();
      streams.clear();
      clearTimeout(idleTimer);
    },
  };
}
