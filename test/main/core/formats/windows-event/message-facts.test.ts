import { describe, expect, it } from 'vitest';
import { format as clixml } from '#core/formats/windows-event-clixml/format.ts';
import { samples as clixmlSamples } from '#core/formats/windows-event-clixml/samples.ts';
import { format as json } from '#core/formats/windows-event-json/format.ts';
import { format as text } from '#core/formats/windows-event-text/format.ts';
import { factsOfText } from '../../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../../helpers/knowledge.ts';
import { dataOf, readText } from '../parse-text.ts';

type Given = { readonly source: string; readonly id: number; readonly values: readonly string[]; readonly message: string };

const nil = '{00000000-0000-0000-0000-000000000000}';
const coId = '{B4000371-A67F-452F-AA4C-3125AA9CFC78}';

function asXml({ source, id, values }: Given): string {
  const data = values.map((value) => `<Data>${value}</Data>`).join('');
  return `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="${source}"/><EventID>${id}</EventID><Level>2</Level><TimeCreated SystemTime="2024-03-18T13:26:02Z"/><Channel>System</Channel><Computer>H</Computer></System><EventData>${data}</EventData></Event>`;
}

function asText({ source, id, message }: Omit<Given, 'values'>, date = '2024-03-18T22:26:02.000'): string {
  return `Event[0]:\n  Log Name: System\n  Source: ${source}\n  Date: ${date}\n  Event ID: ${id}\n  Task: N/A\n  Level: Error\n  Opcode: N/A\n  Keyword: Classic\n  User: N/A\n  User Name: N/A\n  Computer: H\n  Description:\n${message}\n`;
}

/** Facts without what the export cannot tell: the zone of the time, and where the event stands. */
function facts(words: string): unknown {
  const open = new Set(['citations', 'citation', 'span', 'utc', 'timeText', 'lastText', 'ms', 'lastMs', 'text']);
  return JSON.parse(
    JSON.stringify(factsOfText('events.txt', Buffer.from(words), knowledge).facts, (key, value) => (open.has(key) ? 0 : value)),
  );
}

const link = 'Azure Gateway';
const unreachable = (id: number, why: string): Given => ({
  source: 'RemoteAccess',
  id,
  values: [nil, link],
  message: `RoutingDomainID- ${nil}: Interface ${link} is unreachable because ${why}.`,
});
const rras = (id: number, values: readonly string[], message: string): Given => ({
  source: 'RemoteAccess',
  id,
  values: [nil, ...values],
  message: `RoutingDomainID- ${nil}: ${message}`,
});
const refused = 'IKE authentication credentials are unacceptable';
/** Messages of mprlog.h, and of RasClient from Microsoft's pages. */
const given: readonly Given[] = [
  rras(20105, [link, 'x'], `Unable to load the interface ${link} from the registry. The following error occurred: x`),
  rras(
    20106,
    [link, 'IP', 'x'],
    `Unable to add the interface ${link} with the Router Manager for the IP protocol. The following error occurred: x`,
  ),
  rras(
    20125,
    [link, refused],
    `A Demand Dial persistent connection to the remote interface ${link} failed to be initated succesfully. The following error occurred: ${refused}`,
  ),
  rras(
    20138,
    [link, refused],
    `A Demand Dial connection to the remote interface ${link} failed to be initated succesfully. The following error occurred: ${refused}`,
  ),
  rras(
    20143,
    [link],
    `Unable to load the interface ${link} from the registry. There are no routing enabled ports available for use by this demand dial interface.`,
  ),
  rras(
    20158,
    ['CONTOSO\\meg', link, 'VPN2-4'],
    `The user CONTOSO\\meg successfully established a connection to ${link} using the device VPN2-4.`,
  ),
  rras(
    20159,
    [link, 'CONTOSO\\meg', 'VPN2-4'],
    `The connection to ${link} made by user CONTOSO\\meg using device VPN2-4 was disconnected.`,
  ),
  rras(20177, [link, 'x'], `Interface ${link} is unreachable because of reason x.`),
  rras(20178, [link], `Interface ${link} is now reachable.`),
  unreachable(20180, 'the connection attempt failed'),
  unreachable(20181, 'it has been administratively disabled'),
  unreachable(20184, 'it is not currently connected to the network'),
  rras(20186, [link], `Interface ${link} is now reachable.`),
  rras(
    20255,
    ['VPN2-4', 'AzureGateway', refused],
    `The following error occurred in the Point to Point Protocol module on port: VPN2-4, UserName: AzureGateway. ${refused}`,
  ),
  {
    source: 'RasClient',
    id: 20220,
    values: [link, 'VPN2-4', '809'],
    message: `The connection to ${link} made using device VPN2-4 was terminated. The error code returned on failure is 809.`,
  },
];

