import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { NegotiationView } from '#shared/model/negotiation.ts';
import { loading, remoteOf, valueOf, type Remote } from '../../ui/remote.ts';
import { firstChoice } from './choice.ts';

/** How closely the rows of the picture stand. */
export type Density = 'close' | 'normal' | 'wide';

export type NegotiationState = {
  readonly caseId: string | null;
  readonly view: Remote<NegotiationView>;
  readonly chosen: string | null;
  /** Index of the message whose payloads are shown. */
  readonly message: number | null;
  /** True: the times of all witnesses on the clock of the first one. The raw times stay in the detail. */
  readonly isAligned: boolean;
  readonly density: Density;
};

export type NegotiationStore = StoreApi<NegotiationState> & {
  /**
   * Fetches the negotiations of a case; what is chosen stays chosen while it is there. `state` stands for what the case holds: it is
   * another object after every change, and nothing is fetched twice for one.
   */
  readonly load: (caseId: string, state: object) => Promise<void>;
  readonly choose: (id: string) => void;
  readonly show: (message: number | null) => void;
  readonly align: (isAligned: boolean) => void;
  readonly setDensity: (density: Density) => void;
};

const closed: NegotiationState = { caseId: null, view: loading, chosen: null, message: null, isAligned: false, density: 'normal' };

export function createNegotiationStore(api: ApiClient): NegotiationStore {
  const store = createStore<NegotiationState>(() => closed);
  let fetched: object | null = null;
  return Object.assign(store, {
    load: async (caseId: string, of: object) => {
      if (fetched === of) return;
      fetched = of;
      if (store.getState().caseId !== caseId) store.setState({ ...closed, caseId });
      const view = remoteOf(await api['negotiations.get']({ caseId }));
      // The case has changed since, or another one is open: a later answer counts.
      if (fetched !== of) return;
      const state = store.getState();
      const all = valueOf(view)?.negotiations ?? [];
      const isThere = all.some((n) => n.id === state.chosen);
      store.setState(isThere ? { view } : { view, ...firstChoice(all) });
    },
    choose: (id: string) => {
      const all = valueOf(store.getState().view)?.negotiations ?? [];
      const negotiation = all.find((n) => n.id === id);
      if (negotiation !== undefined) store.setState({ chosen: id, message: negotiation.failedAt });
    },
    show: (message: number | null) => store.setState({ message }),
    align: (isAligned: boolean) => store.setState({ isAligned }),
    setDensity: (density: Density) => store.setState({ density }),
  });
}
