export const powerShellScriptIds = [
  'rras-interfaces',
  'rras-server',
  'rras-events',
  'rasclient-events',
  'windows-routes',
  'windows-firewall',
] as const;
export type PowerShellScriptId = (typeof powerShellScriptIds)[number];

/** A script of assets/powershell: which evidence it brings. All of them only read, and ask this computer or another one. */
export const powerShellScripts: { readonly [S in PowerShellScriptId]: { readonly evidence: string; readonly usesDays: boolean } } = {
  'rras-interfaces': { evidence: 'device-ipsec-config', usesDays: false },
  'rras-server': { evidence: 'device-ipsec-config', usesDays: false },
  'rras-events': { evidence: 'rras-event-log', usesDays: true },
  'rasclient-events': { evidence: 'rasclient-event-log', usesDays: true },
  'windows-routes': { evidence: 'windows-routes', usesDays: false },
  'windows-firewall': { evidence: 'windows-firewall-rules', usesDays: false },
};

/** What a script is told. `computerName` null asks this computer; another one is asked with the user's own credentials. */
export type PowerShellRequest = { readonly script: PowerShellScriptId; readonly computerName: string | null; readonly days: number };

/** A host name or an IPv4 address; no other character could be read as anything but a name. */
export const computerNamePattern = /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/;
export const mostDays = 90;

/** Why scripts cannot be run here, or that they can: no PowerShell, not Windows, or a shell that was not started for it. */
export const powerShellStates = ['ready', 'not-windows', 'not-installed', 'not-live'] as const;
export type PowerShellState = (typeof powerShellStates)[number];

/** The scripts that bring a kind of evidence. */
export function scriptsFor(evidence: string): readonly PowerShellScriptId[] {
  return powerShellScriptIds.filter((id) => powerShellScripts[id].evidence === evidence);
}
