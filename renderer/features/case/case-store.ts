import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { AppError } from '#shared/api/result.ts';
import type { Analysis } from '#shared/model/analysis.ts';
import type { CaseDetail } from '#shared/model/case.ts';
import type { CheckId } from '#shared/model/verdict.ts';
import { inOrder } from '../../ui/in-order.ts';
import { loading, type Remote } from '../../ui/remote.ts';

/** The open case: what it holds and what follows from it. */
export type CaseData = { readonly detail: CaseDetail; readonly analysis: Analysis };

export type CaseState = {
  readonly caseId: string | null;
  readonly data: Remote<CaseData>;
  /** The check whose answer is on its way. */
  readonly answering: CheckId | null;
  readonly answerError: AppError | null;
  /** The source that is being read again in another zone. */
  readonly settingZone: string | null;
  readonly zoneError: AppError | null;
  /** The source whose slack is being read, or was read last and with how many records. */
  readonly carving: { readonly sourceId: string; readonly records: number | null } | null;
};

export type Answer = { readonly check: CheckId; readonly outcome: string | null; readonly note: string };

export type ZoneChange = { readonly sourceId: string; readonly zone: string | null };

export type CaseStore = StoreApi<CaseState> & {
  readonly open: (caseId: string) => Promise<void>;
  /** Fetches again when `caseId` is the open case. What is on the screen stays until the answer comes. */
  readonly refresh: (caseId: string) => Promise<void>;
  readonly answer: (answer: Answer) => Promise<void>;
  /** `zone` null takes the zone back. */
  readonly setZone: (change: ZoneChange) => Promise<void>;
  /** Reads what a log has given up as a source of its own. */
  readonly carve: (sourceId: string) => Promise<void>;
  readonly close: () => void;
};

const closed: CaseState = {
  caseId: null,
  data: loading,
  answering: null,
  answerError: null,
  settingZone: null,
  zoneError: null,
  carving: null,
};

async function fetchCase(api: ApiClient, caseId: string): Promise<Remote<CaseData>> {
  const [detail, analysis] = await Promise.all([api['case.get']({ caseId }), api['analysis.get']({ caseId })]);
  if (!detail.ok) return { kind: 'error', error: detail.error };
  if (!analysis.ok) return { kind: 'error', error: analysis.error };
  return { kind: 'loaded', value: { detail: detail.value, analysis: analysis.value } };
}

export function createCaseStore(api: ApiClient): CaseStore {
  const store = createStore<CaseState>(() => closed);
  const fetches = inOrder();
  const isOpen = (caseId: string): boolean => store.getState().caseId === caseId;
  const refresh = async (caseId: string): Promise<void> => {
    if (!isOpen(caseId)) return;
    // Events of an import come faster than their answers.
    const isNews = fetches.ask();
    const data = await fetchCase(api, caseId);
    if (isOpen(caseId) && isNews()) store.setState({ data });
  };
  return Object.assign(store, {
    open: async (caseId: string) => {
      if (isOpen(caseId)) return;
      store.setState({ ...closed, caseId });
      await refresh(caseId);
    },
    refresh,
    answer: async ({ check, outcome, note }: Answer) => {
      const { caseId } = store.getState();
      if (caseId === null || store.getState().data.kind !== 'loaded') return;
      store.setState({ answering: check, answerError: null });
      const result = await api['answers.set']({ caseId, check, outcome, note });
      if (!isOpen(caseId)) return;
      if (!result.ok) return store.setState({ answering: null, answerError: result.error });
      // What the case holds may have changed while the answer was stored.
      store.setState(({ data }) => ({
        answering: null,
        data: data.kind === 'loaded' ? { kind: 'loaded', value: { ...data.value, analysis: result.value } } : data,
      }));
    },
    setZone: async ({ sourceId, zone }: ZoneChange) => {
      const { caseId } = store.getState();
      if (caseId === null) return;
      store.setState({ settingZone: sourceId, zoneError: null });
      const result = await api['sources.setZone']({ caseId, sourceId, zone });
      if (result.ok) await refresh(caseId);
      if (isOpen(caseId)) store.setState({ settingZone: null, zoneError: result.ok ? null : result.error });
    },
    carve: async (sourceId: string) => {
      const { caseId } = store.getState();
      if (caseId === null) return;
      store.setState({ carving: { sourceId, records: null }, zoneError: null });
      const result = await api['sources.carve']({ caseId, sourceId });
      if (result.ok) await refresh(caseId);
      if (!isOpen(caseId)) return;
      store.setState(result.ok ? { carving: { sourceId, records: result.value.records } } : { carving: null, zoneError: result.error });
    },
    close: () => store.setState(closed),
  });
}
