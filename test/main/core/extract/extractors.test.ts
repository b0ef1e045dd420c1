import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fact, FactKind } from '#shared/model/fact.ts';
import type { RecordData, WindowsEventData } from '#shared/model/record-data.ts';
import type { RecordTime } from '#shared/model/record.ts';
import type { PlacedRecord } from '#core/extract/extractor.ts';
import { extractors } from '#core/generated/extractors.ts';
import { citeFrom } from '#core/import/cite-record.ts';
import { fact } from '../../../helpers/fact-builders.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const cite = citeFrom({ id: 's', path: 'evidence.txt' });

function at(minute: number, zone: RecordTime['zone'] = 'utc'): RecordTime {
  const ms = Date.UTC(2026, 10, 18, 12, minute);
  return { utcMs: zone === 'unknown' ? null : ms, localMs: ms, offsetMinutes: zone === 'utc' ? 0 : null, zone, text: `12:${minute}` };
}

function record(body: RecordData, said: { seq?: number; time?: RecordTime | null; text?: string; line?: number } = {}): PlacedRecord {
  const { seq = 0, time = null, text = '', line = 1 } = said;
  return {
    seq,
    time,
    text,
    level: null,
    what: null,
    who: null,
    data: body,
    place: { line, endLine: line + text.split('\n').length - 1, offset: 0 },
  };
}

function extract(records: readonly PlacedRecord[]): Fact[] {
  return extractors.flatMap((extractor) => {
    const run = extractor.start({ cite, knowledge });
    for (const r of records) if (extractor.kinds.includes(r.data.kind)) run.add(r);
    return [...run.finish()];
  });
}

function only(records: readonly PlacedRecord[], kind: FactKind): Fact[] {
  return extract(records).filter((f) => f.kind === kind);
}

function event(provider: string, eventId: number, code: number | null, said: Partial<WindowsEventData> = {}): WindowsEventData {
  return {
    kind: 'windows-event',
    provider,
    eventId,
    log: null,
    computer: null,
    strings: [],
    dataBytes: [],
    code,
    interfaceName: 'AzureGateway',
    user: null,
    correlationId: null,
    ...said,
  };
}

/** The data of a record as a parser gives it, without the citations of the fact. */
function data(from: Fact): RecordData {
  const { citations: _citations, ...rest } = from;
  switch (rest.kind) {
    case 'dial-failures':
    case 'dial-successes':
    case 'host-trouble':
    case 'gateway-maintenance':
    case 'tunnel-changes':
    case 'gateway-changes':
    case 'bgp-session':
    case 'captured-path':
    case 'undelivered-packets':
    case 'ike-failures':
    case 'service-changes':
    case 'system-events':
    case 'dial-attempts':
    case 'dial-onset':
    case 'event-log-seen':
    case 'counter-summary':
    case 'shared-key-comparison':
    case 'ike-negotiation':
      throw new Error(`${rest.kind} is no record`);
    default:
      return rest;
  }
}

