import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ApiClient } from '#shared/api/client.ts';
import type { AppError } from '#shared/api/result.ts';
import type {
  AzureAccess,
  AzureConnectionChoice,
  AzureGatewayChoice,
  AzureInterfaceChoice,
  AzureState,
  AzureStorageChoice,
  AzureSubscription,
  PlannedCall,
} from '#shared/model/azure.ts';
import { loading, remoteOf, type Remote } from '../../ui/remote.ts';
import type { CaseStore } from '../case/case-store.ts';
import type { JobsStore } from '../jobs/jobs-store.ts';
import { callsByDefault, storageOf, withCall, withInterface } from './azure-choice.ts';

/** Null: not asked for yet. */
type Asked<T> = Remote<readonly T[]> | null;

export type AzureViewState = {
  readonly state: AzureState;
  readonly signInJob: string | null;
  readonly signInError: AppError | null;
  readonly subscriptions: Asked<AzureSubscription>;
  readonly gateways: Asked<AzureGatewayChoice>;
  readonly connections: Asked<AzureConnectionChoice>;
  readonly subscriptionId: string;
  readonly gatewayId: string;
  readonly connectionId: string;
  readonly plan: readonly PlannedCall[];
  readonly calls: readonly string[];
  readonly interfaces: Asked<AzureInterfaceChoice>;
  /** Ids; none for the first ones of the network. */
  readonly chosenInterfaces: readonly string[];
  readonly storageAccounts: Asked<AzureStorageChoice>;
  readonly storageId: string;
  readonly container: string;
  readonly collectJob: string | null;
  readonly collectError: AppError | null;
};

export type AzureStore = StoreApi<AzureViewState> & {
  readonly refresh: () => Promise<void>;
  /** Signs in; with `storage`, asks the account that is signed in for its consent. */
  readonly signIn: (way: 'browser' | 'device-code', access?: AzureAccess) => Promise<void>;
  readonly cancelSignIn: () => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly listSubscriptions: () => Promise<void>;
  readonly chooseSubscription: (id: string) => Promise<void>;
  readonly chooseGateway: (id: string) => Promise<void>;
  readonly chooseConnection: (id: string) => Promise<void>;
  readonly setCall: (id: string, wanted: boolean) => void;
  readonly listInterfaces: () => Promise<void>;
  readonly setInterface: (id: string, wanted: boolean) => void;
  readonly listStorageAccounts: () => Promise<void>;
  readonly setStorage: (patch: { readonly storageId?: string; readonly container?: string }) => void;
  /** Resolves with true when the whole collection arrived. */
  readonly collect: (caseId: string) => Promise<boolean>;
};

const unchosen = { plan: [], calls: [], connectionId: '', interfaces: null, chosenInterfaces: [] } as const;
const nothing: AzureViewState = {
  state: { account: null, pending: null, remembers: false, canOpenBrowser: false, readsStorage: false, last: null },
  signInJob: null,
  signInError: null,
  subscriptions: null,
  gateways: null,
  connections: null,
  subscriptionId: '',
  gatewayId: '',
  ...unchosen,
  storageAccounts: null,
  storageId: '',
  container: 'tunnel-triage',
  collectJob: null,
  collectError: null,
};

type Deps = { readonly api: ApiClient; readonly jobs: JobsStore; readonly current: CaseStore };

/** What belongs to one account is forgotten with it. */
const forgotten = {
  subscriptions: null,
  gateways: null,
  connections: null,
  subscriptionId: '',
  gatewayId: '',
  storageAccounts: null,
  storageId: '',
  ...unchosen,
} satisfies Partial<AzureViewState>;

function createSignIn(store: StoreApi<AzureViewState>, { api, jobs }: Deps, refresh: () => Promise<void>) {
  return {
    signIn: async (way: 'browser' | 'device-code', access: AzureAccess = 'resource-manager') => {
      store.setState({ signInError: null });
      const started = await api['azure.signIn']({ way, access });
      if (!started.ok) return store.setState({ signInError: started.error });
      const { jobId } = started.value;
      store.setState({ ...(access === 'storage' ? {} : forgotten), signInJob: jobId });
      const job = await jobs.follow(jobId, 'azure-sign-in');
      // This screen says how it ended.
      jobs.dismiss(jobId);
      if (store.getState().signInJob !== jobId) return;
      store.setState({ signInJob: null, signInError: job.state === 'failed' ? job.error : null });
      await refresh();
    },
    cancelSignIn: async () => {
      const { signInJob } = store.getState();
      if (signInJob !== null) await jobs.cancel(signInJob);
    },
    signOut: async () => {
      const result = await api['azure.signOut']({});
      store.setState({ ...forgotten, signInError: result.ok ? null : result.error });
      await refresh();
    },
  };
}

