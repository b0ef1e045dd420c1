import type { TracerouteData } from '#shared/model/record-data.ts';
import type { Parsed, TextLine } from '../../format.ts';
import { findAddresses } from '../addresses.ts';
import { isPrompt } from '../format-list.ts';
import { collectLines, type UnitLines } from '../parsed.ts';
import { traceRecord } from './probe-records.ts';

type Hop = TracerouteData['hops'][number];
/** Where the trace goes; `after` holds the lines between the heading and the first hop. */
type Target = { readonly host: string; readonly address: string | null; readonly line: TextLine; readonly after: TextLine[] };
type Run = { readonly lines: UnitLines; readonly target: Target | null; readonly linux: boolean; readonly hops: Hop[] };

/** One of three results of a Windows hop: `<1 ms` with the unit in any language, or `*`. */
const probe = String.raw`(<?\d{1,7}\s?\p{L}{1,4}|\*)`;
const windowsHop = new RegExp(String.raw`^\s*(\d{1,3})\s+${probe}\s+${probe}\s+${probe}\s+(\S.*)$`, 'u');
/** A router that answers with an error: number, address, words in any language. */
const errorHop = /^\s*(\d{1,3})\s+(\S{1,255} \[[0-9A-Fa-f:.]+\]|[0-9A-Fa-f]*[:.][0-9A-Fa-f:.]+)\s+\D/;
const linuxHeader = /^\s*traceroute6?(?: to)? (\S{1,255}) \(([0-9A-Fa-f:.]+)\)/;
const linuxHop = /^\s*(\d{1,3})\s+(\*.*|\S.*(?:ms|\*).*)$/;
const command = /\btracert(?:\.exe)?\s(?:.*\s)?([A-Za-z0-9][\w.:-]*)\s*$/i;
const maxTtl = 255;

function milliseconds(text: string): number | null {
  const match = /<?(\d{1,7})/.exec(text);
  return match && text !== '*' ? Number(match[1]) : null;
}

function readWindowsHop(text: string): Hop | null {
  if (text.length > 1000) return null;
  const match = windowsHop.exec(text);
  if (match) {
    const times = [match[2]!, match[3]!, match[4]!].map(milliseconds);
    const answered = times.some((t) => t !== null);
    return { ttl: Number(match[1]), address: answered ? (findAddresses(match[5]!).at(-1) ?? null) : null, roundTripMs: times };
  }
  const error = errorHop.exec(text);
  return error ? { ttl: Number(error[1]), address: findAddresses(error[2]!).at(-1) ?? null, roundTripMs: [] } : null;
}

function readLinuxHop(text: string): Hop | null {
  const match = text.length > 1000 ? null : linuxHop.exec(text);
  if (!match) return null;
  const times = [...match[2]!.matchAll(/([\d.]+)\s*ms|(?<=^|\s)\*(?=\s|$)/g)].map((m) => (m[1] === undefined ? null : Number(m[1])));
  return { ttl: Number(match[1]), address: findAddresses(match[2]!)[0] ?? null, roundTripMs: times };
}

/** The target as a heading names it: `name [address]` or an address; the words around it do not matter. */
function targetOf(line: TextLine): Target | null {
  const typed = isPrompt(line.text) ? command.exec(line.text) : null;
  if (typed) return { host: typed[1]!, address: findAddresses(typed[1]!)[0] ?? null, line, after: [] };
  const named = /(\S{1,255}) \[([0-9A-Fa-f:.]+)\]/.exec(line.text.slice(0, 600));
  if (named) return { host: named[1]!, address: named[2]!, line, after: [] };
  const address = findAddresses(line.text)[0];
  return address ? { host: address, address, line, after: [] } : null;
}

function finish(run: Run): Parsed | null {
  const { hops, target } = run;
  if (hops.length === 0 || (!target && !hops.some((h) => h.address !== null))) return null;
  const address = target?.address ?? null;
  const last = hops.at(-1)!;
  const reached = address !== null && last.address === address && last.roundTripMs.some((t) => t !== null);
  return traceRecord(run.lines.unit(), {
    host: target?.host ?? hops.findLast((h) => h.address !== null)!.address!,
    address,
    hops,
    reached,
  });
}

function open(line: TextLine, target: Target | null, linux: boolean): Run {
  const lines = collectLines(target?.line ?? line);
  for (const between of target?.after ?? []) lines.add(between);
  if (target && target.line.number !== line.number) lines.add(line);
  return { lines, target, linux, hops: [] };
}

type State = { run: Run | null; target: Target | null; age: number };

function* close(state: State): Iterable<Parsed> {
  const record = state.run ? finish(state.run) : null;
  state.run = null;
  if (record) yield record;
}

/** A heading counts for hops that begin at most five lines below it; a heading with an address wins over the command. */
function remember(state: State, line: TextLine): void {
  const found = targetOf(line);
  if (found && !(state.target?.address && found.address === null)) {
    state.target = found;
    state.age = 0;
  } else {
    state.age += 1;
    state.target?.after.push(line);
  }
  if (state.age > 5) state.target = null;
}

function* takeHop(state: State, line: TextLine, hop: Hop): Iterable<Parsed> {
  const last = state.run?.hops.at(-1);
  if (last && hop.ttl <= last.ttl) yield* close(state);
  if (!state.run) {
    if (hop.ttl !== 1) return;
    state.run = open(line, state.target, false);
    state.target = null;
  } else state.run.lines.add(line);
  if (state.run.hops.length < maxTtl) state.run.hops.push(hop);
}

/** A line that is no hop: the closing sentence of Windows belongs to the run, anything else ends it. */
function* takeOther(state: State, line: TextLine): Iterable<Parsed> {
  const run = state.run;
  if (run && line.text.trim() !== '') {
    const closing = !run.linux && run.hops.length > 0 && !isPrompt(line.text) && targetOf(line) === null;
    if (closing) run.lines.add(line);
    yield* close(state);
  }
  if (line.text.trim() !== '') remember(state, line);
}

/**
 * Reads `tracert` in any display language and `traceroute`: hops by structure (number, three times or stars, address),
 * the target from the heading or the typed command. Reached means that the last hop answered from the target's address.
 */
export function* readTraceroute(lines: Iterable<TextLine>): Iterable<Parsed> {
  const state: State = { run: null, target: null, age: 0 };
  for (const line of lines) {
    const header = line.text.length > 1000 ? null : linuxHeader.exec(line.text);
    if (header) {
      yield* close(state);
      state.run = open(line, { host: header[1]!, address: header[2]!, line, after: [] }, true);
      continue;
    }
    const hop = state.run?.linux ? readLinuxHop(line.text) : readWindowsHop(line.text);
    // An error hop alone begins nothing: many tables have a number and an address.
    if (hop && (state.run || hop.roundTripMs.length > 0)) yield* takeHop(state, line, hop);
    else yield* takeOther(state, line);
  }
  yield* close(state);
}
