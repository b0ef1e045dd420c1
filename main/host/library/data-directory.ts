import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

export type Environment = {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
};

const here: Environment = { platform: process.platform, home: homedir(), variables: process.env };

/**
 * Where cases and settings live: `TUNNEL_TRIAGE_DATA` when it is set, else the place for a person's application data:
 * `%APPDATA%\Tunnel Triage`, `~/Library/Application Support/Tunnel Triage`, `$XDG_DATA_HOME/tunnel-triage`
 * (XDG Base Directory Specification 0.8; without it `~/.local/share`).
 */
export function dataDirectory(environment: Environment = here): string {
  const { platform, home, variables } = environment;
  if (variables['TUNNEL_TRIAGE_DATA']) return resolve(variables['TUNNEL_TRIAGE_DATA']);
  if (platform === 'win32') return join(variables['APPDATA'] || join(home, 'AppData', 'Roaming'), 'Tunnel Triage');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Tunnel Triage');
  return join(variables['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'tunnel-triage');
}
