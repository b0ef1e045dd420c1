import { describe, expect, it, vi } from 'vitest';
import type { ApiClient } from '#shared/api/client.ts';
import { fail } from '#shared/api/result.ts';
import { createFakeRecords, fakeSources, type FakeRecords } from '../../helpers/fake-records.ts';
import { createFakeShell, ids } from '../../helpers/fake-shell.ts';
import { createEvidenceStores } from '../../../renderer/features/evidence/evidence-store.ts';
import { noFilter } from '../../../renderer/features/evidence/filter.ts';
import { rowHeight, visibleRows } from '../../../renderer/features/evidence/geometry.ts';
import { extentOf, type ViewerState } from '../../../renderer/features/evidence/viewer-state.ts';
import type { ViewerAddress } from '../../../renderer/features/evidence/viewer-store.ts';

function setUp(total: number, patch: Partial<FakeRecords> = {}) {
  const api: ApiClient = { ...createFakeShell().api, ...createFakeRecords({ total }), ...patch };
  const stores = createEvidenceStores(api);
  stores.viewer.resize(600);
  const enter = (address: ViewerAddress = { kind: 'none' }, visit = 'first', revision = '1') =>
    stores.viewer.enter({ caseId: ids.troubled, revision, address, visit });
  return { ...stores, enter };
}

const record = (n: number): ViewerAddress => ({ kind: 'record', place: { sourceId: fakeSources[n % 4]!.id, seq: Math.floor(n / 4) } });
const topRow = (state: ViewerState): number => visibleRows(state.offset, extentOf(state)).start;

