import { describe, expect, it } from 'vitest';
import type { FactKind, FactOf } from '#shared/model/fact.ts';
import { analyse } from '#core/analysis/analyse.ts';
import { changeSeries } from '#core/extract/change-series.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

function factsOf<K extends FactKind>(path: string, lines: readonly string[], kind: K): FactOf<K>[] {
  const { facts } = factsOfText(path, Buffer.from(`${lines.join('\n')}\n`), knowledge);
  return facts.filter((f): f is FactOf<K> => f.kind === kind);
}

function row(time: string, operationName: string, properties: Readonly<Record<string, string>>, category = 'TunnelDiagnosticLog'): string {
  return JSON.stringify({ time: `2026-11-18T${time}Z`, category, operationName, properties });
}

function tunnel(time: string, to: 'Connected' | 'Disconnected', instance = 0, reason = ''): string {
  const properties = { remoteIP: '203.0.113.10', instance: `GatewayTenantWorker_IN_${instance}`, stateChangeReason: reason };
  return row(time, `Tunnel${to}`, properties);
}

const charon = (time: string, text: string): string => `2026-11-18T${time} 05[IKE] <azure|1> ${text}`;
const up = (time: string, net = '192.168.50.0/24'): string =>
  charon(time, `CHILD_SA net{1} established with SPIs 9f44d2c2_i b2dcb6f4_o and TS ${net} === 10.20.0.0/24`);

function told(path: string, lines: readonly string[]): (string | null)[][] {
  return factsOf(path, lines, 'tunnel-changes').flatMap((f) => f.changes.map((c) => [c.text.slice(11, 19), c.to, c.signal]));
}

describe('tunnel-changes: the gateway’s log of tunnels', () => {
  const failover = [
    tunnel('10:00:00', 'Connected'),
    tunnel('11:30:00', 'Disconnected', 0, 'RemotelyTriggered'),
    tunnel('11:30:08', 'Connected', 1),
  ];

  it('has a series for each instance, in words, with the line it rests on', () => {
    const facts = factsOf('PT1H.json', failover, 'tunnel-changes');
    expect(facts.map((f) => [f.provider, f.peer, f.instance, f.changes.map((c) => c.to)])).toEqual([
      ['Azure VPN gateway', '203.0.113.10', 'GatewayTenantWorker_IN_0', ['connected', 'disconnected']],
      ['Azure VPN gateway', '203.0.113.10', 'GatewayTenantWorker_IN_1', ['connected']],
    ]);
    const lost = facts[0]!.changes[1]!;
    expect(lost).toMatchObject({ signal: 'peer-closed', reason: 'RemotelyTriggered', by: 'peer', ms: Date.UTC(2026, 10, 18, 11, 30) });
    expect(facts[0]!.citations[lost.citation]).toMatchObject({ line: 2 });
    expect(facts[0]!.span).toMatchObject({ utc: true, firstMs: Date.UTC(2026, 10, 18, 10) });
  });

  it('stands in the order of time when the newest row comes first', () => {
    const [fact] = factsOf('PT1H.json', failover.slice(0, 2).toReversed(), 'tunnel-changes');
    expect(fact?.changes.map((c) => c.to)).toEqual(['connected', 'disconnected']);
    expect(fact?.citations.map((c) => c.line)).toEqual([2, 1]);
  });

  it('keeps the oldest and the newest of very many', () => {
    const lines = Array.from({ length: 3000 }, (_, i) =>
      tunnel(
        `${String(Math.floor(i / 360)).padStart(2, '0')}:${String(Math.floor(i / 6) % 60).padStart(2, '0')}:${(i % 6) * 10}0`.slice(0, 8),
        i % 2 ? 'Connected' : 'Disconnected',
      ),
    );
    const [fact] = factsOf('PT1H.json', lines, 'tunnel-changes');
    expect(fact).toMatchObject({ omitted: 2800 });
    expect(fact?.changes).toHaveLength(200);
    expect(fact?.citations.map((c) => c.line).slice(98, 102)).toEqual([99, 100, 2901, 2902]);
  });
});

