import { describe, expect, it } from 'vitest';
import type { Fact, SignalClass } from '#shared/model/fact.ts';
import { fact, span } from '../../../helpers/fact-builders.ts';
import { evaluate } from './evaluate.ts';

const rras = (signal: SignalClass, said: Parameters<typeof fact<'dial-failures'>>[1] = {}): Fact =>
  fact('dial-failures', { signal, ...said });
const rasClient = (signal: SignalClass, said: Parameters<typeof fact<'dial-failures'>>[1] = {}): Fact =>
  fact('dial-failures', { provider: 'RasClient', eventId: 20227, signal, ...said });
const device = (signal: SignalClass): Fact => fact('dial-failures', { provider: 'charon', eventId: 0, interfaceName: 'azure', signal });

describe('A1, RemoteAccess events', () => {
  it.each<[string, Fact[], string]>([
    ['no event at all', [], 'cannot-tell'],
    ['events of RasClient only', [rasClient('no-answer')], 'cannot-tell'],
    ['events without a failure', [fact('event-log-seen')], 'ok'],
    ['a Security log without a failure', [fact('event-log-seen', { provider: 'Microsoft-Windows-Security-Auditing' })], 'cannot-tell'],
    ['a System log of other services only', [fact('event-log-seen', { provider: 'Service Control Manager' })], 'cannot-tell'],
    ['an update and a restart', [fact('system-events'), fact('service-changes', { change: 'running' })], 'cannot-tell'],
    ['a negotiation that this host began and that nobody answered', [fact('ike-failures')], 'no-answer'],
    ['a stranger that knocks at the server', [fact('ike-failures', { role: 'responder' })], 'cannot-tell'],
    [
      'the gateway that knocks in vain',
      [fact('ike-failures', { role: 'responder', signal: 'ike-policy' }), fact('azure-gateway', { publicAddresses: ['198.51.100.20'] })],
      'ike-policy',
    ],
    [
      'another peer than the gateway',
      [fact('ike-failures', { remoteAddress: '10.0.0.9' }), fact('azure-gateway', { publicAddresses: ['198.51.100.20'] })],
      'cannot-tell',
    ],
    ['IPsec extended mode, which the tunnel does not use', [fact('ike-failures', { phase: 'extended' })], 'cannot-tell'],
    [
      'a negotiation that failed before the tunnel came up',
      [fact('ike-failures'), fact('dial-successes', { provider: 'RemoteAccess', span: span(5) })],
      'ok',
    ],
    [
      'a stopped IKEEXT',
      [fact('host-trouble', { provider: 'Service Control Manager', eventId: 7036, signal: 'service-down' })],
      'service-down',
    ],
    ['an interface that connected', [fact('dial-successes', { provider: 'RemoteAccess' })], 'ok'],
    ['809', [rras('no-answer')], 'no-answer'],
    ['13801', [rras('authentication')], 'authentication'],
    ['an identity that was not accepted', [rras('peer-identity')], 'authentication'],
    ['13806', [rras('certificate')], 'certificate'],
    ['13868', [rras('ike-policy')], 'ike-policy'],
    ['a phase-two policy, which Windows does not tell apart', [rras('ipsec-policy')], 'ike-policy'],
    ['13999', [rras('traffic-selectors')], 'traffic-selectors'],
    ['13880', [rras('ike-version')], 'ike-version'],
    ['827', [rras('service-down')], 'service-down'],
    ['20063', [fact('host-trouble', { eventId: 20063, signal: 'service-down' })], 'service-down'],
    ['20177', [fact('host-trouble', { eventId: 20177, signal: 'other', interfaceName: 'AzureGateway' })], 'interface-unreachable'],
    [
      '20143',
      [fact('host-trouble', { eventId: 20143, signal: 'local-configuration', interfaceName: 'AzureGateway' })],
      'local-configuration',
    ],
    ['633', [rras('local-configuration')], 'local-configuration'],
    ['829', [rras('peer-lost')], 'peer-closed'],
    ['a code that nobody knows', [rras('other')], 'other-error'],
    ['a user who disconnected', [rras('user-action'), fact('event-log-seen')], 'ok'],
    [
      'an interface that an administrator turned off',
      [fact('host-trouble', { eventId: 20181, signal: 'user-action' }), fact('event-log-seen')],
      'ok',
    ],
  ])('%s', (_, facts, outcome) => expect(evaluate('A1', facts).outcome).toBe(outcome));

  it('names the interface that dials the peer of a failed negotiation, else the peer', () => {
    const failure = fact('ike-failures', { remoteAddress: '198.51.100.20' });
    const other = fact('rras-interface', { name: 'Lab', destinations: ['192.0.2.7'] });
    const azure = fact('rras-interface', { name: 'Azure', destinations: ['198.51.100.20'] });
    expect(evaluate('A1', [failure]).params).toMatchObject({ interface: '– (198.51.100.20)' });
    expect(evaluate('A1', [failure, other, azure]).params).toMatchObject({ interface: 'Azure' });
  });

  it('names interface, code, count and times', () => {
    const result = evaluate('A1', [rras('no-answer', { count: 6, span: span(2, 9) })]);
    expect(result.params).toEqual({ interface: 'AzureGateway', code: 809, count: 6, first: '12:02', last: '12:09', service: '–' });
    expect(result.citations).toHaveLength(1);
  });

  it('counts an attempt that succeeded afterwards as recovered, whichever log saw it', () => {
    const facts = [rras('no-answer', { span: span(0, 5) }), fact('dial-successes', { span: span(10) })];
    expect(evaluate('A1', facts).outcome).toBe('recovered');
  });

  it('takes only what failed after the last success', () => {
    const facts = [
      rras('no-answer', { count: 100, span: span(0, 5) }),
      fact('dial-successes', { span: span(10) }),
      rras('authentication', { code: 13801, count: 2, span: span(20, 21) }),
    ];
    expect(evaluate('A1', facts)).toMatchObject({ outcome: 'authentication', params: { code: 13801, count: 2 } });
  });

  it('a success of another interface recovers nothing', () => {
    const facts = [rras('no-answer', { span: span(0) }), fact('dial-successes', { interfaceName: 'Branch', span: span(10) })];
    expect(evaluate('A1', facts).outcome).toBe('no-answer');
  });

  it('a success at a local time of unknown zone recovers nothing unless it is later in every zone', () => {
    const failure = rras('no-answer', { span: span(0) });
    const later = { ...span(1, 1, false), firstMs: Date.UTC(2026, 10, 20), lastMs: Date.UTC(2026, 10, 20) };
    expect(evaluate('A1', [failure, fact('dial-successes', { span: span(10, 10, false) })]).outcome).toBe('no-answer');
    expect(evaluate('A1', [failure, fact('dial-successes', { span: later })]).outcome).toBe('recovered');
  });

  it('the class that still goes on wins over one that ended before it began', () => {
    const facts = [rras('no-answer', { count: 50, span: span(0, 10) }), rras('authentication', { count: 3, span: span(20, 22) })];
    expect(evaluate('A1', facts).outcome).toBe('authentication');
  });

  it('of classes that go on together the most frequent wins', () => {
    const facts = [rras('no-answer', { count: 50, span: span(0, 30) }), rras('authentication', { count: 3, span: span(20, 31) })];
    expect(evaluate('A1', facts).outcome).toBe('no-answer');
  });

  it('the back-off of an interface does not hide the error that led to it', () => {
    const facts = [
      rras('no-answer', { span: span(0, 10) }),
      fact('host-trouble', { eventId: 20177, signal: 'other', interfaceName: 'AzureGateway', span: span(11) }),
    ];
    expect(evaluate('A1', facts).outcome).toBe('no-answer');
  });

  it('a service that stopped counts until somebody dials again', () => {
    const stopped = fact('host-trouble', { span: span(20) });
    expect(evaluate('A1', [rras('no-answer', { span: span(0, 10) }), stopped]).outcome).toBe('service-down');
    expect(evaluate('A1', [rras('no-answer', { span: span(0, 30) }), stopped]).outcome).toBe('no-answer');
  });

  it('of two interfaces the broken one is reported and both are cited', () => {
    const facts = [
      fact('dial-failures', { interfaceName: 'Branch', span: span(0) }, 'branch.txt'),
      fact('dial-successes', { interfaceName: 'Branch', span: span(5) }),
      fact('dial-failures', { interfaceName: 'HQ', signal: 'authentication', span: span(0) }, 'hq.txt'),
    ];
    const result = evaluate('A1', facts);
    expect(result).toMatchObject({ outcome: 'authentication', params: { interface: 'HQ' } });
    expect(result.citations.map((c) => c.path)).toEqual(['hq.txt', 'branch.txt']);
  });
});

