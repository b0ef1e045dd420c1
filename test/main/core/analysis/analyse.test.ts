import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Analysis } from '#shared/model/analysis.ts';
import type { Answer } from '#shared/model/analysis.ts';
import { signalClasses } from '#shared/model/fact.ts';
import type { Fact } from '#shared/model/fact.ts';
import { checkIds } from '#shared/model/verdict.ts';
import { exitCodeFor } from '#core/analysis/exit-code.ts';
import { citation, fact, nsgRule, span } from '../../../helpers/fact-builders.ts';
import { knowledge } from '../../../helpers/knowledge.ts';
import { cause, finding, run } from './run.ts';
import { icuParameters } from '../../../knowledge/texts.ts';

const refusedKey = fact('dial-failures', { signal: 'authentication', code: 13801 });
const noAnswer = fact('dial-failures');
const nsgOnGatewaySubnet = fact('azure-subnet', { nsg: 'nsg-gateway' });
const traffic = fact('azure-connection', { status: 'Connected', ingressBytes: 10, egressBytes: 10 });
const answer = (check: Answer['check'], outcome: string, atMs = 1): Answer => ({ check, outcome, note: '', atMs });

describe('nothing to go by', () => {
  const empty = run([], [], []);
  it('is empty, with fifteen checks that cannot tell', () => {
    expect(empty.status).toBe('empty');
    expect(empty.findings.map((f) => f.check)).toEqual([...checkIds]);
    expect(new Set(empty.findings.map((f) => f.verdict))).toEqual(new Set(['cannot-tell']));
    expect(exitCodeFor(empty)).toBe(4);
  });

  it('names what is missing for every check, each once, with a command', () => {
    expect(new Set(empty.gaps.flatMap((g) => g.checks))).toEqual(new Set(checkIds));
    expect(new Set(empty.gaps.map((g) => g.evidence)).size).toBe(empty.gaps.length);
    for (const gap of empty.gaps) expect(gap.collect.length, gap.evidence).toBeGreaterThan(0);
    expect(JSON.stringify(empty.gaps)).not.toMatch(/\{(resourceGroup|connection|vnet|gateway)\}/);
  });

  it('proposes the cheapest informative check', () => {
    expect(empty.next.length).toBeGreaterThan(5);
    expect(empty.next[0]?.gain).toBeGreaterThan(0.3);
    expect(empty.next[0]?.separates).toHaveLength(2);
  });

  it('a source that says nothing leaves cannot tell', () => {
    expect(run([]).status).toBe('cannot-tell');
    expect(exitCodeFor(run([]))).toBe(4);
  });
});

describe('status and exit code', () => {
  it.each<[string, Fact[], string, number]>([
    ['a problem', [refusedKey], 'problem', 3],
    ['a problem beside traffic', [traffic, nsgOnGatewaySubnet], 'problem', 3],
    ['traffic from end to end', [traffic, fact('tcp-probe')], 'healthy', 0],
    ['logs without a failure, and nothing that saw traffic', [fact('event-log-seen')], 'cannot-tell', 4],
  ])('%s', (_, facts, status, code) => {
    const analysis = run(facts);
    expect([analysis.status, exitCodeFor(analysis)]).toEqual([status, code]);
  });
});

