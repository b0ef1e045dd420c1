import type { HostStateData } from '#shared/model/host-state.ts';
import type { RouteData } from '#shared/model/record-data.ts';
import type { NewRecord, Parsed, TextLine } from '../../format.ts';
import { isJsonRecord, readJsonObjects } from '../json-objects.ts';
import type { JsonObject, JsonRecord } from '../json-objects.ts';
import { isLinkUp, newInterface, tunnelKind } from './ip-address.ts';
import { routeOf } from './ip-route.ts';
import { ruleOf } from './ip-rule.ts';
import { nftJson } from './nft-json.ts';
import { hostRecord } from './record.ts';
import { idOf } from './words.ts';

type Data = HostStateData | RouteData;

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, 300) : typeof value === 'number' ? String(value) : undefined;
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function records(value: unknown): JsonRecord[] {
  return Array.isArray(value) ? value.filter(isJsonRecord) : [];
}

function wordsOf(object: JsonRecord): Record<string, string> {
  const names = { via: 'gateway', dev: 'dev', table: 'table', proto: 'protocol', src: 'prefsrc', metric: 'metric', pref: 'pref' } as const;
  const via = isJsonRecord(object['via']) ? text(object['via']['host']) : undefined;
  const pairs = Object.entries(names).map(([word, name]) => [word, text(object[name])] as const);
  const known = pairs.filter((pair): pair is [string, string] => pair[1] !== undefined);
  return { ...Object.fromEntries(known), ...(via === undefined ? {} : { via }) };
}

/** `ip -j route`: a route for each next hop. */
function routes(object: JsonRecord): Data[] {
  const destination = text(object['dst']);
  if (destination === undefined || !(isJsonRecord(object) && 'flags' in object)) return [];
  const [words, hops] = [wordsOf(object), records(object['nexthops'])];
  const type = text(object['type']);
  return hops.length === 0
    ? [routeOf(destination, type, words)]
    : hops.map((hop) => routeOf(destination, type, { ...words, ...wordsOf(hop) }));
}

/** `ip -j rule`. */
function rules(object: JsonRecord): Data[] {
  const priority = number(object['priority']);
  if (priority === null || text(object['src']) === undefined) return [];
  const prefix = (name: 'src' | 'dst'): string[] => {
    const [address, length] = [text(object[name]), text(object[`${name}len`])];
    if (address === undefined) return [];
    return [name === 'src' ? 'from' : 'to', length === undefined ? address : `${address}/${length}`];
  };
  const pair = (name: string, word: string): string[] => (text(object[name]) === undefined ? [] : [word, text(object[name])!]);
  const known = new Set(['priority', 'src', 'srclen', 'dst', 'dstlen', 'iif', 'oif', 'table', 'action', 'not', 'protocol']);
  const other = Object.keys(object).filter((name) => !known.has(name));
  const action = text(object['action']);
  return [
    ruleOf(priority, [
      ...('not' in object ? ['not'] : []),
      ...prefix('src'),
      ...prefix('dst'),
      ...pair('iif', 'iif'),
      ...pair('oif', 'oif'),
      ...other.flatMap((name) => [name, '']),
      ...pair('table', 'lookup'),
      ...(action === undefined ? [] : [action]),
    ]),
  ];
}

/** `ip -j address`, with `-d` also what kind of tunnel an interface is. */
function interfaces(object: JsonRecord): Data[] {
  const name = text(object['ifname']);
  if (name === undefined || number(object['ifindex']) === null) return [];
  const flags = Array.isArray(object['flags']) ? object['flags'].filter((flag) => typeof flag === 'string') : [];
  const info = isJsonRecord(object['linkinfo']) ? object['linkinfo'] : {};
  const data = isJsonRecord(info['info_data']) ? info['info_data'] : {};
  const addresses = records(object['addr_info']).flatMap(({ local, prefixlen }) =>
    typeof local === 'string' && typeof prefixlen === 'number' ? [`${local}/${prefixlen}`] : [],
  );
  return [
    {
      ...newInterface(name),
      tunnel: tunnelKind(text(info['info_kind'])),
      id: idOf(text(data['if_id']) ?? text(data['okey'])),
      local: text(data['local']) ?? null,
      remote: text(data['remote']) ?? null,
      isUp: isLinkUp(flags),
      mtu: number(object['mtu']),
      addresses: addresses.slice(0, 200),
    },
  ];
}

/** `show bgp summary json` of FRR: families of addresses, or, in older versions, one of them at the top. */
function bgpPeers(object: JsonRecord): Data[] {
  const families = isJsonRecord(object['peers']) ? [object] : Object.values(object).filter(isJsonRecord);
  return families.flatMap((family) => {
    const peers = isJsonRecord(family['peers']) ? Object.entries(family['peers']) : [];
    return peers.slice(0, 1000).flatMap(([neighbor, peer]): Data[] => {
      if (!isJsonRecord(peer) || text(peer['state']) === undefined || !('pfxRcd' in peer)) return [];
      const stateText = text(peer['state'])!;
      const isEstablished = stateText === 'Established';
      return [
        {
          kind: 'device-bgp-peer',
          neighbor,
          asn: number(peer['remoteAs']),
          localAsn: number(peer['localAs']) ?? number(family['as']),
          isEstablished,
          stateText,
          prefixesReceived: number(peer['pfxRcd']),
          prefixesSent: number(peer['pfxSnt']),
          // `Policy` does not say for which way; what was counted does.
          lacksPolicy: isEstablished && peer['peerState'] === 'Policy' ? (number(peer['pfxRcd']) === 0 ? 'both' : 'out') : null,
        },
      ];
    });
  });
}

const readers = [routes, rules, interfaces, bgpPeers];

function recordOf(object: JsonObject, data: Data): NewRecord {
  const line: TextLine = { number: object.line, offset: object.offset, text: object.text };
  const record = hostRecord([line], data);
  return { ...record, place: { ...record.place, endLine: object.endLine } };
}

/** Whether the text begins like JSON that `ip -j`, `nft -j` or `vtysh … json` prints. */
export function isLinuxJson(head: string): 'linux-network' | 'linux-packet-filter' | 'linux-bgp' | null {
  const start = head.slice(0, 4000);
  if (!/^\uFEFF?\s*[[{]/.test(start)) return null;
  if (/^\uFEFF?\s*\{\s*"nftables"\s*:/.test(start)) return 'linux-packet-filter';
  if (/"(?:peers|peerCount)"\s*:/.test(start) && /"routerId"\s*:/.test(start)) return 'linux-bgp';
  const isLink = /"ifindex"\s*:\s*\d+/.test(start) && /"ifname"\s*:/.test(start);
  const isRoute = /"dst"\s*:\s*"[0-9a-fA-F.:/]+|"dst"\s*:\s*"default"/.test(start) && /"flags"\s*:\s*\[/.test(start);
  const isRule = /"priority"\s*:\s*\d+/.test(start) && /"src"\s*:\s*"/.test(start) && /"table"\s*:\s*"/.test(start);
  return isLink || isRoute || isRule ? 'linux-network' : null;
}

export function* readLinuxJson(lines: Iterable<TextLine>): Iterable<Parsed> {
  for (const object of readJsonObjects(lines)) {
    if (object.value === null) continue;
    const found = Array.isArray(object.value['nftables'])
      ? nftJson(object.value['nftables'])
      : readers.flatMap((read) => read(object.value!));
    for (const data of found) yield { type: 'record', record: recordOf(object, data) };
  }
}
