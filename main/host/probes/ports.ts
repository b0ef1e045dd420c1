import { lookup } from 'node:dns/promises';
import type { Family, ProbePorts } from '#core/probes/ports.ts';
import { systemClock } from '../system-clock.ts';
import { nameServers, queryDns } from './dns.ts';
import { getHealthPage } from './health-page.ts';
import { connectTcp } from './tcp.ts';
import { platform, runTool } from './tools.ts';
import { openUdp } from './udp.ts';
import { unlessAborted, waitFor } from './wait.ts';

const families: Readonly<Record<Family, 0 | 4 | 6>> = { any: 0, ipv4: 4, ipv6: 6 };

/** The system's resolver with its hosts file, suffixes and caches, as applications use it. */
async function resolve(name: string, family: Family, signal: AbortSignal): Promise<readonly string[]> {
  try {
    const found = await unlessAborted(lookup(name, { all: true, family: families[family], order: 'verbatim' }), signal, []);
    return found.map(({ address }) => address);
  } catch {
    return [];
  }
}

/** Probes on this computer's own sockets. */
export const probePorts: ProbePorts = {
  clock: systemClock,
  elapsedMs: () => performance.now(),
  wait: (ms, signal) => waitFor(ms, signal),
  resolve,
  connectTcp,
  openUdp,
  getHealthPage,
  queryDns,
  nameServers,
  platform,
  runTool,
};
