import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLibrary } from '#host/library/library.ts';
import { systemClock } from '#host/system-clock.ts';
import { runTask } from '#host/worker-client.ts';

it('a task whose job was cancelled before it began takes nothing in', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ttp-task-'));
  const library = openLibrary(folder, { clock: systemClock });
  const { id: caseId } = library.create('cancelled');
  const context = { signal: AbortSignal.abort(), progress: () => undefined };
  const task = { kind: 'import-text', caseId, name: 'a.txt', text: 'a line\n' } as const;
  await expect(runTask(folder, task, context)).rejects.toMatchObject({ appError: { code: 'cancelled' } });
  library.close();
  rmSync(folder, { recursive: true, maxRetries: 5 });
});
