import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from '../../main/host/browser-finder.ts';
import { createPdfPrinter } from '../../main/host/pdf-printer.ts';
import { developmentVariable, startCore } from '../../main/host/start-core.ts';
import type { PickedFile } from '../../shared/api/client.ts';
import type { Input, MethodName, Output } from '../../shared/api/contract.ts';
import type { AppEvent } from '../../shared/api/events.ts';
import type { Result } from '../../shared/api/result.ts';
import { makeRendererFolder, openWindow, startShell } from './browser-shell.ts';

/** What every shell can do, whichever way it does it. */
export type ShellUnderTest = {
  readonly ask: (method: string, input: unknown) => Promise<Result<unknown>>;
  readonly giveFile: (name: string, text: string) => Promise<PickedFile>;
  readonly saveTarget: (name: string) => Promise<PickedFile>;
  /** The export that was written to the target. */
  readonly fetch: (target: PickedFile) => Promise<string>;
  readonly events: readonly AppEvent[];
  readonly stop: () => Promise<void>;
};

function startRealCore() {
  process.env[developmentVariable] = '1';
  const dataFolder = mkdtempSync(join(tmpdir(), 'contract-'));
  const logged: string[] = [];
  const log = {
    error: (what: string, error: unknown) => void logged.push(`${what} ${error instanceof Error ? (error.stack ?? '') : String(error)}`),
    info: () => undefined,
  };
  const core = startCore({
    shell: 'browser',
    capabilities: { nativeDialog: false, revealFile: false },
    dataFolder,
    printer: createPdfPrinter(findBrowser, log),
    log,
  });
  const stop = async (): Promise<void> => {
    await core.close();
    rmSync(dataFolder, { recursive: true, maxRetries: 5 });
    if (logged.length > 0) throw new Error(`the core logged faults:\n${logged.join('\n')}`);
  };
  return { core, dataFolder, stop };
}

async function inProcess(): Promise<ShellUnderTest> {
  const { core, dataFolder, stop } = startRealCore();
  const events: AppEvent[] = [];
  const paths = new Map<string, string>();
  core.subscribe((event) => void events.push(event));
  return {
    ask: core.ask,
    giveFile: async (name, text) => core.grants.issueRead({ kind: 'bytes', name, bytes: Buffer.from(text) }),
    saveTarget: async (name) => {
      const picked = core.grants.issueWrite(join(dataFolder, name));
      paths.set(picked.grant, join(dataFolder, name));
      return picked;
    },
    fetch: async (target) => readFileSync(paths.get(target.grant) ?? '', 'latin1'),
    events,
    stop,
  };
}

async function overHttp(): Promise<ShellUnderTest> {
  const { core, stop } = startRealCore();
  const rendererFolder = makeRendererFolder();
  const running = await startShell({ ask: core.ask, grants: core.grants, rendererFolder });
  const window = await openWindow(running);
  const events: AppEvent[] = [];
  core.subscribe((event) => void events.push(event));
  const posted = async (path: string, body: string, type = 'application/json') =>
    JSON.parse((await window.post(path, body, { 'content-type': type })).text).value;
  return {
    ask: async (method, input) => JSON.parse((await window.post(`/api/${method}`, JSON.stringify(input ?? null))).text),
    giveFile: async (name, text) => {
      const { upload } = await posted('/upload/begin', '{}');
      await posted(`/upload/file?${new URLSearchParams({ upload, path: name })}`, text, 'application/octet-stream');
      return posted('/upload/end', JSON.stringify({ upload, name }));
    },
    saveTarget: (name) => posted('/save-target', JSON.stringify({ name })),
    fetch: async (target) => (await window.get(`/download/${target.grant}`)).text,
    events,
    stop: async () => {
      await running.shell.close();
      await stop();
      rmSync(rendererFolder, { recursive: true });
    },
  };
}

const electronIsHere = existsSync(join(import.meta.dirname, '../../node_modules/electron/dist'));

/** Every shell that can run inside of a unit test. Electron's is driven from outside (test/e2e/electron-smoke.spec.ts). */
export const shells: readonly { readonly name: string; readonly start: () => Promise<ShellUnderTest> }[] = [
  { name: 'in process', start: inProcess },
  { name: 'over HTTP (browser shell)', start: overHttp },
];
export const electronNote = electronIsHere
  ? 'covered by test/e2e/electron-smoke.spec.ts'
  : 'skipped: the Electron runtime is not installed (node_modules/electron/dist)';

/** A call that must succeed, typed by the contract. */
export async function value<M extends MethodName>(shell: Pick<ShellUnderTest, 'ask'>, method: M, input: Input<M>): Promise<Output<M>> {
  const result = await shell.ask(method, input);
  if (!result.ok) throw new Error(`${method}: ${JSON.stringify(result.error)}`);
  // Development mode checked the answer against this method's schema.
  return JSON.parse(JSON.stringify(result.value));
}

/** Waits for a job and returns how it ended. */
export async function ended(shell: ShellUnderTest, jobId: string): Promise<Output<'job.get'>> {
  for (;;) {
    const job = await value(shell, 'job.get', { jobId });
    if (job.state !== 'running') return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
