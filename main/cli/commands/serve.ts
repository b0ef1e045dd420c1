import type { Translate } from '#shared/text/translate.ts';
import { startBrowserShell } from '../../shell-browser/app.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import type { Output } from '../output.ts';

/** Serves the window on this computer and prints its address; ends with Ctrl+C. */
export async function serve({ t, output }: { readonly t: Translate; readonly output: Output }): Promise<ExitCode> {
  const shell = await startBrowserShell({ t });
  output.print(`${t('cli.serving', { url: shell.launchUrl })}\n`);
  await new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  await shell.close();
  return exitCodes.healthy;
}