describe('the list of records', () => {
  it('reaches the last of five million records and shows it', async () => {
    const { viewer, enter } = setUp(5_000_000);
    await enter();
    viewer.select(4_999_999);
    await vi.waitFor(() =>
      expect(viewer.getState().detail).toMatchObject({ kind: 'loaded', value: { text: expect.stringContaining('4999999') } }),
    );
    const state = viewer.getState();
    expect(visibleRows(state.offset, extentOf(state)).end).toBe(5_000_000);
    expect(state.pages!.row(4_999_999)).toMatchObject({ position: 4_999_999 });
  });

  it('stays at its end when the screen grows or shrinks, and at its top otherwise', async () => {
    const { viewer, enter } = setUp(5_000_000);
    await enter();
    viewer.scrollTo(Number.MAX_SAFE_INTEGER);
    for (const viewport of [552, 648, 555.5]) {
      viewer.resize(viewport);
      const state = viewer.getState();
      expect(state.offset).toBe(5_000_000 * rowHeight - viewport);
    }
    viewer.scrollTo(0);
    viewer.resize(300);
    expect(viewer.getState().offset).toBe(0);
  });

  it('that all fits on the screen stays at its top when the screen shrinks', async () => {
    const { viewer, enter } = setUp(10);
    await enter();
    viewer.resize(100);
    expect(viewer.getState().offset).toBe(0);
  });

  it('opens at the record that an address names, in the middle of the screen', async () => {
    const { viewer, enter } = setUp(100_000);
    await enter(record(50_003));
    const state = viewer.getState();
    expect(state.selected).toEqual({ position: 50_003, place: { sourceId: fakeSources[3].id, seq: 12_500 } });
    expect(50_003 * rowHeight - state.offset).toBe(288);
  });

  it('clears a filter that hides the wanted record, and says so', async () => {
    const { viewer, enter } = setUp(10_000);
    await enter();
    await viewer.change({ levels: ['critical'] });
    await enter(record(5002), 'second');
    expect(viewer.getState()).toMatchObject({ notice: 'filter-cleared', filter: noFilter, selected: { position: 5002 } });
  });

  it('says that a record is missing rather than clear a filter for nothing', async () => {
    const { viewer, enter } = setUp(100);
    await enter({ kind: 'record', place: { sourceId: 'gone', seq: 3 } });
    expect(viewer.getState().notice).toBe('record-missing');
  });

  it('stays where it was when the same visit is shown again', async () => {
    const { viewer, enter } = setUp(10_000);
    await enter(record(5000));
    viewer.scrollTo(2400);
    await enter(record(5000));
    expect(viewer.getState().offset).toBe(2400);
  });

  it('jumps again on a new visit of the same address', async () => {
    const { viewer, enter } = setUp(10_000);
    await enter(record(5000));
    viewer.scrollTo(2400);
    await enter(record(5000), 'second');
    expect(viewer.getState().offset).toBe(5000 * rowHeight - 288);
  });

  it('keeps the selected record where it stands on the screen when a filter takes rows away', async () => {
    const { viewer, enter } = setUp(10_000);
    await enter(record(4850));
    viewer.scrollTo(4850 * rowHeight - 100);
    await viewer.change({ levels: ['error'] });
    const { selected, offset } = viewer.getState();
    expect(selected!.position! * rowHeight - offset).toBe(100);
  });

  it('keeps the topmost row when new records arrive before it', async () => {
    let total = 10_000;
    const hidden = 400;
    const small = createFakeRecords({ total });
    const grown = createFakeRecords({ total: total + hidden });
    const api = () => (total === 10_000 ? small : grown);
    const { viewer, enter } = setUp(total, {
      'records.open': (input) => api()['records.open'](input),
      'records.page': (input) => api()['records.page'](input),
      'records.locate': async (input) => {
        const found = await api()['records.locate'](input);
        return found.ok && found.value.position !== null && total > 10_000
          ? { ok: true, value: { position: found.value.position + hidden } }
          : found;
      },
    });
    await enter();
    viewer.scrollTo(3000 * rowHeight + 10);
    await vi.waitFor(() => expect(viewer.getState().pages!.row(3001)).not.toBeNull());
    total += hidden;
    await enter({ kind: 'none' }, 'first', '2');
    expect(viewer.getState().offset).toBe((3000 + hidden) * rowHeight + 10);
    expect(topRow(viewer.getState())).toBe(3400);
  });

  it('keeps the rows and the reason when a regular expression is not valid', async () => {
    const { viewer, enter } = setUp(1000);
    await enter();
    await viewer.change({ text: '(', mode: 'regex' });
    expect(viewer.getState()).toMatchObject({ error: { code: 'regex-invalid' }, view: { total: 1000 }, opening: false });
    await viewer.change({ text: 'record 97', mode: 'regex' });
    expect(viewer.getState()).toMatchObject({ error: null, view: { total: 8 } });
  });

  it('shows only the answer to the last of several questions', async () => {
    const { viewer, enter } = setUp(1000);
    await enter();
    await Promise.all([viewer.change({ text: 'record 9' }), viewer.change({ text: 'record 97' })]);
    expect(viewer.getState()).toMatchObject({ filter: { text: 'record 97' }, view: { total: 8, filter: { text: 'record 97' } } });
  });

  it('opens the list again when the core let the view go', async () => {
    const records = createFakeRecords({ total: 1000 });
    let expired = false;
    const { viewer, enter } = setUp(1000, {
      ...records,
      'records.page': (input) => {
        if (!expired || input.viewId !== 'view-1') return records['records.page'](input);
        return Promise.resolve(fail('view-expired'));
      },
    });
    await enter();
    const before = viewer.getState().view!.viewId;
    expired = true;
    viewer.scrollTo(900 * rowHeight);
    await vi.waitFor(() => expect(viewer.getState().view!.viewId).not.toBe(before));
    await vi.waitFor(() => expect(viewer.getState().pages!.row(900)).not.toBeNull());
    expect(viewer.getState().pageError).toBeNull();
  });
});

