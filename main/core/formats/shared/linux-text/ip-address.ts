import type { NetworkInterfaceData } from '#shared/model/host-state.ts';
import type { NewRecord, TextLine } from '../../format.ts';
import type { DeviceReader } from '../../device-text/readers.ts';
import { maxBlockLines } from '../../device-text/readers.ts';
import { hostRecord } from './record.ts';
import { idOf, isAddress } from './words.ts';

const head = /^\d{1,10}: ([^\s:@]{1,64})(?:@[^\s:]{1,64})?: <([A-Z_,-]{0,300})>(?: (.*))?$/;
const maxAddresses = 200;

type Known = { -readonly [K in keyof NetworkInterfaceData]: NetworkInterfaceData[K] };

export function newInterface(name: string): Known {
  return {
    kind: 'network-interface',
    system: 'linux',
    name,
    tunnel: null,
    id: null,
    local: null,
    remote: null,
    isUp: null,
    mtu: null,
    addresses: [],
    forwards: null,
  };
}

const tunnels: Readonly<Record<string, NetworkInterfaceData['tunnel']>> = {
  vti: 'vti',
  vti6: 'vti',
  xfrm: 'xfrm',
  gre: 'gre',
  ip6gre: 'gre',
  ipip: 'ipip',
  tun: 'tun',
};

/** The kind of a tunnel by the word that iproute2 has for it (`ip -d link`, `linkinfo.info_kind`); null for a link that is none. */
export function tunnelKind(word: string | undefined): NetworkInterfaceData['tunnel'] {
  return tunnels[word ?? ''] ?? null;
}

/** Packets go nowhere through a link that is set down, or whose cable is out. A tunnel has no state of its own (`UNKNOWN`). */
export function isLinkUp(flags: readonly string[]): boolean {
  return flags.includes('UP') && !flags.includes('NO-CARRIER');
}

function readDetail(text: string, known: Known): void {
  const [first, second, ...rest] = text.trim().split(/\s+/);
  if (first === undefined || second === undefined) return;
  if (first === 'inet' || first === 'inet6') {
    if (isAddress(second) && known.addresses.length < maxAddresses) known.addresses = [...known.addresses, second];
    return;
  }
  const after = (word: string): string | undefined => [second, ...rest][[second, ...rest].indexOf(word) + 1];
  const has = (word: string): boolean => second === word || rest.includes(word);
  const kind = tunnelKind(first);
  if (kind === null) return;
  known.tunnel = kind;
  if (has('if_id')) known.id = idOf(after('if_id'));
  if (has('okey')) known.id = idOf(after('okey'));
  if (has('local')) known.local = after('local') ?? null;
  if (has('remote')) known.remote = after('remote') ?? null;
}

/** `ip address` and `ip link`, with `-d` also what kind of tunnel an interface is. */
export function ipAddressReader(): DeviceReader {
  let lines: TextLine[] = [];
  let known: Known | null = null;
  const close = (): readonly NewRecord[] => {
    const [first, ...more] = lines;
    const done = known === null || first === undefined ? [] : [hostRecord([first, ...more], known)];
    [lines, known] = [[], null];
    return done;
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    const match = line.text.length > 2000 ? null : head.exec(line.text.trimEnd());
    if (match !== null) {
      const before = close();
      const mtu = /\bmtu (\d{1,6})\b/.exec(match[3] ?? '')?.[1];
      known = { ...newInterface(match[1]!), isUp: isLinkUp(match[2]!.split(',')), mtu: mtu === undefined ? null : Number(mtu) };
      lines = [line];
      return before;
    }
    if (known === null || !/^\s/.test(line.text) || line.text.length > 2000 || lines.length >= maxBlockLines) return null;
    lines.push(line);
    readDetail(line.text, known);
    return [];
  };
  return { take, close };
}
