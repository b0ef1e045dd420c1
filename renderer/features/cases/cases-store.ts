import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { Output } from '#shared/api/contract.ts';
import type { AppError, Result } from '#shared/api/result.ts';
import type { CaseSummary } from '#shared/model/case.ts';
import { inOrder } from '../../ui/in-order.ts';
import { loading, remoteOf, type Remote } from '../../ui/remote.ts';
import { withCase, withoutCase } from './cases-updates.ts';

export type Sample = Output<'samples.list'>[number];

export type CasesState = {
  readonly list: Remote<readonly CaseSummary[]>;
  readonly samples: readonly Sample[];
  readonly query: string;
  /** The case that was just removed and can be brought back. */
  readonly removed: CaseSummary | null;
  readonly error: AppError | null;
};

export type CasesStore = StoreApi<CasesState> & {
  readonly load: () => Promise<void>;
  readonly loadSamples: () => Promise<void>;
  readonly search: (query: string) => void;
  readonly rename: (caseId: string, title: string) => Promise<void>;
  readonly remove: (summary: CaseSummary) => Promise<void>;
  readonly restore: () => Promise<void>;
  readonly dismiss: () => void;
};

export function createCasesStore(api: ApiClient): CasesStore {
  const store = createStore<CasesState>(() => ({ list: loading, samples: [], query: '', removed: null, error: null }));
  const loads = inOrder();
  /** Puts an answer into the list, or keeps the list and shows why not. */
  const apply = <T>(result: Result<T>, change: (list: readonly CaseSummary[], value: T) => readonly CaseSummary[]): boolean => {
    if (!result.ok) {
      store.setState({ error: result.error });
      return false;
    }
    store.setState(({ list }) => ({
      error: null,
      list: list.kind === 'loaded' ? { kind: 'loaded', value: change(list.value, result.value) } : list,
    }));
    return true;
  };
  return Object.assign(store, {
    load: async () => {
      const isNews = loads.ask();
      const list = remoteOf(await api['cases.list']({}));
      if (isNews()) store.setState({ list });
    },
    loadSamples: async () => {
      const result = await api['samples.list']({});
      if (result.ok) store.setState({ samples: result.value });
    },
    search: (query: string) => store.setState({ query }),
    rename: async (caseId: string, title: string) => {
      apply(await api['cases.rename']({ caseId, title }), withCase);
    },
    remove: async (summary: CaseSummary) => {
      if (apply(await api['cases.remove']({ caseId: summary.id }), (list) => withoutCase(list, summary.id)))
        store.setState({ removed: summary });
    },
    restore: async () => {
      const { removed } = store.getState();
      if (removed && apply(await api['cases.restore']({ caseId: removed.id }), withCase)) store.setState({ removed: null });
    },
    dismiss: () => store.setState({ removed: null, error: null }),
  });
}
