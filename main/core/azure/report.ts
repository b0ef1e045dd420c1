import { ExpectedError } from '#shared/api/result.ts';
import type { AzureCloud, CollectWish } from '#shared/model/azure.ts';
import type { MessageParams } from '#shared/model/message.ts';
import { resourceName } from '#shared/net/arm-id.ts';
import type { CallWords } from './arm-errors.ts';
import type { BlobClient, BlobEntry } from './blob-client.ts';
import { blobOrigin } from './clouds.ts';

type Storage = NonNullable<CollectWish['storage']>;

export type ReportHooks = {
  readonly keep: (path: string, content: Uint8Array) => void;
  readonly failed: (path: string, error: unknown) => void;
  readonly none: (path: string) => void;
};

/** What stands for the whole report where no file of it is known by name. */
export const reportPath = 'report-files.zip';

/** Two clocks of Azure, that of Network Watcher and that of the storage account, and times in whole seconds. */
const toleranceMs = 60_000;
const maxFiles = 8;
const maxFileBytes = 32 * 1024 ** 2;

/** Where a report lies and how somebody who may read it brings it: for a case that lacks it. */
export function whereReportLies({ storageId, container }: Storage, cloud: AzureCloud): MessageParams {
  const account = resourceName(storageId).toLowerCase();
  // Quoted so that Bash, PowerShell and cmd all leave the pattern alone.
  const command = `az storage blob download-batch --auth-mode login --account-name ${account} --source ${container} --pattern "*.zip" --destination .`;
  return { place: `${blobOrigin(account, cloud)}/${container}`, command };
}

function fileName(index: number, { name }: BlobEntry): string {
  const leaf = name.split('/').at(-1) ?? '';
  return `report-files-${index + 1}-${leaf.replaceAll(/[^\w.-]/g, '_').slice(-80)}`;
}

/**
 * Fetches what Network Watcher wrote into the container since the diagnosis began. Microsoft does not say what the files are named
 * like, only that the container holds archives of logs; so every archive that is new counts, the newest first.
 */
export async function fetchReport(
  client: BlobClient,
  { sinceMs, permission, signal }: { readonly sinceMs: number; readonly permission: string; readonly signal: AbortSignal },
  { keep, failed, none }: ReportHooks,
): Promise<void> {
  const call = (what: string): CallWords => ({ what: `report-files ${what}`, permission });
  try {
    const all = await client.list(call('list'), signal);
    const fresh = all.filter(({ name, modifiedMs }) => /\.zip$/i.test(name) && (modifiedMs ?? 0) >= sinceMs - toleranceMs);
    const newest = fresh.toSorted((a, b) => (b.modifiedMs ?? 0) - (a.modifiedMs ?? 0) || a.name.localeCompare(b.name)).slice(0, maxFiles);
    if (newest.length === 0) none(reportPath);
    for (const [index, entry] of newest.entries()) await fetchOne(index, entry);
  } catch (error) {
    failed(reportPath, error);
  }

  async function fetchOne(index: number, entry: BlobEntry): Promise<void> {
    const path = fileName(index, entry);
    try {
      if (entry.bytes > maxFileBytes) throw new ExpectedError('azure-too-large', { host: entry.name.slice(-80) });
      keep(path, await client.read(entry.name, call(path), signal));
    } catch (error) {
      failed(path, error);
    }
  }
}
