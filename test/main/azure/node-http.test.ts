import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { createNodeHttp } from '../../../main/host/azure/node-http.ts';

const request = {
  method: 'GET',
  url: 'https://management.azure.com/subscriptions',
  headers: {},
  body: null,
  signal: new AbortController().signal,
  timeoutMs: 5_000,
  maxBytes: 1_000,
} as const;

async function listening(server: ReturnType<typeof createServer>): Promise<number> {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

it('goes through the proxy of the environment, and says when the proxy refuses', async () => {
  const asked: (string | undefined)[] = [];
  const proxy = createServer().on('connect', (wanted, socket) => {
    asked.push(wanted.url);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  const port = await listening(proxy);
  await expect(createNodeHttp({ HTTPS_PROXY: `http://127.0.0.1:${port}` })(request)).rejects.toMatchObject({ kind: 'proxy' });
  expect(asked).toEqual(['management.azure.com:443']);
  proxy.close();
});

it('says when the proxy itself is not there', async () => {
  const gone = createServer();
  const port = await listening(gone);
  await new Promise((resolve) => {
    gone.close(resolve);
  });
  await expect(createNodeHttp({ HTTPS_PROXY: `http://127.0.0.1:${port}` })(request)).rejects.toMatchObject({ kind: 'proxy' });
});

it('takes in no more than it was told to', async () => {
  const server = createServer((_request, response) => response.end('x'.repeat(5_000)));
  const port = await listening(server);
  const url = `http://127.0.0.1:${port}/`;
  await expect(createNodeHttp({})({ ...request, url })).rejects.toMatchObject({ kind: 'too-large' });
  await expect(createNodeHttp({})({ ...request, url: 'http://example.com/' })).rejects.toThrow('TLS only');
  server.close();
});
