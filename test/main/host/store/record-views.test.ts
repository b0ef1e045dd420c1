import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyRecordFilter } from '#shared/model/record.ts';
import type { RecordFilter, RecordRow } from '#shared/model/record.ts';
import { contract } from '#shared/api/contract.ts';
import { importBundle } from '#core/import/import-bundle.ts';
import { createSecretKeeper } from '#core/secrets/secrets.ts';
import type { CaseRecords, RecordView } from '#core/store/record-view.ts';
import type { Analysis } from '#shared/model/analysis.ts';
import { createCase, openCase } from '#host/store/open-case.ts';
import { openCaseRecords } from '#host/store/record-views.ts';
import { inputFolder, noCancellation, steadyClock, temporaryFolder } from '../../../helpers/case-folder.ts';
import { troubledAnalysis } from '../../../helpers/fake-analysis.ts';
import { knowledge } from '../../../helpers/knowledge.ts';
import { simpleFormat } from '../../../helpers/simple-format.ts';

const root = temporaryFolder();
let made = 0;

async function caseOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  made += 1;
  const dir = join(root, `case-${made}`);
  createCase(dir, { id: '0f3c1a6e-5d0b-4a57-9d53-0d8f5f1f2b11', title: 'x', nowMs: 1000 });
  await addTo(dir, files);
  return dir;
}

async function addTo(dir: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const store = openCase(dir, { clock: steadyClock });
  await importBundle({
    input: inputFolder('bundle', files), store, formats: [simpleFormat], extractors: [], knowledge, secrets: createSecretKeeper(),
    cancellation: noCancellation, clock: steadyClock, onProgress: () => undefined,
  }); // prettier-ignore
  store.close();
}

function all(view: RecordView): RecordRow[] {
  return view.page(0, 500);
}

const minute = Date.UTC(2016, 2, 18, 13, 26);
const events = `#simple\n${minute + 1000}Z error 20227 Dial FAILED for AzureGateway\n${minute + 3000}Z information 20226 up\n${minute + 5000}Z none 20 quiet\n`;
const log = [
  'no time yet',
  '2016-03-18T13:26:02.500Z charon: ERROR no proposal chosen',
  '  for peer 203.0.113.10',
  '2016-03-18T22:26:04+09:00 charon: 再試行 straße',
].join('\r\n');
const local = '2016-03-18 13:26:03.500 warn zone unknown\n';