describe('windows events', () => {
  it('folds failures by interface, code and event', () => {
    const records = [0, 1, 2, 3, 4].map((i) => record(event('RemoteAccess', 20111, 809), { seq: i, line: i * 20 + 1, time: at(i) }));
    expect(only(records, 'dial-failures')).toMatchObject([
      {
        provider: 'RemoteAccess',
        eventId: 20111,
        interfaceName: 'AzureGateway',
        code: 809,
        signal: 'no-answer',
        count: 5,
        span: { firstText: '12:0', lastText: '12:4', utc: true },
        citations: [{ line: 1 }, { line: 21 }, { line: 41 }, { line: 81 }],
      },
    ]);
  });

  it('first and last go by time: Get-EventLog prints the newest first', () => {
    const records = [30, 20, 10].map((minute, i) => record(event('RemoteAccess', 20111, 809), { seq: i, time: at(minute) }));
    expect(only(records, 'dial-failures')[0]).toMatchObject({ span: { firstText: '12:10', lastText: '12:30' } });
  });

  it('keeps codes and interfaces apart', () => {
    const records = [
      record(event('RemoteAccess', 20111, 809)),
      record(event('RemoteAccess', 20111, 13801)),
      record(event('RemoteAccess', 20111, 809, { interfaceName: 'Branch' })),
    ];
    expect(only(records, 'dial-failures').map((f) => f.kind === 'dial-failures' && [f.interfaceName, f.code, f.signal])).toEqual([
      ['AzureGateway', 809, 'no-answer'],
      ['AzureGateway', 13801, 'authentication'],
      ['Branch', 809, 'no-answer'],
    ]);
  });

  it.each<[string, WindowsEventData, FactKind[]]>([
    ['a connection', event('RasClient', 20225, null), ['tunnel-changes', 'dial-successes', 'event-log-seen']],
    ['a failed attempt', event('RasClient', 20227, 809), ['dial-failures', 'event-log-seen']],
    ['a provider in other case', event('rasclient', 20227, 809), ['dial-failures', 'event-log-seen']],
    ['a lost connection', event('RasClient', 20226, 829), ['tunnel-changes', 'dial-failures', 'event-log-seen']],
    ['a user who disconnected', event('RasClient', 20226, 631), ['tunnel-changes', 'event-log-seen']],
    ['a connection that ended without a reason', event('RasClient', 20226, 0), ['tunnel-changes', 'event-log-seen']],
    ['a stopped service', event('RemoteAccess', 20063, null), ['host-trouble', 'event-log-seen']],
    ['an event that no signature names', event('RemoteAccess', 20249, null), ['event-log-seen']],
    ['a provider that no signature names', event('Kerberos', 20111, 809), []],
  ])('%s', (_, data_, kinds) =>
    expect(
      extract([record(data_)])
        .map((f) => f.kind)
        .filter((kind) => kind !== 'ike-negotiation'),
    ).toEqual(kinds),
  );

  it('a local time of unknown zone stays marked as such', () =>
    expect(only([record(event('RemoteAccess', 20111, 809), { time: at(1, 'unknown') })], 'dial-failures')[0]).toMatchObject({
      span: { utc: false },
    }));

  it('a log that names a new interface in every event stays small, and nothing is lost from the count', () => {
    const records = Array.from({ length: 12_000 }, (_, i) =>
      record(event('RemoteAccess', 20111, 809, { interfaceName: `if-${i}` }), { seq: i }),
    );
    const facts = only(records, 'dial-failures');
    expect(facts.length).toBeLessThan(5100);
    expect(facts.reduce((sum, f) => sum + (f.kind === 'dial-failures' ? f.count : 0), 0)).toBe(12_000);
  });
});

const sample = (i: number, values: Record<string, number>): PlacedRecord =>
  record({ kind: 'perf-sample', host: null, values }, { seq: i, line: i + 1, time: at(i) });

describe('performance counters', () => {
  it('gives average, 95th percentile and the cited peak', () => {
    const records = Array.from({ length: 20 }, (_, i) => sample(i, { 'ras.received': i + 1 }));
    expect(only(records, 'counter-summary')).toMatchObject([
      {
        counter: 'ras.received',
        samples: 20,
        average: 10.5,
        p95: 19,
        maximum: 20,
        span: { firstText: '12:0', lastText: '12:19' },
        citations: [{ line: 20 }],
      },
    ]);
  });

  it('keeps one counter apart from the other and leaves out what no check reads', () => {
    const facts = only(
      [sample(0, { 'cpu.total': 5, 'nic.received:Ethernet 2': 7, '\\Process(*)\\Handle Count': 9, 'ras.received': Number.NaN })],
      'counter-summary',
    );
    expect(facts.map((f) => f.kind === 'counter-summary' && f.counter)).toEqual(['cpu.total', 'nic.received:Ethernet 2']);
  });

  it('a long log gives at most 300 points, spread over all of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), (length) => {
        const facts = only(
          Array.from({ length }, (_, i) => sample(i, { 'ras.received': i % 100 })),
          'counter-summary',
        );
        const [summary] = facts;
        if (summary?.kind !== 'counter-summary') throw new Error('no summary');
        expect(summary.points.length).toBeLessThanOrEqual(300);
        expect(summary.points.length).toBeGreaterThanOrEqual(Math.min(length, 150));
        for (const [, value] of summary.points) expect(value).toBeLessThanOrEqual(summary.maximum);
      }),
      { numRuns: 20 },
    );
  });
});

