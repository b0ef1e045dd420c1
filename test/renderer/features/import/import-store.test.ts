import { describe, expect, it, vi } from 'vitest';
import { fail } from '#shared/api/result.ts';
import { createStores } from '../../../../renderer/app/stores.ts';
import { caseTitle } from '../../../../renderer/features/import/naming.ts';
import { createFakeShell, ids } from '../../../helpers/fake-shell.ts';

const picked = (name: string) => [{ grant: 'g'.repeat(22), name }];
const newCase = { kind: 'new' } as const;

function start() {
  const shell = createFakeShell();
  const stores = createStores(shell);
  return { shell, imports: stores.imports, called: () => shell.calls.map((c) => c.method) };
}

describe('importing', () => {
  it('names a new case after the bundle and ends with it', async () => {
    const { shell, imports } = start();
    const caseId = await imports.files(picked('contoso-hq.zip'), newCase);
    expect(shell.world.cases.find((c) => c.id === caseId)?.title).toBe('contoso-hq');
    expect(imports.getState()).toEqual({ jobId: null, starting: false, error: null });
  });

  it('adds to an open case without creating one', async () => {
    const { imports, called } = start();
    expect(await imports.files(picked('charon.log'), { kind: 'case', caseId: ids.troubled })).toBe(ids.troubled);
    expect(called()).not.toContain('cases.create');
  });

  it('opens a case file as a case', async () => {
    const { imports, called } = start();
    expect(await imports.files(picked('old.ttcase'), newCase)).toBe(ids.healthy);
    expect(called()).toContain('case.importFile');
    expect(called()).not.toContain('case.import');
  });

  it('opens a sample', async () => {
    const { shell, imports } = start();
    const caseId = await imports.sample('healthy', 'Healthy connection');
    expect(shell.world.cases.find((c) => c.id === caseId)?.title).toBe('Healthy connection');
  });

  it('imports pasted text', async () => {
    const { shell, imports } = start();
    await imports.text('rras.txt', 'EventID : 20227', newCase);
    expect(shell.calls.find((c) => c.method === 'case.importText')?.input).toMatchObject({ name: 'rras.txt', text: 'EventID : 20227' });
  });

  it('refuses empty text without creating a case', async () => {
    const { imports, called } = start();
    expect(await imports.text('rras.txt', '  \n', newCase)).toBeNull();
    expect(imports.getState().error?.code).toBe('nothing-to-import');
    expect(called()).not.toContain('cases.create');
  });

  it('shows the import that began last until that one ends', async () => {
    const { shell, imports } = start();
    const done = new Set<string>();
    shell.world.step = (job) => ({ ...job, state: done.has(job.id) ? 'done' : 'running' });
    const begun = async (name: string): Promise<readonly [string, Promise<string | null>]> => {
      const before = imports.getState().jobId;
      const ended = imports.files(picked(name), { kind: 'case', caseId: ids.troubled });
      await vi.waitFor(() => {
        const { jobId } = imports.getState();
        expect(jobId !== null && jobId !== before).toBe(true);
      });
      return [imports.getState().jobId!, ended];
    };
    const [first, firstEnded] = await begun('a.zip');
    const [second, secondEnded] = await begun('b.zip');
    done.add(first);
    await firstEnded;
    expect(imports.getState().jobId).toBe(second);
    done.add(second);
    await secondEnded;
    expect(imports.getState().jobId).toBeNull();
  });

  it('says why an import could not start', async () => {
    const { shell, imports } = start();
    shell.answerNext('case.import', fail('grant-expired'));
    expect(await imports.files(picked('a.zip'), newCase)).toBeNull();
    expect(imports.getState()).toMatchObject({ starting: false, error: { code: 'grant-expired' } });
  });

  it('says why an import failed on the way', async () => {
    const { shell, imports } = start();
    shell.world.step = (job) => ({ ...job, state: 'failed', error: { code: 'disk-full', params: {}, incidentId: null } });
    expect(await imports.files(picked('a.zip'), newCase)).toBeNull();
    expect(imports.getState().error?.code).toBe('disk-full');
  });

  it('does nothing when the dialog was cancelled', async () => {
    const { imports, called } = start();
    expect(await imports.files([], newCase)).toBeNull();
    expect(called()).toEqual([]);
  });
});

describe('title of a new case', () => {
  it.each([
    [['contoso-hq.zip'], 'contoso-hq'],
    [['bundle.tar.gz'], 'bundle'],
    [['logs/rras/system.txt', 'logs/rras/app.txt', 'x.csv'], 'system +2'],
    [['C:\\support\\bundle'], 'bundle'],
    [['.zip'], '.zip'],
    [['本社-VPN ログ.zip'], '本社-VPN ログ'],
  ])('%j → %s', (names, title) => {
    expect(caseTitle(names)).toBe(title);
  });
});
