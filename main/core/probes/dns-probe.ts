import type { DnsAnswer, DnsProbeData, ProbeRequestOf } from '#shared/model/probe.ts';
import type { ProbePorts } from './ports.ts';
import { isAddress } from './resolve-target.ts';

type Kind = DnsAnswer['type'];

/** The same names in any order; a final dot and letter case make no other name. */
function normal(values: readonly string[]): string {
  return [...new Set(values.map((value) => value.toLowerCase().replace(/\.$/, '')))].toSorted().join(' ');
}

const isV6 = (value: string): boolean => value.includes(':');

/** One family at a time: the system leaves IPv6 out where this computer has none, which is no difference of the servers. */
function sets(answers: readonly DnsAnswer[], type: 'A' | 'AAAA'): string[] {
  const own = answers.filter((answer) => answer.type === type || answer.type === 'any');
  const values = own.map((answer) => ({ answer, found: answer.values.filter((value) => isV6(value) === (type === 'AAAA')) }));
  const telling = values.filter(
    ({ answer, found }) => found.length > 0 || (answer.type === type && answer.result !== 'silent' && answer.result !== 'failed'),
  );
  return telling.map(({ found }) => normal(found));
}

export function compareAnswers(answers: readonly DnsAnswer[]): DnsProbeData['result'] {
  if (answers.every(({ values }) => values.length === 0)) {
    return answers.some(({ result }) => result === 'no-such-name' || result === 'no-data') ? 'none' : 'failed';
  }
  const pointers = answers.filter(({ type }) => type === 'PTR').map(({ values }) => normal(values));
  const groups = [sets(answers, 'A'), sets(answers, 'AAAA'), pointers];
  return groups.every((group) => new Set(group).size <= 1) ? 'same' : 'different';
}

/**
 * Asks the system's resolver, the first name server of this computer and the one named, and compares what they say: inside and
 * outside often differ on purpose (split-horizon DNS). Null when the server is named by anything but its address.
 */
export async function probeDns(
  { name, server }: ProbeRequestOf<'dns'>,
  ports: ProbePorts,
  signal: AbortSignal,
): Promise<DnsProbeData | null> {
  if (server !== null && !isAddress(server)) return null;
  const startedMs = ports.clock.nowMs();
  const types: Kind[] = isAddress(name) ? ['PTR'] : ['A', 'AAAA'];
  const answers: DnsAnswer[] = [];
  const ask = async (who: string | null, type: Kind): Promise<void> => {
    if (signal.aborted) return;
    const { result, values, ms } = await ports.queryDns(who, name, type, signal);
    answers.push({ server: who ?? 'system', type, result, values: [...values].toSorted(), roundTripMs: ms });
  };
  await ask(null, types.length === 1 ? 'PTR' : 'any');
  const servers = new Set([...ports.nameServers().slice(0, 1), ...(server === null ? [] : [server])]);
  for (const who of servers) for (const type of types) await ask(who, type);
  return { kind: 'dns-probe', name, startedMs, answers, result: compareAnswers(answers) };
}
