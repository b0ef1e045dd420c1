import { describe, expect, it } from 'vitest';
import type { Fact, FactKind } from '#shared/model/fact.ts';
import type { WindowsEventData } from '#shared/model/record-data.ts';
import type { PlacedRecord } from '#core/extract/extractor.ts';
import { extractors } from '#core/generated/extractors.ts';
import { citeFrom } from '#core/import/cite-record.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const cite = citeFrom({ id: 's', path: 'events.txt' });
const ms = (minute: number) => Date.UTC(2026, 10, 18, 12, minute);

type Said = Partial<WindowsEventData> & { readonly minute: number };

function record(provider: string, eventId: number, said: Said): PlacedRecord {
  const { minute, ...rest } = said;
  const data: WindowsEventData = {
    kind: 'windows-event',
    provider,
    eventId,
    log: null,
    computer: null,
    strings: [],
    dataBytes: [],
    code: null,
    interfaceName: null,
    user: null,
    correlationId: null,
    ...rest,
  };
  const time = { utcMs: ms(minute), localMs: ms(minute), offsetMinutes: 0, zone: 'utc', text: `12:${minute}` } as const;
  return {
    seq: minute,
    time,
    text: 'event',
    level: null,
    what: null,
    who: null,
    data,
    place: { line: minute + 1, endLine: minute + 1, offset: 0 },
  };
}

function facts(records: readonly PlacedRecord[], ...kinds: readonly FactKind[]): Fact[] {
  const all = extractors.flatMap((extractor) => {
    const run = extractor.start({ cite, knowledge });
    for (const r of records) if (extractor.kinds.includes(r.data.kind)) run.add(r);
    return [...run.finish()];
  });
  return all.filter((f) => kinds.includes(f.kind));
}

const service = (name: string, state: 1 | 4, minute: number) =>
  record('Service Control Manager', 7036, { minute, strings: ['?', '?'], dataBytes: [...Buffer.from(`${name}/${state}\0`, 'utf16le')] });

describe('a service of the tunnel', () => {
  it('that stopped is trouble', () => {
    expect(facts([service('RemoteAccess', 1, 5)], 'host-trouble', 'service-changes')).toMatchObject([
      { kind: 'host-trouble', signal: 'service-down', eventId: 7036 },
      { kind: 'service-changes', service: 'RemoteAccess', change: 'stopped', count: 1 },
    ]);
  });

  it.each([
    ['oldest first', [service('RemoteAccess', 1, 5), service('RemoteAccess', 4, 6)]],
    ['newest first', [service('RemoteAccess', 4, 6), service('RemoteAccess', 1, 5)]],
    ['in one second', [service('RemoteAccess', 1, 5), service('RemoteAccess', 4, 5)]],
  ])('that was restarted is none, %s', (_name, records) => {
    expect(facts(records, 'host-trouble')).toEqual([]);
    expect(facts(records, 'service-changes')).toHaveLength(2);
  });

  it('that runs does not excuse another that stopped', () => {
    const found = facts([service('IKEEXT', 1, 5), service('RemoteAccess', 4, 6)], 'host-trouble');
    expect(found).toMatchObject([{ eventId: 7036, count: 1 }]);
  });

  it.each([
    ['PolicyAgent, which stops when nobody needs it', service('PolicyAgent', 1, 5)],
    ['a service that has no part in the tunnel', service('wuauserv', 1, 5)],
  ])('%s, may stop', (_name, stopped) => expect(facts([stopped], 'host-trouble')).toEqual([]));

  it('whose start type was changed is told and is no trouble', () => {
    const changed = record('Service Control Manager', 7040, { minute: 1, strings: ['?', 'auto start', 'disabled', 'RemoteAccess'] });
    expect(facts([changed], 'host-trouble', 'service-changes')).toMatchObject([
      { kind: 'service-changes', service: 'RemoteAccess', change: 'start-type' },
    ]);
  });
});

describe('the clock', () => {
  const kernel = (newTime: string, oldTime: string) =>
    record('Microsoft-Windows-Kernel-General', 1, { minute: 1, strings: [newTime, oldTime, '3'] });

  it.each([
    ['put forward by an hour', kernel('2026-11-18T13:00:00.500000000Z', '2026-11-18T12:00:00.500000000Z'), 3_600_000],
    [
      'put back by a minute',
      kernel('\u200E2026\u200E-\u200E11\u200E-\u200E18T12:00:00.000000000Z', '2026-11-18T12:01:00.000000000Z'),
      -60_000,
    ],
    [
      'as the Security log tells it',
      record('Microsoft-Windows-Security-Auditing', 4616, {
        minute: 1,
        strings: [
          'S-1-5-19',
          'LOCAL SERVICE',
          'NT AUTHORITY',
          '0x3e5',
          '2026-11-18T12:00:00.0000000Z',
          '2026-11-18T12:05:00.0000000Z',
          '0x3e4',
          'svchost.exe',
        ],
      }),
      300_000,
    ],
  ])('%s', (_name, changed, clockStepMs) => {
    expect(facts([changed], 'system-events')).toMatchObject([{ what: 'clock-changed', clockStepMs, count: 1 }]);
  });

  it.each([
    ['an ordinary synchronisation', kernel('2026-11-18T12:00:00.100Z', '2026-11-18T12:00:00.000Z')],
    ['times that cannot be read', kernel('yesterday', 'today')],
  ])('%s is left out', (_name, changed) => expect(facts([changed], 'system-events')).toEqual([]));
});

