import type { DeviceBgpPeerData } from '#shared/model/host-state.ts';
import type { RouteData } from '#shared/model/record-data.ts';
import type { NewRecord, TextLine } from '../../format.ts';
import type { DeviceReader } from '../../device-text/readers.ts';
import { maxBlockLines } from '../../device-text/readers.ts';
import { hostRecord } from './record.ts';
import { isAddress } from './words.ts';

const heading = /^Neighbor\s+V\s+AS\s+MsgRcvd\s+MsgSent\s+TblVer\s+InQ\s+OutQ\s+Up\/Down\s+State\/PfxRcd(?:\s+PfxSnt(?:\s+Desc)?)?\s*$/;
const row = /^(\S{1,64})\s+(4)\s+(\d{1,10}|\d{1,5}\.\d{1,5})\s+\d+\s+\d+\s+\d+\s+\d+\s+\d+\s+(\S{1,20})\s+(\S.{0,200})$/;
/** Words for states of a session that stands not (RFC 4271, 8.2.2); in brackets what the peer is held by. */
const state = /^((?:Idle|Connect|Active|OpenSent|OpenConfirm|Clearing|Deleted|NoNeg)(?: \([\w ]{1,20}\))?)/;

function asnOf(text: string | undefined): number | null {
  const dotted = /^(\d{1,5})\.(\d{1,5})$/.exec(text ?? '');
  if (dotted !== null) return Number(dotted[1]) * 65_536 + Number(dotted[2]);
  return /^\d{1,10}$/.test(text ?? '') ? Number(text) : null;
}

type Counts = Pick<DeviceBgpPeerData, 'isEstablished' | 'stateText' | 'prefixesReceived' | 'prefixesSent' | 'lacksPolicy'>;

function prefixCount(word: string | undefined): number | null {
  if (word === '(Policy)') return 0;
  return /^\d{1,9}$/.test(word ?? '') ? Number(word) : null;
}

/** The last columns: a state and a count, or two counts; `(Policy)` stands where RFC 8212 lets nothing pass. */
function countsOf(text: string): Counts {
  const down = state.exec(text)?.[1];
  if (down !== undefined) return { isEstablished: false, stateText: down, prefixesReceived: 0, prefixesSent: 0, lacksPolicy: null };
  const [received, sent] = text.split(/\s+/);
  const [into, out] = [received === '(Policy)', sent === '(Policy)'];
  return {
    isEstablished: true,
    stateText: 'Established',
    prefixesReceived: prefixCount(received),
    prefixesSent: prefixCount(sent),
    lacksPolicy: into && out ? 'both' : into ? 'in' : out ? 'out' : null,
  };
}

/** `show bgp summary`, `show ip bgp summary` of FRR and Quagga. */
export function bgpSummaryReader(): DeviceReader {
  let localAsn: number | null = null;
  let isOpen = false;
  const take = (line: TextLine): readonly NewRecord[] | null => {
    if (line.text.length > 500) return null;
    const text = line.text.trimEnd();
    const own = /^BGP router identifier \S{1,40}, local AS number (\S{1,12})\b/.exec(text)?.[1];
    if (own !== undefined) {
      localAsn = asnOf(own);
      return [];
    }
    if (
      /^(?:\S+ \S+ Summary(?: \(.{1,60}\))?:|BGP table version \d+$|RIB entries \d|Peers \d{1,9}, using|Peer groups \d|Total number of neighbors \d)/.test(
        text,
      )
    ) {
      if (text.startsWith('Total')) isOpen = false;
      return [];
    }
    if (heading.test(text)) {
      isOpen = true;
      return [];
    }
    const match = isOpen ? row.exec(text) : null;
    if (match === null) return null;
    return [hostRecord([line], { kind: 'device-bgp-peer', neighbor: match[1]!, asn: asnOf(match[3]), localAsn, ...countsOf(match[5]!) })];
  };
  return { take };
}

const neighborHead = /^BGP neighbor is (\S{1,64}), remote AS (\S{1,12}), local AS (\S{1,12})\b/;

