import type { BrowserWindow, IpcMain, IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import type { Ask } from '#core/dispatch.ts';
import type { Log } from '#core/ports.ts';
import { methodNames } from '#shared/api/method-names.ts';
import { fail, ok } from '#shared/api/result.ts';
import { DeliverGrant, DroppedPaths, PickWhat, SuggestedName, type Dialogs } from './dialogs.ts';
import { openExternalLink } from './security/external-links.ts';
import { isTrustedSender } from './security/sender.ts';
import { apiChannel, shellChannels } from './shell-channels.ts';

export type IpcOptions = {
  readonly ipcMain: IpcMain;
  readonly ask: Ask;
  readonly dialogs: Dialogs;
  readonly window: () => BrowserWindow | null;
  readonly log: Log;
};

/**
 * Registers one fixed channel per method of the contract and per thing this shell does. Each refuses a caller that is not
 * the page in the main frame of our window: the call rejects and the attempt is logged.
 */
export function registerIpc({ ipcMain, ask, dialogs, window, log }: IpcOptions): void {
  function handle(channel: string, run: (input: unknown, window: BrowserWindow) => unknown): void {
    ipcMain.handle(channel, (event: IpcMainInvokeEvent, input: unknown) => {
      const own = window();
      if (own && isTrustedSender(event, own)) return run(input, own);
      log.error(`refused ${channel}`, new Error('the caller is not the page'));
      throw new Error('forbidden');
    });
  }

  function handleChecked<T>(channel: string, schema: z.ZodType<T>, run: (input: T, window: BrowserWindow) => unknown): void {
    handle(channel, (input, own) => {
      const parsed = schema.safeParse(input);
      return parsed.success ? run(parsed.data, own) : fail('bad-input');
    });
  }

  for (const method of methodNames) handle(apiChannel(method), (input) => ask(method, input));
  handleChecked(shellChannels.pickFiles, PickWhat, (what, own) => dialogs.pickFiles(own, what));
  handleChecked(shellChannels.grantDropped, DroppedPaths, (paths) => dialogs.grantDropped(paths));
  handleChecked(shellChannels.pickSaveTarget, SuggestedName, (name, own) => dialogs.pickSaveTarget(own, name));
  handleChecked(shellChannels.deliver, DeliverGrant, (grant) => dialogs.deliver(grant));
  handleChecked(shellChannels.openExternal, z.string().max(2_000), (url) => {
    openExternalLink(url);
    return ok(null);
  });
}
