import { shell } from 'electron';
import { allowedExternalLink } from '#host/external-links.ts';

/** Opens a page of the fixed list of hosts in the system's browser; any other address is passed over. */
export function openExternalLink(url: string): void {
  const allowed = allowedExternalLink(url);
  if (allowed !== null) void shell.openExternal(allowed);
}
