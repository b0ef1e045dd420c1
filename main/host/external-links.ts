import { spawn } from 'node:child_process';
import { externalHosts } from '#shared/api/external-links.ts';
import { systemProgram } from './system-program.ts';

/**
 * The address in normal form when it may be opened outside of the application, else null. Hosts are compared as parsed,
 * because `https://learn.microsoft.com.example` and `https://learn.microsoft.com@example` only look alike.
 */
export function allowedExternalLink(text: string): string | null {
  const url = URL.parse(text);
  if (!url || url.protocol !== 'https:' || url.port !== '' || url.username !== '' || url.password !== '') return null;
  return externalHosts.includes(url.hostname) ? url.href : null;
}

const openers: Readonly<Record<string, readonly [string, ...string[]]>> = {
  win32: [systemProgram('rundll32'), 'url.dll,FileProtocolHandler'],
  darwin: ['open'],
  linux: ['xdg-open'],
};

/** Opens an address that `allowedExternalLink` returned in the system's own browser; a system without one stays silent. */
export function openInSystemBrowser(url: string): void {
  const [command, ...first] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...first, url], { stdio: 'ignore', detached: true, shell: false });
  child.on('error', () => undefined);
  child.unref();
}
