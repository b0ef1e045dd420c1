import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

function row(time: string, operationName: string, properties: Readonly<Record<string, string>>): string {
  const category = operationName.startsWith('Bgp') ? 'RouteDiagnosticLog' : 'TunnelDiagnosticLog';
  return JSON.stringify({ time: `2026-11-18T${time}Z`, category, operationName, properties });
}

const up = (time: string, peer = '10.50.0.1'): string => row(time, 'BgpConnectedEvent', { message: `BGP peer ${peer} connected` });
const down = (time: string, peer = '10.50.0.1'): string => row(time, 'BgpDisconnectedEvent', { message: `BGP peer ${peer} disconnected` });
const tunnel = (time: string, to: string): string => row(time, `Tunnel${to}`, { remoteIP: '203.0.113.10' });

function judged(...lines: readonly string[]) {
  const { source, facts } = factsOfText('PT1H.json', Buffer.from(`${lines.join('\n')}\n`), knowledge);
  const { causes } = analyse({ facts, sources: [source], answers: [], knowledge });
  const cause = causes.find((c) => c.id === 'bgp-down');
  const reasons = [...(cause?.reasonsFor ?? []), ...(cause?.reasonsAgainst ?? [])];
  return {
    sessions: facts.filter((f) => f.kind === 'bgp-session'),
    causes,
    outcome: reasons.find((r) => r.outcome.startsWith('bgp'))?.outcome,
  };
}

describe('bgp-sessions', () => {
  it('a session for each peer, its last state, and the row that says so', () => {
    const { sessions } = judged(up('10:00:00'), down('11:00:00'), up('10:00:00', '10.50.0.2'));
    expect(sessions).toMatchObject([
      { peer: '10.50.0.1', state: 'down', ups: 1, downs: 1, since: { firstMs: Date.UTC(2026, 10, 18, 11) }, citations: [{ line: 2 }] },
      { peer: '10.50.0.2', state: 'up' },
    ]);
  });

  it('a session that went down while the tunnel stood speaks for BGP', () => {
    const { causes, outcome } = judged(tunnel('09:00:00', 'Connected'), up('09:00:10'), down('11:00:00'));
    expect(outcome).toBe('bgp-session-down');
    expect(causes[0]?.id).toBe('bgp-down');
  });

  it.each([
    [
      'that went down with its tunnel',
      [tunnel('09:00:00', 'Connected'), up('09:00:10'), tunnel('11:00:00', 'Disconnected'), down('11:00:20')],
    ],
    [
      'that went down with a tunnel that came back',
      [tunnel('11:00:00', 'Disconnected'), down('11:00:20'), tunnel('11:05:00', 'Connected')],
    ],
  ])('a session %s says nothing about BGP', (_name, lines) => expect(judged(...lines).outcome).toBeUndefined());

  it('a session that came back is connected', () => expect(judged(down('10:00:00'), up('10:00:30')).outcome).toBe('bgp-connected'));
});
