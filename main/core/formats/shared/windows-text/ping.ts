import type { Parsed, TextLine } from '../../format.ts';
import { findAddresses, withoutAddresses } from '../addresses.ts';
import { isPrompt } from '../format-list.ts';
import { parseDecimal } from '../numbers.ts';
import { collectLines, type UnitLines } from '../parsed.ts';
import { icmpRecord, latencies, type Latencies } from './probe-records.ts';

/** "ms" as Windows writes it in its languages. */
const unit = '(?:ms|мс|毫秒|ミリ秒|밀리초)';
const windowsStatistics = /=\s*(\d{1,9})[^=\d]+=\s*(\d{1,9})[^=\d]+=\s*(\d{1,9})\s*(?:[((].{0,40}%.*)?$/;
const windowsTimes = new RegExp(String.raw`=\s*(\d{1,7})\s*${unit}[^=]+=\s*(\d{1,7})\s*${unit}[^=]+=\s*(\d{1,7})\s*${unit}`);
const windowsReply = new RegExp(String.raw`[=<]\s*(\d{1,7})\s*${unit}|\bTTL\s*=\s*\d`, 'i');
const linuxHeader = /^\s*PING (\S{1,255}?)\s?\(([0-9A-Fa-f:.]+)\)/;
const linuxReply = /\b(?:icmp_)?seq=\d+.*[=\s]([\d.]+)\s*ms\s*$/;
const linuxStatistics = /^\s*(\d{1,9})\s\D+?(\d{1,9})\s\D*.*?[\d.]+%/;
const linuxTimes = /=\s*([\d.,]+)\/([\d.,]+)\/([\d.,]+)(?:\/[\d.,]+)?\s*ms/;
/** Lines of other tools that also end in a colon and hold an address. */
const foreign = /^\s*(?:TCP |UDP |Connecting to |PsPing |traceroute)|\biterations \(|(?:\d{1,3}\.){3}\d{1,3}:\d{1,5}\b/;
const hop = /^\s*\d{1,3}\s+(?:<?\d{1,6}\s\S{1,4}|\*)\s+(?:<?\d{1,6}\s\S{1,4}|\*)/;

type Run = {
  readonly lines: UnitLines;
  readonly linux: boolean;
  readonly single: Latencies;
  /** The heading says "ping", so a run without any reply counts too. */
  readonly named: boolean;
  host: string;
  /** Replies with a time: Windows counts "destination unreachable" answers as received, this does not. */
  replies: number;
  others: number;
  statistics: { readonly sent: number; readonly received: number } | null;
  times: readonly (number | null)[] | null;
  trailing: number;
};

/** A heading of Windows ping ends in a colon and holds the target and the number of bytes; words do not matter. */
function windowsHeading(text: string): string | null {
  const trimmed = text.trim();
  if (!/[:：]$/.test(trimmed) || trimmed.length > 400 || foreign.test(text) || hop.test(text)) return null;
  if (!/(?<![\d.])\d{1,5}(?![\d.])/.test(withoutAddresses(trimmed).replace(/\[[^\]]*\]/g, ' '))) return null;
  return findAddresses(trimmed)[0] ?? null;
}

function begin(line: TextLine, host: string, linux: boolean): Run {
  const base = { lines: collectLines(line), linux, single: latencies(), named: /ping/i.test(line.text), host };
  return { ...base, replies: 0, others: 0, statistics: null, times: null, trailing: 0 };
}

function reply(run: Run, ms: number | null): void {
  run.replies += 1;
  if (ms !== null) run.single.add(ms);
}

function readWindows(run: Run, text: string): void {
  const answered = windowsReply.exec(text);
  const statistics = answered ? null : windowsStatistics.exec(text);
  const times = run.statistics ? windowsTimes.exec(text) : null;
  if (statistics) run.statistics = { sent: Number(statistics[1]), received: Number(statistics[2]) };
  else if (times) run.times = times.slice(1, 4).map(parseDecimal);
  else if (!run.statistics) {
    if (answered && findAddresses(text).length > 0) reply(run, answered[1] === undefined ? null : Number(answered[1]));
    else if (!/[:：]\s*$/.test(text)) run.others += 1;
  }
}

function readLinux(run: Run, text: string): void {
  const answered = linuxReply.exec(text);
  const statistics = linuxStatistics.exec(text);
  const times = linuxTimes.exec(text);
  if (answered) reply(run, parseDecimal(answered[1]));
  else if (times && run.statistics) run.times = [parseDecimal(times[1]), parseDecimal(times[3]), parseDecimal(times[2])];
  else if (statistics) run.statistics = { sent: Number(statistics[1]), received: Number(statistics[2]) };
  else if (!/^-{2,}/.test(text.trim()) && !run.statistics) run.others += 1;
}

function finish(run: Run): Parsed | null {
  if (!run.statistics && run.replies === 0 && !(run.named && run.others > 0)) return null;
  const listed = run.replies + run.others > 0;
  const sent = run.statistics?.sent ?? run.replies + run.others;
  const received = run.statistics ? (listed ? Math.min(run.statistics.received, run.replies) : run.statistics.received) : run.replies;
  const [minMs, maxMs, averageMs] = run.times ?? [];
  const summary = run.times ? { minMs: minMs ?? null, maxMs: maxMs ?? null, averageMs: averageMs ?? null } : run.single.summary();
  const latency = received > 0 ? summary : { minMs: null, maxMs: null, averageMs: null };
  return icmpRecord(run.lines.unit(), { host: run.host, sent, received, ...latency });
}

function opening(line: TextLine): Run | null {
  const linux = linuxHeader.exec(line.text);
  if (linux) return begin(line, linux[2]!, true);
  const host = windowsHeading(line.text);
  return host ? begin(line, host, false) : null;
}

/** After the statistics the run ends with its round-trip line, or when three more lines brought none (German puts the loss on a line of its own). */
function isOver(run: Run, text: string): boolean {
  if (run.times) return true;
  if (!run.statistics || text.trim() === '') return false;
  run.trailing += 1;
  return run.trailing > 3;
}

function feed(run: Run, line: TextLine): void {
  if (line.text.trim() === '') return;
  if (run.linux) readLinux(run, line.text);
  else readWindows(run, line.text);
}

/**
 * Reads `ping` of Windows in any display language (by its numbers: `= 4 … = 4 … = 0 (0%`, `TTL=`, `… ms`) and of Linux.
 * The statistics win over the listed replies, except that answers of routers ("destination unreachable") are not
 * replies. Runs without statistics are counted by their lines.
 */
export function* readPing(lines: Iterable<TextLine>): Iterable<Parsed> {
  let run: Run | null = null;
  for (const line of lines) {
    if (line.text.length > 4000) continue;
    const next = opening(line);
    const ends: boolean = run !== null && (next !== null || isPrompt(line.text) || hop.test(line.text) || isOver(run, line.text));
    if (run && ends) {
      const record = finish(run);
      if (record) yield record;
      run = null;
    }
    if (next) run = next;
    else if (run && foreign.test(line.text)) run = null;
    else if (run) {
      feed(run, line);
      if (line.text.trim() !== '') run.lines.add(line);
    }
  }
  const record = run ? finish(run) : null;
  if (record) yield record;
}
