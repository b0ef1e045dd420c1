import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { emptyRecordFilter } from '#shared/model/record.ts';
import { readXml } from '#core/evtx/reader.ts';
import { format } from '#core/formats/windows-evtx/format.ts';
import { levelOf } from '#core/formats/windows-evtx/to-record.ts';
import { createParseInput } from '#core/text/text.ts';
import { openCaseRecords } from '#host/store/record-views.ts';
import { inputFile, inputFolder, temporaryFolder } from '../../../../helpers/case-folder.ts';
import { diagnoseInputs } from '../../../../helpers/diagnose.ts';
import { bytesOf } from '../../../../helpers/evtx/bytes.ts';
import { evtxexportNote, evtxexportXml, hasEvtxexport, normalised, splitEvents } from '../../../../helpers/evtx/evtxexport.ts';
import { writeEvtx } from '../../../../helpers/evtx/evtx-writer.ts';
import { clientConnected, clientFailed, dialFailed } from '../../../../helpers/evtx/ras-events.ts';

const log = writeEvtx([
  clientConnected('2016-03-18T10:00:00Z'),
  dialFailed('2016-03-18T13:26:02Z', 809),
  clientFailed('2016-03-18T13:26:02.123Z', 809),
  dialFailed('2016-03-18T13:27:02Z', 809),
]);

function parse(file: Buffer) {
  return [...format.parse(createParseInput('System.evtx', 'binary', bytesOf(file)))];
}

function records(file: Buffer) {
  return parse(file).flatMap((item) => (item.type === 'record' ? [item.record] : []));
}

describe('events of RRAS in a native log', () => {
  it('an event has the fields of its record, decoded', () => {
    const [, failed, client] = records(log);
    expect(failed).toMatchObject({
      place: { line: 2 },
      time: { utcMs: Date.UTC(2016, 2, 18, 13, 26, 2), zone: 'utc', text: '2016-03-18T13:26:02.000000000Z' },
      level: 'error',
      what: { key: 'record.dial-failed', params: { interface: 'AzureGateway', code: '809' } },
      who: 'AzureGateway',
      data: {
        kind: 'windows-event', provider: 'RemoteAccess', eventId: 20111, log: 'System', computer: 'RRAS01.contoso.com', code: 809,
        interfaceName: 'AzureGateway', dataBytes: [0x29, 3, 0, 0], recordId: 2, task: 0, keywords: '0x80000000000000',
      },
    }); // prettier-ignore
    expect(failed?.text).toMatch(/^RemoteAccess 20111: \{00000000-0000-0000-0000-000000000000\}, AzureGateway, VPN2-127, The network/);
    expect(client?.data).toMatchObject({
      provider: 'RasClient', eventId: 20227, code: 809, user: 'CONTOSO\\svc-vpn', interfaceName: 'AzureGateway', correlationId: '5E2F8A10-91C5-4D0E-9C5D-0C7A3C1F5A01',
    }); // prettier-ignore
  });

  it('the original of a record is its XML, made from the bytes', () => {
    const xml = Array.from(readXml(bytesOf(log)), (batch) => splitEvents(batch.xml.toString())).flat();
    const originals = records(log).map((record) => format.reread?.(bytesOf(log), record.place)?.original.trim());
    expect(originals).toEqual(xml);
    expect(format.reread?.(bytesOf(log), { line: 1, endLine: 1, offset: 5000 })).toBeNull();
    expect(format.reread?.(bytesOf(Buffer.alloc(0)), { line: 1, endLine: 1, offset: 5000 })).toBeNull();
  });

  it('the levels of the event viewer, and a failed audit is a warning', () => {
    expect([1, 2, 3, 4, 5, 0].map((level) => levelOf({ level, keywords: '' }))).toEqual([
      'critical', 'error', 'warning', 'information', 'verbose', 'information',
    ]); // prettier-ignore
    expect(levelOf({ level: 0, keywords: '0x8010000000000000' })).toBe('warning');
    expect(levelOf({ level: 0, keywords: '0x8020000000000000' })).toBe('information');
  });

  it('a forwarded event keeps the text that its own computer rendered', () => {
    const rendered = 'CoId={NA}: The connection AzureGateway has failed. Error 809.';
    const [record] = records(writeEvtx([{ ...dialFailed('2016-03-18T13:26:02Z', 809), rendered }]));
    expect(record?.text.split('\n')).toEqual([rendered, expect.stringMatching(/^RemoteAccess 20111: /)]);
    expect(record?.data).toMatchObject({ code: 809, interfaceName: 'AzureGateway' });
  });

  it('a file is told by its magic, also when its header is gone', () => {
    const score = (bytes: Buffer) => format.detect({ path: 'x', size: bytes.length, bytes, text: null });
    expect([log, Buffer.concat([Buffer.alloc(4096), log.subarray(4096)]), log.subarray(4096)].map(score)).toEqual([1, 1, 1]);
    expect([Buffer.alloc(0), Buffer.from('ElfFil'), Buffer.alloc(9000)].map(score)).toEqual([0, 0, 0]);
  });

  it('what is lost is told with its place', () => {
    const damaged = Buffer.from(log);
    damaged.fill(0xee, 4096 + 512 + 4, 4096 + 512 + 38);
    const rejected = parse(damaged).filter((item) => item.type === 'rejected');
    expect(rejected.map((item) => item.reason.key)).toEqual(['reject.evtx-records-checksum', 'reject.evtx-range']);
    expect(records(damaged)).toHaveLength(3);
  });
});