describe('A2, RasClient events', () => {
  const success = fact('dial-successes');
  it.each<[string, Fact[], string]>([
    ['no event', [], 'cannot-tell'],
    ['starts of attempts without an end', [fact('event-log-seen', { provider: 'RasClient' })], 'cannot-tell'],
    ['a connection', [success], 'ok'],
    ['809', [rasClient('no-answer')], 'no-answer'],
    [
      'a failure whose code was cut off, after dialling',
      [rasClient('other', { code: null }), fact('dial-attempts', { reached: 'dialling' })],
      'no-answer',
    ],
    [
      'a failure whose code was cut off, before dialling',
      [
        rasClient('other', { code: null }),
        fact('dial-attempts', { reached: 'started', count: 3 }),
        fact('dial-attempts', { reached: 'link' }),
      ],
      'local-configuration',
    ],
    ['a failure with a code, whatever the step', [rasClient('other', { code: 999 }), fact('dial-attempts')], 'dial-failed'],
    [
      'attempts of another interface',
      [rasClient('other', { code: null }), fact('dial-attempts', { interfaceName: 'Other' })],
      'dial-failed',
    ],
    ['13801', [rasClient('authentication')], 'authentication'],
    ['13806', [rasClient('certificate')], 'certificate'],
    ['13868', [rasClient('ike-policy')], 'ike-policy'],
    ['13880', [rasClient('ike-version')], 'ike-policy'],
    ['13999', [rasClient('traffic-selectors')], 'traffic-selectors'],
    ['829 after a connection', [success, rasClient('peer-lost', { span: span(5) })], 'peer-closed'],
    ['633', [rasClient('local-configuration')], 'local-configuration'],
    ['868', [rasClient('name-resolution')], 'name-resolution'],
    ['a code that nobody knows', [rasClient('other')], 'dial-failed'],
    ['a failure, then a connection', [rasClient('no-answer'), fact('dial-successes', { span: span(5) })], 'recovered'],
  ])('%s', (_, facts, outcome) => expect(evaluate('A2', facts).outcome).toBe(outcome));

  it('says beyond A1 how far the attempts with the same code came', () => {
    const attempts = [
      fact('dial-attempts', { reached: 'started', code: 868, count: 9 }),
      fact('dial-attempts', { reached: 'link', code: 13801, count: 2 }),
    ];
    expect(evaluate('A2', [rasClient('authentication', { code: 13801 }), ...attempts]).params).toMatchObject({ stage: 'link' });
    expect(evaluate('A2', [rasClient('authentication', { code: 13801 })]).params).toMatchObject({ stage: '–' });
  });
});

