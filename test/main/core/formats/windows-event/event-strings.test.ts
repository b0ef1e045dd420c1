import { describe, expect, it } from 'vitest';
import { format as list } from '#core/formats/windows-eventlog-list/format.ts';
import { format as xml } from '#core/formats/windows-event-xml/format.ts';
import { dataOf, readText } from '../parse-text.ts';

const coId = '{B4000371-A67F-452F-AA4C-3125AA9CFC78}';

function read(source: string, id: number, values: readonly (readonly [name: string, value: string])[], binary = '') {
  const data = values.map(([name, value]) => `<Data${name === '' ? '' : ` Name="${name}"`}>${value}</Data>`).join('');
  const text = `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="${source}"/><EventID>${id}</EventID><Level>3</Level><TimeCreated SystemTime="2020-03-23T19:40:08.2253010Z"/><Channel>System</Channel><Computer>H</Computer></System><EventData>${data}${binary === '' ? '' : `<Binary>${binary}</Binary>`}</EventData></Event>`;
  return dataOf(readText(xml, text), 'windows-event')[0];
}

const unnamed = (...values: string[]) => values.map((value) => ['', value] as const);

describe('the strings of an event of RRAS', () => {
  it('have {NA} in the place of a CoId that there is none of', () => {
    const event = read(
      'RemoteAccess',
      20271,
      unnamed('{NA}', 'corinne', '123.207.87.250', 'The remote connection was denied', '0x10'),
      'B3020000',
    );
    expect(event).toMatchObject({ user: 'corinne', code: 691, correlationId: null });
  });

  it.each([
    [20274, ['', coId, 'meg', 'VPN2-4', '10.0.0.9']],
    [20272, [coId, '', 'meg', 'VPN2-4', '3/18/2024']],
    [20250, ['{00000000-0000-0000-0000-000000000000}', coId, 'meg', 'VPN2-4']],
  ])('of %i have an empty one before or behind it', (id, values) => {
    expect(read('RemoteAccess', id, unnamed(...values))).toMatchObject({ user: 'meg', correlationId: coId.slice(1, -1) });
  });

  it('of the start of an attempt name the kind and the profile before the connection, in some releases', () => {
    const long = read('RasClient', 20221, unnamed(coId, 'SYSTEM', 'VPN', 'all-user', 'AzureGateway', 'VpnStrategy = IKEv2'));
    const short = read('RasClient', 20221, unnamed(coId, 'SYSTEM', 'AzureGateway', 'VpnStrategy = IKEv2'));
    for (const event of [long, short]) expect(event).toMatchObject({ user: 'SYSTEM', interfaceName: 'AzureGateway', code: null });
  });

  it('with the text of an error alone tell its code, of incoming attempts too', () => {
    const event = read('RemoteAccess', 20255, unnamed(coId, 'VPN2-4', 'AzureGateway', 'IKE authentication credentials are unacceptable'));
    expect(event).toMatchObject({ user: 'AzureGateway', code: 13801 });
  });

  it('name the interface by the message where a list took a comma in it for one between two', () => {
    const text = `EventID            : 20111
Data               : {41, 3, 0, 0}
EntryType          : Error
Message            : RoutingDomainID- {00000000-0000-0000-0000-000000000000}: A demand dial connection to the remote interface
                     Azure, West on port VPN2-4 was successfully initiated but failed to complete successfully because of
                     the following error: The remote server is not responding.
Source             : RemoteAccess
ReplacementStrings : {{00000000-0000-0000-0000-000000000000}, Azure, West, VPN2-4...}
InstanceId         : 20111
TimeGenerated      : 3/18/2024 1:26:02 PM
`;
    expect(dataOf(readText(list, text), 'windows-event')).toMatchObject([{ interfaceName: 'Azure, West', code: 809 }]);
  });
});

it.each([
  ['868', 868],
  ['0x329', 809],
  ['0', null],
  ['x', null],
])('the error of the log of the VPN client is read under its name: %s', (value, code) => {
  expect(read('Microsoft-Windows-VPN-Client', 10005, [['ErrorCode', value]])).toMatchObject({ code, data: [{ name: 'ErrorCode', value }] });
});
