import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGrants } from '../../../main/host/grants.ts';
import { caseFileOf, openCaseFile } from '../../../main/host/open-case-file.ts';
import type { AppEvent } from '../../../shared/api/events.ts';
import { fail, ok, type Result } from '../../../shared/api/result.ts';

const job = {
  id: 'j',
  kind: 'import-case',
  caseId: null,
  state: 'running',
  progress: { phase: 'reading', name: '', done: 0, total: 0, records: 0 },
  error: null,
  file: null,
};

async function open(answers: readonly Result<unknown>[]) {
  const asked: string[] = [];
  const sent: AppEvent[] = [];
  const left = [...answers];
  const grants = createGrants({ nowMs: () => 0 });
  await openCaseFile('cases/hq.ttcase', {
    grants,
    send: (event) => void sent.push(event),
    ask: async (name, input) => {
      asked.push(name);
      if (name === 'case.importFile')
        expect(grants.redeemRead(String(Reflect.get(Object(input), 'grant'))).input).toEqual({
          kind: 'path',
          name: 'hq.ttcase',
          path: resolve('cases/hq.ttcase'),
        });
      return left.shift() ?? fail('not-found');
    },
  });
  return { asked, sent };
}

describe('a case file opened from outside', () => {
  it('is imported, and the window is told once its case is ready', async () => {
    const { asked, sent } = await open([ok({ jobId: 'j' }), ok(job), ok({ ...job, state: 'done', caseId: 'c1' })]);
    expect(asked).toEqual(['case.importFile', 'job.get', 'job.get']);
    expect(sent).toEqual([{ kind: 'open-case', caseId: 'c1' }]);
  });

  it.each([
    ['cannot be started', [fail('file-missing')]],
    ['fails', [ok({ jobId: 'j' }), ok({ ...job, state: 'failed' })]],
    ['is cancelled', [ok({ jobId: 'j' }), ok({ ...job, state: 'cancelled' })]],
    ['is forgotten', [ok({ jobId: 'j' })]],
  ])('opens nothing when its import %s', async (_what, answers) => {
    expect((await open(answers)).sent).toEqual([]);
  });

  it.each([
    [['--no-window', 'C:\\cases\\HQ.TTCASE'], resolve('C:\\cases\\HQ.TTCASE')],
    [['--x.ttcase', 'bundle.zip'], null],
    [[], null],
  ])('is found among the arguments %j', (args, file) => {
    expect(caseFileOf(args)).toBe(file);
  });

  it('is that of the folder where the program was started a second time', () => {
    const folder = resolve('/somewhere/else');
    expect(caseFileOf(['hq.ttcase'], folder)).toBe(resolve(folder, 'hq.ttcase'));
  });
});