describe('what happens while an answer is on its way', () => {
  /** Answers of one method wait until they are let go. */
  function held<I, O>(method: (input: I) => Promise<O>) {
    const waiting: (() => void)[] = [];
    let isHolding = false;
    const answer = async (input: I): Promise<O> => {
      const result = await method(input);
      if (isHolding) await new Promise<void>((resolve) => waiting.push(resolve));
      return result;
    };
    return {
      method: answer,
      hold: () => (isHolding = true),
      count: () => waiting.length,
      letGo: () => {
        isHolding = false;
        for (const resolve of waiting.splice(0)) resolve();
      },
    };
  }

  it('a step to the next cited record waits for a filter that is being applied', async () => {
    const records = createFakeRecords({ total: 10_000 });
    const opened = held(records['records.open']);
    const { viewer, cited, enter } = setUp(10_000, { ...records, 'records.open': opened.method });
    await enter();
    await vi.waitFor(() => expect(cited.getState().total).toBeGreaterThan(0));
    opened.hold();
    // The first cited record is no error, the fourth is one.
    const changed = viewer.change({ levels: ['error'] });
    await vi.waitFor(() => expect(opened.count()).toBeGreaterThan(0));
    const stepped = cited.step(1);
    opened.letGo();
    await Promise.all([changed, stepped]);
    expect(viewer.getState().filter.levels).toEqual(['error']);
    expect(viewer.getState().selected?.place).toEqual({ sourceId: fakeSources[3].id, seq: 751 });
  });

  it('a record selected while a filter is applied stays selected', async () => {
    const records = createFakeRecords({ total: 10_000 });
    const page = held(records['records.page']);
    const { viewer, enter } = setUp(10_000, { ...records, 'records.page': page.method });
    await enter(record(97));
    viewer.select(194);
    await vi.waitFor(() => expect(viewer.getState().selected?.place).not.toBeNull());
    page.hold();
    const changed = viewer.change({ levels: ['error'] });
    await vi.waitFor(() => expect(page.count()).toBeGreaterThan(0));
    viewer.select(97);
    page.letGo();
    await changed;
    expect(viewer.getState().selected).toEqual({ position: 0, place: { sourceId: fakeSources[1].id, seq: 24 } });
  });

  it('a jump that asked the list before goes to its record in the list that came', async () => {
    const records = createFakeRecords({ total: 10_000 });
    const locate = held(records['records.locate']);
    const { viewer, enter } = setUp(10_000, { ...records, 'records.locate': locate.method });
    await enter();
    locate.hold();
    const jump = enter(record(970), 'second');
    await vi.waitFor(() => expect(locate.count()).toBe(1));
    await viewer.change({ levels: ['error'] });
    locate.letGo();
    await jump;
    const { selected, view } = viewer.getState();
    expect(view!.total).toBe(103);
    expect(selected).toEqual({ position: 9, place: { sourceId: fakeSources[2].id, seq: 242 } });
  });

  it('the details are asked for again when the case says other things of the record', async () => {
    let zone = 'as written';
    const { viewer, enter } = setUp(1000, {
      'records.get': async (input) => {
        const found = await createFakeRecords({ total: 1000 })['records.get'](input);
        return found.ok ? { ok: true, value: { ...found.value, text: zone } } : found;
      },
    });
    await enter(record(40));
    await vi.waitFor(() => expect(viewer.getState().detail).toMatchObject({ kind: 'loaded', value: { text: 'as written' } }));
    zone = 'in Tokyo';
    await enter({ kind: 'none' }, 'first', '2');
    await vi.waitFor(() => expect(viewer.getState().detail).toMatchObject({ kind: 'loaded', value: { text: 'in Tokyo' } }));
  });
});

describe('walking the cited records', () => {
  it.each([
    ['forward from the start', null, 1, 7],
    ['backward from the end', null, -1, 9007],
    ['forward from a record between two', 4100, 1, 5007],
    ['backward from a record between two', 4100, -1, 4007],
    ['forward from a cited one', 5007, 1, 6007],
    ['no further than the last', 9007, 1, 9007],
  ] as const)('%s', async (_, from, direction, to) => {
    const { viewer, cited, enter } = setUp(10_000);
    await enter(from === null ? { kind: 'none' } : record(from));
    await vi.waitFor(() => expect(cited.getState().total).toBe(10));
    if (from !== null && from % 1000 === 7) await vi.waitFor(() => expect(cited.getState().index).not.toBeNull());
    await cited.step(direction);
    expect(viewer.getState().selected).toMatchObject({ position: to });
    await vi.waitFor(() => expect(cited.getState().index).toBe(Math.floor(to / 1000)));
  });
});
