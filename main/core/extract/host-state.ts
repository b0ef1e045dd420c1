import type { Citation } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { Cite, Extractor, PlacedRecord } from './extractor.ts';
import { citeLines, observedExtractor } from './observed.ts';
import type { Marks } from './observed.ts';

/** What a VPN device or host says about its own network: each record is a fact. */
function observe(record: PlacedRecord, cite: Cite): Fact | null {
  const d = record.data;
  const by = (...marks: Marks): Citation[] => citeLines(record, marks, cite);
  switch (d.kind) {
    case 'network-interface':
      return { ...d, citations: by(d.name, d.addresses[0] ?? null) };
    case 'ipsec-policy':
      return { ...d, citations: by(d.destination, d.remote) };
    case 'kernel-sa':
      return { ...d, citations: by(d.destination, /\(packets\)/) };
    case 'service-state':
      return { ...d, citations: by(d.service, /^\W*(?:Active|Status)\b/) };
    case 'device-bgp-peer':
      return { ...d, citations: by(d.neighbor, /BGP state/, /missing policy/) };
    case 'routing-rule':
    case 'kernel-setting':
    case 'filter-chain':
    case 'filter-rule':
      return { ...d, citations: [cite(record)] };
    default:
      return null;
  }
}

const kinds = [
  'network-interface',
  'routing-rule',
  'ipsec-policy',
  'kernel-sa',
  'kernel-setting',
  'service-state',
  'filter-chain',
  'filter-rule',
  'device-bgp-peer',
] as const;

export const extractor: Extractor = observedExtractor('host-state', kinds, observe);
