import { app, BrowserWindow, ipcMain, Menu, protocol, safeStorage, session, shell } from 'electron';
import { join } from 'node:path';
import type { AppEvent } from '#shared/api/events.ts';
import { loadAssets } from '#host/assets.ts';
import { createAzurePorts } from '#host/azure/azure-ports.ts';
import { dataFolder } from '#host/data-folder.ts';
import { createLogFile } from '#host/log-file.ts';
import { caseFileOf, openCaseFile } from '#host/open-case-file.ts';
import { paths } from '#host/paths.ts';
import { powerShellPorts } from '#host/powershell/powershell-ports.ts';
import { openRendererFiles } from '#host/renderer-files.ts';
import { probePorts } from '#host/probes/ports.ts';
import { startCore } from '#host/start-core.ts';
import { systemClock } from '#host/system-clock.ts';
import { systemLanguage } from '#host/system-language.ts';
import { isAppUrl, registerAppScheme, serveApp } from './app-protocol.ts';
import { createDialogs } from './dialogs.ts';
import { registerIpc } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { confirmProbes } from './confirm-probes.ts';
import { confirmRun } from './confirm-run.ts';
import { createElectronPrinter } from './pdf.ts';
import { createSafeStorageVault } from './safe-storage-vault.ts';
import { lockNavigation } from './security/navigation.ts';
import { allowOnly, silenceChromium } from './security/network.ts';
import { denyPermissions } from './security/permissions.ts';
import { shellChannels } from './shell-channels.ts';
import { openWindow } from './window.ts';
import { createWords } from './words.ts';

const preload = join(import.meta.dirname, '../preload/preload.cjs');
const folder = dataFolder();
const log = createLogFile(folder, systemClock);
let window: BrowserWindow | null = null;
/** A case file that was opened before there was a window to show it. */
let pendingCaseFile = caseFileOf(process.argv.slice(1));

registerAppScheme(protocol);
silenceChromium(app.commandLine);
app.enableSandbox();
lockNavigation(app);

function send(event: AppEvent): void {
  if (window && !window.isDestroyed()) window.webContents.send(shellChannels.event, event);
}

async function run(): Promise<void> {
  await app.whenReady();
  denyPermissions(session.defaultSession);
  allowOnly(session.defaultSession, isAppUrl);
  serveApp(protocol, openRendererFiles(paths.renderer));
  const words = createWords(loadAssets().catalogues, systemLanguage(app.getLocale()), (t) =>
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(t, process.platform))),
  );

  const core = startCore({
    shell: 'electron',
    capabilities: { nativeDialog: true, revealFile: true },
    dataFolder: folder,
    printer: createElectronPrinter(log),
    log,
    azure: createAzurePorts({
      vault: createSafeStorageVault(safeStorage, folder),
      openBrowser: (url) => void shell.openExternal(url),
      words: () => words.now(),
    }),
    powershell: powerShellPorts(true, (command) => confirmRun(window, command, words.now())),
    probes: { ports: probePorts, confirm: (requests) => confirmProbes(window, requests, words.now()) },
  });
  registerIpc({ ipcMain, ask: words.following(core.ask), dialogs: createDialogs(core.grants), window: () => window, log });
  core.subscribe(send);

  function openPending(): void {
    const path = pendingCaseFile;
    pendingCaseFile = null;
    if (path !== null) void openCaseFile(path, { ask: core.ask, grants: core.grants, send });
  }

  function openFromOutside(path: string | null): void {
    pendingCaseFile = path ?? pendingCaseFile;
    if (!window || window.isDestroyed()) return open();
    if (window.isMinimized()) window.restore();
    window.focus();
    openPending();
  }

  function open(): void {
    window = openWindow(preload);
    window.webContents.once('did-finish-load', openPending);
  }

  open();
  app.on('second-instance', (_event, args, startedIn) => openFromOutside(caseFileOf(args.slice(1), startedIn)));
  app.on('open-file', (event, path) => {
    event.preventDefault();
    openFromOutside(path);
  });
  app.on('activate', () => openFromOutside(null));
  app.on('window-all-closed', () => app.quit());
  app.once('will-quit', (event) => {
    event.preventDefault();
    void core.close().finally(() => app.exit());
  });
}

// macOS names the file before the application is ready; from then on `run` listens itself.
app.once('open-file', (event, path) => {
  event.preventDefault();
  pendingCaseFile = path;
});

if (app.requestSingleInstanceLock()) void run();
else app.quit();
