import type { AzurePorts } from '#core/azure/http.ts';
import { createAzurePorts } from '#host/azure/azure-ports.ts';
import { createMemoryVault } from '#host/azure/token-vault.ts';
import { hasDisplay } from '#host/display.ts';
import { openInSystemBrowser } from '#host/external-links.ts';
import type { Translate } from '#shared/text/translate.ts';

/** The collection from Azure for a program without a store of the operating system: the sign-in ends with the program. */
export function liveAzure(t: Translate): AzurePorts {
  return createAzurePorts({
    vault: createMemoryVault(),
    openBrowser: hasDisplay() ? openInSystemBrowser : null,
    words: () => t,
  });
}
