import type { AzurePorts } from '#core/azure/http.ts';
import type { AppEvent } from '#shared/api/events.ts';
import type { Translate } from '#shared/text/translate.ts';
import type { PowerShellPorts } from '#core/powershell/ports.ts';
import { findBrowser } from '#host/browser-finder.ts';
import { dataFolder } from '#host/data-folder.ts';
import { hasDisplay } from '#host/display.ts';
import { openInSystemBrowser } from '#host/external-links.ts';
import { createLogFile } from '#host/log-file.ts';
import { openCaseFile } from '#host/open-case-file.ts';
import { paths } from '#host/paths.ts';
import { createPdfPrinter } from '#host/pdf-printer.ts';
import type { ProbePorts } from '#core/probes/ports.ts';
import { startCore } from '#host/start-core.ts';
import { systemClock } from '#host/system-clock.ts';
import type { Idle } from './events.ts';
import { startServer } from './server.ts';

export type BrowserShell = { readonly launchUrl: string; readonly close: () => Promise<void> };

export type BrowserShellOptions = {
  readonly t: Translate;
  /** A case file to open as soon as a window is there. */
  readonly caseFile?: string | null;
  readonly idle?: Idle | null;
  /** Null leaves live collection out: then nothing in the program can open a connection. */
  readonly azure?: AzurePorts | null;
  /** Without, nothing is ever run on this computer. */
  readonly powershell?: PowerShellPorts;
  /** Null leaves probes out: then no packet leaves this computer. */
  readonly probes?: ProbePorts | null;
};

/** The browser shell: the core behind a local server for one window. Whoever starts it shows its launch address. */
export async function startBrowserShell({
  t,
  caseFile = null,
  idle = null,
  azure = null,
  powershell,
  probes = null,
}: BrowserShellOptions): Promise<BrowserShell> {
  const folder = dataFolder();
  const log = createLogFile(folder, systemClock);
  const core = startCore({
    shell: 'browser',
    capabilities: { nativeDialog: false, revealFile: false },
    dataFolder: folder,
    printer: createPdfPrinter(findBrowser, log),
    log,
    azure,
    ...(powershell ? { powershell } : {}),
    // The page asks: a server has no dialog of its own.
    probes: probes && { ports: probes, confirm: null },
  });
  const listeners = new Set<(event: AppEvent) => void>();
  const send = (event: AppEvent): void => listeners.forEach((listener) => listener(event));
  const unsubscribe = core.subscribe(send);
  const server = await startServer({
    ask: core.ask,
    grants: core.grants,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    rendererFolder: paths.renderer,
    log,
    notSignedIn: t('shell.not-signed-in'),
    openExternal: hasDisplay() ? openInSystemBrowser : null,
    idle,
    onFirstWindow: () => {
      if (caseFile !== null) void openCaseFile(caseFile, { ask: core.ask, grants: core.grants, send });
    },
  });
  return {
    launchUrl: server.launchUrl,
    close: async () => {
      unsubscribe();
      await server.close();
      await core.close();
    },
  };
}
