import type { Fact } from '#shared/model/fact.ts';
import type { TcpProbeData } from '#shared/model/record-data.ts';
import type { Cite, Extractor, PlacedRecord } from './extractor.ts';
import { citeLines, observedExtractor } from './observed.ts';

/** The line with the loss: every language of ping writes `(n%`, PsPing likewise; Test-NetConnection has property names. */
const lossLine = /\(\s{0,4}\d{1,3}(?:[.,]\d{1,9})?\s{0,4}%|\d% packet loss|TcpTestSucceeded/;
const refusedLine = /\brefused\b/i;

/** PsPing and tcping are English in every Windows; a connection refused by the host proves that the path works. */
function countRefused(data: TcpProbeData, record: PlacedRecord): number {
  if (data.refused !== undefined) return data.refused;
  const lines = record.text.split('\n').filter((line) => refusedLine.test(line) && !/warmup/i.test(line));
  return Math.max(0, Math.min(lines.length, data.sent - data.received));
}

function observe(record: PlacedRecord, cite: Cite): Fact | null {
  const d = record.data;
  switch (d.kind) {
    case 'tcp-probe': {
      const refused = countRefused(d, record);
      return { ...d, refused, citations: citeLines(record, [refused > 0 ? refusedLine : null, lossLine], cite) };
    }
    case 'icmp-probe':
      return { ...d, citations: citeLines(record, [lossLine, /PingSucceeded/], cite) };
    case 'traceroute': {
      const farthest = d.hops.findLast((hop) => hop.address !== null)?.address ?? '';
      // The command and the heading name the target too; a hop's line begins with its number.
      const hopLine = (line: string): boolean => farthest !== '' && /^\s*\d+\s/.test(line) && line.includes(farthest);
      return { ...d, citations: citeLines(record, [hopLine, d.host], cite).slice(0, 1) };
    }
    case 'ike-probe':
      return { ...d, citations: citeLines(record, [/^Result: /, /^Port: /], cite).slice(0, 2) };
    case 'health-probe':
      return { ...d, citations: citeLines(record, [/^Result: /, /^Body: /], cite).slice(0, 2) };
    case 'dns-probe':
      return { ...d, citations: citeLines(record, [/^Answer: system /, /^Answer: (?!system )/, /^Result: /], cite).slice(0, 2) };
    case 'path-mtu-probe':
      return { ...d, citations: citeLines(record, [/^Path MTU: /, /^Result: /], cite).slice(0, 1) };
    case 'clock-probe':
      return { ...d, citations: citeLines(record, [/^Offset: /, /^Result: /], cite).slice(0, 1) };
    default:
      return null;
  }
}

/** Reachability tests: each run is a fact that cites its statistics. */
export const extractor: Extractor = observedExtractor(
  'probes',
  ['tcp-probe', 'icmp-probe', 'traceroute', 'ike-probe', 'health-probe', 'dns-probe', 'path-mtu-probe', 'clock-probe'],
  observe,
);
