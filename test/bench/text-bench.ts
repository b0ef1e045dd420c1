import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyRecordFilter } from '../../shared/model/record.ts';
import { buildLineIndex } from '../../main/core/store/line-index.ts';
import { openInput } from '../../main/host/inputs.ts';
import { openFileBytes } from '../../main/host/store/file-bytes.ts';
import { openCaseRecords } from '../../main/host/store/record-views.ts';
import { diagnoseInputs, fixedMs } from '../helpers/diagnose.ts';

/** One measure: ours and each peer in seconds on the same file; the limit is what ours may take, as a multiple of the peer's time. */
type Measure = {
  readonly name: string;
  readonly ours: () => void;
  readonly peers: readonly { readonly command: readonly string[]; readonly limit: number }[];
};

const lines = 500_000;
const rounds = 3;
const rare = 'fragment reassembly failed';
const common = 'policy route';
/** Of about the length that lines of firewalls and applications have; no format may claim them, or they would be kept as records. */
const shapes = [
  'kernel: filter[4411] accepted udp 203.0.113.10:500 -> 198.51.100.20:500 in=wan0 out=vti1 ttl=117 length=412 rule=12 zone=untrust session=88121 nat=none action=accept',
  'routed: policy route 10.20.0.0/16 via vti1 metric 5 installed, previous via wan0 metric 10 withdrawn, reason interface state change, hold 30 s, table main',
  'bgpd: neighbor 10.20.255.30 established, 12 prefixes accepted, 0 rejected, 3 advertised, hold time 180, keepalive 60, capability route refresh, four octet AS',
  'httpd: 10.1.0.14 - "GET /api/orders?page=3&size=50 HTTP/1.1" 200 18231 12ms upstream=10.20.4.11:8443 cache=miss agent="Mozilla/5.0 (Windows NT 10.0; Win64; x64)"',
  'app: {"level":"info","msg":"request served","path":"/api/orders","status":200,"ms":12,"user":"svc-orders","trace":"4bf92f3577b34da6a3ce929d0e0e4736","node":"hq-app2"}',
];

function writeLog(file: string): void {
  const fd = openSync(file, 'w');
  const start = Date.UTC(2026, 10, 18);
  for (let from = 0; from < lines; from += 10_000) {
    const part = Array.from({ length: 10_000 }, (_, i) => {
      const n = from + i;
      const words =
        n % 20_011 === 5
          ? `kernel: filter[4411] ${rare}, 3 of 5 pieces seen from 203.0.113.10, waiting no longer`
          : shapes[n % shapes.length];
      return `${new Date(start + n * 250).toISOString()} hq-fw${n % 7} ${words} seq=${n}\n`;
    });
    writeSync(fd, part.join(''));
  }
  closeSync(fd);
}

function seconds(work: () => void): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}

/** Null when the peer is not installed or fails. */
function peerSeconds([program = '', ...args]: readonly string[]): number | null {
  const start = performance.now();
  const { status } = spawnSync(program, args, { stdio: 'ignore', env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  return status === 0 ? (performance.now() - start) / 1000 : null;
}

function better(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.min(a, b);
}

/** Ours and the peers take turns; the best round of each counts. */
function race({ name, ours, peers }: Measure): void {
  let own = Infinity;
  const theirs: (number | null)[] = peers.map(() => null);
  for (let round = 0; round < rounds; round += 1) {
    own = Math.min(own, seconds(ours));
    peers.forEach(({ command }, i) => {
      theirs[i] = better(theirs[i] ?? null, peerSeconds(command));
    });
  }
  const told = peers.map(({ command: [program], limit }, i) => {
    const time = theirs[i];
    if (time === null || time === undefined) return `${program} is not installed`;
    return `ours / ${program} ${(own / time).toFixed(2)} (may be ${limit})`;
  });
  console.log(`${name.padEnd(44)} ${own.toFixed(2).padStart(7)} s  ${told.join(', ')}`);
}

/** Time to index a line log and to search it, beside `wc -l`, lnav, ripgrep and grep. */
export async function measureText(): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), 'tunnel-triage-bench-'));
  const log = join(work, 'big.log');
  writeLog(log);
  const { folder, detail, remove } = await diagnoseInputs([openInput(log)]);
  const records = openCaseRecords(folder);
  const search = (text: string, matchCase: boolean) => () => void records.openView({ ...emptyRecordFilter, text, matchCase });
  const grep = (text: string, flags: string, limit: number) => [
    { command: ['rg', `-c${flags}F`, text, log], limit },
    { command: ['grep', `-c${flags}F`, text, log], limit: 1 },
  ];
  try {
    if (detail.sources[0]?.storage !== 'lines') throw new Error('a format claims the log that none should');
    console.log(`\nline log, ${lines} lines, ${(statSync(log).size / 1e6).toFixed(0)} MB, ${detail.summary.records} records`);
    const bytes = openFileBytes(log);
    const index = () => void buildLineIndex(bytes, 'utf-8', fixedMs);
    race({ name: 'index of times, levels and places', ours: index, peers: [
      { command: ['wc', '-l', log], limit: 8 },
      { command: ['lnav', '-n', '-c', ':quit', log], limit: 0.25 },
    ] }); // prettier-ignore
    bytes.close();
    records.openView(emptyRecordFilter);
    race({ name: 'search, rare words', ours: search(rare, true), peers: grep(rare, '', 3) });
    race({ name: 'search, common words', ours: search(common, true), peers: grep(common, '', 3) });
    race({ name: 'search, rare words, any case', ours: search(rare, false), peers: grep(rare, 'i', 4) });
    race({ name: 'search, common words, any case', ours: search(common, false), peers: grep(common, 'i', 4) });
  } finally {
    records.close();
    remove();
    rmSync(work, { recursive: true, force: true });
  }
}
