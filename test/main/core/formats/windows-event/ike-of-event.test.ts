import { describe, expect, it } from 'vitest';
import { ikeOfEvent } from '#core/formats/windows-event/ike-of-event.ts';
import { loadAssets } from '../../../../../main/host/assets.ts';
import { factsOfText } from '../../../../helpers/facts-of-files.ts';

const security = 'Microsoft-Windows-Security-Auditing';

function ofSecurity(eventId: number, strings: readonly string[], code: number | null = null) {
  return ikeOfEvent({ provider: security, eventId, strings, code, interfaceName: null });
}

const principals = ['hq.contoso.example', '-'];
const ends = ['192.0.2.10', '500', '198.51.100.20', '500'];
const mainModeCrypto = ['%%8237', '%%8242', '%%8232', '480', '0', '%%8205', '%%8217', '71211', '1207'];
const flow = ['10.50.0.0', '255.255.0.0', '0', '192.0.2.10', '10.1.0.0', '255.255.255.0', '0'];

describe('events of the Security log', () => {
  it('4650: a main mode that came up, with what was agreed', () => {
    expect(ofSecurity(4650, [...principals, ...ends, '%%8244', '%%8193', ...mainModeCrypto])).toMatchObject({
      witness: 'windows',
      step: 'established',
      sa: 'ike',
      version: 2,
      local: { address: '192.0.2.10', port: 500 },
      remote: { address: '198.51.100.20', port: 500 },
      isInitiator: true,
      identities: [{ whose: 'local', type: '', value: 'hq.contoso.example' }],
      chosen: {
        protocol: 'ike',
        transforms: [
          { type: 'encryption', name: 'AES-CBC-256', id: null },
          { type: 'integrity', name: 'SHA2-256', id: null },
          { type: 'dh-group', name: '14', id: null },
          { type: 'lifetime-seconds', name: '28800', id: null },
        ],
      },
    });
  });

  it.each([
    ['English', ['AES-256', 'SHA 256', 'DH group 14'], ['AES-CBC-256', 'SHA2-256', '14']],
    ['German', ['AES 256', 'SHA-256', 'DH-Gruppe 14'], ['AES-CBC-256', 'SHA2-256', '14']],
    ['Japanese', ['AES-256', 'SHA 384', 'DH グループ ECP 384'], ['AES-CBC-256', 'SHA2-384', '20']],
    ['German without a group', ['AES-128', 'SHA1', 'Keine'], ['AES-CBC-128', 'SHA1']],
    ['Russian without integrity', ['AES-128', 'Нет', 'Группа DH 2'], ['AES-CBC-128', '2']],
  ])('4650 whose message is %s: the algorithms have the same names', (_language, [cipher, hash, group], names) => {
    const event = ofSecurity(4650, [...principals, ...ends, 'IKEv2', '-', cipher!, hash!, group!, '480', '0', '%%8205', '-', '1', '2']);
    const told = event?.chosen?.transforms.filter((t) => t.type !== 'lifetime-seconds').map((t) => t.name);
    expect(told).toEqual(names);
  });

  it.each([
    [4653, 13813, 'no-answer'],
    [4653, 13864, 'ike-policy'],
    [4653, 13847, 'authentication'],
    [4984, 13905, 'authentication'],
    [4654, 13874, 'ipsec-policy'],
    [4654, 13802, 'ipsec-policy'],
    [4653, 13802, 'ike-policy'],
  ])('%i: code %i is the fault %s, as its finding has it', (id, code, fault) =>
    expect(ikeOfEvent({ provider: security, eventId: id, strings: [], code, interfaceName: null })?.fault).toBe(fault),
  );

  it('4653: a main mode that failed, with its cookies and the end that gave up', () => {
    const strings = [
      ...principals,
      ...ends,
      '%%8244',
      '%%8200',
      'IKE authentication credentials are unacceptable',
      '%%8193',
      '%%8202',
      '%%8206',
      '%%8217',
      '1234',
      'db55d3767e51b422',
      '0000000000000000',
    ];
    expect(ofSecurity(4653, strings, 13_801)).toMatchObject({
      step: 'failed',
      sa: 'ike',
      isInitiator: false,
      code: 13_801,
      fault: 'authentication',
      gaveUp: 'remote',
      initiatorSpi: 'db55d3767e51b422',
      responderSpi: null,
    });
  });

  it('4654: a quick mode that failed, with the traffic it was for', () => {
    const strings = [
      ...flow,
      '198.51.100.20',
      '0',
      '0.0.0.0',
      '%%8222',
      '%%8199',
      'Policy match error',
      '%%8213',
      '%%8208',
      '%%8205',
      '7',
      '71212',
      '1207',
    ];
    const event = ofSecurity(4654, strings, 13_868);
    expect(event).toMatchObject({ step: 'failed', sa: 'child', version: 1, fault: 'ipsec-policy', gaveUp: 'local', messageId: 7 });
    expect([event?.local?.address, event?.remote?.address]).toEqual(['192.0.2.10', '198.51.100.20']);
    expect(event?.selectors.map((s) => s.selector.range)).toEqual(['10.50.0.0/16', '10.1.0.0/24']);
  });

  it.each([
    [4655, ['192.0.2.10', '198.51.100.20', '%%8244', '1207'], { step: 'deleted', sa: 'ike', version: 2 }],
    [4976, ['192.0.2.10', '198.51.100.20', '%%8222'], { direction: 'received', step: 'other', sa: 'ike', version: 1 }],
    [4977, ['192.0.2.10', '198.51.100.20', '%%8222'], { direction: 'received', step: 'other', sa: 'child' }],
    [4978, ['192.0.2.10', '198.51.100.20', '%%8223'], { direction: 'received', step: 'other', sa: null, version: null }],
  ])('%i', (eventId, strings, told) => {
    expect(ofSecurity(eventId, strings)).toMatchObject({ ...told, remote: { address: '198.51.100.20', port: null } });
  });

  it('5451: a quick mode that came up', () => {
    const strings = [
      ...flow,
      '-',
      '198.51.100.20',
      '0',
      '%%8244',
      '-',
      '%%8242',
      '%%8237',
      '3600',
      '102400000',
      '0',
      '%%8213',
      '%%8205',
      '1',
      '1207',
      '1',
      '123',
      '456',
    ];
    expect(ofSecurity(5451, strings)).toMatchObject({
      step: 'established',
      sa: 'child',
      version: 2,
      remote: { address: '198.51.100.20' },
      chosen: { protocol: 'esp' },
    });
  });

  it.each([
    [4960, 'STATUS_IPSEC_INTEGRITY_CHECK_FAILED'],
    [4961, 'STATUS_IPSEC_REPLAY_CHECK_FAILED'],
    [4965, 'STATUS_IPSEC_BAD_SPI'],
  ])('%i: the IPsec driver dropped a packet', (eventId, reason) => {
    expect(ofSecurity(eventId, ['198.51.100.20', '3282170548'])?.dropped).toEqual({ by: 'ipsec', protocol: null, filter: null, reason });
  });

  it.each([
    ['UDP 500 going out', ['%%14593', '192.0.2.10', '500', '198.51.100.20', '500', '17'], ['sent', '198.51.100.20', 'udp']],
    ['ESP coming in', ['%%14592', '198.51.100.20', '0', '192.0.2.10', '0', '50'], ['received', '198.51.100.20', 'esp']],
    ['DNS', ['%%14593', '192.0.2.10', '53', '198.51.100.20', '53', '17'], [undefined, undefined, undefined]],
  ])('5152: a filter dropped %s', (_name, told, expected) => {
    const event = ofSecurity(5152, ['4', 'System', ...told, '66241', '%%14597', '13']);
    expect([event?.direction, event?.remote?.address, event?.dropped?.protocol]).toEqual(expected);
  });

  it('says nothing of an event that is about something else', () => {
    expect(ofSecurity(4624, [])).toBeNull();
    expect(ikeOfEvent({ provider: 'RasClient', eventId: 20_224, strings: [], code: null, interfaceName: null })).toBeNull();
  });
});