describe('causes', () => {
  it('13801 points at the shared key, and says why', () => {
    const analysis = run([refusedKey]);
    expect(analysis.causes[0]).toMatchObject({ id: 'psk-mismatch', second: false });
    expect(analysis.causes[0]?.reasonsFor).toMatchObject([{ check: 'A1', outcome: 'authentication' }]);
    expect(cause(analysis, 'none').reasonsAgainst).toMatchObject([{ check: 'A1', outcome: 'authentication' }]);
  });

  it('809 points at a wrong address or a blocked port', () => {
    const leading = run([noAnswer])
      .causes.slice(0, 4)
      .map((c) => c.id);
    expect(leading[0]).toBe('wrong-gateway-ip');
    expect(leading).toContain('udp-500-blocked');
  });

  it('an address that the gateway does not have settles it', () => {
    const gateway = fact('azure-gateway', { publicAddresses: ['20.50.60.70'] });
    const wrong = run([noAnswer, gateway, fact('rras-interface', { destinations: ['20.99.99.99'] })]);
    expect(wrong.causes[0]).toMatchObject({ id: 'wrong-gateway-ip' });
    expect(wrong.causes[0]?.probability).toBeGreaterThan(0.8);
    expect(wrong.causes[0]?.reasonsFor.map((r) => r.outcome)).toContain('address-differs');
    const right = run([noAnswer, gateway, fact('rras-interface', { destinations: ['20.50.60.70'] })]);
    expect(right.causes[0]?.id).not.toBe('wrong-gateway-ip');
    expect(cause(right, 'wrong-gateway-ip').probability).toBeLessThan(0.05);
  });

  it('two faults: the second is named beside the first', () => {
    const analysis = run([refusedKey, fact('shared-key-comparison', { result: 'different' }), nsgOnGatewaySubnet]);
    expect(analysis.causes[0]?.id).toBe('psk-mismatch');
    expect(analysis.causes.filter((c) => c.second).map((c) => c.id)).toEqual(['gateway-subnet-nsg']);
  });

  it.each<[string, Fact[]]>([
    [
      'a dead tunnel explains that nothing answers',
      [refusedKey, fact('tcp-probe', { received: 0, averageMs: null }), fact('azure-connection', { status: 'NotConnected' })],
    ],
    ['one fault alone', [nsgOnGatewaySubnet]],
    ['no fault', [traffic, fact('tcp-probe')]],
  ])('no second cause: %s', (_, facts) => expect(run(facts).causes.filter((c) => c.second)).toEqual([]));

  it('brings remedies with the names of the case', () => {
    const analysis = run([refusedKey, fact('azure-connection', { name: 'to-hq', resourceGroup: 'rg-net', status: 'NotConnected' })]);
    const commands = analysis.causes[0]?.remedies.map((r) => r.command).join('\n');
    expect(commands).toContain('-g "rg-net" --connection-name "to-hq"');
    expect(commands).toContain("-Name 'AzureGateway'");
  });
});

describe('answers by hand', () => {
  it('decide what evidence does not', () => {
    const analysis = run([], [answer('C2', 'different')]);
    expect(finding(analysis, 'C2')).toMatchObject({ outcome: 'different', verdict: 'problem', byHand: true, missing: [] });
    expect(analysis.causes[0]?.id).toBe('psk-mismatch');
    expect(analysis.gaps.flatMap((g) => g.checks)).not.toContain('C2');
  });

  it('the later answer counts', () => {
    const analysis = run([], [answer('C2', 'different', 1), answer('C2', 'same', 2)]);
    expect(finding(analysis, 'C2').outcome).toBe('same');
  });

  it('evidence wins, and the contradiction stays visible', () => {
    const analysis = run([refusedKey], [answer('A1', 'ok')]);
    expect(finding(analysis, 'A1')).toMatchObject({ outcome: 'authentication', byHand: false, answered: 'ok' });
    expect(finding(run([refusedKey], [answer('A1', 'authentication')]), 'A1')).not.toHaveProperty('answered');
  });

  it.each(['cannot-tell', 'no-such-outcome'])('%s decides nothing', (outcome) => {
    expect(finding(run([], [answer('C2', outcome)]), 'C2')).toMatchObject({ verdict: 'cannot-tell', byHand: false });
  });

  it.each(
    knowledge.checks.flatMap((c) =>
      Object.entries(c.outcomes)
        .filter(([, o]) => o.choice !== undefined)
        .map(([outcome]) => [c.id, outcome] as const),
    ),
  )('%s %s is taken over', (check, outcome) =>
    expect(finding(run([], [answer(check, outcome)]), check)).toMatchObject({ outcome, byHand: true }),
  );
});