describe('tunnel-changes: logs of IKE', () => {
  it.each([
    [
      'a delete by the peer',
      [up('10:00:00'), charon('12:00:00', 'received DELETE for IKE_SA azure[1]'), up('12:00:05')],
      [
        ['10:00:00', 'connected', null],
        ['12:00:00', 'disconnected', 'peer-closed'],
        ['12:00:05', 'connected', null],
      ],
    ],
    [
      'a renewal, whose old SA is deleted afterwards',
      [up('10:00:00'), up('10:50:00'), charon('10:50:01', 'sending DELETE for ESP CHILD_SA with SPI 9f44d2c2')],
      [
        ['10:00:00', 'connected', null],
        ['10:50:00', 'connected', 'rekey'],
      ],
    ],
    [
      'a peer that is lost while the tunnel stands',
      [up('10:00:00'), charon('11:00:00', 'giving up after 5 retransmits')],
      [
        ['10:00:00', 'connected', null],
        ['11:00:00', 'disconnected', 'peer-lost'],
      ],
    ],
    [
      'attempts that fail while it is down anyway',
      [
        up('10:00:00'),
        charon('11:00:00', 'received DELETE for IKE_SA azure[1]'),
        ...[1, 2, 3, 4].map((i) => charon(`11:0${i}:00`, 'received AUTHENTICATION_FAILED notify error')),
      ],
      [
        ['10:00:00', 'connected', null],
        ['11:00:00', 'disconnected', 'peer-closed'],
      ],
    ],
    [
      'one child SA of two',
      [up('10:00:00'), up('10:00:10', '192.168.60.0/24'), charon('11:00:00', 'received DELETE for ESP CHILD_SA with SPI 9f44d2c2')],
      [['10:00:00', 'connected', null]],
    ],
  ])('%s', (_name, lines, expected) => expect(told('charon.log', lines)).toEqual(expected));

  it('ten thousand failures between two tunnels leave both', () => {
    const failures = Array.from({ length: 10_000 }, (_, i) =>
      charon(`11:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:00`, 'received AUTHENTICATION_FAILED notify error'),
    );
    const lines = [up('10:00:00'), charon('10:30:00', 'received DELETE for IKE_SA azure[1]'), ...failures, up('23:00:00')];
    expect(told('charon.log', lines).map((c) => c[0])).toEqual(['10:00:00', '10:30:00', '23:00:00']);
  });
});

describe('gateway-changes', () => {
  it('tells configuration from maintenance, each with time, status and line', () => {
    const log = 'GatewayDiagnosticLog';
    const [fact] = factsOf(
      'PT1H.json',
      [
        row('10:00:00', 'SetConnectionConfiguration', { operationStatus: 'Success', message: 'Changed' }, log),
        row('10:05:00', 'ValidateGatewayConfiguration', { operationStatus: 'Success' }, log),
        row('11:00:00', 'HostMaintenanceEvent', { instance: 'GatewayTenantWorker_IN_1' }, log),
      ],
      'gateway-changes',
    );
    expect(fact?.changes).toMatchObject([
      { operation: 'SetConnectionConfiguration', what: 'configuration', status: 'Success', ms: Date.UTC(2026, 10, 18, 10), citation: 0 },
      { operation: 'HostMaintenanceEvent', what: 'maintenance', instance: 'GatewayTenantWorker_IN_1', citation: 1 },
    ]);
    expect(fact?.citations.map((c) => c.line)).toEqual([1, 3]);
    const { timeline } = analyse({ facts: [fact!], sources: [], answers: [], knowledge });
    expect(timeline.map((e) => [e.what.key, e.utcMs, e.citation.line])).toEqual([
      ['timeline.gateway-configuration', Date.UTC(2026, 10, 18, 10), 1],
      ['timeline.gateway-maintenance', Date.UTC(2026, 10, 18, 11), 3],
    ]);
  });
});

describe('change-series', () => {
  it('keeps what has no time where the source has it', () => {
    const series = changeSeries<{ readonly ms: number | null; readonly name: string }>(5);
    for (const [name, ms] of [
      ['a', 10],
      ['b', null],
      ['c', 20],
    ] as const)
      series.add({ ms, name });
    expect(series.kept()).toMatchObject({ items: [{ name: 'a' }, { name: 'b' }, { name: 'c' }], omitted: 0 });
  });
});
