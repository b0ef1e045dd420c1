import type { DeviceSaData } from '#shared/model/device-config.ts';
import type { IkeTransform, TrafficSelector } from '#shared/model/ike.ts';
import { deviceSa } from '../../../device-text/device-data.ts';
import { dhGroup, transformSet } from '../names.ts';
import { address, count, find, heading, prefix } from './show-kind.ts';
import type { ShowBlock, ShowKind } from './show-kind.ts';

const ident = /^\s*(?:local|remote) +ident \(addr\/mask\/prot\/port\): \(([0-9A-Fa-f.:]{2,45})\/([\d.]{1,15})\/(\d{1,3})\/(\d{1,5})\)/;

function selector(lines: readonly string[], whose: 'local' | 'remote'): { whose: 'local' | 'remote'; selector: TrafficSelector }[] {
  const match = ident.exec(lines.find((line) => line.trimStart().startsWith(`${whose} `) && ident.test(line)) ?? '');
  const range = match === null ? null : prefix(match[1]!, match[2]!);
  if (match === null || range === null) return [];
  const [protocol, port] = [Number(match[3]), Number(match[4])];
  return [{ whose, selector: { range, protocol: protocol === 0 ? null : protocol, ports: port === 0 ? null : String(port) } }];
}

function transformsOf(lines: readonly string[]): IkeTransform[] {
  const set = find(lines, /^\s*transform: (.{3,200})$/);
  const pfs = /^\s*PFS \(Y\/N\): Y, DH group: group(\d{1,2})/.exec(lines.find((line) => line.includes('PFS (Y/N)')) ?? '');
  return [...(set === null ? [] : transformSet(set)), ...(pfs === null ? [] : [dhGroup(Number(pfs[1]))])];
}

/** `(k/sec): (4607999/83191)`, `(kB/sec): (2699423/25461)`, `(sec): 548`, `4 hours, 2 mins`. */
function remaining(lines: readonly string[]): number | null {
  const words = /remaining key lifetime (\d{1,5}) hours?, (\d{1,2}) mins?/.exec(
    lines.find((line) => line.includes('remaining key lifetime')) ?? '',
  );
  if (words !== null) return Number(words[1]) * 3600 + Number(words[2]) * 60;
  return count(find(lines, /remaining key lifetime \((?:kB?\/)?sec\): \(?(?:\d{1,15}\/)?(\d{1,10})\)?/i));
}

function spiOf(lines: readonly string[]): string | null {
  return find(lines, /current outbound spi ?: (?:0x)?([0-9A-Fa-f]{1,8})\b/);
}

function read(block: ShowBlock): readonly DeviceSaData[] {
  const { lines } = block;
  const tag = heading(block, /Crypto map tag: (\S{1,100}?),/);
  const seq = heading(block, /seq num: (\d{1,6})/);
  const isAsa = block.headings.some((line) => /local addr: /.test(line)) || lines.some((line) => /current_peer: /.test(line));
  const settings = find(lines, /in use settings ?=\{(.{0,120})\}?/) ?? '';
  const spi = spiOf(lines);
  const ends = lines.find((line) => line.includes('crypto endpt')) ?? '';
  const remote = find(lines, /remote crypto endpt\.: (\S{2,80})/);
  const own = /local crypto endpt\.: (\S{2,80}?),/.exec(ends)?.[1] ?? heading(block, /local addr:? (\S{2,80})/);
  const up = spi !== null && !/^0*$/.test(spi);
  const sa = deviceSa(isAsa ? 'cisco-asa' : 'cisco-ios', 'child', {
    name: tag === null ? heading(block, /^\s*interface: (\S{1,100})/) : seq === null ? tag : `${tag} ${seq}`,
    local: address(own),
    peer: address(find(lines, /current_peer:? (\S{2,80})/)) ?? address(remote),
    state: up ? 'up' : spi === null ? null : 'down',
    stateText: find(lines, /^\s*(?:Status|SA State): (\w{1,20})/),
    version: /IKEv2/i.test(settings) ? 2 : /IKEv1/i.test(settings) ? 1 : null,
    isInitiator: /initiator : True/i.test(lines.join('\n')) ? true : /initiator : False/i.test(lines.join('\n')) ? false : null,
    transforms: transformsOf(lines),
    selectors: [...selector(lines, 'local'), ...selector(lines, 'remote')],
    packetsOut: count(find(lines, /#pkts encaps: (\d{1,15})/)),
    packetsIn: count(find(lines, /#pkts decaps: (\d{1,15})/)),
    remainingSeconds: remaining(lines),
  });
  return [sa];
}

/** `show crypto ipsec sa` of IOS, IOS-XE and ASA, with `detail` or without: one block for each pair of selectors. */
export const ipsecSa: ShowKind = {
  begins: /^\s*interface: \S|^\s*Crypto map tag: \S/,
  opens: /^\s*local +ident \(addr\/mask\/prot\/port\):/,
  holds:
    /^\s*(?:interface:|Crypto map tag:|access-list |protected vrf|remote +ident|current_peer|dynamic |PERMIT|DENY|#|local crypto|remote crypto|plaintext mtu|path mtu|PMTU|ICMP|TFC|current (?:out|in)bound|PFS|FPS|(?:in|out)bound (?:esp|ah|pcp)|spi:|SA State|transform:|in use|slot:|conn id|sa timing|Kilobyte|ekey|IV size|replay|Status|Anti replay|0x[0-9A-F]|IPsecv6|media mtu|\(|\d)/,
  read: (block) => ({ sas: read(block) }),
};
