import type { NewRecord, TextLine } from '../format.ts';
import type { DeviceReader } from '../device-text/readers.ts';
import { maxBlockLines } from '../device-text/readers.ts';
import { parseEndpoint } from '../ike/ike-event.ts';
import { inherited, recordsOf, remaining, saSelectors, saTransforms, stateOf } from './sa-words.ts';
import type { KnownSa, OpenSa } from './sa-words.ts';

const ikeLine = /^ {0,20}(\S.{0,99}?)\[(\d{1,10})\]: {1,4}(.{1,2000})$/;
const childLine = /^ {0,20}(\S.{0,99}?)\{(\d{1,10})\}: {1,4}(.{1,4000})$/;
const ends = /^([A-Z]{4,20})(?: [^,]{1,40} ago)?, (\S{2,60}?)\[.{0,200}?\]\.\.\.(\S{2,60}?)\[.{0,200}\]$/;
const installed = /^([A-Z]{4,20}), [A-Z_, ]{3,40}, reqid \d{1,10}(?:, .{0,200})?$/;

/** An SA of `ipsec statusall`, `ipsec status`, and of nothing else: logs write other words behind the number. */
export function isStatusSa(line: string): boolean {
  const ike = ikeLine.exec(line.slice(0, 3000));
  if (ike !== null) return ends.test(ike[3]!) || / SPIs: [0-9a-f]{16}_i/.test(ike[3]!);
  const child = childLine.exec(line.slice(0, 5000));
  return child !== null && installed.test(child[3]!);
}

function ikeWords(text: string): KnownSa {
  const head = ends.exec(text);
  if (head !== null)
    return {
      ...stateOf(head[1]!),
      local: parseEndpoint(head[2]!)?.address ?? head[2]!,
      peer: parseEndpoint(head[3]!)?.address ?? head[3]!,
    };
  const spis = /^IKEv([12]) SPIs: [0-9a-f]{16}_i(\*?) [0-9a-f]{16}_r(\*?)/.exec(text);
  if (spis !== null) {
    const isInitiator = spis[2] === '*' ? true : spis[3] === '*' ? false : null;
    return { version: spis[1] === '2' ? 2 : 1, isInitiator, remainingSeconds: remaining(text) };
  }
  const proposal = /^IKE proposal: (\S{1,300})$/.exec(text);
  return proposal === null ? {} : { transforms: saTransforms(proposal[1]!) };
}

function numberOf(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits);
}

function counts(text: string): KnownSa {
  const inbound = /, (\d{1,18}) bytes_i(?: \((\d{1,18}) pkts?)?/.exec(text);
  const outbound = /, (\d{1,18}) bytes_o(?: \((\d{1,18}) pkts?)?/.exec(text);
  return {
    transforms: saTransforms(/^[A-Z0-9_/]{2,300}/.exec(text)?.[0] ?? ''),
    bytesIn: numberOf(inbound?.[1]),
    packetsIn: numberOf(inbound?.[2]),
    bytesOut: numberOf(outbound?.[1]),
    packetsOut: numberOf(outbound?.[2]),
    remainingSeconds: remaining(text),
  };
}

function childWords(text: string): KnownSa {
  const head = installed.exec(text);
  if (head !== null) return stateOf(head[1]!);
  if (text.includes(' bytes_i')) return counts(text);
  const selectors = /^ {0,8}(\S.{0,1900}?) === (\S.{0,2000})$/.exec(text);
  return selectors === null ? {} : { selectors: [...saSelectors(selectors[1]!, 'local'), ...saSelectors(selectors[2]!, 'remote')] };
}

type Open = OpenSa & { readonly key: string };

/** `ipsec statusall` and `ipsec status` of strongSwan: several lines for one SA, each with its name and number in front. */
export function statusallReader(): DeviceReader {
  let open: Open | null = null;
  let ike: KnownSa = {};
  const close = (): readonly NewRecord[] => {
    const records = recordsOf(open);
    open = null;
    return records;
  };
  const take = (line: TextLine): readonly NewRecord[] | null => {
    if (line.text.length > 5000) return null;
    const child = childLine.exec(line.text);
    const match = child ?? ikeLine.exec(line.text);
    if (match === null) return null;
    const sa = child === null ? 'ike' : 'child';
    const key = `${sa} ${match[1]} ${match[2]}`;
    let before: readonly NewRecord[] = [];
    if (open?.key !== key) {
      if (!isStatusSa(line.text)) return null;
      before = close();
      open = { key, sa, lines: [], known: { name: match[1]!, ...(sa === 'child' ? inherited(ike) : {}) } };
    }
    if (open.lines.length >= maxBlockLines) return null;
    open.lines.push(line);
    Object.assign(open.known, sa === 'ike' ? ikeWords(match[3]!) : childWords(match[3]!));
    if (sa === 'ike') ike = open.known;
    return before;
  };
  return { take, close };
}
