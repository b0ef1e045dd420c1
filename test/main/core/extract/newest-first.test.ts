import { expect, it } from 'vitest';
import { securityNames } from '#core/formats/windows-event/security-layouts.ts';
import { factsOfText } from '../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../helpers/knowledge.ts';

const security = 'Microsoft-Windows-Security-Auditing';
const values: Readonly<Record<string, string>> = {
  LocalAddress: '192.0.2.10',
  RemoteAddress: '198.51.100.20',
  LocalTunnelEndpoint: '192.0.2.10',
  RemoteTunnelEndpoint: '198.51.100.20',
  KeyModName: '%%8244',
  KeyingModuleName: '%%8244',
  FailurePoint: '%%8200',
  FailureReason: 'Policy match error',
  Role: '%%8205',
};

function event(provider: string, id: number, time: string, data: string): string {
  return `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="${provider}"/><EventID>${id}</EventID><Level>4</Level><TimeCreated SystemTime="2024-03-18T${time}Z"/><Channel>x</Channel><Computer>H</Computer></System><EventData>${data}</EventData></Event>`;
}

function ike(id: number, count: number, time: string): string {
  const data = securityNames(id, count)!.map((name) => `<Data Name="${name}">${values[name] ?? '-'}</Data>`);
  return event(security, id, time, data.join(''));
}

function dial(id: number, attempt: number, time: string, ...more: string[]): string {
  const strings = [`{B4000371-A67F-452F-AA4C-3125AA9CFC0${attempt}}`, 'SYSTEM', 'AzureGateway', ...more];
  return event('RasClient', id, time, strings.map((value) => `<Data>${value}</Data>`).join(''));
}

const log = [
  dial(20221, 1, '08:00:00', 's'),
  dial(20222, 1, '08:00:00', 'd'),
  dial(20223, 1, '08:00:01'),
  ike(4650, 17, '08:00:02'),
  ike(5451, 24, '08:00:02'),
  dial(20225, 1, '08:00:03'),
  ike(4655, 4, '09:00:00'),
  dial(20226, 1, '09:00:00', '829'),
  ...[2, 3].flatMap((n) => [
    dial(20221, n, `1${n}:00:00`, 's'),
    dial(20222, n, `1${n}:00:01`, 'd'),
    ike(4653, 16, `1${n}:00:20`),
    dial(20227, n, `1${n}:00:30`, n === 2 ? '809' : '13868'),
  ]),
];

/** Facts without the places of their records, in one order. */
function facts(events: readonly string[]): unknown[] {
  const places = new Set(['citation', 'citations', 'by']);
  return factsOfText('events.xml', Buffer.from(events.join('\n')), knowledge)
    .facts.map((fact) => JSON.stringify(fact, (key, value) => (places.has(key) ? 0 : value)))
    .toSorted()
    .map((text) => JSON.parse(text));
}

it('a log that runs newest first, as exports do, tells the same as one that runs forward', () => {
  const forward = facts(log);
  expect(forward).toContainEqual(expect.objectContaining({ kind: 'ike-negotiation' }));
  expect(facts(log.toReversed())).toEqual(forward);
});

it('an attempt begins with its first event, whichever the log shows first', () => {
  const attempts = factsOfText('events.xml', Buffer.from(log.toReversed().join('\n')), knowledge).facts.filter(
    (f) => f.kind === 'dial-attempts',
  );
  expect(attempts.map((f) => f.kind === 'dial-attempts' && [f.reached, f.span.firstText])).toEqual([
    ['dialling', '2024-03-18T13:00:00Z'],
    ['dialling', '2024-03-18T12:00:00Z'],
    ['connected', '2024-03-18T08:00:00Z'],
  ]);
});
