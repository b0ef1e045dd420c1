import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvents } from '#core/evtx/reader.ts';
import { openFileBytes } from '#host/store/file-bytes.ts';
import { corpusDir, hasCorpus } from '../helpers/corpus.ts';
import { damagers } from '../helpers/evtx/damage.ts';
import { evtxexportXml, hasEvtxexport } from '../helpers/evtx/evtxexport.ts';
import { goodChunks, longLog } from '../helpers/evtx/evtx-file.ts';
import { hasWinevtx } from '../helpers/evtx/winevtx.ts';

/*
 * Event logs against their peers, on the same file in one run: `node test/bench/evtx-bench.ts [megabytes] [rounds]`. Ratios are what
 * counts. Reading is timed over whole processes, with our engine's start included; the import from its first byte to its commit. The
 * tools take turns and the best round of each counts, so that other work on the machine spoils little; processor time is printed beside.
 */
const megabytes = Number(process.argv[2] ?? 100);
const rounds = Number(process.argv[3] ?? 3);

type Run = { readonly wallMs: number; readonly cpuMs: number; readonly records: number };
type Tool = { readonly name: string; readonly command: readonly string[]; readonly isOurs: boolean };

const folder = mkdtempSync(join(tmpdir(), 'tunnel-triage-bench-'));
const workFile = join(import.meta.dirname, 'evtx-work.ts');

function ours(work: string, file: string): Tool {
  return { name: work === 'winevtx' ? 'winevtx' : `ours: ${work}`, command: [process.execPath, workFile, work, file], isOurs: true };
}

function peer(name: string, ...command: readonly string[]): Tool {
  return { name, command, isOurs: false };
}

/** Runs a tool once under the shell's `time`. */
function runOnce({ command, isOurs }: Tool): Run {
  const script = `TIMEFORMAT='%R %U %S'; time "$@" ${isOurs ? '' : '> /dev/null 2>&1'}`;
  const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const done = spawnSync('bash', ['-c', script, 'bash', ...command], { encoding: 'utf8', env });
  const [real = 0, user = 0, system = 0] = (done.stderr.trim().split('\n').at(-1) ?? '').split(' ').map((s) => 1000 * Number(s));
  if (!isOurs) return { wallMs: real, cpuMs: user + system, records: 0 };
  const { records, ms }: { records: number; ms: number } = JSON.parse(done.stdout);
  return { wallMs: command.includes('import') || command.includes('rows') ? ms : real, cpuMs: user + system, records };
}

function race(tools: readonly Tool[]): Map<string, Run> {
  const best = new Map<string, Run>();
  for (let round = 0; round < rounds; round += 1) {
    for (const tool of tools) {
      const run = runOnce(tool);
      const known = best.get(tool.name);
      if (!known || run.wallMs < known.wallMs) best.set(tool.name, { ...run, cpuMs: Math.min(run.cpuMs, known?.cpuMs ?? Infinity) });
    }
  }
  return best;
}

function print(row: readonly (string | number)[], widths: readonly number[]): void {
  console.log(row.map((cell, i) => (i === 0 ? String(cell).padEnd(widths[i] ?? 0) : String(cell).padStart(widths[i] ?? 0))).join('  '));
}

/** Real chunks that evtxexport can read as well: it would end at the first that it cannot. */
function realChunks(): Buffer[] {
  const files = readdirSync(join(corpusDir, 'evtx')).map((name) => join(corpusDir, 'evtx', name));
  return files.filter((file) => !hasEvtxexport || evtxexportXml(file).length > 0).flatMap((file) => goodChunks(readFileSync(file)));
}

function writeLog(file: string, bytes: number): void {
  const fd = openSync(file, 'w');
  for (const part of longLog(realChunks(), bytes)) writeSync(fd, part);
  closeSync(fd);
}

/** One TEXT column, one row a record, journal off: the quickest way into SQLite that a user has. */
function sqliteImport(records: number): Tool {
  const csv = join(folder, 'rows.txt');
  writeFileSync(csv, `${'x'.repeat(235)}\n`.repeat(records));
  const database = join(folder, 'rows.sqlite');
  const script = `rm -f '${database}'; sqlite3 '${database}' 'PRAGMA journal_mode=OFF' 'CREATE TABLE t (line TEXT)' '.mode ascii' '.separator "\\037" "\\n"' ".import '${csv}' t"`;
  return peer('sqlite3 .import', 'bash', '-c', script);
}

