import type { ShellClient } from '#shared/api/client.ts';
import { connectOverHttp } from './http-client.ts';

declare global {
  // The only way to add to the DOM's own type; the Electron shell's preload puts the member there.
  interface Window {
    readonly tunnelTriage?: ShellClient;
  }
}

/** The shell that this window runs in: Electron when its preload left a client, else the local server that sent the page. */
export async function connect(): Promise<ShellClient> {
  return window.tunnelTriage ?? connectOverHttp();
}
