import type { Handlers } from '#shared/api/client.ts';
import type { MethodName, ParsedInput } from '#shared/api/contract.ts';
import type { AppEvent } from '#shared/api/events.ts';
import { ExpectedError, ok } from '#shared/api/result.ts';
import type { AzureAccess, AzureState, CollectResult } from '#shared/model/azure.ts';
import type { Settings } from '#shared/model/settings.ts';
import type { JobContext, Jobs } from '../jobs.ts';
import type { Clock } from '../ports.ts';
import { createArmClient, type ArmClient } from './arm-client.ts';
import type { ArmSendOptions } from './arm-send.ts';
import { createBlobClient } from './blob-client.ts';
import { listConnections, listGateways, listInterfaces, listStorageAccounts, listSubscriptions } from './browse.ts';
import { collect, type CollectedBundle } from './collect.ts';
import type { AzurePorts } from './http.ts';
import { planCollection } from './plan.ts';
import { createSignIns } from './sign-ins.ts';

type AzureMethod = Extract<MethodName, `azure.${string}`>;

export type AzureHandlerOptions = {
  /** Null where this program does not collect from Azure. */
  readonly azure: AzurePorts | null;
  readonly settings: () => Settings;
  readonly jobs: Jobs;
  readonly clock: Clock;
  /** Takes what was collected into the case. */
  readonly importBundle: (caseId: string, bundle: CollectedBundle, context: JobContext) => Promise<void>;
  readonly emit: (event: AppEvent) => void;
};

const never = new AbortController().signal;

function pathsOf({ files }: CollectedBundle): string[] {
  return files.map(({ path }) => path);
}

/** Answers of the contract about Azure. Nothing is asked of the network but by these methods, each of which a person starts. */
export function createAzureHandlers(options: AzureHandlerOptions): Pick<Handlers, AzureMethod> {
  const { settings, jobs, clock, emit } = options;
  const signIns = createSignIns(jobs, () => emit({ kind: 'azure' }));
  let last: CollectResult | null = null;

  function ports(): AzurePorts {
    if (!options.azure) throw new ExpectedError('azure-not-here');
    return options.azure;
  }

  function sending(access: AzureAccess): ArmSendOptions {
    const { http, auth, wait } = ports();
    const { azure } = settings();
    return { http, clock, wait, token: ({ renew }) => auth.token(azure, { access, renew }) };
  }

  function client(): ArmClient {
    return createArmClient(settings().azure.cloud, sending('resource-manager'));
  }

  async function state(): Promise<AzureState> {
    if (!options.azure) return { account: null, pending: null, remembers: false, canOpenBrowser: false, readsStorage: false, last: null };
    const { auth } = options.azure;
    const account = await auth.account(settings().azure);
    const [pending, readsStorage] = [signIns.pending(), signIns.readsStorage()];
    return { account, pending, remembers: auth.remembers, canOpenBrowser: auth.canOpenBrowser, readsStorage, last };
  }

  async function runCollection({ caseId, target, wish }: ParsedInput<'azure.collect'>, context: JobContext): Promise<void> {
    const { cloud } = settings().azure;
    const collected = await collect({
      cloud,
      client: client(),
      blobs: (origin, container) => createBlobClient(origin, container, sending('storage')),
      target,
      wish,
      clock,
      signal: context.signal,
      onProgress: context.progress,
    });
    const { bundle } = collected;
    last = { caseId, folder: bundle.folder, arrived: pathsOf(bundle), missing: [...bundle.missing] };
    // What arrived is kept also when the person cancelled; the import of a few small files is not worth a second question.
    await options.importBundle(caseId, bundle, context.signal.aborted ? { ...context, signal: never } : context);
    emit({ kind: 'azure' });
    if (collected.cancelled) throw new ExpectedError('cancelled');
    if (bundle.files.length === 0 && collected.firstError) throw collected.firstError;
  }

  return {
    'azure.state': async () => ok(await state()),
    'azure.signIn': async (input) => ok({ jobId: signIns.start(ports().auth, settings().azure, input) }),
    'azure.signOut': async () => {
      await signIns.signOut(ports().auth);
      emit({ kind: 'azure' });
      return ok({});
    },
    'azure.subscriptions': async () => ok(await listSubscriptions(client(), never)),
    'azure.gateways': async ({ subscriptionId }) => ok(await listGateways(client(), subscriptionId, never)),
    'azure.connections': async ({ gatewayId }) => ok(await listConnections(client(), gatewayId, never)),
    'azure.interfaces': async ({ gatewayId }) => ok(await listInterfaces(client(), gatewayId, never)),
    'azure.storageAccounts': async ({ subscriptionId }) => ok(await listStorageAccounts(client(), subscriptionId, never)),
    'azure.plan': async (target) => ok([...planCollection(target, settings().azure.cloud)]),
    'azure.collect': async (input) => {
      ports();
      const jobId = jobs.start('azure-collect', input.caseId, async (context) => {
        await runCollection(input, context);
        return {};
      });
      return ok({ jobId });
    },
  };
}
