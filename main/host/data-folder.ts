import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** Names the data folder and goes before the system's usual place. */
export const dataFolderVariable = 'TUNNEL_TRIAGE_DATA';

export type Place = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
};

/** Where cases, settings and the log live: the usual place of the system for data of one user. */
export function dataFolder({ platform, env, home }: Place = { platform: process.platform, env: process.env, home: homedir() }): string {
  const named = env[dataFolderVariable];
  if (named) return named;
  if (platform === 'win32') return win32.join(env['LOCALAPPDATA'] ?? win32.join(home, 'AppData', 'Local'), 'Tunnel Triage');
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Tunnel Triage');
  return posix.join(env['XDG_DATA_HOME'] || posix.join(home, '.local', 'share'), 'tunnel-triage');
}
