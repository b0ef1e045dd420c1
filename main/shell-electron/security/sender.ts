import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { isPageUrl } from '../app-protocol.ts';

/** True when a call comes from the page itself, in the main frame of our own window. */
export function isTrustedSender(event: IpcMainInvokeEvent, window: BrowserWindow | null): boolean {
  const frame = event.senderFrame;
  if (!frame || !window || window.isDestroyed() || event.sender !== window.webContents) return false;
  return frame.parent === null && frame === window.webContents.mainFrame && isPageUrl(frame.url);
}