describe('from a native log to findings', () => {
  const folder = temporaryFolder();
  const removed: (() => void)[] = [];
  afterAll(() => removed.forEach((remove) => remove()));

  async function diagnose(file: Buffer) {
    const done = await diagnoseInputs([inputFolder('bundle', { 'System.evtx': file })]);
    removed.push(done.remove);
    return done;
  }

  it('error 809 in the log is the finding of the checks that read it, with the record as evidence', async () => {
    const { detail, analysis, folder: dir } = await diagnose(log);
    expect(detail.sources).toMatchObject([
      { path: 'System.evtx', format: 'windows-evtx', storage: 'records', zone: 'utc', records: 4, rejected: 0 },
    ]);
    const found = analysis.findings.filter((f) => f.citations.some((c) => c.path === 'System.evtx'));
    expect(found.map((f) => f.check)).toEqual(expect.arrayContaining(['A1', 'A2']));
    const [citation] = found.flatMap((f) => f.citations).filter((c) => c.quote.startsWith('RemoteAccess 20111'));
    expect(citation).toMatchObject({ path: 'System.evtx', line: 2 });
    const view = openCaseRecords(dir);
    const shown = view.get(citation!.sourceId, citation!.seq);
    expect(view.openView({ ...emptyRecordFilter, text: 'VPN2-127' }).total).toBe(2);
    view.close();
    expect(shown.original).toContain('<Data>AzureGateway</Data>');
    expect(shown.fields).toEqual(
      expect.arrayContaining([
        { name: '2', value: 'AzureGateway' },
        { name: 'recordId', value: '2' },
      ]),
    );
  });

  it('a log without its header gives the same facts', async () => {
    const facts = (detail: Awaited<ReturnType<typeof diagnose>>) =>
      detail.analysis.findings.map(({ check, outcome }) => ({ check, outcome }));
    const whole = await diagnose(log);
    const headless = await diagnose(Buffer.concat([Buffer.alloc(4096), log.subarray(4096)]));
    expect(headless.detail.sources).toMatchObject([{ format: 'windows-evtx', records: 4, rejected: 1 }]);
    expect(facts(headless)).toEqual(facts(whole));
  });

  it.skipIf(!hasEvtxexport)(`evtxexport reads the same from a log that the tests wrote${evtxexportNote}`, () => {
    const file = join(folder, 'ras.evtx');
    writeFileSync(file, log);
    const ours = Array.from(readXml(bytesOf(log)), (batch) => splitEvents(batch.xml.toString())).flat();
    expect(ours.map(normalised)).toEqual(evtxexportXml(file).map(normalised));
  });

  it('one file given alone is read as well', async () => {
    const done = await diagnoseInputs([inputFile('System.evtx', log)]);
    removed.push(done.remove);
    expect(done.detail.sources).toHaveLength(1);
  });
});