it.each([
  ['EventLog', 6008, 'unexpected-shutdown'],
  ['EventLog', 6005, 'started'],
  ['Microsoft-Windows-Kernel-Power', 41, 'unexpected-shutdown'],
  ['Microsoft-Windows-WindowsUpdateClient', 19, 'update'],
  ['e1iexpress', 27, 'network-down'],
  ['Tcpip', 4201, 'network-up'],
] as const)('%s %i is context and no verdict', (provider, eventId, what) => {
  const found = facts([record(provider, eventId, { minute: 1 })], 'system-events', 'host-trouble', 'event-log-seen');
  expect(found).toMatchObject([{ kind: 'system-events', what }]);
});

describe('the onset of trouble', () => {
  const failed = (minute: number, interfaceName = 'AzureGateway') => record('RasClient', 20227, { minute, code: 809, interfaceName });
  const connected = (minute: number) => record('RasClient', 20225, { minute, interfaceName: 'AzureGateway' });
  const records = [failed(1), connected(5), failed(8), failed(9), failed(3, 'Other')];

  it.each([
    ['oldest first', records],
    ['newest first', records.toReversed()],
    ['in any order', [failed(9), failed(1), connected(5), failed(3, 'Other'), failed(8)]],
  ])('is the first failure after the last success, %s', (_name, said) => {
    expect(facts(said, 'dial-onset')).toMatchObject([
      { interfaceName: 'AzureGateway', lastSuccessMs: ms(5), failuresSince: 2, span: { firstMs: ms(8), lastMs: ms(9) } },
    ]);
  });

  it.each([
    ['nothing failed since', [failed(1), connected(5)]],
    ['nothing ever succeeded', [failed(1), failed(2)]],
  ])('is not told when %s', (_name, said) => expect(facts(said, 'dial-onset')).toEqual([]));
});

describe('failed negotiations', () => {
  const values = (peer: string, role: string) =>
    `-|-|192.0.2.10|500|${peer}|500|%%8244|%%8199|Negotiation timed out|%%8193|%%8202|${role}|%%8217|1|a|0`.split('|');
  const failed = (minute: number, peer: string, role = '%%8205') =>
    record('Microsoft-Windows-Security-Auditing', 4653, { minute, code: 13805, strings: values(peer, role) });

  it('are folded by peer and role', () => {
    const said = [failed(1, '198.51.100.20'), failed(2, '198.51.100.20'), failed(3, '203.0.113.9', '%%8206')];
    expect(facts(said, 'ike-failures')).toMatchObject([
      { remoteAddress: '198.51.100.20', role: 'initiator', state: 'Sent first (SA) payload', count: 2, signal: 'no-answer' },
      { remoteAddress: '203.0.113.9', role: 'responder', count: 1 },
    ]);
  });

  it('of more strangers than can be kept apart are counted together', () => {
    const said = Array.from({ length: 3000 }, (_, i) => failed(1, `10.${i >> 8}.${i & 255}.1`, '%%8206'));
    const found = facts(said, 'ike-failures');
    expect(found.length).toBeLessThanOrEqual(2001);
    expect(found.reduce((sum, f) => sum + (f.kind === 'ike-failures' ? f.count : 0), 0)).toBe(3000);
  });

  it('never make a Security log count as a log of RRAS', () => {
    expect(facts([failed(1, '198.51.100.20')], 'event-log-seen', 'dial-failures', 'dial-successes')).toEqual([]);
  });
});

describe('attempts of RasClient', () => {
  const step = (eventId: number, attempt: string, minute: number, code: number | null = null) =>
    record('RasClient', eventId, { minute, code, correlationId: attempt, interfaceName: eventId === 20222 ? null : 'AzureGateway' });
  const noAnswer = (attempt: string, minute: number) => [
    step(20221, attempt, minute),
    step(20222, attempt, minute),
    step(20227, attempt, minute, 809),
  ];
  const refused = (attempt: string, minute: number) => [
    ...noAnswer(attempt, minute).slice(0, 2),
    step(20223, attempt, minute),
    step(20227, attempt, minute, 691),
  ];
  const records = [
    ...noAnswer('A', 1),
    ...noAnswer('B', 2),
    ...refused('C', 3),
    step(20221, 'D', 4),
    step(20225, 'D', 5),
    step(20221, 'E', 6),
  ];

  it.each([
    ['oldest first', records],
    ['newest first', records.toReversed()],
  ])('are put together by their id, %s', (_name, said) => {
    const found = facts(said, 'dial-attempts').map((f) => f.kind === 'dial-attempts' && [f.reached, f.failed, f.code, f.count]);
    expect(found).toHaveLength(4);
    for (const row of [
      ['dialling', true, 809, 2],
      ['link', true, 691, 1],
      ['connected', false, null, 1],
      ['started', false, null, 1],
    ])
      expect(found).toContainEqual(row);
  });
});
