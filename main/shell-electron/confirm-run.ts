import { dialog, type BrowserWindow } from 'electron';
import type { Translate } from '#shared/text/translate.ts';

/** Shows the exact command in a dialog that no page can draw or press; without a window nothing runs. */
export async function confirmRun(window: BrowserWindow | null, command: string, t: Translate): Promise<boolean> {
  if (!window || window.isDestroyed()) return false;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: t('run.dialog.title'),
    detail: t('run.dialog.detail', { command }),
    buttons: [t('run.run'), t('ui.cancel')],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
