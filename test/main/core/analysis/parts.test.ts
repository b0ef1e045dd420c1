import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseNames } from '#shared/model/analysis.ts';
import type { CauseFile, CheckFile } from '#core/knowledge/knowledge.ts';
import { fillCommand, nameParams } from '#core/analysis/commands.ts';
import { createModel, outcomeDistribution } from '#core/analysis/likelihood.ts';
import { citation, fact, span } from '../../../helpers/fact-builders.ts';
import { knowledge } from '../../../helpers/knowledge.ts';
import { cause, run } from './run.ts';

const noNames: CaseNames = {
  subscription: null,
  resourceGroup: null,
  vnet: null,
  gateway: null,
  connection: null,
  localGateway: null,
  nsg: null,
  interfaceName: null,
  gatewayAddress: null,
  deviceAddress: null,
  targetHost: null,
  targetPort: null,
};

describe('likelihoods', () => {
  const words = { en: 'x', ja: 'x' };
  const check: CheckFile = {
    id: 'C2',
    chapter: 'azure',
    title: words,
    question: words,
    why: words,
    outcomes: {
      a: { verdict: 'problem', text: words, base: 0.1 },
      b: { verdict: 'problem', text: words, base: 0.3 },
      c: { verdict: 'healthy', text: words, base: 0.6 },
      'cannot-tell': { verdict: 'cannot-tell', text: words },
    },
    evidence: ['e'],
    cost: { minutes: 1, privilege: words, changesNothing: true },
    sources: ['s'],
    date: '2026',
  };
  const withLikelihoods = (likelihoods: CauseFile['likelihoods']): CauseFile => ({
    id: 'x',
    status: 'stable',
    prior: 1,
    title: words,
    summary: words,
    likelihoods,
    remedies: [],
    sources: ['s'],
    date: '2026',
  });
  const spread = (likelihoods: CauseFile['likelihoods']): Record<string, number> =>
    Object.fromEntries([...outcomeDistribution(withLikelihoods(likelihoods), check)].map(([k, v]) => [k, Math.round(v * 1000) / 1000]));

  it('a check that the cause does not mention follows its base rates', () => expect(spread({})).toEqual({ a: 0.1, b: 0.3, c: 0.6 }));
  it('outcomes left out share the rest in proportion to their base rates', () =>
    expect(spread({ C2: { a: 0.7 } })).toEqual({ a: 0.7, b: 0.1, c: 0.2 }));
  it('nothing is impossible', () => {
    const shares = outcomeDistribution(withLikelihoods({ C2: { a: 0.999, b: 0.999 } }), check);
    expect(shares.get('c')).toBeGreaterThan(0);
  });

  it('every cause gives every check a distribution that sums to 1', () => {
    const model = createModel(knowledge.causes, knowledge.checks);
    expect(model.causes.reduce((sum, c) => sum + c.prior, 0)).toBeCloseTo(1, 9);
    for (const { file } of model.causes) {
      for (const c of knowledge.checks) {
        const total = [...model.distribution(file, c.id).values()].reduce((sum, p) => sum + p, 0);
        expect(total, `${file.id} ${c.id}`).toBeCloseTo(1, 9);
      }
    }
  });
});

describe('weights of evidence', () => {
  it('are bits against the prior-weighted mixture of the other causes', () => {
    const model = createModel(knowledge.causes, knowledge.checks);
    const others = model.causes.filter((c) => c.file.id !== 'psk-mismatch');
    const mass = others.reduce((sum, c) => sum + c.prior, 0);
    const mixture = others.reduce((sum, c) => sum + (c.prior / mass) * model.probability(c.file, 'A1', 'authentication'), 0);
    const own = model.causes.find((c) => c.file.id === 'psk-mismatch');
    const expected = Math.log2((own === undefined ? 0 : model.probability(own.file, 'A1', 'authentication')) / mixture);
    const analysis = run([fact('dial-failures', { signal: 'authentication' })]);
    expect(cause(analysis, 'psk-mismatch').reasonsFor[0]?.bits).toBeCloseTo(expected, 9);
  });
});

