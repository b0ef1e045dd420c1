import { existsSync } from 'node:fs';
import { win32 } from 'node:path';

/** Names a PowerShell to use instead of the system's; for tests and for what is installed elsewhere. */
export const powerShellVariable = 'TUNNEL_TRIAGE_POWERSHELL';

type System = { readonly platform: string; readonly env: Readonly<Record<string, string | undefined>> };

/**
 * Windows PowerShell 5.1, which has the modules of a server, else PowerShell 7 on the path. Null when there is none; on other systems
 * only the one that is named, because no script here has anything to ask there.
 */
export function findPowerShell({ platform, env }: System, exists: (path: string) => boolean = existsSync): string | null {
  const named = env[powerShellVariable];
  if (named !== undefined && named !== '') return exists(named) ? named : null;
  if (platform !== 'win32') return null;
  const folders = [
    win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe'),
    ...(env['PATH'] ?? env['Path'] ?? '')
      .split(win32.delimiter)
      .filter((folder) => win32.isAbsolute(folder))
      .map((folder) => win32.join(folder, 'pwsh.exe')),
  ];
  return folders.find((path) => exists(path)) ?? null;
}
