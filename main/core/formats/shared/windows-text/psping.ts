import type { TcpProbeData } from '#shared/model/record-data.ts';
import type { Parsed, TextLine } from '../../format.ts';
import { isPrompt } from '../format-list.ts';
import { parseDecimal } from '../numbers.ts';
import { collectLines, rejected, type UnitLines } from '../parsed.ts';
import { icmpRecord, latencies, tcpRecord, type Latencies } from './probe-records.ts';

/** PsPing prints English on every Windows; shapes of versions 2.01 and 2.10 (Sysinternals). */
const banner = /^\s*PsPing v(\d[\d.]*)/;
const tcpStart = /^\s*TCP connect to (\S+?):(?:\s|$)/;
const testStart = /^\s*(?:TCP|UDP) (latency|bandwidth) test connecting to (\S+?):(?:\s|$)/;
const icmpStart = /^\s*Pinging (\S+) with \d+ bytes of data:/;
const iterations = /^\s*(?:Infinite|\d+) iterations \((?:warmup (\d+)|(\d+) warmup)\)/;
const attempt = /^\s*Connecting to \S{1,300}:\d{1,5}( \(warmup\))?:(?: from (\S{1,80}):\d{1,5}:)?\s*(.*)$/;
const reply = /^\s*Reply from \S+?: ([\d.,]+)\s*ms/;
const milliseconds = /^([\d.,]+)\s*ms\s*$/;
const connectStatistics = /^\s*Sent = (\d+), Received = (\d+), Lost = (\d+)/;
const testStatistics = /^\s*Sent = (\d+), Size = /;
/** The word is misspelt ("Maxiumum") in the latency test of 2.10, so only the order counts. */
const extremes = /\w+ = ([\d.,]+)\s*(ms|[KMG]?B\/s), \w+ = ([\d.,]+)\s*(?:ms|[KMG]?B\/s), \w+ = ([\d.,]+)\s*(ms|[KMG]?B\/s)/;
/** The text of the Windows error 1225 (ERROR_CONNECTION_REFUSED) in the languages of large Windows installations. */
const refusal = /refused|拒否|verweigert|refusé|rechaz|rifiutat|recus|拒绝|拒絕|거부|отклонил|отвергну/i;
const between = /statistics(?: for \S+| \(post warmup\))?:\s*$|^\s*(?:Control-C|\^C)\s*$/;
const histogram = /^\s*(?:(?:Latency|Bandwidth)\s+Count|[\d.,]+\s+\d+|Percentiles: \d[^\n]{0,200})\s*$/;

/** PsPing counts 1024 bytes to the kilobyte. */
const megabytes: Readonly<Record<string, number>> = { 'B/s': 1 / 1048576, 'KB/s': 1 / 1024, 'MB/s': 1, 'GB/s': 1024 };

type Run = {
  readonly lines: UnitLines;
  readonly icmp: boolean;
  readonly mode: TcpProbeData['mode'];
  readonly host: string;
  readonly port: number | null;
  readonly version: string | null;
  readonly single: Latencies;
  warmups: number;
  sourceAddress: string | null;
  sent: number;
  received: number;
  refused: number;
  /** An attempt whose result has not come yet: the line was cut by Ctrl-C or the result stands on the next line. */
  open: 'warmup' | 'measured' | null;
  statistics: { readonly sent: number; readonly received: number } | null;
  result: RegExpExecArray | null;
};

type State = { run: Run | null; banner: { readonly line: TextLine; readonly version: string; readonly lines: UnitLines } | null };

function splitHost(target: string): { host: string; port: number | null } {
  const match = /^(.*):(\d{1,5})$/.exec(target);
  const host = (match ? match[1]! : target).replace(/^\[(.*)\]$/, '$1');
  return { host, port: match ? Number(match[2]) : null };
}

function begin(state: State, line: TextLine, target: string, what: { icmp: boolean; mode: TcpProbeData['mode'] }): Run {
  const lines = state.banner?.lines ?? collectLines(line);
  if (state.banner) lines.add(line);
  const { host, port } = what.icmp ? { host: target, port: null } : splitHost(target);
  const version = state.banner?.version ?? null;
  state.banner = null;
  return {
    lines,
    ...what,
    host,
    port,
    version,
    single: latencies(),
    warmups: 0,
    sourceAddress: null,
    sent: 0,
    received: 0,
    refused: 0,
    open: null,
    statistics: null,
    result: null,
  };
}

function count(run: Run, ms: number | null): void {
  run.sent += 1;
  if (ms === null) return;
  run.received += 1;
  run.single.add(ms);
}

function readAttempt(run: Run, match: RegExpExecArray): void {
  const [, warmup, from, rest] = match;
  if (from && from !== '0.0.0.0' && from !== '::') run.sourceAddress ??= from.replace(/^\[(.*)\]$/, '$1');
  const result = (rest ?? '').trim();
  run.open = result !== '' ? null : warmup ? 'warmup' : 'measured';
  if (warmup || result === '') return;
  if (refusal.test(result)) run.refused += 1;
  count(run, parseDecimal(milliseconds.exec(result)?.[1]));
}

