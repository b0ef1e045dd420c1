import type { Readable, Writable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

type Message = {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
};
type Waiting = { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void };

export type CdpClient = {
  /** Rejects when the browser answers with an error or goes away. */
  readonly send: (method: string, params?: object, sessionId?: string) => Promise<unknown>;
  readonly on: (method: string, listener: (params: unknown) => void) => void;
  /** The params of the next event of that name. */
  readonly once: (method: string) => Promise<unknown>;
};

/**
 * Chrome DevTools Protocol over `--remote-debugging-pipe`: JSON messages, each ended by a zero byte. A pipe needs no port,
 * so no other program can connect to the browser.
 */
export function createCdpClient(input: Writable, output: Readable): CdpClient {
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, Set<(params: unknown) => void>>();
  const decoder = new StringDecoder('utf8');
  let lastId = 0;
  let rest = '';

  function on(method: string, listener: (params: unknown) => void): void {
    const known = listeners.get(method) ?? new Set();
    listeners.set(method, known.add(listener));
  }

  function receive(message: Message): void {
    if (message.id === undefined) {
      for (const listener of listeners.get(message.method ?? '') ?? []) listener(message.params);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) asked?.reject(new Error(message.error.message));
    else asked?.resolve(message.result);
  }

  function gone(): void {
    for (const { reject } of waiting.values()) reject(new Error('the browser ended'));
    waiting.clear();
  }

  output.on('data', (chunk: Buffer) => {
    const parts = (rest + decoder.write(chunk)).split('\0');
    rest = parts.pop() ?? '';
    try {
      for (const part of parts) receive(JSON.parse(part));
    } catch {
      // Whatever is at the other end, it is not a browser.
      output.destroy();
    }
  });
  output.on('close', gone);
  output.on('error', gone);
  input.on('error', gone);

  return {
    send: (method, params = {}, sessionId) =>
      new Promise((resolve, reject) => {
        const id = (lastId += 1);
        waiting.set(id, { resolve, reject });
        input.write(`${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`);
      }),
    on,
    once: (method) => new Promise((resolve) => on(method, resolve)),
  };
}