const lines = (from: Fact, text: string, line = 10): number[] =>
  extract([record(data(from), { text, line })]).flatMap((f) => f.citations.map((c) => c.line));

describe('deciding lines', () => {
  it('a subnet cites its NSG', () => {
    const text = [
      'data:    Name : GatewaySubnet',
      'data:    Address prefix : 10.20.3.0/27',
      'data:    Network Security Group id : /subscriptions/#/x/VPN-Gateway-Group',
    ].join('\n');
    expect(lines(fact('azure-subnet', { nsg: '/subscriptions/#/x/VPN-Gateway-Group' }), text)).toEqual([12, 11]);
  });

  it.each([
    [
      'PowerShell',
      'ConnectionType : IPsec\nConnectionStatus : NotConnected\nEgressBytesTransferred : 0\nIngressBytesTransferred : 0\nProvisioningState : Succeeded',
      [11, 13, 12, 14],
    ],
    [
      'az',
      '{\n  "connectionStatus": "NotConnected",\n  "ingressBytesTransferred": 0,\n  "provisioningState": "Succeeded"\n}',
      [11, 12, 13],
    ],
  ])('a connection cites status and bytes: %s', (_, text, expected) =>
    expect(lines(fact('azure-connection', { status: 'NotConnected' }), text)).toEqual(expected),
  );

  it.each([
    [
      'PsPing',
      'TCP connect to 10.20.1.4:443:\nConnecting to 10.20.1.4:443: 12.00ms\n    Sent = 1, Received = 1, Lost = 0 (0% loss),\n    Minimum = 12.00ms',
      [12],
    ],
    ['Test-NetConnection', 'ComputerName     : 10.20.1.4\nRemotePort       : 443\nTcpTestSucceeded : False', [12]],
  ])('a TCP test cites its result: %s', (_, text, expected) => expect(lines(fact('tcp-probe'), text)).toEqual(expected));

  it.each([
    [
      'English',
      'Pinging 10.20.1.4 with 32 bytes of data:\nRequest timed out.\n    Packets: Sent = 4, Received = 0, Lost = 4 (100% loss),',
      12,
    ],
    [
      'Japanese',
      '10.20.1.4 に ping を送信しています 32 バイトのデータ:\n要求がタイムアウトしました。\n    パケット数: 送信 = 4、受信 = 0、損失 = 4 (100% の損失)、',
      12,
    ],
    [
      'German',
      'Ping wird ausgeführt für 10.20.1.4:\nZeitüberschreitung der Anforderung.\n    Pakete: Gesendet = 4, Empfangen = 0, Verloren = 4\n    (100% Verlust),',
      13,
    ],
    ['Linux', 'PING 10.20.1.4 56(84) bytes of data.\n\n4 packets transmitted, 0 received, 100% packet loss, time 3060ms', 12],
  ])('ping cites its statistics: %s', (_, text, expected) => expect(lines(fact('icmp-probe'), text)).toEqual([expected]));

  it('a trace cites its last answering hop', () => {
    const text =
      'C:\\>tracert 10.20.1.4\n\n  1  1 ms  1 ms  1 ms  192.168.1.1\n  2  *  *  *  Request timed out.\n  3  2 ms  2 ms  2 ms  10.20.1.4';
    const hops = [
      { ttl: 1, address: '192.168.1.1', roundTripMs: [1] },
      { ttl: 3, address: '10.20.1.4', roundTripMs: [2] },
    ];
    expect(lines(fact('traceroute', { hops }), text)).toEqual([14]);
  });

  it('an address is not found inside a longer one', () => {
    const text = 'Destination : {10.0.0.10}\nDestination : {10.0.0.1}';
    expect(lines(fact('rras-interface', { destinations: ['10.0.0.1'] }), text)).toEqual([11]);
  });

  it('an NSG cites the line that names each rule', () => {
    const rule = {
      name: 'deny-all',
      priority: 4096,
      direction: 'Inbound',
      access: 'Deny',
      protocol: '*',
      sourcePorts: [],
      sources: [],
      destinationPorts: [],
      destinations: [],
      isDefault: false,
      line: 12,
    } as const;
    expect(
      lines(
        fact('azure-nsg', { rules: [rule] }),
        '{ "name": "nsg-web",\n "securityRules": [\n {\n "access": "Deny",\n "name": "deny-all"\n } ] }',
      ),
    ).toEqual([10, 14]);
  });

  it('without any mark the record itself is cited', () =>
    expect(lines(fact('azure-gateway', { sku: 'VpnGw1' }), 'nothing here')).toEqual([10]));
});

