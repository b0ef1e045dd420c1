import { assert, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { format } from '#core/formats/azure-gateway-log/format.ts';
import { samples } from '#core/formats/azure-gateway-log/samples.ts';
import { gatewayMessages } from '#core/formats/ike/gateway/gateway-message.ts';
import { loadAssets } from '../../../../../main/host/assets.ts';
import { factsOfText } from '../../../../helpers/facts-of-files.ts';
import { readAnything, sameInEveryEncoding } from '../any-text.ts';
import { dataOf, readText } from '../parse-text.ts';
import { hangMs } from '../../../../helpers/hang.ts';

const { knowledge } = loadAssets();
const sample = (name: string): string => samples.find((s) => s.name === name)!.text;
const session = 'SESSION_ID :{4ddb57c3-8e4a-4a6b-9c3d-2f1f1a0b7c11} Remote 203.0.113.10:500: Local 10.1.0.4:500:';

function faults(...lines: string[]): (string | null | undefined)[] {
  const read = gatewayMessages({ witness: 'azure-log', side: 'azure' });
  return lines
    .map(read)
    .filter((e) => e.step === 'failed' || e.step === 'peer-silent')
    .map((e) => e.fault);
}

function c1(text: string) {
  const { source, facts } = factsOfText('PT1H.json', Buffer.from(text), knowledge);
  const { findings, causes } = analyse({ facts, sources: [source], answers: [], knowledge });
  return { finding: findings.find((f) => f.check === 'C1')!, leading: causes[0]?.id };
}

describe('azure-gateway-log: every shape gives the same events', () => {
  it.each(['storage blob PT1H.json, IKE log', 'Event Hub batch'])('%s', (name) => {
    const read = readText(format, sample(name));
    expect(read.rejected).toEqual([]);
    expect(dataOf(read, 'ike-event').map((e) => [e.direction, e.exchange ?? null, e.step])).toEqual([
      ['sent', 'IKE_SA_INIT', 'message'],
      ['received', 'IKE_SA_INIT', 'message'],
      ['sent', 'IKE_AUTH', 'message'],
      ['received', null, 'failed'],
      ['local', null, 'other'],
    ]);
    expect(read.records[0]?.time).toMatchObject({ zone: 'utc', utcMs: Date.UTC(2026, 10, 18, 10) });
  });

  it('reads session, endpoints and cookies of the envelope', () => {
    expect(dataOf(readText(format, sample('storage blob PT1H.json, IKE log')), 'ike-event')[0]).toMatchObject({
      witness: 'azure-log',
      side: 'azure',
      session: '4ddb57c3-8e4a-4a6b-9c3d-2f1f1a0b7c11',
      remote: { address: '203.0.113.10', port: 500 },
      local: { address: '10.1.0.4', port: 500 },
      initiatorSpi: '0da0ef56191d38c2',
      responderSpi: null,
    });
  });

  it('reads a batch that is printed over many lines', () => {
    const batch: unknown = JSON.parse(sample('Event Hub batch'));
    const pretty = readText(format, JSON.stringify(batch, null, 2));
    expect(pretty.score).toBe(0.95);
    expect(dataOf(pretty, 'ike-event')).toHaveLength(5);
  });

  it('reads tables, flat objects and CSV, whatever the suffixes and the order of the columns', () => {
    expect(dataOf(readText(format, sample('Log Analytics answer with tables')), 'ike-event')[0]?.exchange).toBe('IKE_SA_INIT');
    const flat = dataOf(readText(format, sample('Log Analytics, flat objects')), 'azure-gateway-log');
    expect(flat[0]).toMatchObject({
      operation: 'TunnelConnected',
      remoteAddress: '203.0.113.10',
      instance: 'GatewayTenantWorker_IN_1',
      status: 'Connected',
    });
    const csv = readText(format, sample('portal CSV'));
    expect(dataOf(csv, 'azure-gateway-log').map((r) => [r.operation, r.reason])).toEqual([
      ['TunnelDisconnected', 'RemotelyTriggered'],
      ['TunnelConnected', null],
    ]);
    expect(csv.records[0]?.time).toMatchObject({ zone: 'utc', utcMs: Date.UTC(2026, 10, 18, 10) });
    expect(dataOf(readText(format, sample('CSV without suffixes, other order')), 'ike-event').at(-1)).toMatchObject({
      fault: 'ipsec-policy',
      step: 'failed',
    });
  });

  it('reads an export that lists the newest row first in the order of time', () => {
    const rows = sample('CSV without suffixes, other order').trimEnd().split('\n');
    const read = readText(format, [rows[0], rows[2], rows[1]].join('\n'));
    expect(dataOf(read, 'ike-event').map((e) => e.fault ?? null)).toEqual(['ipsec-policy', null]);
    expect(read.records.map((r) => r.place.line)).toEqual([2, 3]);
  });

  it('keeps a broken line of a blob as rejected and reads on', () => {
    const lines = sample('storage blob PT1H.json, IKE log').trimEnd().split('\n');
    const read = readText(format, [lines[0], lines[1]!.slice(0, 80), ...lines.slice(2)].join('\n'));
    expect(read.rejected.map((r) => [r.line, r.reason.key])).toEqual([[2, 'reject.gateway-log-json']]);
    expect(read.records.map((r) => r.place.line)).toEqual([1, 3, 4, 5]);
  });
});

describe('azure-gateway-log: exports as people make them', () => {
  it('a blob that was copied while it was written says so of its last line', () => {
    const text = sample('storage blob PT1H.json, IKE log').trimEnd();
    const read = readText(format, text.slice(0, -60));
    expect(read.rejected.map((r) => [r.line, r.reason.key])).toEqual([[5, 'reject.gateway-log-cut']]);
    expect(read.records).toHaveLength(4);
  });

  it('a state without an operation tells the operation', () => {
    const read = readText(format, sample('columns that a query projects, without an operation'));
    expect(dataOf(read, 'azure-gateway-log').map((r) => [r.category, r.operation, r.remoteAddress])).toEqual([
      ['TunnelDiagnosticLog', 'TunnelConnected', '203.0.113.10'],
      ['TunnelDiagnosticLog', 'TunnelDisconnected', '203.0.113.10'],
    ]);
  });

  it('Export-Csv with its type line', () => {
    const read = readText(format, sample('Export-Csv of Windows PowerShell'));
    expect(dataOf(read, 'azure-gateway-log').map((r) => r.operation)).toEqual(['BgpDisconnectedEvent', 'BgpConnectedEvent']);
    expect(read.records[0]?.place.line).toBe(3);
  });

  it('the activity log names what was changed', () => {
    const read = readText(format, sample('az monitor activity-log list'));
    expect(dataOf(read, 'azure-gateway-log')).toMatchObject([
      { category: 'Administrative', operation: 'Microsoft.Network/connections/write', status: 'Succeeded', gateway: 'to-hq' },
    ]);
    expect(read.records[0]?.time).toMatchObject({ utcMs: Date.UTC(2026, 10, 18, 9, 58, 12, 123) });
  });

  it.each([
    ['month first, a day over 12 later', ['11/3/2026, 10:00:00.000 AM', '11/18/2026, 10:00:00.000 AM'], Date.UTC(2026, 10, 3, 10)],
    ['day first', ['03/11/2026, 10:00:00.000', '18/11/2026, 10:00:00.000'], Date.UTC(2026, 10, 3, 10)],
  ])('the portal writes %s', (_name, times, ms) => {
    const rows = times.map((time) => `"${time}",TunnelConnected,203.0.113.10`);
    const read = readText(format, ['"TimeGenerated [UTC]",OperationName,remoteIP_s', ...rows].join('\n'));
    expect(read.records[0]?.time).toMatchObject({ utcMs: ms, zone: 'utc' });
  });

  it('a heading that names no UTC leaves the zone open', () => {
    const read = readText(
      format,
      '"TimeGenerated [Local Time]",OperationName,remoteIP_s\n"11/18/2026, 10:00:00.000 AM",TunnelConnected,203.0.113.10\n',
    );
    expect(read.records[0]?.time).toMatchObject({ utcMs: null, zone: 'unknown', localMs: Date.UTC(2026, 10, 18, 10) });
  });

  it('an answer of many megabytes in one line is read row by row', () => {
    const columns = ['TimeGenerated', 'Category', 'Message'].map((name) => ({ name, type: 'string' }));
    const row = JSON.stringify(['2026-11-18T10:00:00Z', 'IKEDiagnosticLog', `${session} [SEND][SA_INIT] "quoted" [brackets] \\`]);
    const text = `{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(columns)},"rows":[${Array.from({ length: 40_000 }, () => row).join(',')}]}]}`;
    const read = readText(format, text);
    expect(text.length).toBeGreaterThan(6_000_000);
    expect([read.records.length, read.rejected.length]).toEqual([40_000, 0]);
    expect(dataOf(read, 'ike-event').at(-1)?.exchange).toBe('IKE_SA_INIT');
  });

  it('the same answer printed over many lines, with two tables and a broken row', () => {
    const table = (name: string, rows: readonly unknown[]) => ({
      name,
      columns: [{ name: 'TimeGenerated' }, { name: 'OperationName' }],
      rows,
    });
    const answer = {
      tables: [
        table('PrimaryResult', [['2026-11-18T10:00:00Z', 'TunnelConnected']]),
        table('Second', [['2026-11-18T11:00:00Z', 'HostMaintenanceEvent']]),
      ],
    };
    const read = readText(format, JSON.stringify(answer, null, 2));
    expect(dataOf(read, 'azure-gateway-log').map((r) => r.operation)).toEqual(['TunnelConnected', 'HostMaintenanceEvent']);
    expect(read.records.map((r) => [r.place.line, r.place.endLine])).toEqual([
      [14, 17],
      [31, 34],
    ]);
    const damaged = JSON.stringify(answer).replace('"TunnelConnected"', 'TunnelConnected');
    expect(readText(format, damaged)).toMatchObject({
      records: [{ data: { operation: 'HostMaintenanceEvent' } }],
      rejected: [{ line: 1 }],
    });
  });
});

describe('azure-gateway-log: what the words of the gateway say', () => {
  it.each([
    ['authentication refused by the peer', ['[RECEIVED][NOTIFY] Received Notify Message - Authentication failed'], ['authentication']],
    [
      'closed with a status',
      ['[LOCAL_MSG] IKE Tunnel closed for tunnelId 0x4 with status IKE authentication credentials are unacceptable'],
      ['authentication'],
    ],
    [
      'policy before SA_AUTH',
      ['[SEND][SA_INIT] Sending SA INIT', '[RECEIVED][NOTIFY] Received Notify Message - Policy Mismatch'],
      ['ike-policy'],
    ],
    [
      'policy after SA_AUTH, stated three times',
      [
        '[SEND][SA_AUTH] Sending',
        '[SEND][NOTIFY] Sending Notify Message - Policy Mismatch',
        'IkeCleanupQMNegotiation called with error 13868 and flags a',
        '[LOCAL_MSG] IKE Tunnel closed for tunnelId 0x4 with status Policy match error',
      ],
      ['ipsec-policy'],
    ],
    ['main mode clean-up', ['IkeCleanupMMNegotiation called with error 13868 and flags 0'], ['ike-policy']],
    [
      'newer ending',
      ['[LOCAL_MSG] [ErrorCode] 0x35E9 [ErrorMessage] IKE authentication credentials are unacceptable [IkeEvent] SA_NEGOTIATION_FAILED'],
      ['authentication'],
    ],
    [
      'timeout',
      ['[SEND][SA_INIT] Sending SA INIT', '[LOCAL_MSG] IKE Tunnel closed for tunnelId 0x1E with status Negotiation timed out'],
      ['no-answer'],
    ],
    [
      'selectors that differ, then a failure',
      [
        '[RECEIVED]Received Traffic Selector payload request- [Tsid 0x729 ]Number of TSIs 1: StartAddress 10.99.0.0 EndAddress 10.99.0.255 PortStart 0 PortEnd 65535 Protocol 0 Number of TSRs 1:StartAddress 0.0.0.0 EndAddress 255.255.255.255 PortStart 0 PortEnd 65535 Protocol 0',
        '[SEND] Proposed(send) Traffic Selector payload will be - [Tsid 0x729 ]Number of TSIs 1: StartAddress 10.20.0.0 EndAddress 10.20.255.255 PortStart 0 PortEnd 65535 Protocol 0 Number of TSRs 1:StartAddress 0.0.0.0 EndAddress 255.255.255.255 PortStart 0 PortEnd 65535 Protocol 0',
        '[LOCAL_MSG] [ErrorCode] 0x35ED [ErrorMessage] Negotiation timed out [IkeEvent] SA_NEGOTIATION_FAILED',
      ],
      ['traffic-selectors'],
    ],
    ['nothing wrong', ['[RECEIVED][SA_AUTH] Received IKE AUTH message', '[LOCAL_MSG] QM SA established'], []],
  ])('%s', (_name, lines, expected) => {
    expect(faults(...lines.map((line) => (line.startsWith('Ike') ? line : `${session} ${line}`)))).toEqual(expected);
  });
});

describe('azure-gateway-log: check C1', () => {
  const row = (second: number, operation: string, properties: object): string =>
    JSON.stringify({
      time: `2026-11-18T10:00:${String(second).padStart(2, '0')}Z`,
      category: operation === 'IKELogEvent' ? 'IKEDiagnosticLog' : 'TunnelDiagnosticLog',
      operationName: operation,
      properties,
    });
  const tunnel = (second: number, operation: string, reason = ''): string =>
    row(second, operation, { remoteIP: '203.0.113.10', stateChangeReason: reason });

  it('names the fault of the IKE log, and the cause follows', () => {
    const { finding, leading } = c1(sample('storage blob PT1H.json, IKE log'));
    expect(finding).toMatchObject({ outcome: 'authentication', verdict: 'problem' });
    expect(finding.citations[0]?.line).toBe(4);
    expect(leading).toBe('psk-mismatch');
  });

  it.each([
    [
      'requests without an answer',
      Array.from({ length: 4 }, (_, i) =>
        row(i, 'IKELogEvent', { message: `${session} [SEND][SA_INIT] Sending SA INIT iCookie 0x1 rCookie 0x0` }),
      ),
      'peer-unreachable',
    ],
    ['a tunnel that went down', [tunnel(1, 'TunnelConnected'), tunnel(5, 'TunnelDisconnected', 'RemotelyTriggered')], 'connection-down'],
    ['a tunnel that timed out', [tunnel(1, 'TunnelConnected'), tunnel(5, 'TunnelDisconnected', 'DPD timeout')], 'peer-unreachable'],
    ['a tunnel that came back', [tunnel(1, 'TunnelDisconnected', 'DPD timeout'), tunnel(5, 'TunnelConnected')], 'ok'],
  ])('%s', (_name, lines, outcome) => {
    expect(c1(`${lines.join('\n')}\n`).finding.outcome).toBe(outcome);
  });

  it('warns of maintenance while the tunnel is up again', () => {
    expect(c1(sample('storage blob, tunnel and gateway log')).finding).toMatchObject({ outcome: 'maintenance', verdict: 'warning' });
  });
});

describe('azure-gateway-log: any shape and any bytes', () => {
  it.each(samples)('$name: every encoding gives the same records', ({ text }) => {
    expect(sameInEveryEncoding(format, text).length).toBeGreaterThan(0);
  });

  it('never throws', () => {
    readAnything(format, {
      samples,
      more: ['{"records":[', '{"tables":[', '"columns":[', '"rows":[[', '{', '}', '[', ']', '"'],
      mostParts: 12,
      runs: 100,
      mostBytes: 1000,
    });
    const read = gatewayMessages({ witness: 'azure-log', side: 'azure' });
    assert(
      property(
        oneof(
          string(),
          string().map((s) => `${session} [SEND]${s}`),
        ),
        (text) => read(text).kind === 'ike-event',
      ),
      { numRuns: 100 },
    );
  });

  it('an export of half-open lists costs no more than its length', () => {
    const started = performance.now();
    const begun = '{"tables":[{"columns":[{"name":"TimeGenerated"}],';
    for (const part of ['"rows"\n', '[\n', '"rows":[[\n', '"columns":[\n', '{"records":[\n', '"\n', 'IKEDiagnosticLog,"\n'])
      readText(format, begun + part.repeat(60_000));
    expect(performance.now() - started).toBeLessThan(hangMs);
  });

  it('a very long message costs no more than its length', () => {
    const read = gatewayMessages({ witness: 'azure-log', side: 'azure' });
    const started = performance.now();
    for (const part of ['Policy1:Cipher=', 'StartAddress ', 'Remote ', 'error', 'DPD ', '[SEND]['])
      read(`${session} Traffic Selector payload ${part.repeat(20_000)}`);
    for (const part of ['Policy1:Cipher=', 'error ', 'Local ', 'auth', 'QM SA']) read(part.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(hangMs);
  });
});
