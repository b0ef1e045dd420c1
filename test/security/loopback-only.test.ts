import { spawnSync } from 'node:child_process';
import { lookup, Resolver } from 'node:dns/promises';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import keepToLoopback, { refusedIn } from '../helpers/loopback-only/run.ts';
import { addNamespace, hasNamespaces, namespacesNote, removeNamespace } from '../helpers/namespaces.ts';

const folder = mkdtempSync(join(tmpdir(), 'loopback-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function failure(attempt: Promise<unknown>): Promise<unknown> {
  return attempt.then(
    () => 'went through',
    (error: NodeJS.ErrnoException) => error.code ?? (error.cause instanceof Error ? Reflect.get(error.cause, 'code') : error.message),
  );
}

const tcp = (port: number, host: string) => {
  const socket = connect(port, host);
  return once(socket, 'connect').finally(() => socket.destroy());
};
const udp = (type: 'udp4' | 'udp6', address: string) => {
  const socket = createSocket(type);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.send('x', 53, address, (error) => (error ? reject(error) : resolve()));
  return promise.finally(() => socket.close());
};

/** How an attempt ends here, and what the guard wrote of it. */
async function outcome(attempt: () => Promise<unknown>): Promise<[unknown, string[]]> {
  let end: unknown;
  const refused = await refusedIn(async () => (end = await failure(attempt())));
  return [end, refused.map((r) => r.what)];
}

describe('a test that tries to leave this computer', () => {
  it.each([
    ['TCP', () => tcp(443, '192.0.2.1'), 'tcp 192.0.2.1 port 443'],
    ['TCP over IPv6', () => tcp(443, '2001:db8::1'), 'tcp 2001:db8::1 port 443'],
    ['an IPv4 address in IPv6 dress', () => tcp(443, '::ffff:192.0.2.1'), 'tcp ::ffff:192.0.2.1 port 443'],
    ['UDP', () => udp('udp4', '192.0.2.1'), 'udp 192.0.2.1 port 53'],
    ['UDP over IPv6', () => udp('udp6', '2001:db8::1'), 'udp 2001:db8::1 port 53'],
    ['fetch', () => fetch('http://192.0.2.1:8080/'), 'tcp 192.0.2.1 port 8080'],
    ['a name', () => lookup('management.azure.com'), 'dns management.azure.com'],
    ['a connection to a name', () => tcp(443, 'management.azure.com'), 'dns management.azure.com'],
  ])('is refused and reported: %s', async (_how, attempt, what) => {
    expect(await outcome(attempt)).toEqual(['EPERM', [what]]);
  });

  it('is refused and reported: a question to a name server, unless the server is here', async () => {
    const resolver = new Resolver({ timeout: 100, tries: 1 });
    resolver.setServers(['192.0.2.53']);
    expect(await outcome(() => resolver.resolve4('a.example'))).toEqual(['EPERM', ['dns a.example of 192.0.2.53']]);
    resolver.setServers(['127.0.0.1:9']);
    expect(await outcome(() => resolver.resolve4('a.example'))).toEqual(['ECONNREFUSED', []]);
  });

  it('is named in the report', async () => {
    const test = 'test/security/loopback-only.test.ts > is named in the report';
    expect(await refusedIn(() => failure(tcp(443, '192.0.2.1')))).toEqual([
      { what: 'tcp 192.0.2.1 port 443', test, process: expect.any(String) },
    ]);
  });

  it('makes the run fail at its end', () => {
    const before = { ...process.env };
    const atTheEnd = keepToLoopback();
    const file = process.env['TUNNEL_TRIAGE_REFUSALS']!;
    Object.assign(process.env, before);
    writeFileSync(
      file,
      '{"what":"dns a.example","test":"x.test.ts > y","process":"z.js"}\n{"what":"tcp 192.0.2.1 port 1","test":null,"process":"z.js"}\n',
    );
    expect(atTheEnd).toThrow(
      /refused:\n {2}dns a\.example: x\.test\.ts > y \(z\.js\)\n {2}tcp 192\.0\.2\.1 port 1: outside of a test \(z\.js\)$/,
    );
  });

  it('may use loopback', async () => {
    const server = createServer((socket) => socket.end()).listen(0, 'localhost');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('a port was expected');
    const refused = await refusedIn(() => Promise.all([tcp(address.port, 'localhost'), udp('udp4', '127.0.0.1'), udp('udp6', '::1')]));
    server.close();
    expect(refused).toEqual([]);
  });
});

const attempt = (port: number): string => `require('node:net').connect(${port}, '192.0.2.1').on('error', (e) => console.log(e.code));`;

function output(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): string {
  return spawnSync(command, args, { env, encoding: 'utf8' }).stdout;
}

describe('a process that a test starts', () => {
  it('is held too, with its children and its workers', async () => {
    const file = join(folder, 'parent.cjs');
    const child = join(folder, 'child.cjs');
    writeFileSync(child, attempt(2));
    const worker = `new (require('node:worker_threads').Worker)(${JSON.stringify(attempt(3))}, { eval: true });`;
    writeFileSync(file, `${attempt(1)}require('node:child_process').fork(${JSON.stringify(child)});${worker}`);
    const refused = await refusedIn(async () => expect(output(process.execPath, [file])).toBe('EPERM\n'.repeat(3)));
    const test = 'test/security/loopback-only.test.ts > is held too, with its children and its workers';
    expect(refused.toSorted((a, b) => a.what.localeCompare(b.what))).toEqual([
      { what: 'tcp 192.0.2.1 port 1', test, process: file },
      { what: 'tcp 192.0.2.1 port 2', test, process: child },
      { what: 'tcp 192.0.2.1 port 3', test, process: '[worker eval]' },
    ]);
  });

  it('is refused loopback as well where a test says so', async () => {
    const script = "require('node:net').connect(9, '127.0.0.1').on('error', (e) => console.log(e.code));";
    const run = async () => output(process.execPath, ['-e', script], { ...process.env, TUNNEL_TRIAGE_NETWORK: 'none' });
    const refused = await refusedIn(async () => expect(await run()).toBe('EPERM\n'));
    expect(refused.map((r) => r.what)).toEqual(['tcp 127.0.0.1 port 9']);
  });

  it.skipIf(!hasNamespaces)(`is free inside a network namespace that the test declared, and in no other${namespacesNote}`, async () => {
    const name = `ttg-${process.pid}`;
    addNamespace(name);
    const run = async (env: NodeJS.ProcessEnv) => output('ip', ['netns', 'exec', name, process.execPath, '-e', attempt(1)], env);
    try {
      expect(await refusedIn(async () => expect(await run(process.env)).toBe('ENETUNREACH\n'))).toEqual([]);
      const refused = await refusedIn(async () => expect(await run({ ...process.env, TUNNEL_TRIAGE_NAMESPACES: '' })).toBe('EPERM\n'));
      expect(refused.map((r) => r.what)).toEqual(['tcp 192.0.2.1 port 1']);
    } finally {
      removeNamespace(name);
    }
  });
});