function neighborOf(lines: readonly TextLine[]): DeviceBgpPeerData | null {
  const head = neighborHead.exec(lines[0]!.text);
  const said = (pattern: RegExp): string | undefined =>
    lines.map((l) => pattern.exec(l.text.slice(0, 300))?.[1]).find((m) => m !== undefined);
  const word = said(/^\s+BGP state = ([A-Za-z]{4,12}(?: \([\w ]{1,20}\))?)/);
  if (head === null || word === undefined) return null;
  const accepted = said(/^\s+(\d{1,9}) accepted prefixes/);
  const [into, out] = ['Inbound', 'Outbound'].map((way) =>
    said(new RegExp(String.raw`^\s+(${way} updates discarded due to missing policy)`)),
  );
  return {
    kind: 'device-bgp-peer',
    neighbor: head[1]!,
    asn: asnOf(head[2]),
    localAsn: asnOf(head[3]),
    isEstablished: word === 'Established',
    stateText: word,
    prefixesReceived: accepted === undefined ? null : Number(accepted),
    prefixesSent: out === undefined ? null : 0,
    lacksPolicy: word !== 'Established' ? null : into && out ? 'both' : into ? 'in' : out ? 'out' : null,
  };
}

/** `show bgp neighbors` of FRR: a block for each neighbour. */
export function bgpNeighborReader(): DeviceReader {
  let lines: TextLine[] = [];
  const close = (): readonly NewRecord[] => {
    const [first, ...more] = lines;
    const data = first === undefined ? null : neighborOf(lines);
    lines = [];
    return first === undefined || data === null ? [] : [hostRecord([first, ...more], data)];
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    if (neighborHead.test(line.text.slice(0, 300))) {
      const before = close();
      lines = [line];
      return before;
    }
    // Some lines of a neighbour stand at the margin: `Local host: …`, `Nexthop: …`, `Read thread: …`.
    const goesOn =
      /^\s|^(?:Hostname|Local host|Foreign host|Nexthop(?: \w+)?|BGP [Cc]onnect\w*(?: \w+)*|Peer Authentication|Read thread|Next \w+ timer|Member of|Estimated)\b/;
    if (lines.length === 0 || lines.length >= maxBlockLines || !goesOn.test(line.text)) return null;
    lines.push(line);
    return [];
  };
  return { take, close };
}

const routeLine =
  /^([KCSRLOIBENTvVAFft])(?:\s?\w{2})?\s?(>?)(\*?)([qrbto]?)\s{1,4}(\S{3,64}\/\d{1,3})\s+(?:\[\d{1,3}\/(\d{1,10})\]\s+)?(.{1,300})$/;
const legend = /^(?:Codes: K - kernel|\s{7}[A-Za-z>] - |\s{7}[a-z] - )/;

function routeOf(match: RegExpExecArray): RouteData {
  const rest = match[7]!;
  const via = /(?:^|\s)via (\S{1,64}?),/.exec(rest)?.[1];
  const dev = /(?:directly connected, |via \S{1,64}, )([^\s,]{1,64})/.exec(rest)?.[1];
  const isConnected = match[1] === 'C' || match[1] === 'L';
  const isDiscarded = /unreachable|blackhole|prohibit|Null0|reject/.test(rest);
  return {
    kind: 'route',
    prefix: match[5]!,
    nextHop: isAddress(via) ? via : null,
    interfaceName: dev ?? null,
    metric: match[6] === undefined ? null : Number(match[6]),
    persistent: null,
    ...(match[1] === 'L' ? { fate: 'local' as const } : isDiscarded ? { fate: 'discarded' as const } : {}),
    ...(isConnected ? { isConnected: true } : {}),
  };
}

/** `show ip route` of FRR; only routes that are in use (`*`) are routes of the host, the others stay lines. */
export function frrRouteReader(): DeviceReader {
  return {
    take: (line) => {
      if (line.text.length > 500) return null;
      if (legend.test(line.text)) return [];
      const match = routeLine.exec(line.text.trimEnd());
      return match === null || match[3] !== '*' ? null : [hostRecord([line], routeOf(match))];
    },
  };
}