/** The collection from Azure as the screen shows it. Nothing is asked of Azure but by what a person does here. */
export function createAzureStore(deps: Deps): AzureStore {
  const { api, jobs, current } = deps;
  const store = createStore<AzureViewState>(() => nothing);
  const refresh = async (): Promise<void> => {
    const state = await api['azure.state']({});
    if (state.ok) store.setState({ state: state.value });
  };
  return Object.assign(store, createSignIn(store, deps, refresh), {
    refresh,
    listSubscriptions: async () => {
      store.setState({ ...forgotten, subscriptions: loading });
      const subscriptions = remoteOf(await api['azure.subscriptions']({}));
      // Signing out forgets what belongs to the account, also what had not come yet.
      if (store.getState().subscriptions === loading) store.setState({ subscriptions });
    },
    chooseSubscription: async (subscriptionId: string) => {
      store.setState({ ...unchosen, subscriptionId, gatewayId: '', connections: null, gateways: subscriptionId === '' ? null : loading });
      if (subscriptionId === '') return;
      const gateways = remoteOf(await api['azure.gateways']({ subscriptionId }));
      if (store.getState().subscriptionId === subscriptionId) store.setState({ gateways });
    },
    chooseGateway: async (gatewayId: string) => {
      store.setState({ ...unchosen, gatewayId, connections: gatewayId === '' ? null : loading });
      if (gatewayId === '') return;
      const connections = remoteOf(await api['azure.connections']({ gatewayId }));
      if (store.getState().gatewayId === gatewayId) store.setState({ connections });
    },
    chooseConnection: async (connectionId: string) => {
      store.setState({ ...unchosen, connectionId, collectError: null });
      const { gatewayId } = store.getState();
      if (connectionId === '') return;
      const plan = await api['azure.plan']({ gatewayId, connectionId });
      if (store.getState().connectionId !== connectionId) return;
      if (plan.ok) store.setState({ plan: plan.value, calls: callsByDefault(plan.value) });
      else store.setState({ collectError: plan.error });
    },
    setCall: (id: string, wanted: boolean) => store.setState(({ calls, plan }) => ({ calls: withCall(plan, calls, id, wanted) })),
    listInterfaces: async () => {
      const { gatewayId } = store.getState();
      store.setState({ interfaces: loading });
      const interfaces = remoteOf(await api['azure.interfaces']({ gatewayId }));
      if (store.getState().gatewayId === gatewayId) store.setState({ interfaces });
    },
    setInterface: (id: string, wanted: boolean) =>
      store.setState(({ chosenInterfaces }) => ({ chosenInterfaces: withInterface(chosenInterfaces, id, wanted) })),
    listStorageAccounts: async () => {
      const { subscriptionId } = store.getState();
      store.setState({ storageAccounts: loading });
      const storageAccounts = remoteOf(await api['azure.storageAccounts']({ subscriptionId }));
      if (store.getState().subscriptionId === subscriptionId) store.setState({ storageAccounts });
    },
    setStorage: (patch: { readonly storageId?: string; readonly container?: string }) => store.setState(patch),
    collect: async (caseId: string) => {
      const { gatewayId, connectionId, calls, chosenInterfaces } = store.getState();
      store.setState({ collectError: null });
      const wish = { calls: [...calls], storage: storageOf(store.getState()), interfaces: [...chosenInterfaces] };
      const started = await api['azure.collect']({ caseId, target: { gatewayId, connectionId }, wish });
      if (!started.ok) {
        store.setState({ collectError: started.error });
        return false;
      }
      const { jobId } = started.value;
      store.setState({ collectJob: jobId });
      const job = await jobs.follow(jobId, 'azure-collect');
      jobs.dismiss(jobId);
      store.setState({ collectJob: null, collectError: job.state === 'failed' ? job.error : null });
      await Promise.all([refresh(), current.refresh(caseId)]);
      return job.state === 'done';
    },
  });
}