it.each([
  ['RasClient', 20_227, 809, 'no-answer'],
  ['RemoteAccess', 20_111, 13_801, 'authentication'],
  ['RemoteAccess', 20_111, 691, undefined],
])('%s %i with code %i', (provider, eventId, code, fault) => {
  expect(ikeOfEvent({ provider, eventId, strings: [], code, interfaceName: 'AzureGateway' })?.fault).toBe(fault);
});

it('drops in the Security log are facts', () => {
  const event = (id: number, data: string) =>
    `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='${security}'/><EventID>${id}</EventID><TimeCreated SystemTime='2026-11-22T07:00:00Z'/><Channel>Security</Channel><Computer>HQ</Computer></System><EventData>${data}</EventData></Event>`;
  const text = `${event(4965, '<Data Name="RemoteAddress">198.51.100.20</Data><Data Name="SPI">3282170548</Data>')}\n`;
  expect(factsOfText('security.xml', Buffer.from(text), loadAssets().knowledge).facts).toMatchObject([
    {
      kind: 'undelivered-packets',
      localAddress: null,
      remoteAddress: '198.51.100.20',
      protocol: 'esp',
      direction: 'received',
      reason: 'own-ipsec',
      by: 'STATUS_IPSEC_BAD_SPI',
    },
  ]);
});
