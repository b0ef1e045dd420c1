import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../main/host/browser-finder.ts';
import { defaultAzureSettings } from '../../shared/model/azure.ts';
import { contract, type Input, type MethodName } from '../../shared/api/contract.ts';
import { methodNames } from '../../shared/api/method-names.ts';
import type { ReportOptions } from '../../shared/model/report.ts';
import { emptyRecordFilter } from '../../shared/model/record.ts';
import { electronNote, ended, shells, value, type ShellUnderTest } from '../helpers/contract-shells.ts';

const nowhere = { caseId: randomUUID() };
const grant = 'A'.repeat(43);
const network = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Network';
const connection = { gatewayId: `${network}/virtualNetworkGateways/gw`, connectionId: `${network}/connections/cn` };
const options: ReportOptions = { language: 'en', sections: ['summary', 'checks'], paper: 'A4' };
const settings = { language: 'ja', theme: 'dark', timeZone: 'utc', azure: defaultAzureSettings } as const;

/** One input for each method that its schema accepts; adding a method without one does not compile. */
const inputs: { readonly [M in MethodName]: Input<M> } = {
  'app.info': {},
  'settings.get': {},
  'settings.set': settings,
  'cases.list': {},
  'cases.create': { title: 'Contract' },
  'cases.rename': { ...nowhere, title: 'x' },
  'cases.remove': nowhere,
  'cases.restore': nowhere,
  'samples.list': {},
  'samples.open': { sample: 'no-such-sample', title: 'x' },
  'case.get': nowhere,
  'case.import': { ...nowhere, grants: [grant] },
  'case.importText': { ...nowhere, name: 'x.txt', text: 'x' },
  'case.exportFile': { ...nowhere, grant },
  'case.importFile': { grant },
  'analysis.get': nowhere,
  'negotiations.get': nowhere,
  'answers.set': { ...nowhere, check: 'A1', outcome: null, note: '' },
  'sources.setZone': { ...nowhere, sourceId: 'none', zone: 'Asia/Tokyo' },
  'sources.carve': { ...nowhere, sourceId: 'none' },
  'records.open': { ...nowhere, filter: emptyRecordFilter },
  'records.page': { viewId: 'none', start: 0, count: 10 },
  'records.histogram': { viewId: 'none', buckets: 10 },
  'records.get': { ...nowhere, sourceId: 'none', seq: 0 },
  'records.locate': { viewId: 'none', sourceId: 'none', seq: 0 },
  'report.preview': { ...nowhere, options },
  'report.export': { ...nowhere, format: 'html', options, grant },
  'collectors.script': { collector: 'linux', values: { gatewayAddress: "it's" } },
  'collectors.save': { collector: 'linux', values: {}, grant },
  'azure.state': {},
  'azure.signIn': { way: 'device-code' },
  'azure.signOut': {},
  'azure.subscriptions': {},
  'azure.gateways': { subscriptionId: randomUUID() },
  'azure.connections': { gatewayId: connection.gatewayId },
  'azure.interfaces': { gatewayId: connection.gatewayId },
  'azure.storageAccounts': { subscriptionId: randomUUID() },
  'azure.plan': connection,
  'azure.collect': { ...nowhere, target: connection, wish: { calls: ['connection'], storage: null } },
  'powershell.show': { script: 'windows-routes', computerName: null, days: 3 },
  'powershell.run': { ...nowhere, request: { script: 'windows-routes', computerName: null, days: 3 }, confirmed: 'x' },
  'probes.plan': nowhere,
  'probes.run': {
    ...nowhere,
    requests: [{ kind: 'ike', host: '192.0.2.1', port: 500, version: 2, offer: null, groups: false }],
    confirmed: ['192.0.2.1'],
  },
  'probes.state': { jobId: 'none' },
  'probes.stop': { jobId: 'none' },
  'job.get': { jobId: 'none' },
  'job.cancel': { jobId: 'none' },
};

const pingText =
  'Pinging 198.51.100.20 with 32 bytes of data:\r\nReply from 198.51.100.20: bytes=32 time=12ms TTL=119\r\nRequest timed out.\r\n';

