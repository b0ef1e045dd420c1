import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { Handlers } from '#shared/api/client.ts';
import type { AppEvent } from '#shared/api/events.ts';
import type { Output } from '#shared/api/contract.ts';
import { createCore } from '#core/create-core.ts';
import { createJobs } from '#core/jobs.ts';
import type { Log, PdfPrinter } from '#core/ports.ts';
import type { AzurePorts } from '#core/azure/http.ts';
import type { PowerShellPorts } from '#core/powershell/ports.ts';
import { azureSuites } from '#core/ike/offer.ts';
import type { ProbeOffer } from '#core/probes/handlers.ts';
import type { ProbePorts } from '#core/probes/ports.ts';
import { loadAssets, type Assets } from './assets.ts';
import { collectorScript } from './collectors.ts';
import type { Grants } from './grants.ts';
import { createGrants } from './grants.ts';
import { openLibrary } from './library/library.ts';
import { powerShellPorts } from './powershell/powershell-ports.ts';
import { systemClock } from './system-clock.ts';
import { createQueryWorker, runTask } from './worker-client.ts';

/** Probes on this computer, and who asks before a packet is sent: the shell in a dialog of its own, or with null the page. */
export type OfferedProbes = { readonly ports: ProbePorts; readonly confirm: ProbeOffer['confirm'] };

export type HostOptions = {
  readonly shell: Output<'app.info'>['shell'];
  readonly capabilities: Omit<Output<'app.info'>['capabilities'], 'azure' | 'probes' | 'confirmsProbes'>;
  readonly dataFolder: string;
  readonly printer: PdfPrinter;
  readonly log: Log;
  /** Null where this program does not collect from Azure. */
  readonly azure?: AzurePorts | null;
  /** PowerShell, where the shell may run it; without, nothing is ever run. */
  readonly powershell?: PowerShellPorts;
  /** Null where this program sends no packets. */
  readonly probes?: OfferedProbes | null;
};

export type Host = {
  readonly handlers: Handlers;
  readonly grants: Grants;
  readonly assets: Assets;
  readonly subscribe: (listener: (event: AppEvent) => void) => () => void;
  /** Cancels what runs, ends the workers and closes the library. */
  readonly close: () => Promise<void>;
};

/** Puts the Node implementations of the ports behind the core; both shells start with this. */
export function createHost(options: HostOptions): Host {
  const { shell, capabilities, dataFolder, printer, log, azure = null, probes = null, powershell = powerShellPorts(false) } = options;
  const assets = loadAssets();
  const listeners = new Set<(event: AppEvent) => void>();
  const emit = (event: AppEvent): void => listeners.forEach((listener) => listener(event));
  const library = openLibrary(dataFolder, { clock: systemClock });
  const grants = createGrants(systemClock);
  const queries = createQueryWorker(dataFolder, log);
  const jobs = createJobs({ log, newId: randomUUID, changed: (job) => emit({ kind: 'job', jobId: job.id }) });
  const handlers = createCore({
    info: {
      version: assets.version,
      shell,
      dataFolder,
      powershell: powershell.state,
      capabilities: {
        ...capabilities,
        azure: azure !== null,
        probes: probes !== null,
        confirmsProbes: probes !== null && probes.confirm !== null,
      },
    },
    library,
    queries,
    runTask: (task, context) => runTask(dataFolder, task, context),
    jobs,
    grants,
    writeFile: (path, content) => writeFile(path, content, { mode: 0o600 }),
    printer,
    samples: assets.samples,
    collectorScript,
    clock: systemClock,
    azure,
    powershell,
    probes: probes && {
      tools: { ports: probes.ports, defaults: azureSuites(assets.knowledge, 'RouteBased'), version: assets.version },
      confirm: probes.confirm,
    },
    emit,
  });
  return {
    handlers,
    grants,
    assets,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: async () => {
      await jobs.close();
      await queries.close();
      grants.close();
      library.close();
    },
  };
}
