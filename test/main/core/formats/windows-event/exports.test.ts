import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsvRecords } from '#core/formats/shared/csv-records.ts';
import { codeOfText } from '#core/formats/windows-event/error-texts.ts';
import { securityNames } from '#core/formats/windows-event/security-layouts.ts';
import { parameterText } from '#core/formats/windows-event/security-parameters.ts';
import { readServiceData } from '#core/formats/windows-event/services.ts';
import { format as clixml } from '#core/formats/windows-event-clixml/format.ts';
import { samples as clixmlSamples } from '#core/formats/windows-event-clixml/samples.ts';
import { format as csv } from '#core/formats/windows-event-csv/format.ts';
import { format as json } from '#core/formats/windows-event-json/format.ts';
import { format as table } from '#core/formats/windows-event-table/format.ts';
import { samples as tableSamples } from '#core/formats/windows-event-table/samples.ts';
import { format as text } from '#core/formats/windows-event-text/format.ts';
import { format as evt } from '#core/formats/windows-evt-classic/format.ts';
import { corpusDir } from '../../../../helpers/corpus.ts';
import { factsOfText } from '../../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../../helpers/knowledge.ts';
import { dataOf, readBytes, readText } from '../parse-text.ts';

/** Fields of Security events by version, as gathered from the providers' manifests; beside the project, absent elsewhere. */
const securityTable = join(corpusDir, '../knowledge/tables/security_event_fields.json');
const securityNote = existsSync(securityTable)
  ? ''
  : ' (skipped: the table ../shared/knowledge/tables/security_event_fields.json is absent)';

const at = (ms: number) => new Date(ms).toISOString().slice(0, 16);