describe('the one list of records', () => {
  let dir = '';
  let records: CaseRecords;
  beforeAll(async () => {
    dir = await caseOf({ 'a-events.txt': events, 'b-ike.log': log, 'c-local.log': local });
    records = openCaseRecords(dir);
  });
  afterAll(() => records.close());

  const open = (change: Partial<RecordFilter> = {}) => records.openView({ ...emptyRecordFilter, ...change });

  it('is in time order over all sources; rows without a time come last', () => {
    const rows = all(open());
    expect(rows.map((r) => r.text)).toEqual([
      expect.stringContaining('Dial FAILED'),
      expect.stringContaining('ERROR no proposal'),
      '  for peer 203.0.113.10',
      expect.stringContaining(' up'),
      expect.stringContaining('zone unknown'),
      expect.stringContaining('再試行'),
      expect.stringContaining('quiet'),
      'no time yet',
    ]);
    expect(rows.map((r) => r.position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(() => contract['records.page'].output.parse(rows)).not.toThrow();
  });

  it('shows a record with its words, code and who; a line with its text alone', () => {
    const [event, line] = all(open());
    expect(event).toMatchObject({
      level: 'error',
      what: { key: 'event.RasClient.20227' },
      who: 'AzureGateway',
      code: 809,
      line: 2,
      seq: 0,
      cited: false,
    });
    expect(line).toMatchObject({ level: 'error', what: null, who: null, code: null, line: 2, seq: 1 });
  });

  it('times keep their zone; an inherited time has no text of its own', () => {
    const rows = all(open());
    expect(rows[1]?.time).toEqual({
      utcMs: minute + 2500,
      localMs: minute + 2500,
      offsetMinutes: 0,
      zone: 'utc',
      text: '2016-03-18T13:26:02.500Z',
    });
    expect(rows[2]?.time).toEqual({ utcMs: minute + 2500, localMs: minute + 2500, offsetMinutes: 0, zone: 'utc', text: '' });
    expect(rows[4]?.time).toEqual({
      utcMs: null,
      localMs: minute + 3500,
      offsetMinutes: null,
      zone: 'unknown',
      text: '2016-03-18 13:26:03.500',
    });
    expect(rows[5]?.time).toEqual({
      utcMs: minute + 4000,
      localMs: minute + 4000 + 540 * 60_000,
      offsetMinutes: 540,
      zone: 'offset',
      text: '2016-03-18T22:26:04+09:00',
    });
    expect(rows[7]?.time).toBeNull();
  });

  it('names its bounds and the choices of the whole case', () => {
    expect(open({ eventIds: [20227] })).toMatchObject({
      total: 1,
      firstMs: minute + 1000,
      lastMs: minute + 1000,
      providers: ['RasClient', 'RemoteAccess'],
      eventIds: [20, 20226, 20227],
    });
    expect(open({ text: 'nowhere' })).toMatchObject({ total: 0, firstMs: null, lastMs: null });
  });

  it.each([
    ['a literal, in any case', { text: 'dial failed' }, [0]],
    ['a literal in its case', { text: 'dial failed', matchCase: true }, []],
    ['a literal in its case that is there', { text: 'no proposal', matchCase: true }, [1]],
    ['letters of other scripts', { text: '再試行' }, [5]],
    ['letters beyond ASCII, in any case', { text: 'STRASSE' }, []],
    ['letters beyond ASCII, upper case', { text: 'STRAẞE' }, [5]],
    ['who and code, which the text does not show', { text: 'azuregateway' }, [0, 3, 6]],
    ['the decoded code', { text: '809' }, [0, 3, 6]],
    ['characters that mean something to expressions', { text: '203.0.113.1' }, [2]],
    ['such characters are no wildcard', { text: '203x0' }, []],
    ['an expression', { text: '^\\s+for peer', mode: 'regex' }, [2]],
    ['an expression in its case', { text: 'error', mode: 'regex', matchCase: true }, [0]],
    ['an expression over both kinds', { text: 'error|zone', mode: 'regex' }, [0, 1, 4]],
    ['levels', { levels: ['error', 'warning'] }, [0, 1, 4]],
    ['providers', { providers: ['RemoteAccess'] }, [3, 6]],
    ['a provider that is nowhere', { providers: ['Other'] }, []],
    ['event ids', { eventIds: [20227, 20] }, [0, 6]],
    ['a time range, bounds included', { fromMs: minute + 2500, toMs: minute + 3000 }, [1, 2, 3]],
    ['a time range hides rows without a time', { fromMs: 0 }, [0, 1, 2, 3, 4, 5, 6]],
    ['several at once', { levels: ['error'], text: 'proposal' }, [1]],
  ] satisfies [string, Partial<RecordFilter>, number[]][])('filters by %s', (_name, change, expected) => {
    const seqs = all(open());
    const wanted = expected.map((p) => seqs[p]?.text);
    expect(all(open(change)).map((r) => r.text)).toEqual(wanted);
  });

  it('filters by source', () => {
    const sourceId = all(open())[4]?.sourceId ?? '';
    expect(all(open({ sources: [sourceId] })).map((r) => r.text)).toEqual(['2016-03-18 13:26:03.500 warn zone unknown']);
  });

  it('finds a record’s position, or none when the filter hides it', () => {
    const rows = all(open());
    for (const row of rows) expect(open().locate(row.sourceId, row.seq)).toBe(row.position);
    const hidden = rows[7];
    expect(open({ levels: ['error'] }).locate(hidden?.sourceId ?? '', hidden?.seq ?? 0)).toBeNull();
    expect(open().locate('none', 0)).toBeNull();
    expect(open().locate(hidden?.sourceId ?? '', 4)).toBeNull();
  });

  it('counts by time and level', () => {
    const { fromMs, toMs, counts } = open().histogram(4);
    expect([fromMs, toMs]).toEqual([minute + 1000, minute + 5000]);
    expect(counts).toEqual({
      none: [0, 1, 0, 2],
      critical: [0, 0, 0, 0],
      error: [1, 1, 0, 0],
      warning: [0, 0, 1, 0],
      information: [0, 0, 1, 0],
      verbose: [0, 0, 0, 0],
    });
    expect(open({ text: 'no time' }).histogram(2).counts['none']).toEqual([0, 0]);
    expect(() => contract['records.histogram'].output.parse(open().histogram(1))).not.toThrow();
  });

  it('gives everything about an event', () => {
    const [row] = all(open());
    const detail = records.get(row?.sourceId ?? '', 0);
    expect(contract['records.get'].output.parse(detail)).toEqual(detail);
    expect(detail).toMatchObject({
      path: 'a-events.txt',
      format: 'simple',
      kind: 'windows-event',
      place: { line: 2, endLine: 2, offset: 8 },
      citedBy: [],
      position: -1,
    });
    expect(detail.fields).toEqual([
      { name: 'provider', value: 'RasClient' },
      { name: 'eventId', value: '20227' },
      { name: 'strings', value: 'a, b' },
      { name: 'dataBytes', value: '41, 3, 0, 0' },
      { name: 'code', value: '809' },
      { name: 'interfaceName', value: 'AzureGateway' },
    ]);
    expect(detail.original).toBe(events.split('\n')[1]);
  });

  it('gives everything about a line', () => {
    const row = all(open())[2];
    expect(records.get(row?.sourceId ?? '', 2)).toMatchObject({
      path: 'b-ike.log', format: 'unknown', kind: 'line', fields: [], place: { line: 3, endLine: 3, offset: 72 }, original: '  for peer 203.0.113.10',
    }); // prettier-ignore
  });

  it.each([
    ['a source that is not there', 'none', 0],
    ['a record beyond the end', null, 99],
  ])('%s is not found', (_name, sourceId, seq) => {
    const id = sourceId ?? all(open())[0]?.sourceId ?? '';
    expect(() => records.get(id, seq)).toThrow(expect.objectContaining({ appError: expect.objectContaining({ code: 'not-found' }) }));
  });

  it.each([
    ['that does not close', '(a', 'syntax'],
    ['that takes exponential time', '(a+)+$', 'too-slow'],
  ])('an expression %s is refused', async (_name, text, reason) => {
    const slow = openCaseRecords(await caseOf({ 'a.log': `${'a'.repeat(60)}!\n`.repeat(50) }));
    expect(() => slow.openView({ ...emptyRecordFilter, text, mode: 'regex' })).toThrow(
      expect.objectContaining({ appError: expect.objectContaining({ code: 'regex-invalid', params: { reason } }) }),
    );
    expect(slow.openView({ ...emptyRecordFilter, text: 'a!', mode: 'regex' }).total).toBe(50);
    slow.close();
  });

  it('shows which records the findings cite', async () => {
    const [row] = all(open());
    const [first, ...rest] = troubledAnalysis.findings;
    if (!first || !row) throw new Error('the analysis has findings');
    const citation = { sourceId: row.sourceId, path: 'a-events.txt', seq: 0, line: 2, endLine: 2, quote: '' };
    const analysis: Analysis = { ...troubledAnalysis, findings: [{ ...first, citations: [citation, citation] }, ...rest] };
    const store = openCase(dir);
    store.saveAnalysis(analysis);
    store.close();
    expect(all(open({ citedOnly: true })).map((r) => [r.text, r.cited])).toEqual([[row.text, true]]);
    expect(records.get(row.sourceId, 0).citedBy).toEqual([{ check: first.check, outcome: first.outcome }]);
  });
});

describe('sources that come and indexes that go', () => {
  it('a view keeps its rows, the next one has the new source', async () => {
    const dir = await caseOf({ 'a.log': local });
    const records = openCaseRecords(dir);
    const before = records.openView(emptyRecordFilter);
    await addTo(dir, { 'b.log': log });
    expect(before.total).toBe(1);
    expect(all(before)).toHaveLength(1);
    expect(records.openView(emptyRecordFilter).total).toBe(5);
    records.close();
  });

  it.each([
    ['missing', (file: string) => rmSync(file)],
    ['cut short', (file: string) => truncateSync(file, 20)],
    ['of other bytes', (file: string) => writeFileSync(file, 'x'.repeat(500))],
  ])('a column index that is %s is built again', async (_name, spoil) => {
    const dir = await caseOf({ 'a.txt': events, 'b.log': log });
    const first = openCaseRecords(dir);
    const rows = all(first.openView(emptyRecordFilter));
    first.close();
    const files = [...new Set(rows.map((r) => join(dir, 'index', `${r.sourceId}.idx`)))];
    const good = files.map((f) => readFileSync(f).toString('hex'));
    files.forEach(spoil);
    const again = openCaseRecords(dir);
    expect(all(again.openView(emptyRecordFilter))).toEqual(rows);
    again.close();
    expect(files.map((f) => readFileSync(f).toString('hex'))).toEqual(good);
  });
});

describe('long and strange lines', () => {
  it('a row is cut, the detail is whole, the search sees all of it', async () => {
    const long = `2016-03-18T13:26:02Z ${'漢'.repeat(5000)} needle`;
    const records = openCaseRecords(await caseOf({ 'a.log': `${long}\n` }));
    const view = records.openView({ ...emptyRecordFilter, text: 'NEEDLE' });
    const [row] = all(view);
    expect(row?.text).toBe(long.slice(0, 400));
    expect(records.get(row?.sourceId ?? '', 0).original).toBe(long);
    records.close();
  });

  it('a row of a terminal shows what the terminal did, the detail what is stored', async () => {
    const coloured = '\x1B[32;1mStatus\x1B[0m : \x1B[31mStopped\x1B[0m';
    const records = openCaseRecords(await caseOf({ 'a.log': `${coloured}\nnext\n` }));
    const [row] = all(records.openView(emptyRecordFilter));
    expect(row?.text).toBe('Status : Stopped');
    expect(records.get(row?.sourceId ?? '', 0).original).toBe(coloured);
    records.close();
  });

  it.each([
    ['utf-16le', Buffer.from(`\uFEFF${log}`, 'utf16le')],
    ['utf-16be', Buffer.from(`\uFEFF${log}`, 'utf16le').swap16()],
  ])('searches and shows %s', async (_name, bytes) => {
    const records = openCaseRecords(await caseOf({ 'a.log': bytes }));
    expect(all(records.openView({ ...emptyRecordFilter, text: '再試行' })).map((r) => r.text)).toEqual([
      '2016-03-18T22:26:04+09:00 charon: 再試行 straße',
    ]);
    expect(all(records.openView({ ...emptyRecordFilter, text: 'PEER' })).map((r) => r.text)).toEqual(['  for peer 203.0.113.10']);
    records.close();
  });

  it('in Shift_JIS a Latin letter is not found inside a Japanese character', async () => {
    // U+8868 is 0x95 0x5C, U+30DF is 0x83 0x7E; the trail bytes are `\` and `~` in ASCII. 0x83 0x41 is U+30A2: trail byte `A`.
    const line = Buffer.concat([
      Buffer.from('2016-03-18 13:26:02 '),
      Buffer.from([0x83, 0x41, 0x83, 0x43, 0x83, 0x93]),
      Buffer.from(' b\r\n'),
    ]);
    const records = openCaseRecords(await caseOf({ 'a.log': Buffer.concat(Array.from({ length: 20 }, () => line)) }));
    expect(records.openView({ ...emptyRecordFilter, text: 'アイン' }).total).toBe(20);
    expect(records.openView({ ...emptyRecordFilter, text: 'A', matchCase: true }).total).toBe(0);
    records.close();
  });

  it('finds every line over blocks of megabytes, at their edges too', async () => {
    const lines = Array.from(
      { length: 120_000 },
      (_, i) => `2016-03-18T13:26:02Z line ${i} ${i % 1000 === 999 ? 'Rare' : 'common'} ${'.'.repeat(60)}`,
    );
    const records = openCaseRecords(await caseOf({ 'a.log': lines.join('\n') }));
    const count = (change: Partial<RecordFilter>) => records.openView({ ...emptyRecordFilter, ...change }).total;
    expect(count({ text: 'rare' })).toBe(120);
    expect(count({ text: 'Rare', matchCase: true })).toBe(120);
    expect(count({ text: 'rare', matchCase: true })).toBe(0);
    expect(count({ text: 'line \\d+ rare', mode: 'regex' })).toBe(120);
    expect(count({ text: '2016' })).toBe(120_000);
    records.close();
  });
});
