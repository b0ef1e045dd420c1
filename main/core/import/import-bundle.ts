import { ExpectedError } from '#shared/api/result.ts';
import type { Citation } from '#shared/model/analysis.ts';
import type { JobProgress } from '#shared/model/job.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { ImportGap, SourceSummary } from '#shared/model/source.ts';
import { BundleError } from '../bundle/bundle-error.ts';
import { defaultLimits, openBundle } from '../bundle/open-bundle.ts';
import type { BundleEntry, BundleLimits } from '../bundle/open-bundle.ts';
import type { Extractor } from '../extract/extractor.ts';
import type { Format } from '../formats/format.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Cancellation, Clock, InputItem, Log } from '../ports.ts';
import type { SecretKeeper } from '../secrets/secrets.ts';
import type { CaseStore, ImportSession } from '../store/case-store.ts';
import { createImportProgress } from './import-progress.ts';
import { keyComparisonFacts } from './key-facts.ts';
import { endsImport, spoolEntry } from './spool-entry.ts';
import { writeSource } from './write-source.ts';
import { createZoneFiles } from './zone-files.ts';

export type ImportOptions = {
  readonly input: InputItem;
  readonly store: CaseStore;
  readonly formats: readonly Format[];
  readonly extractors: readonly Extractor[];
  readonly knowledge: Knowledge;
  readonly secrets: SecretKeeper;
  readonly cancellation: Cancellation;
  readonly clock: Clock;
  readonly onProgress: (progress: JobProgress) => void;
  /** Details of failed parsers; without it they are not kept. */
  readonly log?: Log;
  readonly limits?: BundleLimits;
};

/** What an import added: its committed sources, and what of the bundle is not in the case or only in part. */
export type Imported = { readonly sources: readonly SourceSummary[]; readonly gaps: readonly ImportGap[] };

const noLog: Log = { error: () => undefined, info: () => undefined };

/**
 * Takes a bundle into a case, file by file, each in one transaction. The bundle is listed first, so that a crash or a
 * cancellation can name everything that is missing, and small texts are looked at for the hosts' time zones; then each file is read, cleaned of secrets, stored, recognised, parsed and
 * committed. Files that are in the case already (same stored bytes at the same path) are passed over, so that an import can be
 * repeated to complete it. A file that cannot be read costs that file. An empty bundle is a valid one with no sources.
 *
 * Errors: `cancelled` (committed sources stay, the rest is listed as gaps), `case-locked` (another import runs), `disk-full`, and
 * what opening the input says (`file-missing`, `file-no-permission` …).
 */
export async function importBundle(options: ImportOptions): Promise<Imported> {
  const { input, store, secrets } = options;
  const session = store.beginImport(input.name);
  const run = createRun(options, session);
  try {
    await run.survey();
    await run.readAll();
    for (const use of run.zones.uses()) store.appendLog(message('log.zone-found', use));
    session.addFacts(keyComparisonFacts(secrets, run.keyCitations, store.facts()));
  } catch (error) {
    secrets.finish();
    if (isCancelled(error)) for (const path of session.remaining()) session.addGap({ path, reason: message('store.gap.cancelled') });
    throw error;
  } finally {
    session.finish();
  }
  return run.imported;
}

function isCancelled(error: unknown): boolean {
  return error instanceof ExpectedError && error.appError.code === 'cancelled';
}

function createRun(options: ImportOptions, session: ImportSession) {
  const { input, cancellation, clock } = options;
  const bundle = { limits: options.limits ?? defaultLimits, cancellation };
  const progress = createImportProgress(clock, options.onProgress);
  const sources: SourceSummary[] = [];
  const gaps: ImportGap[] = [];
  const keyCitations = new Map<string, readonly Citation[]>();
  const planned = new Set<string>();
  const told = new Set<string>();
  const zones = createZoneFiles();
  const context = {
    ...options,
    session,
    place: zones.place,
    log: options.log ?? noLog,
    onBytes: progress.stored,
    onParsed: progress.parsed,
  };

  function addGap(path: string, reason: Message): void {
    const id = JSON.stringify([path, reason]);
    if (told.has(id)) return;
    told.add(id);
    gaps.push({ path, reason });
    session.addGap({ path, reason });
  }

  async function survey(): Promise<void> {
    let total: number | null = 0;
    for await (const item of openBundle(input, bundle)) {
      cancellation.check();
      if (item.type === 'refused') {
        addGap(item.path, item.reason);
        continue;
      }
      session.plan(item.entry.path, item.entry.size);
      planned.add(item.entry.path);
      await zones.look(item.entry);
      total = total === null || item.entry.size === null ? null : total + item.entry.size;
    }
    progress.start(total);
  }

  async function readAll(): Promise<void> {
    for await (const item of openBundle(input, bundle)) {
      cancellation.check();
      if (item.type === 'refused') addGap(item.path, item.reason);
      else await take(item.entry);
    }
    for (const path of session.remaining()) addGap(path, message('store.gap.vanished'));
  }

  async function take(entry: BundleEntry): Promise<void> {
    if (!planned.has(entry.path)) session.plan(entry.path, entry.size);
    progress.entry(entry.path);
    try {
      await store(entry);
    } catch (error) {
      if (endsImport(error)) throw error;
      addGap(entry.path, error instanceof BundleError ? error.reason : message('store.gap.unreadable'));
    }
    progress.entryDone();
  }

  async function store(entry: BundleEntry): Promise<void> {
    const spooled = await spoolEntry(entry, context);
    if (session.has(spooled.sha256, entry.path)) {
      spooled.spool.discard();
      return;
    }
    try {
      const written = writeSource(entry.path, spooled, context);
      sources.push(written.summary);
      keyCitations.set(entry.path, written.keyCitations);
      for (const reason of written.troubles) addGap(entry.path, reason);
      if (spooled.truncated) addGap(entry.path, spooled.truncated);
    } catch (error) {
      spooled.spool.discard();
      throw error;
    }
  }

  return { survey, readAll, zones, keyCitations, imported: { sources, gaps } };
}
