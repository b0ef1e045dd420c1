import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient, ShellClient } from '#shared/api/client.ts';
import type { AppError } from '#shared/api/result.ts';
import type { CaseNames } from '#shared/model/analysis.ts';
import { collectorIds, type CollectorId } from '#shared/model/collector.ts';
import { loading, remoteOf, type Remote } from '../../ui/remote.ts';
import { isComplete, valuesOf } from './values.ts';

/** How the last saving went; null when there was none, or it was cancelled. */
type Saved = { readonly kind: 'saved'; readonly file: string } | { readonly kind: 'failed'; readonly error: AppError };

export type CollectState = {
  readonly caseId: string | null;
  readonly names: CaseNames | null;
  readonly collector: CollectorId;
  /** Whether the script may run as root or administrator. */
  readonly asAdministrator: boolean;
  /** What a person typed, by parameter; it wins over the names of the case. */
  readonly typed: Readonly<Record<string, string>>;
  /** The script as it is saved; the one before stays until the next has come. */
  readonly script: Remote<{ readonly fileName: string; readonly text: string }>;
  readonly saved: Saved | null;
};

type Entry = { readonly caseId: string; readonly names: CaseNames; readonly collector: CollectorId | null };

export type CollectStore = StoreApi<CollectState> & {
  readonly enter: (entry: Entry) => Promise<void>;
  readonly choose: (collector: CollectorId) => Promise<void>;
  readonly setAdministrator: (asAdministrator: boolean) => void;
  readonly type: (parameter: string, value: string) => Promise<void>;
  readonly save: (shell: ShellClient) => Promise<void>;
  readonly dismiss: () => void;
};

const closed: CollectState = {
  caseId: null,
  names: null,
  collector: collectorIds[0],
  asAdministrator: true,
  typed: {},
  script: loading,
  saved: null,
};

/** The script that collects what the open case lacks, as it is being filled in. */
export function createCollectStore(api: ApiClient): CollectStore {
  const store = createStore<CollectState>(() => closed);
  let turn = 0;
  const refresh = async (): Promise<void> => {
    const state = store.getState();
    if (!isComplete(state)) return;
    turn += 1;
    const mine = turn;
    const result = await api['collectors.script']({ collector: state.collector, values: valuesOf(state) });
    if (mine === turn) store.setState({ script: remoteOf(result) });
  };
  const change = async (patch: Partial<CollectState>): Promise<void> => {
    store.setState({ ...patch, saved: null });
    await refresh();
  };
  return Object.assign(store, {
    enter: async ({ caseId, names, collector }: Entry) => {
      const state = store.getState();
      const kept = state.caseId === caseId ? state : closed;
      await change({ ...kept, caseId, names, collector: collector ?? kept.collector });
    },
    choose: (collector: CollectorId) => change({ collector, typed: {} }),
    setAdministrator: (asAdministrator: boolean) => store.setState({ asAdministrator }),
    type: (parameter: string, value: string) => change({ typed: { ...store.getState().typed, [parameter]: value } }),
    save: async (shell: ShellClient) => {
      const state = store.getState();
      if (state.script.kind !== 'loaded' || !isComplete(state)) return;
      const target = await shell.pickSaveTarget(state.script.value.fileName);
      if (!target.ok) return store.setState({ saved: { kind: 'failed', error: target.error } });
      if (target.value === null) return;
      const input = { collector: state.collector, values: valuesOf(state), grant: target.value.grant };
      const written = await api['collectors.save'](input);
      if (!written.ok) return store.setState({ saved: { kind: 'failed', error: written.error } });
      await shell.deliver(target.value);
      store.setState({ saved: { kind: 'saved', file: written.value.file } });
    },
    dismiss: () => store.setState({ saved: null }),
  });
}
