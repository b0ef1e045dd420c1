import { describe, expect, it } from 'vitest';
import { analyse } from '#core/analysis/analyse.ts';
import { samples as configs } from '#core/formats/cisco-config/samples.ts';
import { samples as logs } from '#core/formats/cisco-ike-log/samples.ts';
import { samples as shows } from '#core/formats/cisco-show-crypto/samples.ts';
import { loadAssets } from '../../../../main/host/assets.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';

const { knowledge } = loadAssets();

function judged(text: string) {
  const { source, facts } = factsOfText('device.log', Buffer.from(text), knowledge);
  const { findings } = analyse({ facts, sources: [source], answers: [], knowledge });
  return { source, facts, a3: findings.find((f) => f.check === 'A3')! };
}

const byName = (samples: readonly { readonly name: string; readonly text: string }[], name: string): string =>
  samples.find((s) => s.name === name)!.text;

describe('Cisco evidence as facts', () => {
  it.each([
    ['debug crypto ikev2 of IOS-XE, child SA refused', 'ipsec-policy', 33],
    ['debug crypto ikev2 protocol of ASA, no common policy', 'ike-policy', 8],
    ['debug crypto isakmp of IOS, no answer', 'no-answer', 6],
    ['syslog of ASA, IKEv1, no crypto map for the proxies', 'traffic-selectors', 2],
  ])('%s: A3 says %s', (name, outcome, line) => {
    const { source, a3 } = judged(byName(logs, name));
    expect(source.format).toBe('cisco-ike-log');
    expect(a3.outcome).toBe(outcome);
    expect(a3.citations.map((c) => c.line)).toContain(line);
  });

  it('a tunnel that came up after all is well', () => {
    expect(judged(byName(logs, 'syslog of IOS behind a server, IKEv2')).a3.outcome).toBe('ok');
  });

  it('an SA that sends and receives nothing goes on as a fact that cites its lines', () => {
    const { source, facts } = judged(byName(shows, 'show crypto ipsec sa of ASA'));
    expect(source.format).toBe('cisco-show-crypto');
    expect(facts).toMatchObject([{ kind: 'device-sa', sa: 'child', packetsOut: 827, packetsIn: 0 }]);
    expect(facts[0]!.citations.length).toBeGreaterThan(0);
  });

  it('a configured tunnel goes on as a fact that cites what it offers', () => {
    const { source, facts } = judged(byName(configs, 'IOS-XE, route-based with IKEv2'));
    expect(source.format).toBe('cisco-config');
    expect(facts).toMatchObject([{ kind: 'device-tunnel', peers: ['198.51.100.20'] }]);
    expect(facts[0]!.citations.map((c) => c.line).length).toBeGreaterThan(1);
  });
});
