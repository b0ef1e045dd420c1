import { spawnSync } from 'node:child_process';

/** libevtx of another author, in C: the oracle for records and their XML. Debian package libevtx-utils. */
export const hasEvtxexport = spawnSync('evtxexport', ['-V']).status === 0;
export const evtxexportNote = hasEvtxexport ? '' : ' (skipped: evtxexport of Debian package libevtx-utils is absent)';

/** The events of a file as evtxexport writes them; none where it gives up. It leaves out the records behind one that it cannot read. */
export function evtxexportXml(file: string): string[] {
  return splitEvents(spawnSync('evtxexport', ['-f', 'xml', file], { encoding: 'utf8', maxBuffer: 1 << 30 }).stdout);
}

export function splitEvents(xml: string): string[] {
  return xml.match(/^<Event [^]*?^<\/Event>$/gm) ?? [];
}

export function recordIdOf(event: string): number {
  return Number(/<EventRecordID>(\d+)</.exec(event)?.[1]);
}

/** evtxexport pads hexadecimal numbers with zeros; the event viewer does not. It writes `&`, `<` and `>` of texts without escape, which is no XML. */
export function normalised(event: string): string {
  return event
    .replaceAll(/\b0x0+(?=[0-9a-f])/gi, '0x')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

/** Text of a line that holds one element. */
function contentOf(line: string): string {
  return /^\s*<\w+[^>]*>([^]*)<\/\w+>$/.exec(line)?.[1] ?? '';
}

/**
 * Where evtxexport 20181227 and this reader differ, and why ours is right:
 * - `pointer`: size_t (type 0x10) in decimal; Windows shows it in hexadecimal, as the snapshot `event_json_with_size_t` of another parser has it.
 * - `negative`: a negative int32 without its sign bit (-295007 for the HRESULT 0x8004805F, which is -2147188641 in two's complement).
 * - `blank`: a value of white space alone is left out; the record holds it.
 * - `control`: a control character as it is; XML cannot hold it, U+FFFD says that something was there.
 */
export const knownDifferences: Readonly<Record<string, (theirs: string, ours: string) => boolean>> = {
  pointer: (theirs, ours) => Number(contentOf(theirs)) === Number(contentOf(ours)) && contentOf(ours).startsWith('0x'),
  negative: (theirs, ours) => Number(contentOf(ours)) < 0 && Number(contentOf(theirs)) === -(Number(contentOf(ours)) & 0x7fffffff),
  blank: (theirs, ours) => theirs.endsWith('/>') && contentOf(ours).trim() === '' && ours.startsWith(theirs.slice(0, -2)),
  control: (theirs, ours) => theirs.replaceAll(/(?![\t\n\r\x7f-\x9f])\p{Cc}/gu, '\ufffd') === ours,
};

/** Elements of an event, one a line; a value may hold line breaks. */
export function elementsOf(event: string): string[] {
  return event.split(/\n(?= {2,}<\/?[A-Z])/);
}
