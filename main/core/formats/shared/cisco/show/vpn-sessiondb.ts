import type { DeviceSaData } from '#shared/model/device-config.ts';
import type { IkeTransform, TrafficSelector } from '#shared/model/ike.ts';
import { deviceSa } from '../../../device-text/device-data.ts';
import { authentication, dhGroup, encryption, integrity, isCombined, lifetime, prf } from '../names.ts';
import { count, prefix } from './show-kind.ts';
import type { ShowBlock, ShowFound, ShowKind } from './show-kind.ts';

/** Labels of a block, two on a line: `Bytes Tx     : 48484156               Bytes Rx     : 875049248`. */
function fields(lines: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of lines) {
    for (const match of line
      .slice(0, 300)
      .matchAll(/([A-Z][\w/() -]{1,20}?)\s{0,10}: {1,2}(\S.{0,80}?)(?=\s{2,}[A-Z][\w/() -]{1,20}\s{0,10}: |\s*$)/g)) {
      if (!found.has(match[1]!)) found.set(match[1]!, match[2]!.trim());
    }
  }
  return found;
}

function digits(text: string | undefined): number | null {
  return count(/^\d{1,15}/.exec(text ?? '')?.[0] ?? null);
}

/** `10.0.0.0/255.0.0.0/0/0` or without protocol and port. */
function selector(text: string | undefined, whose: 'local' | 'remote'): { whose: 'local' | 'remote'; selector: TrafficSelector }[] {
  const [network, mask, protocol, port] = (text ?? '').split('/');
  const range = network === undefined || mask === undefined ? null : prefix(network, mask);
  if (range === null) return [];
  const ports = port === undefined || port === '0' ? null : port;
  return [{ whose, selector: { range, protocol: protocol === undefined || protocol === '0' ? null : Number(protocol), ports } }];
}

/** A cipher that protects the integrity too has none beside it. */
function algorithms(cipher: string | null, hash: string | null): IkeTransform[] {
  const encrypted = cipher === null ? null : encryption(cipher);
  const combined = encrypted !== null && isCombined(encrypted.name);
  return [...(encrypted === null ? [] : [encrypted]), ...(hash === null || combined ? [] : [integrity(hash)])];
}

function transforms(found: ReadonlyMap<string, string>): IkeTransform[] {
  const [cipher, hash, pseudo, group, pfs] = ['Encryption', 'Hashing', 'PRF', 'D/H Group', 'PFS Group'].map((name) => found.get(name));
  const method = found.get('Auth Mode') ?? found.get('Rem Auth Mode');
  const life = digits(found.get('Rekey Int (T)'));
  const number = digits(group) ?? digits(pfs);
  return [
    ...algorithms(cipher ?? null, hash ?? null),
    ...(pseudo === undefined ? [] : [prf(pseudo)]),
    ...(method === undefined ? [] : [authentication(method)]),
    ...(number === null ? [] : [dhGroup(number)]),
    ...(life === null ? [] : [lifetime(life)]),
  ];
}

function versionOf(found: ReadonlyMap<string, string>): 1 | 2 | null {
  const text = found.get('Protocol') ?? '';
  if (/IKEv2/.test(text)) return 2;
  return /IKEv1|^IKE\b|IPSecLAN2LAN/i.test(text) ? 1 : null;
}

/** `Encryption : IKEv2: (1)AES256  IPsec: (2)AES256`: the part of one protocol. */
function partOf(text: string | undefined, name: RegExp): string | null {
  const match = new RegExp(String.raw`${name.source}: {0,2}\(\d{1,4}\)(\S{2,20})`).exec(text ?? '');
  return match?.[1] ?? null;
}

function summary(lines: readonly string[], found: ReadonlyMap<string, string>): ShowFound {
  const peer = found.get('IP Addr') ?? null;
  if (peer === null || !found.has('Index')) return { sas: [] };
  const version = versionOf(found);
  const name = found.get('Connection') || null;
  const both = (pattern: RegExp): IkeTransform[] =>
    algorithms(partOf(found.get('Encryption'), pattern), partOf(found.get('Hashing'), pattern));
  const common = { name, peer, version, state: 'up' as const };
  const ike = deviceSa('cisco-asa', 'ike', { ...common, transforms: both(/IKE(?:v[12])?/) });
  // The detailed listing goes on with each tunnel by itself.
  if (lines.some((line) => /^\s*(?:IKE|IPsec)\w{0,12} (?:Sessions|Tunnels): [1-9]/i.test(line))) return { sas: [], context: ike };
  const bytes = { bytesIn: digits(found.get('Bytes Rx')), bytesOut: digits(found.get('Bytes Tx')) };
  return { sas: [ike, deviceSa('cisco-asa', 'child', { ...common, transforms: both(/IPsec\w{0,10}/), ...bytes })] };
}

/** A tunnel of the detailed listing, under the session that the summary told. */
function tunnel(block: ShowBlock, found: ReadonlyMap<string, string>): DeviceSaData[] {
  const { previous } = block;
  const isChild = /^\s*IPsec/i.test(block.lines[0] ?? '');
  const left = digits(found.get('Rekey Left(T)'));
  const known = {
    name: previous?.name ?? null,
    peer: previous?.peer ?? null,
    version: previous?.version ?? null,
    state: 'up' as const,
    transforms: transforms(found),
    remainingSeconds: left,
  };
  if (!isChild) return [deviceSa('cisco-asa', 'ike', known)];
  return [
    deviceSa('cisco-asa', 'child', {
      ...known,
      selectors: [...selector(found.get('Local Addr'), 'local'), ...selector(found.get('Remote Addr'), 'remote')],
      bytesIn: digits(found.get('Bytes Rx')),
      bytesOut: digits(found.get('Bytes Tx')),
      packetsIn: digits(found.get('Pkts Rx')),
      packetsOut: digits(found.get('Pkts Tx')),
    }),
  ];
}

function read(block: ShowBlock): ShowFound {
  const found = fields(block.lines);
  return /^\s*Connection\s/.test(block.lines[0] ?? '') ? summary(block.lines, found) : { sas: tunnel(block, found) };
}

/** `show vpn-sessiondb l2l` and `show vpn-sessiondb detail l2l` of ASA. */
export const vpnSessiondb: ShowKind = {
  begins: /^\s*Session Type: (?:LAN-to-LAN|Site-to-Site)|^\s*Connection {1,8}:(?: |$)/,
  opens: /^\s*Connection {1,8}:(?: |$)|^\s*(?:IKE|IKEv[12]|IPsec|IPSec|IPsecOverNatT|IPSecOverNatT):\s*$/,
  holds: /^\s*[A-Z][\w/() -]{0,24}:(?: |$)/,
  read,
};
