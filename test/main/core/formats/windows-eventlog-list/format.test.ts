import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { format } from '#core/formats/windows-eventlog-list/format.ts';
import { corpusDir, corpusNote, hasCorpus } from '../../../../helpers/corpus.ts';
import { dataOf, readBytes, readText, variants } from '../parse-text.ts';

const levelOf = (properties: Record<string, string>) => only(event20111(properties)).record.level;

const timesOf = (list: readonly string[], firstIndex = 1) => {
  const text = list.map((time, i) => event20111({ Index: String(firstIndex + i), TimeGenerated: time })).join('\n\n');
  return readText(format, text).records.map((r) => new Date(r.time!.localMs).toISOString().slice(0, 16));
};

const readCorpus = (name: string) => readBytes(format, readFileSync(join(corpusDir, 'events-text', name)));

function eventList(properties: Record<string, string>): string {
  return Object.entries(properties)
    .map(([name, value]) => `${name.padEnd(18)} : ${value}`)
    .join('\n');
}

function event20111(properties: Record<string, string> = {}): string {
  return eventList({
    EventID: '20111',
    MachineName: 'srv',
    Data: '{41, 3, 0, 0}',
    Index: '1',
    EntryType: 'Error',
    Source: 'RemoteAccess',
    ReplacementStrings: '{{00000000-0000-0000-0000-000000000000}, AzureGateway, VPN2-4, text}',
    TimeGenerated: '3/18/2024 1:26:02 PM',
    ...properties,
  });
}

function only(text: string) {
  const read = readText(format, text);
  expect(read.rejected).toEqual([]);
  expect(read.records).toHaveLength(1);
  return { record: read.records[0]!, data: dataOf(read, 'windows-event')[0]! };
}

describe.skipIf(!hasCorpus)(`the published events${corpusNote}`, () => {
  it('20111 without an answer is 809', () => {
    const { score, records, rejected } = readCorpus('rras_20111_no_response.formatlist.txt');
    expect(score).toBeGreaterThan(0.9);
    expect(rejected).toEqual([]);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({
      place: { line: 1, endLine: 27, offset: 0 },
      level: 'error',
      who: 'AzureGateway',
      what: { key: 'record.dial-failed', params: { interface: 'AzureGateway', code: '809' } },
      time: { utcMs: null, localMs: Date.UTC(2024, 2, 18, 13, 26, 2), offsetMinutes: null, zone: 'unknown', text: '3/18/2024 1:26:02 PM' },
      data: {
        kind: 'windows-event',
        provider: 'RemoteAccess',
        eventId: 20111,
        computer: 'on-premises-vm',
        dataBytes: [41, 3, 0, 0],
        code: 809,
        interfaceName: 'AzureGateway',
        user: null,
        correlationId: null,
      },
    });
    const strings = dataOf({ score, records, rejected }, 'windows-event')[0]!.strings;
    expect(strings.slice(0, 3)).toEqual(['{00000000-0000-0000-0000-000000000000}', 'AzureGateway', 'VPN2-4']);
    expect(strings[3]).toMatch(
      /^The network connection between your computer .* \(for example, firewalls, NAT, routers, and so on\) .* problem\.$/,
    );
    expect(strings).toHaveLength(4);
  });

  it('20111 with a refused key is 13801, its message has a blank line', () => {
    const { records, rejected } = readCorpus('rras_20111_psk_mismatch.formatlist.txt');
    expect(rejected).toEqual([]);
    expect(records[0]).toMatchObject({
      place: { line: 1, endLine: 21 },
      time: { localMs: Date.UTC(2024, 2, 18, 13, 34, 22), zone: 'unknown' },
      data: {
        code: 13801,
        dataBytes: [233, 53, 0, 0],
        interfaceName: 'AzureGateway',
        strings: ['{00000000-0000-0000-0000-000000000000}', 'AzureGateway', 'VPN2-4', 'IKE authentication credentials are unacceptable.'],
      },
    });
  });

  it('20227 takes the code from the fourth string', () => {
    const { records } = readCorpus('rasclient_20227_809.formatlist.txt');
    expect(records[0]).toMatchObject({
      place: { line: 1, endLine: 17 },
      level: 'error',
      data: {
        provider: 'RasClient',
        eventId: 20227,
        code: 809,
        dataBytes: [],
        interfaceName: 'AzureGateway',
        user: 'SYSTEM',
        correlationId: 'B4000371-A67F-452F-AA4C-3125AA9CFC78',
        strings: ['{B4000371-A67F-452F-AA4C-3125AA9CFC78}', 'SYSTEM', 'AzureGateway', '809'],
      },
    });
  });

  it.each(['rras_20111_no_response', 'rras_20111_psk_mismatch', 'rasclient_20227_809'])('%s reads the same in every encoding', (name) => {
    const text = readFileSync(join(corpusDir, 'events-text', `${name}.formatlist.txt`), 'utf8');
    const expected = readText(format, text).records.map((r) => r.data);
    for (const variant of variants(text)) {
      const read = readBytes(format, variant.bytes);
      expect(read.score, variant.name).toBeGreaterThan(0.9);
      expect(
        read.records.map((r) => r.data),
        variant.name,
      ).toEqual(expected);
    }
  });
});

