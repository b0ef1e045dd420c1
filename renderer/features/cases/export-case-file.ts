import type { ShellClient } from '#shared/api/client.ts';
import type { CaseSummary } from '#shared/model/case.ts';
import type { Stores } from '../../app/stores.ts';

/** Characters that Windows refuses in file names. */
const unsafe = /[<>:"/\\|?*]/g;

/** Asks where to, writes the `.ttcase`, and hands it over the way the shell does. */
export async function exportCase(shell: ShellClient, stores: Stores, summary: CaseSummary): Promise<void> {
  const target = await shell.pickSaveTarget(`${summary.title.replaceAll(unsafe, ' ').trim()}.ttcase`);
  if (!target.ok) {
    stores.imports.refuse(target.error);
    return;
  }
  if (target.value === null) return;
  const started = await shell.api['case.exportFile']({ caseId: summary.id, grant: target.value.grant });
  if (!started.ok) {
    stores.imports.refuse(started.error);
    return;
  }
  const job = await stores.jobs.follow(started.value.jobId, 'export-case', target.value.name);
  if (job.state === 'done') await shell.deliver(target.value);
}