describe('refused connections', () => {
  const text = [
    'TCP connect to 10.20.1.4:80:',
    'Connecting to 10.20.1.4:80 (warmup): The remote computer refused the network connection.',
    'Connecting to 10.20.1.4:80: The remote computer refused the network connection.',
    'Connecting to 10.20.1.4:80: The remote computer refused the network connection.',
    '    Sent = 2, Received = 0, Lost = 2 (100% loss),',
  ].join('\n');

  it('are counted without the warm-up', () =>
    expect(extract([record(data(fact('tcp-probe', { sent: 2, received: 0, averageMs: null })), { text })])).toMatchObject([
      { refused: 2 },
    ]));
  it('are left as the parser counted them', () =>
    expect(extract([record(data(fact('tcp-probe', { sent: 2, received: 0, refused: 1 })), { text })])).toMatchObject([{ refused: 1 }]));
});

describe('whatever the records', () => {
  it('no extractor throws, and every fact cites a line of its record', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', ' ', '\n', ':', '10.0.0.1', '(0%', 'refused', 'ConnectionStatus : ') });
    const bodies = fc.constantFrom(
      data(fact('azure-connection')),
      data(fact('azure-nsg')),
      data(fact('tcp-probe')),
      data(fact('traceroute')),
      data(fact('rras-interface')),
      event('RasClient', 20227, 809),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(bodies, texts), { maxLength: 5 }), (chosen) => {
        const records = chosen.map(([body, text], i) => record(body, { text, seq: i, line: 100 * i + 1 }));
        for (const f of extract(records)) {
          for (const c of f.citations) {
            const cited = records[c.seq];
            expect(cited !== undefined && cited.place.line <= c.line && c.endLine <= cited.place.endLine).toBe(true);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('events that an extractor says do not concern it', () => {
  const { signatures } = knowledge;
  const providers = new Set([
    ...signatures.flatMap((s) => s.match.provider),
    'RasClient', 'RemoteAccess', 'Service Control Manager', 'Microsoft-Windows-Security-Auditing', 'Microsoft-Windows-Kernel-General', 'EventLog',
    'User32', 'Tcpip', 'e1dexpress', 'Microsoft-Windows-Kernel-Power', 'Microsoft-Windows-WindowsUpdateClient', 'Other',
  ]); // prettier-ignore
  const ranges = [[0, 50], [1074, 1074], [4201, 4202], [4610, 4720], [4940, 4990], [5040, 5050], [5150, 5160], [5440, 5460], [6000, 6010], [6270, 6275], [7000, 7045], [10_000, 10_010], [20_040, 20_280]]; // prettier-ignore
  const ids = new Set([
    ...signatures.flatMap((s) => s.match.eventId),
    ...ranges.flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, i) => from + i)),
  ]);
  /** Strings that mean something to any layout: clock times, a service with its state, addresses. */
  const rich = ['RasMan', 'stopped', '203.0.113.4', '203.0.113.5', '2026-11-18T12:00:00Z', '2026-11-18T13:00:00Z', '500', '50', '%%14593', '17', '500', '500']; // prettier-ignore

  it.each(extractors.filter((e) => e.concerns !== undefined).map((e) => [e.id, e] as const))(
    '%s finds nothing in them',
    (_id, extractor) => {
      let passedBy = 0;
      for (const provider of providers) {
        for (const eventId of ids) {
          if (extractor.concerns?.({ provider, eventId }, knowledge)) continue;
          passedBy += 1;
          const run = extractor.start({ cite, knowledge });
          for (const code of [809, 13_801, null])
            run.add(record(event(provider, eventId, code, { strings: rich, correlationId: 'A' }), { time: at(1) }));
          expect(run.finish(), `${provider} ${eventId}`).toEqual([]);
        }
      }
      expect(passedBy).toBeGreaterThan(1000);
    },
  );
});
