import { message } from '#shared/model/message.ts';
import type { RecordTime } from '#shared/model/record.ts';
import type { Format, Parsed, ParseInput, Sample, TextLine } from '../format.ts';
import { rejected } from '../shared/parsed.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';
import { cutXmlElements } from '../shared/xml-elements.ts';
import type { XmlElementText } from '../shared/xml-elements.ts';
import { readXmlTree } from '../shared/xml-tree.ts';
import { readNetEvent } from './net-event.ts';
import { readSa } from './security-associations.ts';

const root = /<(?:wfpstate|wfpdiag|netEvents)(?=[\s>])/;
/** Lists hold `item`; a capture (`wfpdiag.xml`) has events called `netEvent`. */
const unit = '(?:item|netEvent)';
const netEvent = /<(?:ike[MQE]mFailure|classifyDrop|ipsecDrop)>/;
const securityAssociation = /<(?:ikeTraffic|saBundle)>/;

/** A drop says of most packets of a host that they are no IKE, ESP or AH; its tree need not be read to see that. */
const foreignDrop = /<classifyDrop>/;
const vpnPacket = /<(?:local|remote)Port>(?:4?500)<|<ipProtocol>5[01]</;

/** What stands about the units: filters are counted line by line, as one list of them may be larger than any unit. */
type Seen = { filters: number; associations: number; taken: RecordTime | null };

function* watch(lines: Iterable<TextLine>, seen: Seen): Iterable<TextLine> {
  for (const line of lines) {
    for (let at = line.text.indexOf('<filterKey>'); at >= 0; at = line.text.indexOf('<filterKey>', at + 1)) seen.filters += 1;
    if (seen.taken === null) {
      const stamp = /<timeStamp>([^<]{10,40})<\/timeStamp>/.exec(line.text)?.[1];
      if (stamp !== undefined) seen.taken = parseWindowsDate(stamp, 'mdy');
    }
    yield line;
  }
}

function* readUnit(part: XmlElementText, seen: Seen): Iterable<Parsed> {
  const { line, endLine, offset, text } = part;
  if (text === null) return;
  const isEvent = netEvent.test(text);
  if (foreignDrop.test(text) && !vpnPacket.test(text)) return;
  if (!isEvent && !securityAssociation.test(text)) return;
  const tree = readXmlTree(text);
  if (tree === null) {
    yield rejected(line, 'reject.wfp-item', text);
    return;
  }
  const place = { line, endLine, offset };
  if (isEvent) {
    const event = readNetEvent(tree);
    if (event !== null) {
      const { data, time, level, what } = event;
      yield { type: 'record', record: { place, time, level, what, who: data.remote?.address ?? null, data, text } };
    }
    return;
  }
  const data = readSa(tree);
  if (data === null) return;
  seen.associations += 1;
  const what = message(`record.wfp.sa-${data.sa}`, { peer: data.peer ?? '?' });
  yield { type: 'record', record: { place, time: seen.taken, level: 'information', what, who: data.peer, data, text } };
}

function* parse(input: ParseInput): Iterable<Parsed> {
  const seen: Seen = { filters: 0, associations: 0, taken: null };
  for (const part of cutXmlElements(watch(input.lines(), seen), unit, input.encoding)) yield* readUnit(part, seen);
  if (seen.filters === 0) return;
  const { filters, associations, taken } = seen;
  const what = message('record.wfp.state', { filters, associations });
  const text = `filters=${filters} securityAssociations=${associations}`;
  const place = { line: 1, endLine: 1, offset: 0 };
  yield { type: 'record', record: { place, time: taken, level: 'verbose', what, who: null, data: { kind: 'line' }, text } };
}

function detect({ text }: Sample): number {
  if (text === null || !text.includes('<')) return 0;
  if (root.test(text)) return 1;
  return text.includes('FWPM_NET_EVENT_TYPE_') && text.includes('<header>') ? 0.9 : 0;
}

/**
 * The Windows Filtering Platform as XML: `netsh wfp show netevents` and `show state`, and `wfpdiag.xml` of `netsh wfp capture` and of
 * Network Watcher. IKE failures, drops of IKE, ESP and AH, and the SAs of the moment; all else is passed over, filters are counted.
 */
export const format: Format = { id: 'windows-wfp-xml', detect, parse };
