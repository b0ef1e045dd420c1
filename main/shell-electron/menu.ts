import type { MenuItemConstructorOptions } from 'electron';
import type { Translate } from '#shared/text/translate.ts';

const separator: MenuItemConstructorOptions = { type: 'separator' };

/** The application's menu: what a desktop expects by keyboard, in the user's language. Everything else is in the window. */
export function menuTemplate(t: Translate, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const item = (role: NonNullable<MenuItemConstructorOptions['role']>): MenuItemConstructorOptions => ({
    role,
    label: t(`shell.menu.${role}`),
  });
  const edit = [item('undo'), item('redo'), separator, item('cut'), item('copy'), item('paste'), item('selectAll')];
  const view = [item('resetZoom'), item('zoomIn'), item('zoomOut'), separator, item('togglefullscreen')];
  const ending = platform === 'darwin' ? [item('close')] : [item('quit')];
  const application: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  return [
    ...application,
    { label: t('shell.menu.file'), submenu: ending },
    { label: t('shell.menu.edit'), submenu: edit },
    { label: t('shell.menu.view'), submenu: view },
    { label: t('shell.menu.window'), submenu: [item('minimize')] },
  ];
}
