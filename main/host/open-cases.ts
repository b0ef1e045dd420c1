import { randomUUID } from 'node:crypto';
import { ExpectedError } from '#shared/api/result.ts';
import type { Output } from '#shared/api/contract.ts';
import type { RecordDetail, RecordFilter } from '#shared/model/record.ts';
import type { CaseStore } from '#core/store/case-store.ts';
import type { CaseRecords, RecordView } from '#core/store/record-view.ts';
import { openCase } from './store/open-case.ts';
import { openCaseRecords } from './store/record-views.ts';

/** Enough for one window with a few lists; older views are asked for again by the window. */
const keptViews = 12;
const keptCases = 2;

export type OpenCases = {
  readonly use: <T>(caseId: string, work: (store: CaseStore) => T) => T;
  readonly openView: (caseId: string, filter: RecordFilter) => Output<'records.open'>;
  /** Throws ExpectedError('view-expired') for a view that was let go. */
  readonly view: (viewId: string) => RecordView;
  readonly record: (caseId: string, sourceId: string, seq: number) => RecordDetail;
  readonly release: (caseId: string) => void;
  readonly close: () => void;
};

type Opened = { readonly store: CaseStore; records: CaseRecords | null };

/** Keeps the last few cases and views open, so that paging does not open files again for every page. */
export function createOpenCases(folderOf: (caseId: string) => string): OpenCases {
  const cases = new Map<string, Opened>();
  const views = new Map<string, { readonly caseId: string; readonly view: RecordView }>();

  function release(caseId: string): void {
    for (const [id, entry] of views) if (entry.caseId === caseId) views.delete(id);
    const leaving = cases.get(caseId);
    cases.delete(caseId);
    leaving?.records?.close();
    leaving?.store.close();
  }

  /** Maps keep the order of insertion: the case used last stands last. */
  function opened(caseId: string): Opened {
    const entry = cases.get(caseId) ?? { store: openCase(folderOf(caseId)), records: null };
    cases.delete(caseId);
    cases.set(caseId, entry);
    for (const old of [...cases.keys()].slice(0, -keptCases)) release(old);
    return entry;
  }

  function records(caseId: string): CaseRecords {
    const entry = opened(caseId);
    entry.records ??= openCaseRecords(folderOf(caseId));
    return entry.records;
  }

  return {
    use: (caseId, work) => work(opened(caseId).store),
    openView: (caseId, filter) => {
      const view = records(caseId).openView(filter);
      const viewId = randomUUID();
      views.set(viewId, { caseId, view });
      for (const old of [...views.keys()].slice(0, -keptViews)) views.delete(old);
      return {
        viewId,
        total: view.total,
        firstMs: view.firstMs,
        lastMs: view.lastMs,
        providers: [...view.providers],
        eventIds: [...view.eventIds],
      };
    },
    view: (viewId) => {
      const entry = views.get(viewId);
      if (!entry) throw new ExpectedError('view-expired');
      return entry.view;
    },
    record: (caseId, sourceId, seq) => records(caseId).get(sourceId, seq),
    release,
    close: () => [...cases.keys()].forEach(release),
  };
}
