import type { TextLine, NewRecord } from '../format.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import { maxBlockLines } from '../device-text/readers.ts';
import { parseEndpoint } from '../ike/ike-event.ts';
import { inherited, recordsOf, remaining, saSelectors, saTransforms, stateOf } from './sa-words.ts';
import type { KnownSa, OpenSa } from './sa-words.ts';

const ikeHead = /^([^\s:][^:]{0,99}): #\d{1,10}, ([A-Z]{4,20}), IKEv([12]), [0-9a-f]{16}_i(\*?) [0-9a-f]{16}_r(\*?)$/;
const childHead = /^ {2}([^\s:][^:]{0,99}): #\d{1,10}, reqid \d{1,10}, ([A-Z]{4,20}), [A-Za-z-]{3,40}, (?:ESP|AH):(\S{0,300})$/;

export function isSwanctlSa(line: string): boolean {
  return ikeHead.test(line);
}

function readIke(match: RegExpExecArray): KnownSa {
  const isInitiator = match[4] === '*' ? true : match[5] === '*' ? false : null;
  return { name: match[1]!, ...stateOf(match[2]!), version: match[3] === '2' ? 2 : 1, isInitiator };
}

function ikeDetail(text: string): KnownSa {
  const end = /^ {2}(local|remote) {1,2}'.{0,300}?' @ (\S{2,60})/.exec(text);
  if (end !== null) {
    const address = parseEndpoint(end[2]!)?.address ?? end[2]!;
    return end[1] === 'local' ? { local: address } : { peer: address };
  }
  if (/^ {2}established /.test(text)) return { remainingSeconds: remaining(text) };
  return /^ {2}[A-Z0-9_]{2,40}(?:-\d{2,3})?\/[A-Z0-9_/-]{2,300}$/.test(text) ? { transforms: saTransforms(text.trim()) } : {};
}

function childDetail(text: string, known: KnownSa): KnownSa {
  const count = /^ {4}(in|out) {1,3}[0-9a-f]{8}(?: \([^)]{0,40}\))?, {1,20}(\d{1,18}) bytes, {1,20}(\d{1,18}) packets/.exec(text);
  if (count !== null) {
    const [bytes, packets] = [Number(count[2]), Number(count[3])];
    return count[1] === 'in' ? { bytesIn: bytes, packetsIn: packets } : { bytesOut: bytes, packetsOut: packets };
  }
  const selectors = /^ {4}(local|remote) {1,2}(\S.{0,2000})$/.exec(text);
  if (selectors !== null) {
    const whose = selectors[1] === 'local' ? 'local' : 'remote';
    return { selectors: [...(known.selectors ?? []), ...saSelectors(selectors[2]!, whose)] };
  }
  return /^ {4}installed /.test(text) ? { remainingSeconds: remaining(text) } : {};
}

/** `swanctl --list-sas` (strongSwan 5.2 to 6.0): an IKE SA, its details indented by two, its child SAs by four. */
export function listSasReader(): DeviceReader {
  let open: OpenSa | null = null;
  let ike: KnownSa = {};
  const close = (): readonly NewRecord[] => {
    const records = recordsOf(open);
    open = null;
    return records;
  };
  const begin = (sa: 'ike' | 'child', line: TextLine, known: KnownSa): readonly NewRecord[] => {
    const before = close();
    open = { sa, lines: [line], known };
    return before;
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    const text = line.text.trimEnd();
    const head = ikeHead.exec(text);
    if (head !== null) {
      const before = begin('ike', line, readIke(head));
      ike = {};
      return before;
    }
    if (open === null) return null;
    const child = childHead.exec(text);
    if (child !== null) {
      if (open.sa === 'ike') ike = open.known;
      return begin('child', line, {
        ...inherited(ike),
        name: child[1]!,
        ...stateOf(child[2]!),
        transforms: saTransforms(child[3]!),
      });
    }
    if (!/^ {2,4}\S/.test(text) || open.lines.length >= maxBlockLines) return null;
    open.lines.push(line);
    Object.assign(open.known, open.sa === 'ike' ? ikeDetail(text) : childDetail(text, open.known));
    return [];
  };
  return { take, close };
}
