import type { DeviceSaData } from '#shared/model/device-config.ts';
import type { TrafficSelector } from '#shared/model/ike.ts';
import { deviceSa } from '../../../device-text/device-data.ts';
import { address, count, find, prefix, seconds, stateOf } from './show-kind.ts';
import type { ShowBlock, ShowKind } from './show-kind.ts';

/** `UP-ACTIVE`, `UP-IDLE`, `DOWN-NEGOTIATING`, `DOWN`: the words of IOS for the whole session. */
function sessionState(text: string | null): 'up' | 'connecting' | 'down' | null {
  if (text === null) return null;
  if (text.startsWith('UP')) return 'up';
  return text === 'DOWN' ? 'down' : 'connecting';
}

type Part = { readonly first: string; readonly rest: string[] };

/** Lines of a session by the IKE SA or the flow that they stand under. */
function partsOf(lines: readonly string[], opens: RegExp): Part[] {
  const parts: Part[] = [];
  let open: Part | null = null;
  for (const line of lines) {
    if (opens.test(line)) {
      open = { first: line, rest: [] };
      parts.push(open);
    } else if (/^\s*(?:IKE(?:v[12])? SA:|IPSEC FLOW:|Session ID)/.test(line)) open = null;
    else open?.rest.push(line);
  }
  return parts;
}

const ikeLine = /^\s*IKE(?:v([12]))? SA: local (\S{2,60}) remote (\S{2,60}) (Active|Inactive)/;
const protocols: Readonly<Record<string, number | null>> = { ip: null, tcp: 6, udp: 17, gre: 47, icmp: 1, esp: 50, ipv6: null };

function protocolOf(word: string): number | null {
  return /^\d{1,3}$/.test(word) ? Number(word) : (protocols[word.toLowerCase()] ?? null);
}

/** `host 10.1.1.4 host 10.1.1.3`, `10.0.0.0/255.0.0.0 0.0.0.0/0.0.0.0`, `ipv6 ::/0 ::/0`. */
function selectors(flow: string): DeviceSaData['selectors'] {
  const match = /permit (\S{1,8}) {1,6}(host \S{2,45}|\S{1,45}\/\S{1,45}) (?:port \d{1,5} )?(host \S{2,45}|\S{1,45}\/\S{1,45})/.exec(flow);
  if (match === null) return [];
  const protocol = protocolOf(match[1]!);
  return [match[2]!, match[3]!].flatMap((side, i): { whose: 'local' | 'remote'; selector: TrafficSelector }[] => {
    const host = /^host (\S+)$/.exec(side)?.[1] ?? null;
    const [network, mask] = side.split('/');
    const range = host === null ? prefix(network ?? '', mask ?? '') : `${host}/${host.includes(':') ? 128 : 32}`;
    return range === null ? [] : [{ whose: i === 0 ? 'local' : 'remote', selector: { range, protocol, ports: null } }];
  });
}

function ikeSas(lines: readonly string[], name: string | null): DeviceSaData[] {
  return partsOf(lines, ikeLine).flatMap(({ first, rest }) => {
    const match = ikeLine.exec(first);
    if (match === null) return [];
    const word = match[4]!;
    const version = match[1] === '2' ? 2 : 1;
    const life = seconds(find(rest, /lifetime:(\S{1,20})/));
    const known = { name, local: address(match[2]!), peer: address(match[3]!), state: stateOf(word), stateText: word };
    return [deviceSa('cisco-ios', 'ike', { ...known, version, remainingSeconds: life === 0 ? null : life })];
  });
}

/** Sessions of one peer share their ends; a flow has no addresses of its own. */
function flows(lines: readonly string[], name: string | null): DeviceSaData[] {
  const status = find(lines, /^\s*Session status: (\S{2,30})/);
  const ike = ikeLine.exec(lines.find((line) => ikeLine.test(line)) ?? '');
  const peer = ike === null ? address(find(lines, /^\s*Peer: (\S{2,60})/)) : address(ike[3]!);
  return partsOf(lines, /^\s*IPSEC FLOW: /).map(({ first, rest }) => {
    const active = count(find(rest, /Active SAs: (\d{1,6})/));
    const life = count(find(rest, /life \(KB\/Sec\) (?:[\w ]{1,30})\/(\d{1,10})/));
    return deviceSa('cisco-ios', 'child', {
      name,
      local: ike === null ? null : address(ike[2]!),
      peer,
      state: active === 0 ? (sessionState(status) === 'up' ? 'down' : sessionState(status)) : sessionState(status),
      stateText: status,
      version: ike?.[1] === '2' ? 2 : ike === null ? null : 1,
      selectors: selectors(first),
      packetsIn: count(find(rest, /#pkts dec'ed (\d{1,15})/)),
      packetsOut: count(find(rest, /#pkts enc'ed (\d{1,15})/)),
      remainingSeconds: life === 0 ? null : life,
    });
  });
}

/** IOS breaks the line between two addresses of IPv6. */
function joined(lines: readonly string[]): string[] {
  return lines.reduce<string[]>((sum, line) => {
    const last = sum.at(-1);
    if (last === undefined || !/SA: local \S{2,60}\s*$/.test(last) || !/^\s*remote /.test(line)) return [...sum, line];
    return [...sum.slice(0, -1), `${last.trimEnd()} ${line.trim()}`];
  }, []);
}

function read(block: ShowBlock): readonly DeviceSaData[] {
  const lines = joined(block.lines);
  const name = find(lines, /^\s*Interface: (\S{1,100})/);
  return [...ikeSas(lines, name), ...flows(lines, name)];
}

/** `show crypto session [detail]` of IOS and IOS-XE: one block for each interface and peer. */
export const cryptoSession: ShowKind = {
  begins: /^\s*Crypto session current status|^\s*Interface: \S{1,100}\s*$/,
  opens: /^\s*Interface: \S/,
  holds:
    /^\s*(?:Crypto session|Code:|[KXRS] - |Username|Profile|Group|Assigned|Uptime|Session status|Peer:|Desc:|Phase1_id|Session ID|IKE|IPSEC FLOW|Active SAs|Inbound|Outbound|Capabilities|fvrf|ivrf|remote |System IP)/,
  read: (block) => ({ sas: read(block) }),
};
