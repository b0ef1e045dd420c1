import type { ApiClient, PickedFile, ShellClient } from '#shared/api/client.ts';
import type { AppEvent } from '#shared/api/events.ts';
import { externalHosts } from '#shared/api/external-links.ts';
import { methodNames } from '#shared/api/method-names.ts';
import { pickFromInput } from './file-input.ts';
import { post } from './post.ts';
import { uploadEach, type UploadFile } from './upload.ts';

function apiOverHttp(): ApiClient {
  const calls: unknown[][] = methodNames.map((method) => [method, (input: unknown) => post(`/api/${method}`, input)]);
  return Object.fromEntries(calls);
}

/** One stream for the window's whole life: it carries hints, and its end tells the server that the window is gone. */
function listenToServer(): ShellClient['onEvent'] {
  const listeners = new Set<(event: AppEvent) => void>();
  const source = new EventSource('/events');
  source.addEventListener('message', (message: MessageEvent<string>) => {
    const event: AppEvent = JSON.parse(message.data);
    for (const listener of listeners) listener(event);
  });
  return (listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  };
}

/** `grantDropped` gets the DOM's own files; the contract names them by shape, because it knows no DOM. */
function asFiles(files: readonly object[]): UploadFile[] {
  return files.filter((file) => file instanceof File).map((file) => ({ file, path: file.webkitRelativePath || file.name }));
}

function download(target: PickedFile): void {
  const link = document.createElement('a');
  link.href = `/download/${target.grant}`;
  link.download = target.name;
  link.click();
}

/** The server asks the system to open it; where it cannot (no display of its own), this browser does. */
async function openExternal(url: string): Promise<void> {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' || !externalHosts.includes(parsed.hostname)) return;
  const opened = await post<{ opened: boolean }>('/open-external', { url: parsed.href });
  if (opened.ok && !opened.value.opened) window.open(parsed.href, '_blank', 'noopener,noreferrer');
}

/** The shell as a browser window sees it: the contract and file grants over the local server that sent the page. */
export function connectOverHttp(): ShellClient {
  return {
    api: apiOverHttp(),
    onEvent: listenToServer(),
    pickFiles: async (what) => uploadEach(asFiles(await pickFromInput(what))),
    grantDropped: (files) => uploadEach(asFiles(files)),
    pickSaveTarget: (name) => post<PickedFile>('/save-target', { name }),
    deliver: async (target) => download(target),
    openExternal: (url) => void openExternal(url),
  };
}
