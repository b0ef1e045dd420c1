import { closeSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { corpusDir, hasCorpus } from '../helpers/corpus.ts';
import { evtxexportXml, hasEvtxexport } from '../helpers/evtx/evtxexport.ts';
import { goodChunks, longLog } from '../helpers/evtx/evtx-file.ts';
import { hasWinevtx } from '../helpers/evtx/winevtx.ts';
import { printRecovery } from './evtx-recovery.ts';
import type { Run, Tool } from './evtx-tools.ts';
import { ours, peer, print, runOnce, verdict } from './evtx-tools.ts';

/*
 * Event logs against their peers, on the same file in one run: `npm run bench:evtx -- [megabytes] [rounds]`. Ratios are what
 * counts. Reading is timed over whole processes, with our engine's start included; the import from its first byte to its commit. The
 * tools take turns and the best round of each counts, so that other work on the machine spoils little; processor time is printed beside.
 * A measure that misses its floor is printed as SHORT; the exit code does not tell.
 */
const megabytes = Number(process.argv[2] ?? 100);
const rounds = Number(process.argv[3] ?? 3);

const folder = mkdtempSync(join(tmpdir(), 'tunnel-triage-bench-'));
function race(tools: readonly Tool[]): Map<string, Run> {
  const best = new Map<string, Run>();
  for (let round = 0; round < rounds; round += 1) {
    for (const tool of tools) {
      const run = runOnce(tool, folder);
      const known = best.get(tool.name);
      if (!known || run.wallMs < known.wallMs) best.set(tool.name, { ...run, cpuMs: Math.min(run.cpuMs, known?.cpuMs ?? Infinity) });
    }
  }
  return best;
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
  const { records } = runOnce(work[0]!, folder);
  const peers = hasEvtxexport ? [peer('evtxexport', 'evtxexport', file), peer('evtxexport -f xml', 'evtxexport', '-f', 'xml', file)] : [];
  const others = hasWinevtx ? [ours('winevtx', file)] : [];
  const best = race([...work, ...peers, ...others, sqliteImport(records)]);
  console.log(`\n${(statSync(file).size / 1e6).toFixed(1)} MB, ${records} records, best of ${rounds}`);
  print(['tool', 'wall ms', 'cpu ms', 'MB/s'], [20, 9, 9, 7]);
  for (const [name, run] of best) {
    print([name, Math.round(run.wallMs), Math.round(run.cpuMs), (statSync(file).size / 1e3 / run.wallMs).toFixed(1)], [20, 9, 9, 7]);
  }
  console.log('');
  print(['ratio', 'wall', 'cpu', 'floor', 'stretch', ''], [40, 7, 7, 7, 8, 6]);
  const ratio = (name: string, slow: string, fast: string, limits: readonly [number, number]): void => {
    const [a, b] = [best.get(slow), best.get(fast)];
    if (!a || !b) return;
    const wall = a.wallMs / b.wallMs;
    print([name, wall.toFixed(2), (a.cpuMs / b.cpuMs).toFixed(2), ...limits, verdict(wall >= limits[0])], [40, 7, 7, 7, 8, 6]);
  };
  ratio('to fields: evtxexport / ours', 'evtxexport', 'ours: fields', [15, 30]);
  ratio('to XML: evtxexport -f xml / ours', 'evtxexport -f xml', 'ours: xml', [15, 25]);
  ratio('to fields: winevtx / ours', 'winevtx', 'ours: fields', [4, 6]);
  ratio('import: evtxexport / ours', 'evtxexport', 'ours: import', [5, 10]);
  ratio('rows into SQLite: sqlite3 .import / ours', 'sqlite3 .import', 'ours: rows', [0.5, 0.8]);
}

try {
  if (!hasCorpus) throw new Error('the benchmark needs the corpus folder beside the project');
  const big = join(folder, 'big.evtx');
  writeLog(big, megabytes * 1e6);
  speed(big);
  const small = join(folder, 'small.evtx');
  writeLog(small, 6 << 20);
  printRecovery(small, folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