describe('the message of an event of RRAS tells what its values tell', () => {
  it.each(given.map((event) => ({ ...event, title: `${event.source} ${event.id}` })))('$title', (event) => {
    const [fromXml, fromText] = [facts(asXml(event)), facts(asText(event))];
    expect(fromText).toEqual(fromXml);
    expect(fromText).not.toEqual([]);
  });

  it.each([
    'dialed a connection named Azure Gateway which has failed. The error code returned on failure is 809.',
    'dialed a connection named Azure Gateway that has failed. The error code returned on failure is 809.',
  ])('as Microsoft quotes it: %s', (words) => {
    const message = `CoId=${coId}: The user SYSTEM ${words}`;
    expect(dataOf(readText(text, asText({ source: 'RasClient', id: 20227, message })), 'windows-event')).toMatchObject([
      { interfaceName: 'Azure Gateway', user: 'SYSTEM', code: 809 },
    ]);
  });

  it.each([
    [
      'es',
      'El usuario SYSTEM marcó una conexión con el nombre Azure Gateway que no se pudo establecer. El código de error devuelto es 809.',
    ],
    [
      'it',
      "L'utente SYSTEM ha composto una connessione denominata Azure Gateway che non è riuscita. Il codice di errore restituito è 809.",
    ],
    ['pt', 'O usuário SYSTEM discou uma conexão denominada Azure Gateway que falhou. O código de erro retornado é 809.'],
    ['zh', '用户 SYSTEM 拨了一个名为 Azure Gateway 的连接，此连接已失败。失败时返回的错误代码为 809。'],
    ['ko', 'SYSTEM 사용자가 Azure Gateway(이)라는 이름의 연결에 전화를 걸었으나 실패했습니다. 실패 시 반환된 오류 코드는 809입니다.'],
  ])('by the word for a name in %s', (_language, words) => {
    const [event] = dataOf(readText(text, asText({ source: 'RasClient', id: 20227, message: `CoId=${coId}: ${words}` })), 'windows-event');
    expect(event).toMatchObject({ interfaceName: 'Azure Gateway', code: 809 });
  });

  it('a name in quotes is taken whole', () => {
    const message = (name: string) =>
      `CoId=${coId}: Der Benutzer "SYSTEM" hat eine Verbindung mit dem Namen ${name} gewählt, die Verbindung konnte jedoch nicht hergestellt werden. Der Ursachencode lautet: 809.`;
    for (const name of ['"Azure, West"', '„Azure, West“', '« Azure, West »'])
      expect(
        dataOf(readText(text, asText({ source: 'RasClient', id: 20227, message: message(name) })), 'windows-event'),
        name,
      ).toMatchObject([{ interfaceName: 'Azure, West', user: 'SYSTEM', code: 809 }]);
  });
});

