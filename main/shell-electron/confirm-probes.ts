import { dialog, type BrowserWindow } from 'electron';
import type { ProbeRequest } from '#shared/model/probe.ts';
import { sendsOf } from '#shared/model/probe-words.ts';
import type { Translate } from '#shared/text/translate.ts';

/** Names every target and what it gets in a dialog that no page can draw or press; without a window nothing is sent. */
export async function confirmProbes(window: BrowserWindow | null, requests: readonly ProbeRequest[], t: Translate): Promise<boolean> {
  if (!window || window.isDestroyed()) return false;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: t('probe.dialog.title'),
    detail: t('probe.dialog.detail', { sends: requests.map((request) => t.message(sendsOf(request))).join('\n') }),
    buttons: [t('ui.probes.confirm.send'), t('ui.cancel')],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}