it('a Japanese event in Shift_JIS keeps its text and code', () => {
  // "接続" in CP932, within an otherwise plain list.
  const [before, after] = event20111({ Message: '%: %' }).split(' %: %');
  const setsuzoku = Buffer.from([0x90, 0xda, 0x91, 0xb1]);
  const message = Buffer.concat(Array.from({ length: 20 }, () => setsuzoku));
  const bytes = Buffer.concat([Buffer.from(`${before} `), message, Buffer.from(after!)]);
  const read = readBytes(format, bytes);
  expect(read.records[0]!.text).toContain('接続接続');
  expect(dataOf(read, 'windows-event')[0]).toMatchObject({ code: 809, interfaceName: 'AzureGateway' });
});

describe('the number of an event', () => {
  it.each([
    ['from EventID', { EventID: '20111' }, 20111],
    ['low 16 bits of an instance id with severity', { EventID: '', InstanceId: '2147503759' }, 20111],
    ['low 16 bits of EventID', { EventID: '3221245615' }, 20143],
  ])('%s', (_name, properties, expected) => {
    expect(only(event20111(properties)).data.eventId).toBe(expected);
  });

  it('that cannot be read is rejected with its line', () => {
    const read = readText(format, `${event20111()}\n\n${event20111({ EventID: 'x' })}`);
    expect(read.records).toHaveLength(1);
    expect(read.rejected).toMatchObject([{ line: 10, reason: { key: 'reject.event-id' } }]);
  });
});

describe('the source of an event', () => {
  it.each([
    ['20227', 'RasClient'],
    ['20111', 'RemoteAccess'],
  ])('of %s without Source is %s', (id, provider) => {
    expect(only(eventList({ EventID: id, EntryType: 'Error', TimeGenerated: '2024/03/18 13:26:02' })).data.provider).toBe(provider);
  });

  it('of an unknown number is needed', () => {
    const read = readText(format, eventList({ EventID: '7036', EntryType: 'Information', TimeGenerated: '2024/03/18 13:26:02' }));
    expect(read.rejected).toMatchObject([{ line: 1, reason: { key: 'reject.event-source' } }]);
  });

  it('of other logs is kept as it is, without an error code from unrelated data', () => {
    const text = event20111({ EventID: '7', Source: 'Disk', Data: '{1, 2, 3, 4}', ReplacementStrings: '{a, b, c, d...}' });
    expect(only(text).data).toMatchObject({ provider: 'Disk', code: null, dataBytes: [1, 2, 3, 4], strings: ['a', 'b', 'c', 'd'] });
  });
});

