import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { ApiClient, ShellClient } from '#shared/api/client.ts';
import type { AppEvent } from '#shared/api/events.ts';
import { methodNames } from '#shared/api/method-names.ts';
import type { Result } from '#shared/api/result.ts';
import { apiChannel, shellChannels } from './shell-channels.ts';

/** A refused call becomes an answer like any other; the reason is in the main process's log. */
async function invoke<T>(channel: string, input?: unknown): Promise<Result<T>> {
  try {
    const result: Result<T> = await ipcRenderer.invoke(channel, input);
    return result;
  } catch {
    return { ok: false, error: { code: 'forbidden', params: {}, incidentId: null } };
  }
}

const calls: unknown[][] = methodNames.map((method) => [method, (input: unknown) => invoke(apiChannel(method), input)]);
const api: ApiClient = Object.fromEntries(calls);

/** One function for each thing the page may ask for, and no way to name a channel or a path. */
const client: ShellClient = {
  api,
  onEvent: (listener) => {
    const receive = (_event: unknown, event: AppEvent): void => listener(event);
    ipcRenderer.on(shellChannels.event, receive);
    return () => void ipcRenderer.removeListener(shellChannels.event, receive);
  },
  pickFiles: (what) => invoke(shellChannels.pickFiles, what),
  // A file that a script made has no path; one that the user dropped has, and the page never learns it.
  grantDropped: (files) =>
    invoke(
      shellChannels.grantDropped,
      files.filter((file) => file instanceof File).map((file) => webUtils.getPathForFile(file)),
    ),
  pickSaveTarget: (suggestedName) => invoke(shellChannels.pickSaveTarget, suggestedName),
  deliver: async (target) => void (await invoke(shellChannels.deliver, target.grant)),
  openExternal: (url) => void invoke(shellChannels.openExternal, url),
};

contextBridge.exposeInMainWorld('tunnelTriage', client);