function speed(file: string): void {
  const work = ['fields', 'xml', 'import', 'rows'].map((name) => ours(name, file));
  const records = runOnce(work[0]!).records;
  const peers = hasEvtxexport ? [peer('evtxexport', 'evtxexport', file), peer('evtxexport -f xml', 'evtxexport', '-f', 'xml', file)] : [];
  const others = hasWinevtx ? [ours('winevtx', file)] : [];
  const best = race([...work, ...peers, ...others, sqliteImport(records)]);
  console.log(`\n${(statSync(file).size / 1e6).toFixed(1)} MB, ${records} records, best of ${rounds}`);
  print(['tool', 'wall ms', 'cpu ms', 'MB/s'], [20, 9, 9, 7]);
  for (const [name, run] of best) {
    print([name, Math.round(run.wallMs), Math.round(run.cpuMs), (statSync(file).size / 1e3 / run.wallMs).toFixed(1)], [20, 9, 9, 7]);
  }
  console.log('');
  print(['ratio', 'wall', 'cpu', 'floor', 'stretch'], [40, 7, 7, 7, 8]);
  const ratio = (name: string, slow: string, fast: string, limits: readonly [number, number]): void => {
    const [a, b] = [best.get(slow), best.get(fast)];
    if (a && b) print([name, (a.wallMs / b.wallMs).toFixed(2), (a.cpuMs / b.cpuMs).toFixed(2), ...limits], [40, 7, 7, 7, 8]);
  };
  ratio('to fields: evtxexport / ours', 'evtxexport', 'ours: fields', [15, 30]);
  ratio('to XML: evtxexport -f xml / ours', 'evtxexport -f xml', 'ours: xml', [15, 25]);
  ratio('to fields: winevtx / ours', 'winevtx', 'ours: fields', [4, 6]);
  ratio('import: evtxexport / ours', 'evtxexport', 'ours: import', [5, 10]);
  ratio('rows into SQLite: sqlite3 .import / ours', 'sqlite3 .import', 'ours: rows', [0.5, 0.8]);
}

function countOurs(file: string, carve: boolean): { readonly records: number; readonly losses: number } {
  const bytes = openFileBytes(file);
  const batches = [...readEvents(bytes, { carve })];
  bytes.close();
  const records = batches.reduce((sum, b) => sum + b.items.length + b.carved.length, 0);
  return { records, losses: batches.reduce((sum, b) => sum + b.losses.length, 0) };
}

function countAll(file: string): number {
  return (
    spawnSync('evtxexport', ['-m', 'all', '-f', 'xml', file], { encoding: 'utf8', maxBuffer: 1 << 30 }).stdout.match(/^<Event /gm)
      ?.length ?? 0
  );
}

function recovery(): void {
  const whole = join(folder, 'whole.evtx');
  writeLog(whole, 6 << 20);
  const all = countOurs(whole, false).records;
  const widths = [44, 7, 7, 9, 11, 13, 9];
  console.log('');
  print(['records read', 'whole', 'ours', 'losses', 'evtxexport', 'with slack', '-m all'], widths);
  const winevtx = hasWinevtx ? ' winevtx' : '';
  for (const { id, name, damage } of damagers) {
    const file = join(folder, `${id}.evtx`);
    writeFileSync(file, damage(readFileSync(whole)));
    const { records, losses } = countOurs(file, false);
    const theirs = hasEvtxexport ? evtxexportXml(file).length : '-';
    const js = hasWinevtx ? `${winevtx} ${runOnce(ours('winevtx', file)).records}` : '';
    print([`${id} ${name}`, all, records, losses, theirs, countOurs(file, true).records, hasEvtxexport ? countAll(file) : '-'], widths);
    if (js !== '') console.log(`  ${js.trim()}`);
  }
}

try {
  if (!hasCorpus) throw new Error('the benchmark needs the corpus folder beside the project');
  const big = join(folder, 'big.evtx');
  writeLog(big, megabytes * 1e6);
  speed(big);
  recovery();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