describe('a change of the clock', () => {
  const source = 'Microsoft-Windows-Kernel-General';
  const at = (time: string) => `\u200E2024\u200E-\u200E03\u200E-\u200E18T${time}.500000000Z`;
  const stepOf = (words: string) =>
    factsOfText('events.txt', Buffer.from(words), knowledge).facts.map((f) => (f.kind === 'system-events' ? f.clockStepMs : f.kind));

  it.each([
    ['English', `The system time has changed to ${at('13:26:02')} from ${at('13:20:02')}.`],
    ['Japanese', `システム時刻が ${at('13:20:02')} から ${at('13:26:02')} に変更されました。`],
    ['a language that is not known, by the time of the event', `x ${at('13:20:02')} y ${at('13:26:02')} z`],
    ['the other way round', `x ${at('13:26:02')} y ${at('13:20:02')} z`],
  ])('is read from the message: %s', (_name, message) => {
    expect(stepOf(asText({ source, id: 1, message }))).toEqual([360_000]);
  });

  it('by whole quarters of an hour is told by the sentence, or not at all', () => {
    const [old, now] = [at('12:26:02'), at('13:26:02')];
    expect(stepOf(asText({ source, id: 1, message: `The system time has changed to ${now} from ${old}.` }))).toEqual([3_600_000]);
    expect(stepOf(asText({ source, id: 1, message: `システム時刻が ${old} から ${now} に変更されました。` }))).toEqual([3_600_000]);
    expect(stepOf(asText({ source, id: 1, message: `x ${old} y ${now} z` }))).toEqual([]);
  });

  it.each([
    ['Windows PowerShell 5.1', '/Date(1710768362500)/', '/Date(1710768002500)/'],
    ['PowerShell 7', '2024-03-18T22:26:02.5000000+09:00', '2024-03-18T22:20:02.5000000+09:00'],
  ])('is read from the values that %s writes', (_name, now, old) => {
    const event = { Id: 1, ProviderName: source, TimeCreated: now, Properties: [now, old, 1].map((Value) => ({ Value })), Message: 'x' };
    expect(stepOf(JSON.stringify(event))).toEqual([360_000]);
  });
});

it.each([
  ['zh', 'Routing and Remote Access 服务处于 停止 状态。', 'RemoteAccess', 'stopped'],
  ['zh', 'IKE and AuthIP IPsec Keying Modules 服务处于 正在运行 状态。', 'IKEEXT', 'running'],
  ['ko', 'Routing and Remote Access 서비스가 중지 상태로 들어갔습니다.', 'RemoteAccess', 'stopped'],
  ['ko', 'Base Filtering Engine 서비스가 실행 상태로 들어갔습니다.', 'BFE', 'running'],
  ['pt', 'O serviço Roteamento e Acesso Remoto entrou no estado parado.', 'RemoteAccess', 'stopped'],
  ['pt', 'O serviço Roteamento e Acesso Remoto entrou no estado em execução.', 'RemoteAccess', 'running'],
  ['es', 'El servicio Enrutamiento y acceso remoto entró en estado detenido.', 'RemoteAccess', 'stopped'],
  ['it', 'Servizio Routing e Accesso remoto entrato nello stato arrestato.', 'RemoteAccess', 'stopped'],
  ['it', 'Servizio Moduli di impostazione chiavi IPSec IKE e AuthIP entrato nello stato in esecuzione.', 'IKEEXT', 'running'],
])('a service of which only the message tells (%s: %s)', (_language, message, service, change) => {
  expect(facts(asText({ source: 'Service Control Manager', id: 7036, message }))).toContainEqual(
    expect.objectContaining({ kind: 'service-changes', service, change }),
  );
});

describe('values that PowerShell did not write because they lay too deep', () => {
  const message =
    'CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: The user SYSTEM dialed a connection named AzureGateway which has failed. The error code returned on failure is 809.';

  it('bytes are read from the words that stand for them', () => {
    const event = {
      Id: 20111,
      ProviderName: 'RemoteAccess',
      TimeCreated: '/Date(1710768561000)/',
      Properties: [nil, 'AzureGateway', 'VPN2-4', 'x', '41 3 0 0'].map((Value) => ({ Value })),
      Message: 'x',
    };
    expect(dataOf(readText(json, JSON.stringify(event)), 'windows-event')).toMatchObject([
      { strings: [nil, 'AzureGateway', 'VPN2-4', 'x'], dataBytes: [41, 3, 0, 0], code: 809 },
    ]);
  });

  it('in CLIXML the names of their types stand for them, and the message is read', () => {
    const cut = clixmlSamples[0]!.text
      .replaceAll(
        /<Obj RefId="\d"><Props><S N="Value">[^<]*<\/S><\/Props><\/Obj>/g,
        '<S>System.Diagnostics.Eventing.Reader.EventProperty</S>',
      )
      .replace('The error code returned_x000A_on failure is 809.', message);
    expect(dataOf(readText(clixml, cut), 'windows-event')).toMatchObject([
      { interfaceName: 'AzureGateway', user: 'SYSTEM', code: 809, strings: [] },
    ]);
  });
});
