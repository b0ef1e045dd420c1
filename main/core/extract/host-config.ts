import type { Citation } from '#shared/model/analysis.ts';
import type { Fact } from '#shared/model/fact.ts';
import type { RrasInterfaceData } from '#shared/model/record-data.ts';
import type { Cite, Extractor, PlacedRecord } from './extractor.ts';
import { citeLines, observedExtractor } from './observed.ts';
import type { Marks } from './observed.ts';

function interfaceMarks(data: RrasInterfaceData): Marks {
  return [
    /^\W*ConnectionState/i,
    data.destinations[0] ?? null,
    /^\W*LastError/i,
    /^\W*Protocol\b/i,
    /^\W*DHGroup/i,
    /^\W*PfsGroup/i,
    /^\W*EncryptionMethod/i,
    /^\W*CipherTransform/i,
    /^\W*CustomPolicy/i,
    /^\W*IPv4Subnet/i,
    /^\W*IdleDisconnect/i,
    /^\W*SALifeTime/i,
    /^\W*SADataSize/i,
  ];
}

function observe(record: PlacedRecord, cite: Cite): Fact | null {
  const d = record.data;
  const by = (...marks: Marks): Citation[] => citeLines(record, marks, cite);
  switch (d.kind) {
    case 'rras-interface':
      return { ...d, citations: by(...interfaceMarks(d)) };
    case 'rras-server':
      return { ...d, citations: by(/^\W*CustomPolicy/i, /^\W*EncryptionType/i, /^\W*DHGroup/i, /^\W*PfsGroup/i) };
    case 'device-tunnel':
      return { ...d, citations: citeLines(record, [d.name, ...d.peers, /proposal|encryption|transform|crypto|phase/i], cite) };
    case 'device-sa':
      return { ...d, citations: by(d.peer, d.stateText) };
    case 'route':
      return { ...d, citations: by(d.prefix.split('/')[0] ?? null) };
    case 'firewall-rule':
      return { ...d, citations: by(d.name) };
    case 'firewall-profile':
      return { ...d, citations: by(d.profile) };
    default:
      return null;
  }
}

/** Settings of the Windows host: RRAS interfaces and server, routes, firewall. Property names of cmdlets are not translated. */
export const extractor: Extractor = observedExtractor(
  'host-config',
  ['rras-interface', 'rras-server', 'device-tunnel', 'device-sa', 'route', 'firewall-rule', 'firewall-profile'],
  observe,
);
