import type { PowerShellRequest } from '#shared/model/powershell.ts';
import { powerShellScripts } from '#shared/model/powershell.ts';

/**
 * Arguments of a run. `-ExecutionPolicy` is not among them: the policy of the computer stands, and a script that it refuses is not
 * run. Values were checked by the contract to be a host name and a number.
 */
export function argumentsOf(scriptPath: string, { script, computerName, days }: PowerShellRequest): readonly string[] {
  return [
    '-NoLogo',
    '-NoProfile',
    '-NonInteractive',
    '-File',
    scriptPath,
    ...(computerName === null ? [] : ['-ComputerName', computerName]),
    ...(powerShellScripts[script].usesDays ? ['-Days', String(days)] : []),
  ];
}

/** The command as a person is shown it. The script stands under its name: it is placed in a folder of its own for the run. */
export function shownCommand(executable: string, request: PowerShellRequest): string {
  const words = [executable, ...argumentsOf(`${request.script}.ps1`, request)];
  return words.map((word) => (/\s/.test(word) ? `"${word}"` : word)).join(' ');
}
