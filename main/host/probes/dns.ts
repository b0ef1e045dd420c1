import { getServers } from 'node:dns';
import { lookup, lookupService, Resolver } from 'node:dns/promises';
import type { DnsReply } from '#core/probes/ports.ts';
import type { DnsAnswer } from '#shared/model/probe.ts';
import { unlessAborted } from './wait.ts';

const timeoutMs = 3000;

const codes: Readonly<Record<string, DnsAnswer['result']>> = {
  ENOTFOUND: 'no-such-name',
  ENODATA: 'no-data',
  ETIMEOUT: 'silent',
  EREFUSED: 'refused',
  ECONNREFUSED: 'refused',
};

async function bySystem(name: string, type: DnsAnswer['type']): Promise<readonly string[]> {
  if (type === 'PTR') return [(await lookupService(name, 0)).hostname].filter((found) => found !== name);
  return (await lookup(name, { all: true, order: 'verbatim' })).map(({ address }) => address);
}

async function byServer(server: string, name: string, type: DnsAnswer['type'], signal: AbortSignal): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  resolver.setServers([server]);
  const stop = (): void => resolver.cancel();
  signal.addEventListener('abort', stop);
  try {
    if (type === 'PTR') return await resolver.reverse(name);
    return await (type === 'AAAA' ? resolver.resolve6(name) : resolver.resolve4(name));
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Asks the system (null) or one server, `address` or `address:port`. Never rejects; an answer that nobody waits for is no answer. */
export async function queryDns(server: string | null, name: string, type: DnsAnswer['type'], signal: AbortSignal): Promise<DnsReply> {
  const startedMs = performance.now();
  try {
    const values = await (server === null ? unlessAborted(bySystem(name, type), signal, []) : byServer(server, name, type, signal));
    return { result: values.length === 0 ? 'no-data' : 'answered', values, ms: performance.now() - startedMs };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return { result: codes[code] ?? 'failed', values: [], ms: performance.now() - startedMs };
  }
}

/** Addresses of the name servers that this computer is set up with. */
export function nameServers(): readonly string[] {
  return getServers();
}