describe('CSV', () => {
  const cell = fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('a,b', 'say "x"', 'two\nlines', '', '\n', '日本'));
  const clean = (t: string) => t.replaceAll('\r', '');

  it('reads the records that csv-parse reads', () => {
    const rows = fc.array(fc.array(cell.map(clean), { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(rows, (given) => {
        const written = given.map((row) => row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\n');
        const lines = written.split('\n').map((line, i) => ({ number: i + 1, offset: 0, text: line }));
        const theirs: string[][] = parseCsv(written, { relax_column_count: true });
        expect([...readCsvRecords(lines, ',')].map((r) => r.cells)).toEqual(theirs);
        expect(theirs).toEqual(given);
      }),
      { numRuns: 200 },
    );
  });

  it('of the event viewer has its heading one column short, in any language, and descriptions of many lines', () => {
    const { records, rejected, score } = readText(
      csv,
      `レベル,日付と時刻,ソース,イベント ID,タスクのカテゴリ
エラー,2024/03/18 22:29:21,RasClient,20227,なし,"CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: ユーザー SYSTEM は AzureGateway という名前の接続をダイヤルしましたが、失敗しました。
エラー コードは 809 です。"
情報,2024/03/18 22:28:21,EventLog,6005,なし,"イベント ログ サービスが開始されました。"
`,
    );
    expect(score).toBeGreaterThan(0.9);
    expect(rejected).toEqual([]);
    expect(records.map((r) => [r.place.line, r.place.endLine, r.level])).toEqual([
      [2, 3, 'error'],
      [4, 4, 'information'],
    ]);
    expect(records[0]?.data).toMatchObject({ interfaceName: 'AzureGateway', user: 'SYSTEM', code: 809 });
  });

  it('day and month are told apart by the whole file', () => {
    const rows = ['03/04/2024 10:00:00', '13/04/2024 10:00:00'].map((time) => `Erreur,${time},RasClient,20227,Aucun,x`).join('\n');
    const { records } = readText(csv, `Niveau,Date et heure,Source,ID de l'événement,Catégorie de la tâche\n${rows}\n`);
    expect(records.map((r) => at(r.time!.localMs))).toEqual(['2024-04-03T10:00', '2024-04-13T10:00']);
    expect(records.every((r) => r.time?.zone === 'unknown' && r.time.utcMs === null)).toBe(true);
  });

  it('where nothing tells them apart, the file says once how its dates were read', () => {
    const row = 'Erreur,04/03/2024 10:00:00,RasClient,20227,Aucun,x\n';
    const { records, rejected } = readText(csv, `Niveau,Date et heure,Source,ID de l'événement,Catégorie de la tâche\n${row}${row}`);
    expect(records.map((r) => at(r.time!.localMs))).toEqual(['2024-03-04T10:00', '2024-03-04T10:00']);
    expect(rejected).toEqual([
      {
        type: 'rejected',
        line: null,
        reason: { key: 'reject.date-order-open', params: { text: '04/03/2024 10:00:00', date: '2024-03-04' } },
        excerpt: '04/03/2024 10:00:00',
      },
    ]);
  });

  it('a row that is no event is rejected and the next one is read', () => {
    const { records, rejected } = readText(
      csv,
      'Level,Date and Time,Source,Event ID,Task Category\nsum,,,,\nError,3/18/2024 1:29:21 PM,RasClient,20227,None,x\n',
    );
    expect(records).toHaveLength(1);
    expect(rejected).toMatchObject([{ line: 2, reason: { key: 'reject.event-row' } }]);
  });
});

describe('tables', () => {
  const [winEvent, eventLog] = tableSamples.map((s) => readText(table, s.text).records);

  it('of Get-WinEvent take the source from the line above the group', () => {
    expect(winEvent!.map((r) => r.data)).toMatchObject([
      { provider: 'RasClient', eventId: 20227 },
      { provider: 'RasClient', eventId: 20221 },
      { provider: 'Service Control Manager', eventId: 7036 },
    ]);
  });

  it('say where they cut a text', () => {
    expect(winEvent!.map((r) => r.what?.key)).toEqual([
      'record.windows-event-cut',
      'record.windows-event-cut',
      'event.Service Control Manager.7036',
    ]);
  });

  it('of Get-EventLog cut the name of a source, which the number of the event completes', () => {
    expect(eventLog!.map((r) => r.data)).toMatchObject([
      { provider: 'RemoteAccess' },
      { provider: 'Service Control Manager', strings: [] },
    ]);
    const { records } = readText(
      table,
      `
   Index Time          EntryType   Source                 InstanceID Message
   ----- ----          ---------   ------                 ---------- -------
    4202 Mar 18 13:26  FailureA... Microsoft-Windows-S...       4653 An IPsec main mode negotiation failed....
    4201 Mar 18 13:25  Information Service Control M...   1073748860 The Routing and Remote Access service entered the stopped st...
    4200 Mar 18 13:24  Information Microsoft-Windows-K...         77 Something else
`,
    );
    expect(records.map((r) => [r.data.kind === 'windows-event' && r.data.provider, r.level])).toEqual([
      ['Microsoft-Windows-Security-Auditing', 'warning'],
      ['Service Control Manager', 'information'],
      ['Microsoft-Windows-K...', 'information'],
    ]);
    expect(records[1]?.what).toEqual({ key: 'record.service-stopped', params: { service: 'RemoteAccess' } });
  });

  it('of Get-EventLog have the low bits of the instance id, and no time without a year, which the file says once', () => {
    const { records, rejected } = readText(table, tableSamples[1]!.text);
    expect(records.map((r) => [r.data.kind === 'windows-event' && r.data.eventId, r.time])).toEqual([
      [20111, null],
      [7036, null],
    ]);
    expect(rejected).toMatchObject([{ line: null, reason: { key: 'reject.event-year-open', params: { text: 'Mar 18 13:26' } } }]);
  });

  const heading = `   Index Time          EntryType   Source                 InstanceID Message
   ----- ----          ---------   ------                 ---------- -------
`;
  const rowAt = (time: string, index: number) =>
    `${String(index).padStart(8)} ${time.padEnd(13 - (time.includes('月') ? 1 : 0))} Error       RemoteAccess                20111 text\n`;
  const newestFirst = (times: readonly string[]) => times.map((time, i) => rowAt(time, 14231 - i)).join('');
  const oldestFirst = (times: readonly string[]) => times.map((time, i) => rowAt(time, 14231 + i)).join('');
  const timesOf = (head: string, ...tables: readonly string[]) => {
    const { records, rejected } = readText(table, `${head}\n${tables.map((rows) => `\n${heading}${rows}\n`).join('')}`);
    return { times: records.map((r) => r.time && at(r.time.localMs)), notes: rejected.map((r) => r.reason.key), records };
  };

  it.each([
    ['a transcript', '**********************\nWindows PowerShell transcript start\nStart time: 20240318132602\nUsername: A\\b'],
    ['a transcript, German', '**********************\nStart der Windows PowerShell-Aufzeichnung\nStartzeit: 20240318132602'],
    ['Get-Date', 'Monday, March 18, 2024 1:29:21 PM'],
    ['Get-Date, German', 'Montag, 18. März 2024 13:29:21'],
    ['Get-Date, French', 'lundi 18 mars 2024 13:29:21'],
    ['Get-Date, Japanese', '2024年3月18日 13:29:21'],
    ['a time of day', '2024-03-18 13:29:21'],
  ])('of Get-EventLog have the year that %s in the same file tells', (_name, head) => {
    const { times, notes, records } = timesOf(head, newestFirst(['Mar 18 13:26', 'Dec 30 23:59']));
    expect(times).toEqual(['2024-03-18T13:26', '2023-12-30T23:59']);
    expect(notes).toEqual(['reject.event-year-taken']);
    expect(records[0]?.time).toMatchObject({ zone: 'unknown', utcMs: null, text: 'Mar 18 13:26' });
  });

  it('of Get-EventLog name months in the language of Windows', () => {
    const words = ['3 18 13:26', '3月 18 13:26', 'Mrz 18 13:26', 'mars 18 13:26', 'мар 18 13:26'];
    for (const time of words) expect(timesOf('2024-03-18 13:29:21', rowAt(time, 1)).times, time).toEqual(['2024-03-18T13:26']);
    expect(timesOf('2024-12-31 13:29:21', newestFirst(['déc. 31 08:00', 'Okt 1 08:00', 'août 18 13:26'])).times).toEqual([
      '2024-12-31T08:00',
      '2024-10-01T08:00',
      '2024-08-18T13:26',
    ]);
  });

  it('of Get-EventLog that run over years count them, in either direction, each table for itself', () => {
    const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
    const year = months.flatMap((month) => Array.from({ length: 5 }, (_, i) => `${month} ${String(3 * i + 1).padStart(2, '0')} 10:00`));
    const all = [...year, ...year, ...year.slice(0, 10)];
    const { times } = timesOf('2024-03-18 13:29:21', newestFirst(all.toReversed()), oldestFirst(all));
    const [down, up] = [times.slice(0, all.length), times.slice(all.length)];
    expect(down).toEqual(up.toReversed());
    expect([up[0], up[60], up[120], up.at(-1)]).toEqual(['2022-01-01T10:00', '2023-01-01T10:00', '2024-01-01T10:00', '2024-02-13T10:00']);
  });

  it('of Get-EventLog that are sorted by something else, or by a clock that was set, have the last year that fits', () => {
    const mixed = ['Mar 18 10:00', 'Jan 02 10:00', 'Dec 24 10:00', 'Feb 01 10:00'];
    const rows = mixed.map((time, i) => rowAt(time, [5, 2, 1, 3][i]!)).join('');
    expect(timesOf('2024-03-18 13:29:21', rows).times.map((time) => time?.slice(0, 4))).toEqual(['2024', '2024', '2023', '2024']);
    const set = newestFirst(['Mar 18 10:00', 'Mar 18 10:07', 'Mar 17 10:00']);
    expect(timesOf('2024-03-18 13:29:21', set).times.map((time) => time?.slice(0, 4))).toEqual(['2024', '2024', '2024']);
  });
});

describe('text', () => {
  it('of wevtutil is UTC where it says so and of unknown zone where it does not', () => {
    const block = (date: string) =>
      `Event[0]:\n  Log Name: System\n  Source: EventLog\n  Date: ${date}\n  Event ID: 6005\n  Description:\nN/A\n\n`;
    const { records } = readText(text, block('2024-03-18T13:29:21.000Z') + block('2024-03-18T22:29:21.000'));
    expect(records.map((r) => [r.time?.zone, r.time?.utcMs])).toEqual([
      ['utc', Date.UTC(2024, 2, 18, 13, 29, 21)],
      ['unknown', null],
    ]);
  });

  it('in a language whose labels are not known is read by the order of the labels', () => {
    const { records } = readText(
      text,
      'Event[0]:\n  Naplónév: System\n  Forrás: RemoteAccess\n  Dátum: 2024-03-18T22:29:21.000\n  Eseményazonosító: 20159\n  Feladat: -\n  Szint: Információ\n  Számítógép: HQ-RRAS01\n  Leírás:\nszöveg\n',
    );
    expect(records[0]).toMatchObject({ data: { provider: 'RemoteAccess', eventId: 20159, log: 'System', computer: 'HQ-RRAS01' } });
  });

  it('is quoted by its description', () => {
    const words = 'The Routing and Remote Access service terminated unexpectedly.  It has done this 1 time(s).';
    const block = `Event[0]:\n  Log Name: System\n  Source: Service Control Manager\n  Date: 2024-03-18T13:29:21.000\n  Event ID: 7034\n  Description:\n${words}\n`;
    const [fact] = factsOfText('events.txt', Buffer.from(block), knowledge).facts;
    expect(fact && 'citations' in fact && fact.citations.map((c) => [c.line, c.endLine, c.quote])).toEqual([[1, 7, words]]);
  });

  it('without a number is rejected', () => {
    expect(readText(text, 'Event[0]:\n  Log Name: System\n').rejected).toMatchObject([{ line: 1, reason: { key: 'reject.event-id' } }]);
  });
});

describe('objects', () => {
  it('wrapped by Windows PowerShell 5.1 are unwrapped', () => {
    const event = {
      EventID: 20159,
      Source: 'RemoteAccess',
      EntryType: 4,
      TimeGenerated: '/Date(1710768561000)/',
      ReplacementStrings: { value: ['AzureGateway', 'SYSTEM', 'VPN2-4'], Count: 3 },
    };
    const { records } = readText(json, JSON.stringify({ value: [event, event], Count: 2 }, null, 1));
    expect(records.map((r) => r.data)).toMatchObject([
      { interfaceName: 'AzureGateway', user: 'SYSTEM' },
      { interfaceName: 'AzureGateway' },
    ]);
    expect(records[0]?.level).toBe('information');
  });

  it('wrapped in great number keep their own part each', () => {
    const events = Array.from({ length: 500 }, (_, i) => ({
      Id: 20159,
      ProviderName: 'RemoteAccess',
      TimeCreated: `/Date(${1710768561000 + i})/`,
    }));
    const { records } = readText(json, JSON.stringify({ value: events, Count: 500 }, null, 1));
    expect(records).toHaveLength(500);
    expect(records.every((r, i) => r.text === JSON.stringify(events[i]) && r.place.line === 1 && r.place.endLine === 1)).toBe(true);
  });

  it('whose depth did not reach the properties are read by their message', () => {
    const event = {
      Id: 20227,
      ProviderName: 'RasClient',
      TimeCreated: '2024-03-18T22:29:21+09:00',
      Properties: ['System.Diagnostics.Eventing.Reader.EventProperty'],
      Message: 'The error code returned on failure is 809.',
    };
    expect(dataOf(readText(json, JSON.stringify(event)), 'windows-event')).toMatchObject([{ code: 809, strings: [] }]);
  });

  it('serialised as one array are read one by one', () => {
    const one = /<Obj RefId="0">[\s\S]*<\/Obj>/.exec(clixmlSamples[0]!.text)![0];
    const { records } = readText(
      clixml,
      `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="99"><LST>${one}${one}</LST></Obj></Objs>`,
    );
    expect(records.map((r) => r.data)).toMatchObject([{ code: 809 }, { code: 809 }]);
  });

  it('keep the line breaks of a message', () => {
    expect(readText(clixml, clixmlSamples[0]!.text).records[0]).toMatchObject({
      time: { zone: 'offset', offsetMinutes: 540 },
      level: 'error',
    });
  });
});

it('a classic log is recognised by its header and answered with how to convert it', () => {
  const bytes = Buffer.concat([Buffer.from([0x30, 0, 0, 0]), Buffer.from('LfLe'), Buffer.alloc(5000)]);
  const { score, records, rejected } = readBytes(evt, bytes);
  expect(score).toBe(1);
  expect(records).toEqual([]);
  expect(rejected).toMatchObject([{ reason: { key: 'reject.evt-classic' } }]);
});

describe('codes', () => {
  it.each([
    [809, 'reseau : la connexion n’a pas abouti, le serveur distant ne répond pas.'],
    [809, 'リモート サーバーが応答しないため、接続できません'],
    [13801, 'IKE authentication credentials are unacceptable'],
    [13801, 'IKE-Authentifizierung-Anmeldeinformationen sind nicht akzeptabel'],
    [13868, 'Policy match error'],
    [13825, 'No policy configured\r\n'],
    [13801, '\tFailure Reason: IKE authentication credentials are unacceptable\r\n'],
    [13802, 'IKE security attributes are unacceptable\r\n'],
    [13805, 'Negotiation timed out'],
    [13813, 'No response from peer'],
    [13820, 'IKE negotiation failed because the machine certificate used does not have a private key. IPsec certificates require a key.'],
    [13820, 'IKE negotiation failed because the machine'],
    [13822, 'Failure in Diffie-Hellman computation'],
    [13823, 'Don’t know how to process critical payload'],
    [13828, "Peer's certificate did not have a public key"],
    [13850, 'There is no available Main Mode IKE policy.'],
    [13864, 'Diffie-Hellman failure'],
    [13905, 'SA establishment is not authorized.'],
    [13907, 'SA establishment is not authorized.  You may need to enter updated or different credentials such as a smartcard.'],
    [628, 'error: The port was disconnected.'],
    [629, 'because of the following error: The port was disconnected by the remote machine.'],
    [721, 'because of the \nfollowing error: The remote computer did not respond.'],
    [787, 'The L2TP connection attempt failed because the security layer could not authenticate the remote computer.'],
    [868, 'The remote connection was not made because the name of the remote access server did not resolve.'],
    [829, 'error: The modem (or other connecting device) was disconnected due to...'],
    [
      811,
      'The network connection between your computer and the VPN server could not be established because the remote server is not responding. This is typically caused by a pre-shared key problem between the client and server.',
    ],
    [
      835,
      'The L2TP connection attempt failed because the security layer could not authenticate the remote computer. This could be because one or more fields of the certificate presented by the remote server could not be validated as belonging to the target destination.',
    ],
    [null, 'error: SA establishment is not...'],
    [null, 'error: The connection was terminated...'],
    [null, 'Something else'],
    [null, 'Policy match error; negotiation timed out'],
  ])('%s: %s', (code, words) => expect(codeOfText(words)).toBe(code));

  it.each(['a. ', 'error: ', '. ', '。'])('a message of %s without end takes no time', (piece) => {
    const message = piece.repeat(8000 / piece.length);
    const begin = performance.now();
    for (let i = 0; i < 20; i++) expect(codeOfText(message)).toBeNull();
    expect(performance.now() - begin).toBeLessThan(1000);
  });

  it('a code is found behind a long message', () => {
    expect(codeOfText(`${'No matter. '.repeat(300)}because of the following error: The remote computer did not respond.`)).toBe(721);
  });

  it('parameters of Windows are shown as their text, unknown ones as they are', () => {
    expect(['%%8199', '%%8222', '%%8244', '%%8248', '%%1', 'IKEv2'].map(parameterText)).toEqual([
      'Local computer',
      'IKEv1',
      'IKEv2',
      'DH group 24',
      '%%1',
      'IKEv2',
    ]);
  });

  it('values of Security events get the names of their version', () => {
    expect([4653, 4654, 4654, 5451, 5452].map((id, i) => securityNames(id, [16, 19, 21, 26, 8][i]!)?.length)).toEqual([16, 19, 21, 26, 8]);
    expect(securityNames(4653, 15)).toBeNull();
  });

  it.skipIf(securityNote !== '')(`every version of an event has the names that its provider publishes${securityNote}`, () => {
    const { events }: { events: { id: number; versions: Record<string, string[]> }[] } = JSON.parse(readFileSync(securityTable, 'utf8'));
    expect(events.length).toBeGreaterThan(30);
    for (const { id, versions } of events)
      for (const [version, names] of Object.entries(versions))
        if (names.length > 0) expect(securityNames(id, names.length), `${id} version ${version}`).toEqual(names);
  });

  it.each([
    ['a stop', 'RemoteAccess/1\0', { service: 'RemoteAccess', state: 'stopped' }],
    ['a start without a zero at the end', 'IKEEXT/4', { service: 'IKEEXT', state: 'running' }],
    ['something else', 'hello', null],
    ['a state that does not exist', 'RemoteAccess/9\0', null],
  ])('the binary data of 7036 tells %s', (_name, words, found) => {
    expect(readServiceData([...Buffer.from(words, 'utf16le')])).toEqual(found);
  });
});