/** True when the line belongs to the run. */
function readLine(run: Run, text: string): boolean {
  const connect = connectStatistics.exec(text);
  const test = connect ? null : testStatistics.exec(text);
  if (connect) run.statistics = { sent: Number(connect[1]), received: Number(connect[2]) };
  else if (test) run.statistics = { sent: Number(test[1]), received: Number(test[1]) };
  const values = run.statistics ? extremes.exec(text) : null;
  if (values) run.result = values;
  if (connect || test || values) return true;
  const tried = attempt.exec(text);
  if (tried) {
    readAttempt(run, tried);
    return true;
  }
  return readOther(run, text);
}

function readOther(run: Run, text: string): boolean {
  const warm = iterations.exec(text);
  if (warm) {
    run.warmups = run.icmp ? Number(warm[1] ?? warm[2]) : 0;
    return true;
  }
  const open = run.open;
  run.open = null;
  if (text.trim() === '' || between.test(text)) return true;
  if (open) {
    if (open === 'measured') {
      if (refusal.test(text)) run.refused += 1;
      count(run, null);
    }
    return true;
  }
  if (!run.icmp || run.statistics) return false;
  if (run.warmups > 0) run.warmups -= 1;
  else count(run, parseDecimal(reply.exec(text)?.[1]));
  return true;
}

function finish(run: Run): Parsed {
  const unit = run.lines.unit();
  const complete = run.statistics !== null && run.result !== null;
  const { sent, received } = run.statistics ?? { sent: run.sent, received: run.received };
  const measured = complete && received > 0;
  const values = measured ? [run.result![1], run.result![3], run.result![4]].map(parseDecimal) : [];
  const timed = measured && run.result![2] === 'ms';
  const times = timed ? { minMs: values[0]!, maxMs: values[1]!, averageMs: values[2]! } : { minMs: null, maxMs: null, averageMs: null };
  const latency = complete ? times : run.single.summary();
  if (run.icmp) return icmpRecord(unit, { host: run.host, sent, received, ...latency });
  const rate = measured && !timed ? (values[2] ?? 0) * (megabytes[run.result![5]!] ?? 1) : null;
  return tcpRecord(unit, {
    tool: 'psping',
    toolVersion: run.version,
    mode: run.mode,
    host: run.host,
    port: run.port,
    sourceAddress: run.sourceAddress,
    sent: run.mode === 'connect' ? sent : Math.max(sent, 1),
    received,
    ...(run.refused > 0 ? { refused: run.refused } : {}),
    ...latency,
    megabytesPerSecond: rate === null ? null : Math.round(rate * 1000) / 1000,
    complete,
  });
}

function* end(state: State): Iterable<Parsed> {
  if (state.run) yield finish(state.run);
  else if (state.banner) yield rejected(state.banner.line.number, 'reject.psping-no-run', state.banner.line.text);
  state.run = null;
  state.banner = null;
}

function opening(state: State, line: TextLine): Run | null {
  const tcp = tcpStart.exec(line.text);
  if (tcp) return begin(state, line, tcp[1]!, { icmp: false, mode: 'connect' });
  const test = testStart.exec(line.text);
  if (test) return begin(state, line, test[2]!, { icmp: false, mode: test[1] === 'latency' ? 'latency' : 'bandwidth' });
  return null;
}

function* take(state: State, line: TextLine): Iterable<Parsed> {
  const run = state.run;
  if (!run) {
    state.banner?.lines.add(line);
    return;
  }
  if (run.result ? line.text.trim() === '' || histogram.test(line.text) : readLine(run, line.text)) {
    if (line.text.trim() !== '') run.lines.add(line);
  } else yield* end(state);
}

/**
 * Reads PsPing output: TCP connect runs (also `-q`, cut by Ctrl-C, or with all attempts failed), ICMP runs, latency and
 * bandwidth tests, any number in one text. Warm-up attempts do not count, as in PsPing's own statistics; `0.00ms` of a
 * run without replies is no latency.
 */
export function* readPsping(lines: Iterable<TextLine>): Iterable<Parsed> {
  const state: State = { run: null, banner: null };
  let pinging: { readonly line: TextLine; readonly host: string } | null = null;
  for (const line of lines) {
    if (line.text.length > 4000) continue;
    const version = banner.exec(line.text);
    const opens = tcpStart.test(line.text) || testStart.test(line.text);
    if (version || (opens && state.run)) yield* end(state);
    if (version) state.banner = { line, version: version[1]!, lines: collectLines(line) };
    else if (opens) state.run = opening(state, line);
    else if (pinging && iterations.test(line.text)) {
      if (state.run) yield* end(state);
      state.run = begin(state, pinging.line, pinging.host, { icmp: true, mode: 'connect' });
      state.run.lines.add(line);
      readLine(state.run, line.text);
    } else if (isPrompt(line.text)) yield* end(state);
    else yield* take(state, line);
    const icmp = icmpStart.exec(line.text);
    pinging = icmp ? { line, host: icmp[1]! } : null;
  }
  yield* end(state);
}
