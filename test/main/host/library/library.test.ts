import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CaseSummary } from '#shared/model/case.ts';
import { message } from '#shared/model/message.ts';
import { caseFolder, openLibrary } from '#host/library/library.ts';
import { openCase } from '#host/store/open-case.ts';
import { temporaryFolder } from '../../../helpers/case-folder.ts';
import { troubledAnalysis } from '../../../helpers/fake-analysis.ts';
import { defaultAzureSettings } from '../../../../shared/model/azure.ts';

const root = temporaryFolder();
let number = 0;
let nowMs = 0;
let data = '';
let library: ReturnType<typeof openLibrary>;

const clock = { nowMs: () => (nowMs += 1000) };

beforeEach(() => {
  number += 1;
  data = join(root, `data-${number}`);
  library = openLibrary(data, { clock });
});
afterEach(() => library.close());

function reopen(): void {
  library.close();
  library = openLibrary(data, { clock });
}

function codeOf(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof Error && 'appError' in error ? Reflect.get(Object(error.appError), 'code') : error;
  }
}

describe('the list of cases', () => {
  it('is empty at first', () => {
    expect(library.list()).toEqual([]);
  });

  it('has a new case, changed last first', () => {
    const first = library.create('HQ to Azure');
    const second = library.create('Branch');
    expect(CaseSummary.parse(first)).toMatchObject({
      title: 'HQ to Azure',
      status: 'empty',
      causes: [],
      sources: 0,
      records: 0,
      trouble: null,
    });
    expect(library.list().map((c) => c.title)).toEqual(['Branch', 'HQ to Azure']);
    expect(existsSync(caseFolder(data, second.id))).toBe(true);
  });

  it('sees what another process wrote to a case', () => {
    const { id } = library.create('x');
    const store = openCase(caseFolder(data, id));
    store.saveAnalysis(troubledAnalysis);
    const reported = troubledAnalysis.causes.filter((c, i) => i === 0 || c.second).map((c) => c.id);
    expect(library.list()).toMatchObject([{ status: 'problem', causes: reported }]);
    store.close();
    expect(library.list()).toMatchObject([{ status: 'problem', causes: reported }]);
  });

  it.each([
    [
      'missing',
      () => {
        for (const end of ['', '-wal', '-shm']) rmSync(join(data, `library.sqlite${end}`), { force: true });
      },
    ],
    [
      'damaged',
      () => {
        writeFileSync(join(data, 'library.sqlite'), 'not a database '.repeat(100));
      },
    ],
    [
      'a folder',
      () => {
        rmSync(join(data, 'library.sqlite'));
        mkdirSync(join(data, 'library.sqlite'));
      },
    ],
  ])('is made again from the case folders when its database is %s', (_name, spoil) => {
    library.create('kept');
    library.close();
    spoil();
    library = openLibrary(data, { clock });
    expect(library.list()).toMatchObject([{ title: 'kept' }]);
  });

  it('ignores what is no case', () => {
    mkdirSync(join(data, 'cases', 'notes'));
    mkdirSync(join(data, 'cases', '.new-1234'));
    expect(library.list()).toEqual([]);
  });

  it('removes cases that were never finished, after a day', () => {
    const [old, young] = ['.new-old', '.new-young'].map((name) => join(data, 'cases', name));
    for (const folder of [old, young]) mkdirSync(String(folder));
    nowMs = Date.now();
    utimesSync(String(old), nowMs / 1000 - 2 * 86_400, nowMs / 1000 - 2 * 86_400);
    reopen();
    expect(readdirSync(join(data, 'cases'))).toEqual(['.new-young']);
  });
});

describe('a case in trouble', () => {
  it('is listed with the reason, under the title that was known', () => {
    const { id } = library.create('Known title');
    const file = join(caseFolder(data, id), 'case.sqlite');
    const good = readFileSync(file);
    writeFileSync(file, 'not a database '.repeat(100));
    expect(library.list()).toMatchObject([{ id, title: 'Known title', trouble: message('error.case-damaged') }]);
    writeFileSync(file, good);
    expect(library.list()).toMatchObject([{ trouble: null }]);
  });

  it('of which nothing is known has its id as title', () => {
    const id = '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11';
    mkdirSync(caseFolder(data, id));
    expect(library.list()).toMatchObject([{ id, title: id, trouble: { key: expect.stringMatching(/^error\./) } }]);
  });
});

describe('changing the list', () => {
  it('renames', () => {
    const { id } = library.create('old');
    expect(library.rename(id, 'new').title).toBe('new');
    reopen();
    expect(library.list()).toMatchObject([{ title: 'new' }]);
  });

  it('removes to the bin and brings back', () => {
    const { id } = library.create('x');
    library.remove(id);
    expect(library.list()).toEqual([]);
    expect(existsSync(join(data, 'bin', id))).toBe(true);
    expect(library.restore(id)).toMatchObject({ id, title: 'x' });
    expect(library.list()).toHaveLength(1);
  });

  it.each([
    ['a path', '../../etc'],
    ['a case that is not there', '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11'],
  ])('%s is not found', (_name, id) => {
    for (const work of [() => library.remove(id), () => library.restore(id), () => library.rename(id, 'x')])
      expect(codeOf(work)).toBe('not-found');
  });

  it('does not move a case that is being imported into', () => {
    const { id } = library.create('x');
    const store = openCase(caseFolder(data, id));
    const session = store.beginImport('bundle');
    expect(codeOf(() => library.remove(id))).toBe('case-locked');
    session.finish();
    store.close();
    library.remove(id);
    expect(library.list()).toEqual([]);
  });
});

describe('settings', () => {
  it('have defaults, are kept', () => {
    expect(library.settings()).toMatchObject({ theme: 'system', timeZone: 'utc' });
    const wanted = {
      language: 'ja',
      theme: 'dark',
      timeZone: 'local',
      azure: { ...defaultAzureSettings, tenant: 'contoso.example' },
    } as const;
    library.saveSettings(wanted);
    reopen();
    expect(library.settings()).toEqual(wanted);
  });

  it.each([
    ['damaged', '{"language":', { theme: 'system' }],
    ['one value unknown', '{"language":"ja","theme":"sepia","timeZone":"local"}', { language: 'ja', theme: 'system', timeZone: 'local' }],
    ['a name unknown', '{"language":"ja","size":3}', { language: 'ja', theme: 'system' }],
    ['no object', '3', { theme: 'system' }],
  ])('%s: what is good is kept', (_name, content, expected) => {
    writeFileSync(join(data, 'settings.json'), content);
    expect(library.settings()).toMatchObject(expected);
  });
});
