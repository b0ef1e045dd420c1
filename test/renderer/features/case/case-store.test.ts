import { expect, it, vi } from 'vitest';
import { fail } from '#shared/api/result.ts';
import { createCaseStore } from '../../../../renderer/features/case/case-store.ts';
import { valueOf } from '../../../../renderer/ui/remote.ts';
import { createFakeShell, ids } from '../../../helpers/fake-shell.ts';

const title = (store: ReturnType<typeof createCaseStore>) => valueOf(store.getState().data)?.detail.summary.title;

it('opens a case with its analysis', async () => {
  const store = createCaseStore(createFakeShell().api);
  await store.open(ids.troubled);
  expect(title(store)).toBe('Contoso HQ → vpngw-prod');
  expect(valueOf(store.getState().data)?.analysis.status).toBe('problem');
});

it('ignores the answer for a case that was left meanwhile', async () => {
  const store = createCaseStore(createFakeShell().api);
  const slow = store.open(ids.troubled);
  const next = store.open(ids.healthy);
  await Promise.all([slow, next]);
  expect(title(store)).toBe('Fabrikam Osaka, after the change');
});

it('says why a case cannot be opened', async () => {
  const shell = createFakeShell();
  shell.answerNext('case.get', fail('case-damaged'));
  const store = createCaseStore(shell.api);
  await store.open(ids.damaged);
  expect(store.getState().data).toMatchObject({ kind: 'error', error: { code: 'case-damaged' } });
});

it('keeps what is on the screen while it is fetched again', async () => {
  const store = createCaseStore(createFakeShell().api);
  await store.open(ids.troubled);
  const refreshing = store.refresh(ids.troubled);
  expect(store.getState().data.kind).toBe('loaded');
  await refreshing;
});

it('fetches nothing for a case that is not open', async () => {
  const shell = createFakeShell();
  const store = createCaseStore(shell.api);
  await store.refresh(ids.troubled);
  expect(shell.calls).toEqual([]);
});

it('puts the new analysis in place after an answer by hand', async () => {
  const store = createCaseStore(createFakeShell().api);
  await store.open(ids.troubled);
  await store.answer({ check: 'C2', outcome: 'different', note: 'compared on the phone' });
  const finding = valueOf(store.getState().data)?.analysis.findings.find((f) => f.check === 'C2');
  expect(finding).toMatchObject({ outcome: 'different', byHand: true });
  expect(store.getState()).toMatchObject({ answering: null, answerError: null });
});

it('keeps the old analysis and says why when an answer cannot be stored', async () => {
  const shell = createFakeShell();
  const store = createCaseStore(shell.api);
  await store.open(ids.troubled);
  shell.answerNext('answers.set', fail('case-locked'));
  await store.answer({ check: 'C2', outcome: 'different', note: '' });
  expect(store.getState()).toMatchObject({ answering: null, answerError: { code: 'case-locked' } });
  expect(valueOf(store.getState().data)?.analysis.findings.find((f) => f.check === 'C2')?.byHand).toBe(false);
});

const zoneOf = (store: ReturnType<typeof createCaseStore>, path: string) =>
  valueOf(store.getState().data)?.detail.sources.find((source) => source.path === path)?.zoneSet;
const untimed = { sourceId: 'src-rras/remoteaccess-system.txt', path: 'rras/remoteaccess-system.txt' };

it('shows the source in its zone once that is set, and without when it is taken back', async () => {
  const store = createCaseStore(createFakeShell().api);
  await store.open(ids.troubled);
  const setting = store.setZone({ sourceId: untimed.sourceId, zone: 'Asia/Tokyo' });
  expect(store.getState().settingZone).toBe(untimed.sourceId);
  await setting;
  expect(store.getState()).toMatchObject({ settingZone: null, zoneError: null });
  expect(zoneOf(store, untimed.path)).toBe('Asia/Tokyo');
  await store.setZone({ sourceId: untimed.sourceId, zone: null });
  expect(zoneOf(store, untimed.path)).toBeUndefined();
});

it('says why a zone cannot be set', async () => {
  const shell = createFakeShell();
  const store = createCaseStore(shell.api);
  await store.open(ids.troubled);
  shell.answerNext('sources.setZone', fail('case-locked'));
  await store.setZone({ sourceId: untimed.sourceId, zone: '+09:00' });
  expect(store.getState()).toMatchObject({ settingZone: null, zoneError: { code: 'case-locked' } });
});

it('says how many old records a log held, or why they cannot be read', async () => {
  const shell = createFakeShell();
  const store = createCaseStore(shell.api);
  await store.open(ids.troubled);
  const reading = store.carve(untimed.sourceId);
  expect(store.getState().carving).toEqual({ sourceId: untimed.sourceId, records: null });
  await reading;
  expect(store.getState()).toMatchObject({ carving: { sourceId: untimed.sourceId, records: 0 }, zoneError: null });
  shell.answerNext('sources.carve', fail('case-locked'));
  await store.carve(untimed.sourceId);
  expect(store.getState()).toMatchObject({ carving: null, zoneError: { code: 'case-locked' } });
});

/** Answers to `case.get` wait until they are let go, in any order; each tells the case as it was when it was asked for. */
function heldCase() {
  const shell = createFakeShell();
  const waiting: (() => void)[] = [];
  const isHolding = { value: false };
  const store = createCaseStore({
    ...shell.api,
    'case.get': async (input) => {
      const result = await shell.api['case.get'](input);
      if (isHolding.value) await new Promise<void>((resolve) => waiting.push(resolve));
      return result;
    },
  });
  const rename = (wanted: string) => shell.api['cases.rename']({ caseId: ids.troubled, title: wanted });
  return { store, rename, waiting, isHolding };
}

it('shows the later state of a case, although the answer for an earlier one comes last', async () => {
  const { store, rename, waiting, isHolding } = heldCase();
  await store.open(ids.troubled);
  isHolding.value = true;
  const first = store.refresh(ids.troubled);
  await vi.waitFor(() => expect(waiting).toHaveLength(1));
  await rename('after the import');
  const second = store.refresh(ids.troubled);
  await vi.waitFor(() => expect(waiting).toHaveLength(2));
  waiting[1]!();
  await second;
  waiting[0]!();
  await first;
  expect(title(store)).toBe('after the import');
});

it('keeps what came while an answer by hand was stored', async () => {
  const shell = createFakeShell();
  let stored: (() => void) | null = null;
  const store = createCaseStore({
    ...shell.api,
    'answers.set': async (input) => {
      await new Promise<void>((resolve) => (stored = resolve));
      return shell.api['answers.set'](input);
    },
  });
  await store.open(ids.troubled);
  const answering = store.answer({ check: 'C2', outcome: 'different', note: '' });
  await shell.api['cases.rename']({ caseId: ids.troubled, title: 'renamed meanwhile' });
  await store.refresh(ids.troubled);
  stored!();
  await answering;
  expect(title(store)).toBe('renamed meanwhile');
});
