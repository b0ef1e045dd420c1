import type { RecordTime } from '#shared/model/record.ts';
import { describeProbe } from '../../probes/describe-probe.ts';
import type { Format, Parsed, TextLine } from '../format.ts';
import { collectLines, rejected, type UnitLines } from '../shared/parsed.ts';
import { fieldsOf } from './fields.ts';
import { readResult } from './read-result.ts';

const heading = /^\s*Tunnel Triage probe: ([a-z-]{1,30})\s*$/;
const field = /^\s*([A-Z][A-Za-z ]{0,29}): (.*)$/;
const anywhere = /^[ \t]*Tunnel Triage probe: (?:ike|health|dns|path-mtu|clock)-probe[ \t]*\r?$/m;
const mostFields = 500;
const mostLineLength = 4000;

type Open = { readonly kind: string; readonly first: TextLine; readonly lines: UnitLines; readonly pairs: [string, string][] };

function timeOf(startedMs: number): RecordTime {
  return { utcMs: startedMs, localMs: startedMs, offsetMinutes: 0, zone: 'utc', text: new Date(startedMs).toISOString() };
}

function finish(open: Open): Parsed {
  const unit = open.lines.unit();
  const data = readResult(open.kind, fieldsOf(open.pairs));
  if (data === null) return rejected(open.first.number, 'reject.probe', unit.text);
  const place = { line: unit.line, endLine: unit.endLine, offset: unit.offset };
  return { type: 'record', record: { place, time: timeOf(data.startedMs), ...describeProbe(data), data, text: unit.text } };
}

function* parse(lines: Iterable<TextLine>): Iterable<Parsed> {
  let open: Open | null = null;
  for (const line of lines) {
    if (line.text.length > mostLineLength) continue;
    const head = heading.exec(line.text);
    if (head) {
      if (open) yield finish(open);
      open = { kind: head[1]!, first: line, lines: collectLines(line), pairs: [] };
      continue;
    }
    const pair = open ? field.exec(line.text) : null;
    if (!open || !pair || open.pairs.length >= mostFields) continue;
    open.pairs.push([pair[1]!, pair[2]!.trim()]);
    open.lines.add(line);
  }
  if (open) yield finish(open);
}

/** Results of this application's own probes as `writeProbeText` writes them: from its command line, or pasted from a ticket. */
export const format: Format = {
  id: 'tunnel-triage-probe',
  detect: (sample) => (anywhere.test(sample.text ?? '') ? 0.98 : 0),
  parse: (input) => parse(input.lines()),
};
