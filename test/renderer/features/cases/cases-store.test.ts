import { describe, expect, it, vi } from 'vitest';
import { fail } from '#shared/api/result.ts';
import { createCasesStore } from '../../../../renderer/features/cases/cases-store.ts';
import { namedCauses, searchCases, withCase } from '../../../../renderer/features/cases/cases-updates.ts';
import { valueOf } from '../../../../renderer/ui/remote.ts';
import { createFakeShell, fakeCase, ids } from '../../../helpers/fake-shell.ts';

const title = (id: string): string => ({ 'psk-mismatch': 'Shared keys differ' })[id] ?? id;

async function loaded() {
  const shell = createFakeShell();
  const store = createCasesStore(shell.api);
  await store.load();
  const titles = () => (valueOf(store.getState().list) ?? []).map((c) => c.title);
  const first = valueOf(store.getState().list)?.[0];
  if (!first) throw new Error('the fake has cases');
  return { shell, store, titles, first };
}

describe('the store of cases', () => {
  it('renames a case', async () => {
    const { store, titles } = await loaded();
    await store.rename(ids.troubled, 'HQ, second attempt');
    expect(titles()[0]).toBe('HQ, second attempt');
  });

  it('removes a case and brings it back to its place', async () => {
    const { store, titles, first } = await loaded();
    const before = titles();
    await store.remove(first);
    expect(titles()).not.toContain(first.title);
    expect(store.getState().removed).toEqual(first);
    await store.restore();
    expect(titles()).toEqual(before);
    expect(store.getState().removed).toBeNull();
  });

  it('keeps the list and says why when a case cannot be removed', async () => {
    const { shell, store, titles, first } = await loaded();
    const before = titles();
    shell.answerNext('cases.remove', fail('case-locked'));
    await store.remove(first);
    expect(titles()).toEqual(before);
    expect(store.getState()).toMatchObject({ removed: null, error: { code: 'case-locked' } });
  });

  it('shows the later list, although the answer to an earlier question comes last', async () => {
    const shell = createFakeShell();
    const waiting: (() => void)[] = [];
    const store = createCasesStore({
      ...shell.api,
      'cases.list': async (input) => {
        const result = await shell.api['cases.list'](input);
        await new Promise<void>((resolve) => waiting.push(resolve));
        return result;
      },
    });
    const first = store.load();
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    await shell.api['cases.create']({ title: 'New case' });
    const second = store.load();
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    waiting[1]!();
    await second;
    waiting[0]!();
    await first;
    expect(valueOf(store.getState().list)?.map((c) => c.title)).toContain('New case');
  });

  it('says why there is no list', async () => {
    const { shell, store } = await loaded();
    shell.answerNext('cases.list', fail('disk-full'));
    await store.load();
    expect(store.getState().list).toMatchObject({ kind: 'error', error: { code: 'disk-full' } });
  });
});

describe('the causes that a case names', () => {
  const causes = ['none', 'nsg-blocks-workload'];

  it('are none where the evidence is not enough, however the guesses rank', () => {
    const undecided = fakeCase('a', 'Contoso HQ', { status: 'cannot-tell', causes });
    expect(namedCauses(undecided)).toEqual([]);
    expect(searchCases([undecided], 'nsg', title)).toEqual([]);
  });

  it.each(['problem', 'healthy'] as const)('are those of the analysis when it says %s', (status) => {
    expect(namedCauses(fakeCase('a', 'Contoso HQ', { status, causes }))).toEqual(causes);
  });
});

describe('searching cases', () => {
  const list = [
    fakeCase('a', 'Contoso HQ', { causes: ['psk-mismatch'], changedMs: 1 }),
    fakeCase('b', 'Fabrikam 大阪', { causes: ['udp-500-blocked'], changedMs: 3 }),
    fakeCase('c', 'Contoso branch', { causes: [], changedMs: 2 }),
  ];
  it.each([
    ['nothing finds all, newest first', '', ['b', 'c', 'a']],
    ['a word of the title', 'contoso', ['c', 'a']],
    ['Japanese', '大阪', ['b']],
    ['a word of the cause', 'KEYS', ['a']],
    ['every word must be there', 'contoso keys', ['a']],
    ['the id of a cause', 'udp-500', ['b']],
    ['nothing of the kind', 'zzz', []],
  ])('%s', (_name, query, found) => {
    expect(searchCases(list, query, title).map((c) => c.id)).toEqual(found);
  });

  it('orders cases changed at the same moment by id, so that the list never flickers', () => {
    expect(withCase([fakeCase('y', 'Y'), fakeCase('z', 'Z')], fakeCase('x', 'X')).map((c) => c.id)).toEqual(['x', 'y', 'z']);
  });
});
