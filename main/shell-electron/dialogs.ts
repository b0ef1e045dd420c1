import { app, dialog, shell, type BrowserWindow, type OpenDialogOptions } from 'electron';
import { basename, isAbsolute, join } from 'node:path';
import { z } from 'zod';
import type { PickedFile } from '#shared/api/client.ts';
import { ok, type Result } from '#shared/api/result.ts';
import type { Grants } from '#host/grants.ts';
import { safeFileName } from '#host/safe-file-name.ts';

/** What the preload may ask for, checked like the contract's inputs. */
export const PickWhat = z.enum(['files', 'folder', 'case-file']);
export const DroppedPaths = z.array(z.string().max(32_768)).max(500);
export const SuggestedName = z.string().max(300);
export const DeliverGrant = z.string().max(64);

const dialogs: Readonly<Record<z.output<typeof PickWhat>, OpenDialogOptions>> = {
  files: { properties: ['openFile', 'multiSelections'] },
  folder: { properties: ['openDirectory'] },
  'case-file': { properties: ['openFile'], filters: [{ name: 'Tunnel Triage', extensions: ['ttcase'] }] },
};

export type Dialogs = {
  readonly pickFiles: (window: BrowserWindow, what: z.output<typeof PickWhat>) => Promise<Result<readonly PickedFile[]>>;
  readonly grantDropped: (paths: readonly string[]) => Result<readonly PickedFile[]>;
  readonly pickSaveTarget: (window: BrowserWindow, suggestedName: string) => Promise<Result<PickedFile | null>>;
  /** Shows a file that was saved through a grant of this window in its folder; never opens it. */
  readonly deliver: (grant: string) => Result<null>;
};

/** File dialogs run here, so that the page learns names and grants, never paths. */
export function createDialogs(grants: Grants): Dialogs {
  const saved = new Map<string, string>();

  function granted(paths: readonly string[]): Result<readonly PickedFile[]> {
    return ok(paths.map((path) => grants.issueRead({ kind: 'path', name: basename(path), path })));
  }

  return {
    pickFiles: async (window, what) => granted((await dialog.showOpenDialog(window, dialogs[what])).filePaths),
    grantDropped: (paths) => granted(paths.filter((path) => isAbsolute(path))),
    pickSaveTarget: async (window, suggestedName) => {
      const defaultPath = join(app.getPath('documents'), safeFileName(suggestedName));
      const { filePath, canceled } = await dialog.showSaveDialog(window, { defaultPath });
      if (canceled || filePath === '') return ok(null);
      const picked = grants.issueWrite(filePath);
      saved.set(picked.grant, filePath);
      return ok(picked);
    },
    deliver: (grant) => {
      const path = saved.get(grant);
      if (path !== undefined) shell.showItemInFolder(path);
      return ok(null);
    },
  };
}