describe('the next best check', () => {
  it('after refused credentials compares the keys', () => {
    const [next] = run([fact('dial-failures', { signal: 'authentication' })]).next;
    expect(next).toMatchObject({ check: 'C2', costMinutes: 3 });
    expect(next?.separates).toContain('psk-mismatch');
  });

  it('proposes only checks that are not decided', () => {
    const analysis = run([fact('dial-failures'), fact('shared-key-comparison')]);
    expect(analysis.next.map((n) => n.check)).not.toEqual(expect.arrayContaining(['A1']));
    expect(analysis.next.map((n) => n.check)).not.toContain('C2');
  });

  it('puts read-only checks first', () => {
    const { next } = run([]);
    const changesNothing = next.map((n) => knowledge.checks.find((c) => c.id === n.check)?.cost.changesNothing);
    expect(changesNothing).toEqual(changesNothing.toSorted((a, b) => Number(b) - Number(a)));
  });

  it('asks what tells the leading causes apart, not what only rules out the improbable', () => {
    const facts = [fact('dial-failures', { provider: 'VPN device', signal: 'no-answer', eventId: 0, code: null })];
    const { causes, next } = run(facts);
    expect(causes.slice(0, 3).map((c) => c.id)).toContain('udp-500-blocked');
    expect(next[0]?.check).toBe('B2');
  });

  it('takes a child SA that only sends as a sign that ESP or the way back is blocked', () => {
    const traffic = (packetsIn: number) =>
      run([fact('device-sa', { packetsOut: 400, packetsIn })]).causes.findIndex((c) => c.id === 'esp-blocked');
    expect(traffic(0)).toBeLessThan(5);
    expect(traffic(380)).toBeGreaterThan(5);
    expect(run([fact('device-sa', { packetsOut: 400, packetsIn: 0 })]).causes[0]?.id).not.toBe('none');
  });

  it('does not ask for the log of another kind of device than the one that is there', () => {
    const device = run([fact('dial-failures', { provider: 'VPN device', signal: 'authentication', eventId: 0, code: null })]).next.map(
      (n) => n.check,
    );
    expect(device).not.toContain('A1');
    const rras = run([fact('dial-failures', { signal: 'authentication', code: 13801 })]).next.map((n) => n.check);
    expect(rras).not.toContain('A3');
    expect(rras).toContain('A2');
  });
});

describe('names in commands', () => {
  const names: CaseNames = { ...noNames, resourceGroup: 'rg-net (old)', connection: 'to-hq', targetHost: '10.20.1.4', targetPort: 443 };
  it.each([
    [
      'az network vpn-connection show -g "{resourceGroup}" -n "{connection}"',
      'az network vpn-connection show -g "rg-net (old)" -n "to-hq"',
    ],
    ['psping {targetHost}:{targetPort}', 'psping 10.20.1.4:443'],
    ["Get-AzVirtualNetwork -Name '{vnet}'", "Get-AzVirtualNetwork -Name '<vnet>'"],
    ['Get-Process | Where-Object { $_.Name } | ForEach-Object {$_}', 'Get-Process | Where-Object { $_.Name } | ForEach-Object {$_}'],
    ['@{name}', '@{name}'],
  ])('%s', (template, expected) => expect(fillCommand(template, names)).toBe(expected));

  it.each(['rg; rm -rf /', 'rg"', "rg'", '$(whoami)', '`whoami`', 'a|b', 'a&b', 'a>b', '%PATH%', 'a\nb', '-g', '', 'a\\', '!x'])(
    'a name like %j is not filled in',
    (name) => {
      expect(fillCommand('az -g "{resourceGroup}"', { ...noNames, resourceGroup: name })).toBe('az -g "<resource-group>"');
      expect(nameParams({ ...noNames, resourceGroup: name })['resourceGroup']).toBe('<resource-group>');
    },
  );

  it.each(['10.0.0.1 && calc', '-t', 'host name', '<x>'])('a host like %j is not filled in', (host) =>
    expect(fillCommand('ping {targetHost}', { ...noNames, targetHost: host })).toBe('ping <target-host>'),
  );

  it('no name brings a character that a shell reads', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (name) => {
        const command = fillCommand('x "{connection}" {targetHost}', { ...noNames, connection: name, targetHost: name });
        expect(command.replaceAll('<connection>', '').replaceAll('<target-host>', '')).toMatch(
          /^x "[^"$`%!\\;|&<>\n\r']*" [^"$`%!\\;|&<>\n\r'()]*$/u,
        );
      }),
    );
  });
});

describe('names of the case', () => {
  const id = '/subscriptions/5f0c-1/resourceGroups/rg-net/providers/Microsoft.Network/networkSecurityGroups/nsg-web';
  it('come from resources and from the ids that they refer to', () => {
    const analysis = run([
      fact('azure-connection', { name: 'up', status: 'Connected', ingressBytes: 1, egressBytes: 1 }),
      fact('azure-connection', { name: 'down', status: 'NotConnected' }),
      fact('azure-subnet', { name: 'web', vnet: 'hub', nsg: id }),
      fact('azure-gateway', { publicAddresses: ['20.50.60.70'] }),
      fact('azure-local-gateway', { gatewayAddress: '198.51.100.7' }),
      fact('dial-failures'),
      fact('tcp-probe'),
    ]);
    expect(analysis.names).toEqual({
      subscription: '5f0c-1',
      resourceGroup: 'rg-net',
      vnet: 'hub',
      gateway: 'vpn-gw',
      connection: 'down',
      localGateway: 'hq',
      nsg: 'nsg-web',
      interfaceName: 'AzureGateway',
      gatewayAddress: '20.50.60.70',
      deviceAddress: '198.51.100.7',
      targetHost: '10.20.1.4',
      targetPort: 443,
    });
  });

  it('the address of the gateway comes from the address resource that it uses', () => {
    const analysis = run([
      fact('azure-gateway', { publicIpNames: [id.replace('networkSecurityGroups/nsg-web', 'publicIPAddresses/vpn-gw-ip')] }),
      fact('azure-public-ip', { address: '20.1.2.3' }),
    ]);
    expect(analysis.names.gatewayAddress).toBe('20.1.2.3');
  });

  it('what was blanked, and what PowerShell prints for objects, names nothing', () => {
    const analysis = run([
      fact('azure-connection', {
        name: '####',
        subscription: '########-####',
        gateway: 'Microsoft.Azure.Commands.Network.Models.PSVirtualNetworkGateway',
      }),
    ]);
    expect(analysis.names).toEqual(noNames);
  });
});

