import { describe, expect, it } from 'vitest';
import { emptyRecordFilter, type RecordFilter } from '#shared/model/record.ts';
import { chipsOf, isOpen, noFilter, toggled, without } from '../../../renderer/features/evidence/filter.ts';

const full: RecordFilter = {
  text: '809',
  mode: 'regex',
  matchCase: true,
  sources: ['a', 'b'],
  levels: ['error'],
  providers: ['RasClient'],
  eventIds: [20227],
  fromMs: 1000,
  toMs: null,
  citedOnly: true,
};

describe('the filter of the records', () => {
  it('starts as the model says an open filter is', () => {
    expect(noFilter).toEqual(emptyRecordFilter);
  });

  it('is open whatever the mode, as long as nothing is asked for', () => {
    expect(isOpen({ ...noFilter, mode: 'regex', matchCase: true })).toBe(true);
    expect(isOpen({ ...noFilter, toMs: 5 })).toBe(false);
  });

  it('shows a chip for each thing it asks for', () => {
    expect(chipsOf(full).map((chip) => chip.kind)).toEqual(['text', 'source', 'source', 'level', 'provider', 'event', 'time', 'cited']);
  });

  it('is open again when every chip is taken away', () => {
    let filter = full;
    for (const chip of chipsOf(full)) filter = { ...filter, ...without(filter, chip) };
    expect(isOpen(filter)).toBe(true);
  });

  it('takes a choice in and out', () => {
    expect(toggled(toggled(['a'], 'b'), 'a')).toEqual(['b']);
  });
});
