import type { DeviceSaData } from '#shared/model/device-config.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { Parsed, TextLine } from '../../../format.ts';
import { describeDevice } from '../../../device-text/device-data.ts';
import { collectLines, recordOf } from '../../parsed.ts';
import type { UnitLines } from '../../parsed.ts';
import { cryptoSession } from './crypto-session.ts';
import { ikev2Sa } from './ikev2-sa.ts';
import { ipsecSa } from './ipsec-sa.ts';
import { asaIkev1Sa, asaIkev1Table, isakmpSa } from './isakmp-sa.ts';
import type { ShowKind } from './show-kind.ts';
import { vpnSessiondb } from './vpn-sessiondb.ts';

const kinds: readonly ShowKind[] = [cryptoSession, ipsecSa, ikev2Sa, isakmpSa, asaIkev1Table, asaIkev1Sa, vpnSessiondb];

/** A word of every heading, so that other lines are not tried against each of them. */
const heading =
  /interface: |Crypto (?:map tag|session)|Interface: |Tunnel-id|ISAKMP SA|conn-id|C-id|IKE Peer|Session Type|Connection +:|Child sa/i;

const maxBlockLines = 300;
const maxHeadings = 6;
/** No line of a listing is longer. */
const maxLine = 400;

type Block = { readonly lines: string[]; readonly unit: UnitLines };

export type ShowReader = {
  /** Takes a line when it is of a listing. SAs whose lines are complete come back in either case. */
  readonly take: (line: TextLine, text: string) => { readonly taken: boolean; readonly done: readonly Parsed[] };
  readonly end: () => readonly Parsed[];
};

/** Most listings of Cisco give an SA no name. */
function describe(data: DeviceSaData): Message {
  if (data.name !== null) return describeDevice(data);
  const key = data.sa === 'ike' ? 'record.cisco.ike-sa' : 'record.cisco.child-sa';
  return message(key, { peer: data.peer ?? '?', state: data.stateText ?? data.state ?? '?' });
}

/** Reads the SAs of `show crypto …` and `show vpn-sessiondb …`, each listing by its own lines, with prompts and other outputs between. */
export function showReader(): ShowReader {
  let kind: ShowKind | null = null;
  let headings: string[] = [];
  /** Headings since the last SA: they are shown with the first SA below them. */
  let above: TextLine[] = [];
  let block: Block | null = null;
  let previous: DeviceSaData | null = null;

  const finish = (): readonly Parsed[] => {
    if (block === null || kind === null) return [];
    const found = kind.read({ lines: block.lines, headings, previous });
    const unit = block.unit.unit();
    block = null;
    previous = found.context ?? found.sas.find((sa) => sa.sa === 'ike') ?? previous;
    return found.sas.map((data) => recordOf(unit, data, { what: describe(data), who: data.peer ?? data.name }));
  };
  const end = (): readonly Parsed[] => {
    const done = finish();
    kind = null;
    above = [];
    return done;
  };
  const head = (line: TextLine, text: string): void => {
    headings = [...headings, text].slice(-maxHeadings);
    above = [...above, line].slice(-maxHeadings);
  };
  const begin = (next: ShowKind): readonly Parsed[] => {
    const done = finish();
    if (kind !== next) {
      headings = [];
      above = [];
      previous = null;
    }
    kind = next;
    return done;
  };
  const openBlock = (line: TextLine, text: string): void => {
    const [first, ...rest] = [...above, line];
    const unit = collectLines(first ?? line);
    for (const more of rest) unit.add(more);
    above = [];
    block = { lines: [text], unit };
  };
  const take: ShowReader['take'] = (line, text) => {
    const short = text.slice(0, maxLine);
    const next = heading.test(short) ? kinds.find((candidate) => candidate.begins.test(short)) : undefined;
    const begun = next === undefined ? [] : begin(next);
    if (kind === null) return { taken: false, done: [] };
    if (kind.opens.test(short)) {
      const closed = finish();
      openBlock(line, short);
      return { taken: true, done: [...begun, ...closed] };
    }
    if (next !== undefined) {
      head(line, short);
      return { taken: true, done: begun };
    }
    if (!kind.holds.test(short)) return { taken: false, done: end() };
    if (block === null) {
      head(line, short);
      return { taken: true, done: [] };
    }
    block.lines.push(short);
    block.unit.add(line);
    return { taken: true, done: block.lines.length >= maxBlockLines ? finish() : [] };
  };
  return { take, end };
}