describe('the picture', () => {
  it('takes the worst verdict of the checks behind each part', () => {
    const { topology } = run([
      fact('dial-failures', { signal: 'authentication' }),
      fact('azure-subnet'),
      fact('azure-vnet', { prefixes: ['10.20.0.0/16'] }),
    ]);
    expect(topology.nodes.map((n) => [n.id, n.verdict])).toEqual([
      ['lan', 'cannot-tell'],
      ['device', 'problem'],
      ['internet', 'cannot-tell'],
      ['gateway', 'healthy'],
      ['vnet', 'cannot-tell'],
      ['workload', 'cannot-tell'],
    ]);
    expect(topology.nodes.find((n) => n.id === 'vnet')).toMatchObject({ name: 'vnet', details: ['10.20.0.0/16'] });
    expect(topology.links.map((l) => `${l.from}-${l.to} ${l.verdict}`)).toEqual([
      'lan-device cannot-tell',
      'device-internet cannot-tell',
      'internet-gateway problem',
      'gateway-vnet healthy',
      'vnet-workload cannot-tell',
    ]);
  });
});

describe('the timeline', () => {
  it('orders first and last failure, successes and trouble by time, and listings last', () => {
    const { timeline } = run([
      fact('azure-connection', { status: 'NotConnected' }),
      fact('dial-failures', { count: 5, span: span(20, 40) }),
      fact('dial-successes', { count: 2, span: span(1, 10) }),
      fact('host-trouble', { span: span(15) }),
    ]);
    expect(timeline.map((e) => [e.timeText, e.what.key, e.verdict])).toEqual([
      ['12:01', 'timeline.connected', 'healthy'],
      ['12:10', 'timeline.connected-last', 'healthy'],
      ['12:15', 'timeline.service-down', 'warning'],
      ['12:20', 'timeline.dial-failed', 'problem'],
      ['12:40', 'timeline.dial-failed-last', 'problem'],
      ['', 'timeline.connection-status', 'problem'],
    ]);
  });

  it('a local time of unknown zone is never given as UTC', () => {
    const [event] = run([fact('dial-failures', { span: span(5, 5, false) })]).timeline;
    expect(event).toMatchObject({ utcMs: null, localMs: Date.UTC(2026, 10, 18, 12, 5) });
  });

  it('cites the first and the last record', () => {
    const folded = {
      ...fact('dial-failures', { count: 9, span: span(1, 9) }),
      citations: [citation('log', 1), citation('log', 20), citation('log', 99)],
    };
    expect(run([folded]).timeline.map((e) => e.citation.line)).toEqual([1, 99]);
  });

  it('stays short', () => {
    const many = Array.from({ length: 500 }, (_, i) => fact('dial-failures', { interfaceName: `if-${i}`, span: span(i % 60) }));
    expect(run(many).timeline).toHaveLength(60);
  });
});

function rate(counter: string, points: [number, number][]): ReturnType<typeof fact> {
  return fact('counter-summary', { counter, points });
}

describe('throughput', () => {
  it('joins both directions, bytes to bits, with the limit of the SKU', () => {
    const { throughput } = run([
      rate('ras.received', [
        [1000, 125],
        [2000, 250],
      ]),
      rate('ras.transmitted', [[1000, 1]]),
      fact('azure-gateway', { sku: 'Basic' }),
    ]);
    expect(throughput).toEqual({
      points: [
        { ms: 1000, receivedBitsPerSecond: 1000, transmittedBitsPerSecond: 8 },
        { ms: 2000, receivedBitsPerSecond: 2000, transmittedBitsPerSecond: null },
      ],
      zoneKnown: true,
      sku: 'Basic',
      limitBitsPerSecond: 100_000_000,
    });
  });

  it('is absent without RAS Total counters', () => expect(run([fact('counter-summary', { counter: 'cpu.total' })]).throughput).toBeNull());
});