describe('the error code', () => {
  it.each([
    ['{41, 3, 0, 0}', 809],
    ['{233, 53, 0, 0}', 13801],
    ['{41, 3, 0, 0...}', 809],
    ['{41, 3, 0, 0…}', 809],
    ['{0x29, 0x3, 0x0, 0x0}', 809],
    ['29 03 00 00', 809],
    ['29030000', 809],
    ['{}', null],
    ['{0, 0, 0, 0}', null],
    ['{300, 3, 0, 0}', null],
  ])('of Data %s is %s', (data, code) => {
    expect(only(event20111({ Data: data })).data.code).toBe(code);
  });

  it('of 20227 stands in the text when the strings are missing', () => {
    const text = eventList({
      ProviderName: 'RasClient',
      Id: '20227',
      TimeCreated: '18.03.2024 13:29:21',
      Message: 'CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: … SYSTEM … Ursachencode lautet: 809.',
    });
    expect(only(text).data).toMatchObject({ code: 809, correlationId: 'B4000371-A67F-452F-AA4C-3125AA9CFC78' });
  });
});

describe('insertion strings', () => {
  it.each([
    [
      'a connection name with a comma',
      ['20227', 'RasClient'],
      '{{B4000371-A67F-452F-AA4C-3125AA9CFC78}, SYSTEM, Azure, West, 809}',
      'Azure, West',
      809,
    ],
    ['no leading GUID (before Server 2012)', ['20227', 'RasClient'], '{SYSTEM, AzureGateway, 809}', 'AzureGateway', 809],
    ['a last text with commas', ['20125', 'RemoteAccess'], '{AzureGateway, one, two, three}', 'AzureGateway', null],
    [
      'two leading GUIDs',
      ['20227', 'RasClient'],
      '{{00000000-0000-0000-0000-000000000000}, {B4000371-A67F-452F-AA4C-3125AA9CFC78}, SYSTEM, A, 691}',
      'A',
      691,
    ],
  ])('%s', (_name, [id, source], strings, interfaceName, code) => {
    const { data } = only(event20111({ EventID: id!, Source: source!, ReplacementStrings: strings, Data: '{}' }));
    expect(data).toMatchObject({ interfaceName, code });
  });
});

describe('times of a whole file', () => {
  it('one field over 12 decides for all', () => {
    expect(timesOf(['03/04/2024 10:00:00', '18/04/2024 10:00:00'])).toEqual(['2024-04-03T10:00', '2024-04-18T10:00']);
  });

  it('AM/PM with slashes means month first', () => {
    expect(timesOf(['3/4/2024 1:00:00 PM'])).toEqual(['2024-03-04T13:00']);
  });

  it('the order of the index decides where the fields do not', () => {
    // As day/month the second would lie before the first.
    expect(timesOf(['3/9/2024 1:00:00 PM', '4/2/2024 1:00:00 PM', '4/3/2024 1:00:00 PM'])).toEqual([
      '2024-03-09T13:00',
      '2024-04-02T13:00',
      '2024-04-03T13:00',
    ]);
    expect(timesOf(['09/03/2024 1:00:00 PM', '02/04/2024 1:00:00 PM', '03/04/2024 1:00:00 PM'])[0]).toBe('2024-03-09T13:00');
  });
});

it('a file cut inside an event gives what is there', () => {
  const text = `${event20111()}\n\n${event20111({ Index: '2' })}`;
  const read = readText(format, text.slice(0, text.length - 60));
  expect(read.records).toHaveLength(2);
});

it('the level is told by the word in several languages, else by the number', () => {
  expect(levelOf({ EntryType: 'Fehler' })).toBe('error');
  expect(levelOf({ EntryType: '警告' })).toBe('warning');
  expect(levelOf({ EntryType: 'Information' })).toBe('information');
  expect(levelOf({ EntryType: 'xyz' })).toBeNull();
  expect(levelOf({ EntryType: '', LevelDisplayName: '', Level: '2' })).toBe('error');
});

it('other lists in the same file are counted', () => {
  const read = readText(format, `${event20111()}\n\n\nStatus : Running\nName : RemoteAccess\nDisplayName : x\n`);
  expect(read.rejected).toMatchObject([{ line: 11, reason: { key: 'reject.unknown-object' } }]);
});
