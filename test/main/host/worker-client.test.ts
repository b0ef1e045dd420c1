import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLibrary } from '#host/library/library.ts';
import { systemClock } from '#host/system-clock.ts';
import { createQueryWorker, runTask } from '#host/worker-client.ts';

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

it('a question that is under way when the worker is closed is answered', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ttp-query-'));
  const worker = createQueryWorker(folder, { error: () => undefined, info: () => undefined });
  const asked = worker.call('case.get', { caseId: '00000000-0000-4000-8000-000000000001' });
  await worker.close();
  expect(await asked).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  rmSync(folder, { recursive: true, maxRetries: 5 });
});