it('pins the plain list of method names to the contract', () => {
  expect([...methodNames].toSorted()).toEqual(Object.keys(contract).toSorted());
  expect(new Set(methodNames).size).toBe(methodNames.length);
});

describe.skip(`the contract through Electron (${electronNote})`, () => {
  it('is the same suite');
});

describe.each(shells)('the contract $name', ({ start }) => {
  let shell: ShellUnderTest;
  beforeAll(async () => {
    shell = await start();
  });
  afterAll(() => shell.stop());

  describe.each(methodNames)('%s', (method) => {
    it.each([
      ['an unknown member', { ...inputs[method], extra: 1 }],
      ['a prototype', JSON.parse('{"__proto__":{"x":1},"constructor":1}')],
      ['nothing', null],
      ['a list', []],
      ['a text', 'x'],
    ])('answers bad-input to %s', async (_what, input) => {
      expect(await shell.ask(method, input)).toMatchObject({ ok: false, error: { code: 'bad-input', incidentId: null } });
    });

    it('answers what it is asked, or says which thing is not there', async () => {
      const result = await shell.ask(method, inputs[method]);
      const codes = result.ok ? 'answered' : result.error.code;
      expect([
        'answered',
        'not-found',
        'grant-expired',
        'view-expired',
        'azure-not-here',
        'powershell-not-here',
        'probes-not-here',
      ]).toContain(codes);
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'cases.drop'])('has no method %s', async (name) => {
    expect(await shell.ask(name, {})).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  describe('a case from pasted text to report', () => {
    let caseId = '';
    beforeAll(async () => {
      caseId = (await value(shell, 'cases.create', { title: 'Contoso HQ' })).id;
      const { jobId } = await value(shell, 'case.importText', { caseId, name: 'ping.txt', text: pingText });
      expect(await ended(shell, jobId)).toMatchObject({ state: 'done', error: null, caseId });
    });

    it('lists the case and its source', async () => {
      const detail = await value(shell, 'case.get', { caseId });
      expect(detail.summary).toMatchObject({ id: caseId, title: 'Contoso HQ', sources: 1, trouble: null });
      expect(detail.sources).toHaveLength(1);
      expect((await value(shell, 'cases.list', {})).map((c) => c.id)).toContain(caseId);
    });

    it('tells the windows that something changed', () => {
      expect(new Set(shell.events.map((event) => event.kind))).toEqual(new Set(['job', 'case', 'cases']));
    });

    it('has an outcome for each of the fifteen checks', async () => {
      const analysis = await value(shell, 'analysis.get', { caseId });
      expect(analysis.findings).toHaveLength(15);
    });

    it('has no negotiation where no source tells of one', async () => {
      expect(await value(shell, 'negotiations.get', { caseId })).toMatchObject({ witnesses: [], negotiations: [], drops: [] });
    });

    it('lists, counts, finds and opens records', async () => {
      const view = await value(shell, 'records.open', { caseId, filter: emptyRecordFilter });
      expect(view.total).toBeGreaterThan(0);
      const [row] = await value(shell, 'records.page', { viewId: view.viewId, start: 0, count: 100 });
      if (!row) throw new Error('a record was expected');
      const place = { sourceId: row.sourceId, seq: row.seq };
      expect(await value(shell, 'records.locate', { viewId: view.viewId, ...place })).toEqual({ position: row.position });
      expect((await value(shell, 'records.get', { caseId, ...place })).original.length).toBeGreaterThan(0);
      await value(shell, 'records.histogram', { viewId: view.viewId, buckets: 10 });
    });

    it('says that an expression is not one', async () => {
      const result = await shell.ask('records.open', { caseId, filter: { ...emptyRecordFilter, text: '(', mode: 'regex' } });
      expect(result).toMatchObject({ ok: false, error: { code: 'regex-invalid' } });
    });

    it('takes an answer by hand and takes it back', async () => {
      const { findings } = await value(shell, 'analysis.get', { caseId });
      const open = findings.find((finding) => finding.verdict === 'cannot-tell');
      if (!open) throw new Error('a check without evidence was expected');
      await value(shell, 'answers.set', { caseId, check: open.check, outcome: null, note: '' });
      expect((await value(shell, 'analysis.get', { caseId })).findings).toEqual(findings);
    });

    it('shows and exports a report as page, text and data', async () => {
      expect((await value(shell, 'report.preview', { caseId, options })).html).toContain('Contoso HQ');
      const starts = { html: '<!doctype html>', md: '#', json: '{' } as const;
      for (const format of ['html', 'md', 'json'] as const) {
        const target = await shell.saveTarget(`report.${format}`);
        const { jobId } = await value(shell, 'report.export', { caseId, format, options, grant: target.grant });
        expect(await ended(shell, jobId)).toMatchObject({ state: 'done', file: `report.${format}` });
        expect((await shell.fetch(target)).slice(0, starts[format].length)).toBe(starts[format]);
      }
    });

    it.skipIf(findBrowser() === null)(
      `exports a PDF${findBrowser() === null ? ' (skipped: no Chrome, Edge or Chromium is installed)' : ''}`,
      async () => {
        const target = await shell.saveTarget('report.pdf');
        const { jobId } = await value(shell, 'report.export', { caseId, format: 'pdf', options, grant: target.grant });
        expect(await ended(shell, jobId)).toMatchObject({ state: 'done' });
        expect((await shell.fetch(target)).slice(0, 5)).toBe('%PDF-');
      },
    );

    it('reads a file that was handed over, once', async () => {
      const file = await shell.giveFile('more ログ.txt', 'Pinging 203.0.113.5 with 32 bytes of data:\r\nRequest timed out.\r\n');
      const { jobId } = await value(shell, 'case.import', { caseId, grants: [file.grant] });
      expect(await ended(shell, jobId)).toMatchObject({ state: 'done' });
      expect((await value(shell, 'case.get', { caseId })).sources.map((source) => source.path)).toContain('more ログ.txt');
      expect(await shell.ask('case.import', { caseId, grants: [file.grant] })).toMatchObject({
        ok: false,
        error: { code: 'grant-expired' },
      });
    });

    it('takes a grant for one purpose only', async () => {
      const file = await shell.giveFile('a.txt', 'x');
      expect(await shell.ask('case.exportFile', { caseId, grant: file.grant })).toMatchObject({
        ok: false,
        error: { code: 'grant-expired' },
      });
      const target = await shell.saveTarget('b.ttcase');
      expect(await shell.ask('case.import', { caseId, grants: [target.grant] })).toMatchObject({
        ok: false,
        error: { code: 'grant-expired' },
      });
    });

    it('saves the case as one file', async () => {
      const target = await shell.saveTarget('hq.ttcase');
      const { jobId } = await value(shell, 'case.exportFile', { caseId, grant: target.grant });
      expect(await ended(shell, jobId)).toMatchObject({ state: 'done', file: 'hq.ttcase' });
      expect((await shell.fetch(target)).slice(0, 2)).toBe('PK');
    });

    it('says that a file is no case', async () => {
      const file = await shell.giveFile('x.ttcase', 'not a case');
      const started = await shell.ask('case.importFile', { grant: file.grant });
      const error = started.ok ? (await ended(shell, Reflect.get(Object(started.value), 'jobId'))).error : started.error;
      expect(error?.code).toBe('not-a-case-file');
    });

    it('renames, removes and brings back', async () => {
      expect((await value(shell, 'cases.rename', { caseId, title: 'Renamed' })).title).toBe('Renamed');
      await value(shell, 'cases.remove', { caseId });
      expect((await value(shell, 'cases.list', {})).map((c) => c.id)).not.toContain(caseId);
      expect((await value(shell, 'cases.restore', { caseId })).title).toBe('Renamed');
      expect((await value(shell, 'case.get', { caseId })).summary.title).toBe('Renamed');
    });
  });

  it('keeps settings', async () => {
    await value(shell, 'settings.set', settings);
    expect(await value(shell, 'settings.get', {})).toEqual(settings);
  });

  it('opens a sample', async () => {
    const [sample] = await value(shell, 'samples.list', {});
    const { caseId, jobId } = await value(shell, 'samples.open', { sample: sample?.id ?? '', title: 'Sample' });
    expect(await ended(shell, jobId)).toMatchObject({ state: 'done' });
    expect((await value(shell, 'case.get', { caseId })).sources.length).toBeGreaterThan(3);
  });
});
