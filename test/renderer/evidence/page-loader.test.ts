import { describe, expect, it, vi } from 'vitest';
import { fail, ok } from '#shared/api/result.ts';
import type { RecordRow } from '#shared/model/record.ts';
import { createPageLoader, pagesFor } from '../../../renderer/features/evidence/page-loader.ts';
import { createFakeRecords } from '../../helpers/fake-records.ts';
import { noFilter } from '../../../renderer/features/evidence/filter.ts';

const caseId = '11111111-1111-4111-8111-111111111111';

async function setUp(total: number) {
  const records = createFakeRecords({ total });
  const opened = await records['records.open']({ caseId, filter: noFilter });
  if (!opened.ok) throw new Error('the fake opens every view');
  const asked: number[] = [];
  const pending: (() => void)[] = [];
  const fetchPage = async (start: number, count: number) => {
    asked.push(start);
    await new Promise<void>((resolve) => pending.push(resolve));
    return records['records.page']({ viewId: opened.value.viewId, start, count });
  };
  const release = async (): Promise<void> => {
    pending.splice(0).forEach((done) => done());
    await vi.waitFor(() => Promise.resolve());
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { asked, fetchPage, release };
}

describe('pages of records', () => {
  it.each([
    ['the first screen', 0, 30, 1000, [0, 1]],
    ['a screen over two pages', 190, 220, 1000, [0, 1, 2]],
    ['the end', 980, 1000, 1000, [4, 3]],
    ['an empty list', 0, 0, 0, []],
  ])('are asked for by what is seen, then by what is beside it: %s', (_, start, end, total, pages) => {
    expect(pagesFor(start, end, total)).toEqual(pages);
  });

  it('asks for what a drag stops at, not for all that it passes', async () => {
    const { asked, fetchPage, release } = await setUp(5_000_000);
    const loader = createPageLoader({ fetchPage, total: 5_000_000, onArrived: () => undefined, onFailed: () => undefined });
    for (let position = 0; position < 4_000_000; position += 40_000) loader.want(position, position + 30);
    await release();
    await release();
    expect(asked.length).toBeLessThanOrEqual(6);
    expect(asked).toContain(3_960_000);
    expect(loader.row(3_960_007)).toMatchObject({ position: 3_960_007 });
  });

  it('shows nothing in the place of a record that has not come', async () => {
    const { fetchPage, release } = await setUp(1000);
    const loader = createPageLoader({ fetchPage, total: 1000, onArrived: () => undefined, onFailed: () => undefined });
    loader.want(0, 30);
    expect(loader.row(3)).toBeNull();
    await release();
    expect(loader.row(3)).not.toBeNull();
  });

  it('forgets the pages that were seen longest ago, never the ones on the screen', async () => {
    const rows = (start: number): RecordRow[] =>
      Array.from({ length: 200 }, (_, i): RecordRow => ({
        position: start + i,
        sourceId: 's',
        seq: i,
        time: null,
        level: null,
        what: null,
        text: '',
        who: null,
        code: null,
        line: 1,
        cited: false,
      }));
    const loader = createPageLoader({
      fetchPage: async (start) => ok(rows(start)),
      total: 100_000,
      onArrived: () => undefined,
      onFailed: () => undefined,
    });
    for (let page = 0; page < 200; page += 1) await loader.load(page * 200, page * 200 + 200);
    expect(loader.row(0)).toBeNull();
    expect(loader.row(39_999)).toMatchObject({ position: 39_999 });
  });

  it('does not ask again for a page that failed before it is told to', async () => {
    let asked = 0;
    const fetchPage = async () => {
      asked += 1;
      return fail('internal');
    };
    const onFailed = vi.fn<() => void>();
    const loader = createPageLoader({ fetchPage, total: 100, onArrived: () => undefined, onFailed });
    loader.want(0, 30);
    await vi.waitFor(() => expect(onFailed).toHaveBeenCalledOnce());
    loader.want(0, 31);
    expect(asked).toBe(1);
    loader.retry();
    await vi.waitFor(() => expect(asked).toBe(2));
  });
});
