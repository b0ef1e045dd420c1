import type { Format, Parsed, Sample, TextLine } from '../../format.ts';
import type { DeviceReader } from '../../device-text/readers.ts';
import { readDeviceText } from '../../device-text/readers.ts';
import { bgpNeighborReader, bgpSummaryReader, frrRouteReader } from './frr.ts';
import { ipAddressReader } from './ip-address.ts';
import { ipRouteReader } from './ip-route.ts';
import { ipRuleReader } from './ip-rule.ts';
import { ipXfrmReader } from './ip-xfrm.ts';
import { iptablesListReader } from './iptables-list.ts';
import { iptablesSaveReader } from './iptables-save.ts';
import { isLinuxJson, readLinuxJson } from './json.ts';
import { nftTextReader } from './nft-text.ts';
import { sysctlReader, systemctlReader } from './system.ts';

/** Which format a text is of, by what stands in it most. */
export type LinuxFamily = 'linux-network' | 'linux-packet-filter' | 'linux-system' | 'linux-bgp';

const families: readonly { readonly family: LinuxFamily; readonly make: () => DeviceReader }[] = [
  { family: 'linux-packet-filter', make: nftTextReader },
  { family: 'linux-packet-filter', make: iptablesSaveReader },
  { family: 'linux-packet-filter', make: iptablesListReader },
  { family: 'linux-network', make: ipAddressReader },
  { family: 'linux-network', make: ipXfrmReader },
  { family: 'linux-network', make: ipRuleReader },
  { family: 'linux-network', make: ipRouteReader },
  { family: 'linux-system', make: sysctlReader },
  { family: 'linux-system', make: systemctlReader },
  { family: 'linux-bgp', make: bgpSummaryReader },
  { family: 'linux-bgp', make: bgpNeighborReader },
  { family: 'linux-bgp', make: frrRouteReader },
];

/**
 * Reads everything that the Linux formats of this folder know, in one text: a log of a terminal often holds routes, rules and lists of
 * the packet filter one after another.
 */
export function readLinuxText(lines: () => Iterable<TextLine>): Iterable<Parsed> {
  for (const first of lines()) {
    if (first.text.trim() === '') continue;
    return isLinuxJson(first.text) !== null || /^\uFEFF?\s*[[{]/.test(first.text)
      ? readLinuxJson(lines())
      : readDeviceText(
          lines(),
          families.map(({ make }) => make()),
        );
  }
  return [];
}

const sampledLines = 600;
/** Cheap sign that a text may hold anything of this folder, so that the lines of foreign texts are not tried one by one. */
const promising =
  /^\d{1,10}:\s+(?:not )?from |^(?:default|[\da-f.:/]{7,43}) (?:via|dev|proto) |^\d{1,10}: \S+: <[A-Z_,-]*>|^src \S+ dst |^Chain \S+ \(|^\*(?:filter|nat|mangle|raw)\r?$|^-[PNA] (?:INPUT|FORWARD|OUTPUT|PREROUTING|POSTROUTING) |^[ \t]{0,40}table (?:ip|ip6|inet) \S+ \{|^(?:net|kernel|vm)\.\S+ = |^[ \t]{1,40}Loaded: (?:loaded|not-found|masked) |^Neighbor\s+V\s+AS|^BGP neighbor is |^Codes: K - kernel route/m;

type Judged = { readonly family: LinuxFamily; readonly score: number };
const known = new WeakMap<Sample, Judged | null>();

/** Half of the lines are of known shapes: 0.85. A tenth, among others: 0.6, so that a format that knows its own text goes before. */
function judge(text: string): Judged | null {
  const json = isLinuxJson(text);
  if (json !== null) return { family: json, score: 0.85 };
  if (!promising.test(text)) return null;
  const lines = text.split(/\r\n|\n|\r/, sampledLines).map((line, i): TextLine => ({ number: i + 1, offset: 0, text: line }));
  const filled = lines.filter((line) => line.text.trim() !== '');
  const taken = families.map(({ family, make }) => {
    const reader = make();
    let records = 0;
    const own = filled.filter((line) => {
      const read = reader.take(line);
      if (read === null) records += reader.close?.().length ?? 0;
      records += read?.length ?? 0;
      return read !== null;
    }).length;
    records += (reader.close?.().length ?? 0) + (reader.finish?.().length ?? 0);
    return { family, lines: records === 0 ? 0 : own };
  });
  const all = taken.reduce((sum, { lines: count }) => sum + count, 0);
  const most = taken.toSorted((a, b) => b.lines - a.lines)[0];
  if (most === undefined || all === 0) return null;
  if (all * 2 >= filled.length) return { family: most.family, score: 0.85 };
  return all * 10 >= filled.length && all >= 3 ? { family: most.family, score: 0.6 } : null;
}

/** A format of this folder: one of the families of what Linux hosts print. */
export function linuxFormat(id: LinuxFamily): Format {
  return {
    id,
    detect: (sample) => {
      if (sample.text === null) return 0;
      const judged = known.has(sample) ? known.get(sample) : judge(sample.text);
      known.set(sample, judged ?? null);
      return judged?.family === id ? judged.score : 0;
    },
    parse: (input) => readLinuxText(input.lines),
  };
}
