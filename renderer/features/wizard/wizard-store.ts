import { createStore, type StoreApi } from 'zustand/vanilla';
import type { CheckId } from '#shared/model/verdict.ts';

/** How a step is answered. Where this shell cannot run anything, 'run' says where it can be done. */
export type Way = 'import' | 'command' | 'probe' | 'run' | 'hand';

/** What a person has begun to answer and not yet saved. */
export type Draft = { readonly outcome: string | null; readonly note: string };

export type WizardState = {
  readonly ways: Readonly<Partial<Record<CheckId, Way>>>;
  readonly drafts: Readonly<Partial<Record<CheckId, Draft>>>;
};

export type WizardStore = StoreApi<WizardState> & {
  readonly choose: (check: CheckId, way: Way) => void;
  readonly draft: (check: CheckId, patch: Partial<Draft>) => void;
  readonly discard: (check: CheckId) => void;
  readonly reset: () => void;
};

export const emptyDraft: Draft = { outcome: null, note: '' };

/** What is begun in the wizard survives going to the evidence and back; it is dropped when another case is opened. */
export function createWizardStore(): WizardStore {
  const store = createStore<WizardState>(() => ({ ways: {}, drafts: {} }));
  return Object.assign(store, {
    choose: (check: CheckId, way: Way) => store.setState(({ ways }) => ({ ways: { ...ways, [check]: way } })),
    draft: (check: CheckId, patch: Partial<Draft>) =>
      store.setState(({ drafts }) => ({ drafts: { ...drafts, [check]: { ...(drafts[check] ?? emptyDraft), ...patch } } })),
    discard: (check: CheckId) => store.setState(({ drafts }) => ({ drafts: { ...drafts, [check]: emptyDraft } })),
    reset: () => store.setState({ ways: {}, drafts: {} }),
  });
}
