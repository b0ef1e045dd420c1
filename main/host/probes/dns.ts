import { getServers } from 'node:dns';
import { lookup, lookupService, Resolver } from 'node:dns/promises';
import type { DnsReply } from '#core/probes/ports.ts';
import type { DnsAnswer } from '#shared/model/probe.ts';

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

async function byServer(server: string, name: string, type: DnsAnswer['type']): Promise<readonly string[]> {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 2 });
  resolver.setServers([server]);
  if (type === 'PTR') return resolver.reverse(name);
  return type === 'AAAA' ? resolver.resolve6(name) : resolver.resolve4(name);
}

/** Asks the system (null) or one server, `address` or `address:port`. Never rejects. */
export async function queryDns(server: string | null, name: string, type: DnsAnswer['type']): Promise<DnsReply> {
  const startedMs = performance.now();
  try {
    const values = await (server === null ? bySystem(name, type) : byServer(server, name, type));
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
