import { mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEvents, readXml } from '#core/evtx/reader.ts';
import { openFileBytes } from '#host/store/file-bytes.ts';

/**
 * One piece of work of the benchmark, in a process of its own like those of the tools it is compared with: `node evtx-work.ts <work> <file>`.
 * Prints records and the milliseconds that the work itself took, without the start of the engine.
 */
const works: Readonly<Record<string, (file: string) => Promise<number> | number>> = {
  fields: (file) => {
    let records = 0;
    for (const batch of readEvents(openFileBytes(file))) records += batch.items.length;
    return records;
  },
  xml: (file) => {
    let records = 0;
    const out = openSync(process.platform === 'win32' ? 'NUL' : '/dev/null', 'w');
    for (const batch of readXml(openFileBytes(file))) {
      records += batch.count;
      writeSync(out, batch.xml);
    }
    return records;
  },
  winevtx: async (file) => {
    const { loadWinevtx } = await import('../helpers/evtx/winevtx.ts');
    const { parseEvtxFile } = await loadWinevtx();
    let records = 0;
    try {
      const iterator = parseEvtxFile(readFileSync(file))[Symbol.iterator]();
      while (iterator.next().done !== true) records += 1;
    } catch {
      // It gives up at the first record that it cannot read; what it read until then counts.
    }
    return records;
  },
  import: importIntoCase,
  rows: writeRows,
};

/** Loaded only when it is wanted: reading alone needs none of it. */
async function importIntoCase(file: string): Promise<number> {
  const { extractors } = await import('#core/generated/extractors.ts');
  const { formats } = await import('#core/generated/formats.ts');
  const { importBundle } = await import('#core/import/import-bundle.ts');
  const { createSecretKeeper } = await import('#core/secrets/secrets.ts');
  const { loadAssets } = await import('#host/assets.ts');
  const { createCase, openCase } = await import('#host/store/open-case.ts');
  const folder = mkdtempSync(join(tmpdir(), 'tunnel-triage-bench-'));
  const { knowledge } = loadAssets();
  const clock = { nowMs: () => Date.now() };
  createCase(join(folder, 'case'), { id: '00000000-0000-4000-8000-000000000001', title: 'bench', nowMs: 1 });
  const store = openCase(join(folder, 'case'), { clock });
  started = performance.now();
  try {
    const input = { kind: 'file' as const, name: 'log.evtx', open: () => openFileBytes(file) };
    const common = { formats, extractors, knowledge, secrets: createSecretKeeper(), clock };
    const { sources } = await importBundle({
      ...common,
      input,
      store,
      cancellation: { check: () => undefined },
      onProgress: () => undefined,
    });
    return sources.reduce((sum, source) => sum + source.records, 0);
  } finally {
    finished = performance.now();
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Only the writing into the case, here and not in the thread of a large import: the clock stands while the next records are read. */
async function writeRows(file: string): Promise<number> {
  const { toRecord } = await import('#core/formats/windows-evtx/to-record.ts');
  const { createCase, openCase } = await import('#host/store/open-case.ts');
  const folder = mkdtempSync(join(tmpdir(), 'tunnel-triage-bench-'));
  createCase(join(folder, 'case'), { id: '00000000-0000-4000-8000-000000000001', title: 'bench', nowMs: 1 });
  const store = openCase(join(folder, 'case'), { clock: { nowMs: () => Date.now() } });
  const session = store.beginImport('rows');
  session.plan('log.evtx');
  const { sha256 } = session.spool().finish();
  let written = 0;
  let records = 0;
  const timed = <T>(work: () => T): T => {
    const start = performance.now();
    const result = work();
    written += performance.now() - start;
    return result;
  };
  const writer = timed(() => session.writer('0123456789abcdef0123', 'records'));
  for (const { items } of readEvents(openFileBytes(file))) {
    const ready = items.map(toRecord);
    timed(() => {
      for (const record of ready) writer.addRecord(record);
    });
    records += ready.length;
  }
  const kept = { format: 'windows-evtx', storage: 'records', zone: 'utc', head: '', encoding: 'binary' } as const;
  const summary = { ...kept, id: '0123456789abcdef0123', path: 'log.evtx', sha256, size: 0, secretsRemoved: 0, importedAtMs: 1 };
  timed(() => writer.commit(summary));
  [started, finished] = [0, written];
  session.finish();
  store.close();
  rmSync(folder, { recursive: true, force: true });
  return records;
}

let started = performance.now();
let finished = 0;
const [work = '', file = ''] = process.argv.slice(2);
const records = await works[work]?.(file);
if (finished === 0) finished = performance.now();
console.log(JSON.stringify({ records, ms: finished - started }));
