import type { RouteData } from '#shared/model/record-data.ts';
import type { TextLine } from '../../format.ts';
import type { DeviceReader } from '../../device-text/readers.ts';
import { hostRecord } from './record.ts';
import { isAddress } from './words.ts';

const fates: Readonly<Record<string, RouteData['fate']>> = {
  local: 'local',
  anycast: 'local',
  broadcast: 'broadcast',
  multicast: 'broadcast',
  unreachable: 'discarded',
  blackhole: 'discarded',
  prohibit: 'discarded',
};
const types = new Set([...Object.keys(fates), 'unicast', 'throw', 'nat']);
/** Words of iproute2's route listing that have a value behind them, and those that stand alone (ip-route(8)). */
const valued = new Set(
  'via dev table proto scope src metric preference pref mtu advmss nhid error weight realm realms expires hoplimit initcwnd initrwnd rtt rttvar window cwnd ssthresh reordering rto_min quickack congctl features tos dsfield from cache encap ttl nexthop'.split(
    ' ',
  ),
);
const alone = new Set('onlink linkdown dead pervasive offload trap rt_offload rt_trap offload_failed notify lock inet inet6'.split(' '));

type Words = Readonly<Record<string, string>>;

/** Names with their values; null when the line holds a word that no route has. */
function readWords(tokens: readonly string[]): Words | null {
  const words: Record<string, string> = {};
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i]!;
    if (alone.has(token)) continue;
    if (!valued.has(token) || tokens[i + 1] === undefined) return null;
    let next = i + 1;
    while (tokens[next] !== undefined && alone.has(tokens[next]!)) next += 1;
    words[token] = tokens[next] ?? '';
    i = next;
  }
  return words;
}

/** A route from the words that iproute2 gives, in text or JSON. */
export function routeOf(destination: string, type: string | undefined, words: Words): RouteData {
  const isV6 = destination.includes(':') || (words['via'] ?? words['src'] ?? '').includes(':') || words['pref'] !== undefined;
  const prefix = destination === 'default' ? (isV6 ? '::/0' : '0.0.0.0/0') : destination;
  const fate = fates[type ?? 'unicast'];
  const table = words['table'];
  return {
    kind: 'route',
    prefix: prefix.includes('/') ? prefix : `${prefix}/${isV6 ? 128 : 32}`,
    nextHop: words['via'] ?? null,
    interfaceName: words['dev'] ?? null,
    metric: words['metric'] === undefined ? null : Number(words['metric']),
    persistent: null,
    ...(table === undefined || table === 'main' || table === '254' ? {} : { table }),
    ...(fate === undefined ? {} : { fate }),
    ...(words['proto'] === 'kernel' && words['via'] === undefined ? { isConnected: true } : {}),
  };
}

type Head = { readonly line: TextLine; readonly destination: string; readonly type: string | undefined; readonly words: Words };

function readHead(line: TextLine): Head | null {
  if (line.text.length > 1000 || !/^[a-z0-9:]/.test(line.text)) return null;
  const tokens = line.text.trim().split(/\s+/);
  const type = types.has(tokens[0]!) ? tokens.shift() : undefined;
  const destination = tokens.shift();
  if (destination !== 'default' && !isAddress(destination)) return null;
  const words = readWords(tokens);
  if (words === null) return null;
  const tells = 'dev' in words || 'via' in words || type !== undefined;
  return tells || destination === 'default' || destination.includes('/') ? { line, destination, type, words } : null;
}

/** `ip route`, `ip -6 route`, with all tables or one, also with several next hops: a route for each of them. */
export function ipRouteReader(): DeviceReader {
  let open: Head | null = null;
  const take = (line: TextLine) => {
    const hop = /^\s+nexthop\s+(\S.*)$/.exec(line.text.slice(0, 1000));
    if (hop !== null && open !== null) {
      const words = readWords(hop[1]!.trim().split(/\s+/));
      return words === null ? null : [hostRecord([line], routeOf(open.destination, open.type, { ...open.words, ...words }))];
    }
    const head = readHead(line);
    if (head === null) return null;
    const { destination, type, words } = head;
    const isWhole = 'dev' in words || 'via' in words || type !== undefined;
    open = isWhole ? null : head;
    return isWhole ? [hostRecord([line], routeOf(destination, type, words))] : [];
  };
  return { take, close: () => ((open = null), []) };
}