const text = fc.oneof(
  fc.constantFrom('AzureGateway', '10.20.1.4', '10.20.0.0/16', 'GatewaySubnet', 'VirtualNetwork', '*', ''),
  fc.string(),
);
const number = fc.oneof(fc.constantFrom(0, 1, 443, 809), fc.integer(), fc.double({ min: -1e12, max: 1e12, noNaN: true }));
const maybe = <T>(inner: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(inner, { nil: null });
const minutes = maybe(fc.integer({ min: 0, max: 59 }));
const spans = fc.tuple(minutes, minutes, fc.boolean()).map(([a, b, utc]) => span(a, b, utc));
const list = fc.array(text, { maxLength: 3 });
const signal = fc.constantFrom(...signalClasses);
const provider = fc.constantFrom('RemoteAccess', 'RasClient', 'charon');

/** Facts of many kinds with odd content; names and addresses repeat, so that facts meet. */
const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  fc
    .record({ provider, signal, code: maybe(number), interfaceName: maybe(text), count: fc.nat(), span: spans })
    .map((said) => fact('dial-failures', said)),
  fc.record({ provider, interfaceName: maybe(text), count: fc.nat(), span: spans }).map((said) => fact('dial-successes', said)),
  fc
    .record({ signal, eventId: fc.constantFrom(20063, 20177, 20181), interfaceName: maybe(text), span: spans })
    .map((said) => fact('host-trouble', said)),
  fc.record({ provider }).map((said) => fact('event-log-seen', said)),
  fc
    .record({
      counter: fc.constantFrom('ras.received', 'cpu.total', 'nic.received:x'),
      samples: fc.nat(9),
      p95: number,
      points: fc.array(fc.tuple(number, number), { maxLength: 3 }),
    })
    .map((said) => fact('counter-summary', said)),
  fc
    .record({ result: fc.constantFrom('same', 'different', 'cannot-tell'), why: fc.constantFrom('compared', 'one-end', 'masked') })
    .map((said) => fact('shared-key-comparison', said)),
  fc
    .record({ name: maybe(text), vnet: maybe(text), prefixes: list, nsg: maybe(text), routeTable: maybe(text) })
    .map((said) => fact('azure-subnet', said)),
  fc
    .record({
      name: maybe(text),
      subnets: list,
      nics: list,
      attachmentsKnown: fc.boolean(),
      sources: list,
      destinations: list,
      destinationPorts: list,
      protocol: text,
      priority: number,
    })
    .map(({ name, subnets, nics, attachmentsKnown, priority, ...rule }) =>
      fact('azure-nsg', { name, subnets, nics, attachmentsKnown, rules: [nsgRule(priority, 'Deny', rule), nsgRule(priority, 'Allow')] }),
    ),
  fc
    .record({
      status: maybe(fc.constantFrom('Connected', 'NotConnected', 'Connecting', 'Unknown')),
      ingressBytes: maybe(number),
      egressBytes: maybe(number),
      name: maybe(text),
      gateway: maybe(text),
    })
    .map((said) => fact('azure-connection', said)),
  fc
    .record({ sku: maybe(text), vpnType: maybe(fc.constantFrom('RouteBased', 'PolicyBased')), publicAddresses: list, publicIpNames: list })
    .map((said) => fact('azure-gateway', said)),
  fc.record({ prefixes: list, gatewayAddress: maybe(text) }).map((said) => fact('azure-local-gateway', said)),
  fc.record({ prefixes: list }).map((said) => fact('azure-vnet', said)),
  fc.record({ subnets: list, name: maybe(text) }).map((said) => fact('azure-route-table', said)),
  fc.record({ reason: text, healthy: maybe(fc.boolean()) }).map((said) => fact('troubleshoot-result', said)),
  fc
    .record({ host: text, port: maybe(number), sent: number, received: number, averageMs: maybe(number), sourceAddress: maybe(text) })
    .map((said) => fact('tcp-probe', said)),
  fc.record({ host: text, sent: number, received: number }).map((said) => fact('icmp-probe', said)),
  fc.record({ host: text, address: maybe(text), reached: fc.boolean() }).map((said) => fact('traceroute', said)),
  fc
    .record({
      name: text,
      destinations: list,
      protocol: maybe(text),
      idleDisconnectSeconds: maybe(number),
      customPolicy: maybe(fc.boolean()),
    })
    .map((said) => fact('rras-interface', said)),
  fc
    .record({
      name: text,
      protocol: maybe(text),
      localPorts: maybe(list),
      remotePorts: maybe(list),
      remoteAddresses: maybe(list),
      action: maybe(fc.constantFrom('Allow', 'Block')),
    })
    .map((said) => fact('firewall-rule', said)),
  fc.record({ enabled: maybe(fc.boolean()), defaultInbound: maybe(text) }).map((said) => fact('firewall-profile', said)),
);
const facts = fc.array(anyFact, { maxLength: 12 });

