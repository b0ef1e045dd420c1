import type { Parsed, TextLine } from '../../format.ts';
import { collectLines, type UnitLines } from '../parsed.ts';
import { latencies, tcpRecord, type Latencies } from './probe-records.ts';

/** tcping (elifulkerson.com): `Probing 10.0.0.4:443/tcp - Port is open - time=2.1ms`, `… - No response - time=2016ms`. */
const attempt = /^\s*(?:\S+\s+\S+\s+)?Probing (\S{1,255}?):(\d{1,5})\/tcp - (Port is open|\S.{0,60}?)(?: - time=([\d.]+)ms)?\s*$/;
const statistics = /^\s*(\d{1,9}) probes sent\./;

type Run = {
  readonly lines: UnitLines;
  readonly host: string;
  readonly port: number;
  readonly single: Latencies;
  sent: number;
  received: number;
};

function finish(run: Run, complete: boolean): Parsed {
  return tcpRecord(run.lines.unit(), {
    tool: 'tcping',
    toolVersion: null,
    mode: 'connect',
    host: run.host,
    port: run.port,
    sourceAddress: null,
    sent: run.sent,
    received: run.received,
    ...run.single.summary(),
    megabytesPerSecond: null,
    complete,
  });
}

/** Reads tcping output: attempts in a row to one port are one run. */
export function* readTcping(lines: Iterable<TextLine>): Iterable<Parsed> {
  let run: Run | null = null;
  for (const line of lines) {
    if (line.text.length > 1000) continue;
    const match = attempt.exec(line.text);
    if (match) {
      const [, host, port, result, ms] = match;
      if (run && (run.host !== host || run.port !== Number(port))) {
        yield finish(run, false);
        run = null;
      }
      if (run) run.lines.add(line);
      else run = { lines: collectLines(line), host: host!, port: Number(port), single: latencies(), sent: 0, received: 0 };
      run.sent += 1;
      if (result !== 'Port is open') continue;
      run.received += 1;
      if (ms !== undefined) run.single.add(Number(ms));
    } else if (run && statistics.test(line.text)) {
      run.lines.add(line);
      yield finish(run, true);
      run = null;
    }
  }
  if (run) yield finish(run, false);
}
