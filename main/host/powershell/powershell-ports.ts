import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scriptFile } from '#core/collectors/fill-script.ts';
import type { PowerShellPorts } from '#core/powershell/ports.ts';
import type { PowerShellScriptId } from '#shared/model/powershell.ts';
import { paths } from '../paths.ts';
import { createPrivateFolder } from '../private-folder.ts';
import { findPowerShell } from './find-powershell.ts';
import { processRunner } from './process-runner.ts';

function scriptText(id: PowerShellScriptId): string {
  return readFileSync(join(paths.powershell, `${id}.ps1`), 'utf8');
}

/** Out of the application's archive, which PowerShell cannot read, into a folder that only this user can write. */
function placeScript(id: PowerShellScriptId): ReturnType<PowerShellPorts['placeScript']> {
  const folder = createPrivateFolder();
  const path = join(folder.path, `${id}.ps1`);
  writeFileSync(path, scriptFile(scriptText(id), 'powershell'), { mode: 0o600 });
  return { path, remove: folder.remove };
}

/** PowerShell of this computer. `isAllowed` false: the shell was not started for running things; then nothing is looked for. */
export function powerShellPorts(isAllowed: boolean, confirm: PowerShellPorts['confirm'] = null): PowerShellPorts {
  const executable = isAllowed ? findPowerShell({ platform: process.platform, env: process.env }) : null;
  const without = process.platform === 'win32' ? 'not-installed' : 'not-windows';
  const state = executable !== null ? 'ready' : isAllowed ? without : 'not-live';
  return { state, executable: executable ?? '', placeScript, scriptText, runner: processRunner, confirm };
}