describe('whatever the facts', () => {
  it('the analysis fits its schema, probabilities sum to 1, every outcome is known', () => {
    fc.assert(
      fc.property(facts, (chosen) => {
        const analysis = run(chosen);
        expect(Analysis.safeParse(analysis).error).toBeUndefined();
        // A second cause bears its probability given what the first leaves open, so only without one do they sum to 1.
        const sum = analysis.causes.filter((c) => !c.second).reduce((total, c) => total + c.probability, 0);
        if (analysis.causes.some((c) => c.second)) expect(sum).toBeLessThanOrEqual(1 + 1e-9);
        else expect(sum).toBeCloseTo(1, 9);
        for (const c of analysis.causes) expect(c.probability).toBeLessThanOrEqual(1);
        expect(analysis.causes.filter((c) => c.second && ['none', 'other'].includes(c.id))).toEqual([]);
        expect(analysis.causes[0]?.second).toBe(false);
        for (const n of analysis.next) expect(n.gain).toBeGreaterThan(0);
        for (const f of analysis.findings) expect(f.verdict === 'cannot-tell' ? f.missing.length > 0 : f.missing.length === 0).toBe(true);
      }),
      { numRuns: 120 },
    );
  });

  it('is the same twice', () => {
    fc.assert(
      fc.property(facts, (chosen) => {
        expect(run(chosen)).toEqual(run(structuredClone(chosen)));
      }),
      { numRuns: 40 },
    );
  });

  it('every parameter of a finding is filled', () => {
    const wanted = new Map(
      knowledge.checks.map((c) => [c.id, new Set(Object.values(c.outcomes).flatMap((o) => icuParameters(o.text.en)))]),
    );
    fc.assert(
      fc.property(facts, (chosen) => {
        for (const f of run(chosen).findings)
          for (const name of wanted.get(f.check) ?? []) expect(f.params, `${f.check} ${f.outcome}`).toHaveProperty([name]);
      }),
      { numRuns: 40 },
    );
  });

  it('cites only what the facts cite', () => {
    const places = new Set(['dial-failures', 'azure-subnet', 'tcp-probe'].map((k) => citation(`${k}.txt`).path));
    for (const f of run([noAnswer, nsgOnGatewaySubnet, fact('tcp-probe')]).findings)
      for (const c of f.citations) expect(places).toContain(c.path);
  });
});

describe('taking evidence away', () => {
  /** A case in which no fact speaks against another one's relevance. */
  const full: Fact[] = [
    noAnswer,
    fact('dial-failures', { provider: 'RasClient', eventId: 20227 }),
    fact('tcp-probe', { received: 0, averageMs: null }),
    traffic,
    nsgOnGatewaySubnet,
    fact('azure-nsg', { rules: [nsgRule(100, 'Deny')] }),
    fact('azure-local-gateway', { prefixes: ['192.168.0.0/16'] }),
    fact('azure-gateway', { sku: 'Basic', vpnType: 'RouteBased' }),
    fact('rras-interface'),
    fact('shared-key-comparison'),
    fact('troubleshoot-result', { reason: 'PeerReachability' }),
    fact('counter-summary', { p95: 1000 }),
    fact('counter-summary', { counter: 'cpu.total', p95: 10 }),
    fact('firewall-rule', { localPorts: ['443'] }, 'vm.txt'),
    fact('firewall-rule', { name: 'IKE', protocol: 'UDP', localPorts: ['500', '4500'] }, 'host.txt'),
  ];

  it('never turns "cannot tell" into a verdict', () => {
    fc.assert(
      fc.property(fc.subarray(full), fc.func(fc.boolean()), (kept, drop) => {
        const before = run(kept);
        const after = run(kept.filter((f) => !drop(f.kind, f.citations[0]?.path)));
        for (const f of before.findings)
          if (f.verdict === 'cannot-tell') expect(finding(after, f.check).verdict, f.check).toBe('cannot-tell');
      }),
      { numRuns: 80 },
    );
  });

  it('without any of it nothing is decided', () => expect(run([]).findings.every((f) => f.verdict === 'cannot-tell')).toBe(true));
});