describe('A3, other VPN devices', () => {
  it.each<[string, Fact[], string]>([
    ['no log', [], 'cannot-tell'],
    ['Windows events only', [rras('no-answer'), rasClient('no-answer')], 'cannot-tell'],
    ['an established tunnel', [fact('dial-successes', { provider: 'charon' })], 'ok'],
    ['no answer', [device('no-answer')], 'no-answer'],
    ['AUTHENTICATION_FAILED', [device('authentication')], 'authentication'],
    ['NO_PROPOSAL_CHOSEN in phase 1', [device('ike-policy')], 'ike-policy'],
    ['NO_PROPOSAL_CHOSEN in phase 2', [device('ipsec-policy')], 'ipsec-policy'],
    ['INVALID_KE_PAYLOAD in phase 2', [device('pfs')], 'pfs'],
    ['TS_UNACCEPTABLE', [device('traffic-selectors')], 'traffic-selectors'],
    ['INVALID_MAJOR_VERSION', [device('ike-version')], 'ike-version'],
    ['an identity that does not match', [device('peer-identity')], 'peer-identity'],
    ['dead peer detection', [device('peer-lost')], 'peer-lost'],
    ['another error', [device('other')], 'other-error'],
    [
      'a failure before an established tunnel',
      [device('no-answer'), fact('dial-successes', { provider: 'charon', interfaceName: 'azure', span: span(9) })],
      'ok',
    ],
  ])('%s', (_, facts, outcome) => expect(evaluate('A3', facts).outcome).toBe(outcome));
});
