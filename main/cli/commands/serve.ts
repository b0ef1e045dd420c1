import type { Translate } from '#shared/text/translate.ts';
import { powerShellPorts } from '#host/powershell/powershell-ports.ts';
import { probePorts } from '#host/probes/ports.ts';
import { startBrowserShell } from '../../shell-browser/app.ts';
import { liveAzure } from '../../shell-browser/live-azure.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Output } from '../output.ts';

type Context = { readonly t: Translate; readonly output: Output };

/** Serves the window on this computer and prints its address; ends with Ctrl+C. `live` offers the collection from Azure, probes and PowerShell. */
export async function serve(live: boolean, { t, output }: Context): Promise<ExitCode> {
  const shell = await startBrowserShell({
    t,
    azure: live ? liveAzure(t) : null,
    probes: live ? probePorts : null,
    powershell: powerShellPorts(live),
  });
  output.print(`${t('cli.serving', { url: shell.launchUrl })}\n`);
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  await shell.close();
  return exitCodes.healthy;
}
