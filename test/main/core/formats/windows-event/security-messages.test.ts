import { describe, expect, it } from 'vitest';
import { securityNames } from '#core/formats/windows-event/security-layouts.ts';
import { parameterText } from '#core/formats/windows-event/security-parameters.ts';
import { format as csv } from '#core/formats/windows-event-csv/format.ts';
import { format as list } from '#core/formats/windows-eventlog-list/format.ts';
import { format as xml } from '#core/formats/windows-event-xml/format.ts';
import { factsOfText } from '../../../../helpers/facts-of-files.ts';
import { knowledge } from '../../../../helpers/knowledge.ts';
import { dataOf, readText } from '../parse-text.ts';

/** Lines of the messages of Microsoft-Windows-Security-Auditing (Windows 10 and 11): a label with the number of its value or its fixed word; a heading has none. */
const certificate = (whose: string, at: number) => `${whose} Certificate|SHA Thumbprint=${at}|Issuing CA=${at + 1}|Root CA=${at + 2}`;
const twoEnds =
  'Local Endpoint|Principal Name=1|Network Address=3|Keying Module Port=4|Remote Endpoint|Principal Name=2|Network Address=5|Keying Module Port=6';
const certifiedEnds = `Local Endpoint|Principal Name=1|Network Address=9|Keying Module Port=10|${certificate('Local', 2)}|Remote Endpoint|Principal Name=5|Network Address=11|Keying Module Port=12|${certificate('Remote', 6)}`;
const qmLocal = 'Local Endpoint|Network Address=1|Network Address mask=2|Port=3|Tunnel Endpoint=4|Remote Endpoint|Network Address=5';
const quickMode = `${qmLocal}|Network Address Mask=6|Port=7|Private Address=8|Tunnel Endpoint=9|Protocol=10|Keying Module Name=11|Cryptographic Information|Integrity Algorithm - AH=12|Integrity Algorithm - ESP=13|Encryption Algorithm=14|Security Association Information|Lifetime - seconds=15|Lifetime - data=16|Lifetime - packets=17|Mode=18|Role=19|Quick Mode Filter ID=20|Main Mode SA ID=21|Quick Mode SA ID=22|Additional Information|Inbound SPI=23|Outbound SPI=24`;
const tunnelOf = (at: number) => `Virtual Interface Tunnel ID=${at}|Traffic Selector ID=${at + 1}`;
const authIpHead = `${twoEnds}|Main Mode Cryptographic Information|Cipher Algorithm=8|Integrity Algorithm=9|Diffie-Hellman Group=10|Main Mode Security Association|Lifetime (minutes)=11|Quick Mode Limit=12|Main Mode SA ID=16|Main Mode Additional Information|Keying Module Name:AuthIP|Authentication Method=7|Role=13|Impersonation State=14|Main Mode Filter ID=15`;
const fourOfCert = (at: number) =>
  `Principal Name=${at}|Certificate SHA Thumbprint=${at + 1}|Certificate Issuing CA=${at + 2}|Certificate Root CA=${at + 3}`;
const spi = 'Remote Network Address=1|Inbound SA SPI=2';
const badPacket = 'Local Network Address=1|Remote Network Address=2|Keying Module Name=3';
const blocked =
  'Application Information|Process ID=1|Application Name=2|Network Information|Direction=3|Source Address=4|Source Port=5|Destination Address=6|Destination Port=7|Protocol=8|Filter Information|Filter Run-Time ID=9|Layer Name=10|Layer Run-Time ID=11';
const templates: readonly (readonly [id: number, template: string])[] = [
  [
    4616,
    'Subject|Security ID=1|Account Name=2|Account Domain=3|Logon ID=4|Process Information|Process ID=7|Name=8|Previous Time=5|New Time=6',
  ],
  [
    4650,
    `${twoEnds}|Security Association Information|Lifetime (minutes)=12|Quick Mode Limit=13|Main Mode SA ID=17|Cryptographic Information|Cipher Algorithm=9|Integrity Algorithm=10|Diffie-Hellman Group=11|Additional Information|Keying Module Name=7|Authentication Method=8|Role=14|Impersonation State=15|Main Mode Filter ID=16`,
  ],
  [
    4651,
    `${certifiedEnds}|Cryptographic Information|Cipher Algorithm=15|Integrity Algorithm=16|Diffie-Hellman Group=17|Security Association Information|Lifetime (minutes)=18|Quick Mode Limit=19|Main Mode SA ID=23|Additional Information|Keying Module Name=13|Authentication Method=14|Role=20|Impersonation State=21|Main Mode Filter ID=22`,
  ],
  [
    4652,
    `${certifiedEnds}|Additional Information|Keying Module Name=13|Authentication Method=16|Role=18|Impersonation State=19|Main Mode Filter ID=20|Failure Information|Failure Point=14|Failure Reason=15|State=17|Initiator Cookie=21|Responder Cookie=22`,
  ],
  [
    4653,
    `${twoEnds}|Additional Information|Keying Module Name=7|Authentication Method=10|Role=12|Impersonation State=13|Main Mode Filter ID=14|Failure Information|Failure Point=8|Failure Reason=9|State=11|Initiator Cookie=15|Responder Cookie=16`,
  ],
  [
    4654,
    `${qmLocal}|Address Mask=6|Port=7|Tunnel Endpoint=8|Private Address=10|Additional Information|Protocol=9|Keying Module Name=11|${tunnelOf(20)}|Mode=14|Role=16|Quick Mode Filter ID=18|Main Mode SA ID=19|Failure Information|State=15|Message ID=17|Failure Point=12|Failure Reason=13`,
  ],
  [4655, `${badPacket}|Main Mode SA ID=4`],
  [4960, spi],
  [4961, spi],
  [4962, spi],
  [4963, spi],
  [4965, spi],
  [4976, badPacket],
  [4977, badPacket],
  [4978, badPacket],
  [
    4979,
    `${authIpHead}|Extended Mode Information|Local Principal Name=17|Remote Principal Name=18|Authentication Method=19|Impersonation State=20|Quick Mode Filter ID=21`,
  ],
  [
    4980,
    `${authIpHead}|Extended Mode Local Endpoint|${fourOfCert(17)}|Extended Mode Remote Endpoint|${fourOfCert(21)}|Extended Mode Additional Information|Authentication Method:SSL|Impersonation State=25|Quick Mode Filter ID=26`,
  ],
  [
    4981,
    `${certifiedEnds}|Cryptographic Information|Cipher Algorithm=13|Integrity Algorithm=14|Diffie-Hellman Group=15|Security Association Information|Lifetime (minutes)=16|Quick Mode Limit=17|Main Mode SA ID=21|Additional Information|Keying Module Name:AuthIP|Authentication Method:SSL|Role=18|Impersonation State=19|Main Mode Filter ID=20|Extended Mode Information|Local Principal Name=22|Remote Principal Name=23|Authentication Method=24|Impersonation State=25|Quick Mode Filter ID=26`,
  ],
  [
    4982,
    `Local Endpoint|Principal Name=1|Network Address:|Keying Module Port=9|${certificate('Local', 2)}|Remote Endpoint|Principal Name=5|Network Address=10|Keying Module Port=11|${certificate('Remote', 6)}|Cryptographic Information|Cipher Algorithm=12|Integrity Algorithm=13|Diffie-Hellman Group=14|Security Association Information|Lifetime (minutes)=15|Quick Mode Limit=16|Main Mode SA ID=20|Additional Information|Keying Module Name:AuthIP|Authentication Method:SSL|Role=17|Impersonation State=18|Main Mode Filter ID=19|Extended Mode Local Endpoint|${fourOfCert(21)}|Extended Mode Remote Endpoint|${fourOfCert(25)}|Extended Mode Additional Information|Authentication Method:SSL|Impersonation State=29|Quick Mode Filter ID=30`,
  ],
  [
    4983,
    `${certifiedEnds}|Additional Information|Keying Module Name:AuthIP|Authentication Method:SSL|Role=16|Impersonation State=17|Quick Mode Filter ID=18|Failure Information|Failure Point=13|Failure Reason=14|State=15`,
  ],
  [
    4984,
    `${twoEnds}|Additional Information|Keying Module Name:AuthIP|Authentication Method=9|Role=11|Impersonation State=12|Quick Mode Filter ID=13|Failure Information|Failure Point=7|Failure Reason=8|State=10`,
  ],
  [5044, 'Profile Changed=1|Modified Connection Security Rule|ID=2|Name=3'],
  [5049, 'Profile Changed=1|Deleted SA|ID=2|Name=3'],
  [5152, blocked],
  [5157, blocked],
  [5451, quickMode],
  [5451, `${quickMode}|${tunnelOf(25)}`],
  [
    5452,
    'Local Endpoint|Network Address=1|Port=2|Tunnel Endpoint=3|Remote Endpoint|Network Address=4|Port=5|Tunnel Endpoint=6|Additional Information|Protocol=7|Quick Mode SA ID=8',
  ],
  [
    5452,
    `${qmLocal}|Network Address mask=6|Port=7|Tunnel Endpoint=8|Additional Information|Protocol=9|Quick Mode SA ID=10|${tunnelOf(11)}`,
  ],
];

const values: Readonly<Record<string, string>> = {
  LocalAddress: '192.0.2.10',
  RemoteAddress: '198.51.100.20',
  LocalAddressMask: '255.255.255.255',
  RemoteAddressMask: '255.255.255.255',
  LocalTunnelEndpoint: '192.0.2.10',
  RemoteTunnelEndpoint: '198.51.100.20',
  LocalKeyModPort: '500',
  RemoteKeyModPort: '4500',
  KeyModName: '%%8244',
  KeyingModuleName: '%%8244',
  FailurePoint: '%%8200',
  FailureReason: 'Policy match error',
  Role: '%%8205',
  State: '%%8202',
  Direction: '%%14592',
  SourceAddress: '198.51.100.20',
  SourcePort: '500',
  DestAddress: '192.0.2.10',
  DestPort: '500',
  Protocol: '17',
  MMCipherAlg: '%%8217',
  MMLifetime: '480',
  LifetimeSeconds: '3600',
  InitiatorCookie: 'db55d3767e51b422',
  ResponderCookie: '0000000000000000',
  PreviousTime: '\u200E2024\u200E-\u200E03\u200E-\u200E18T13:20:02.500000000Z',
  NewTime: '\u200E2024\u200E-\u200E03\u200E-\u200E18T13:26:02.500000000Z',
};
const shownWords: Readonly<Record<string, string>> = { '%%14592': 'Inbound' };

function valuesFor(names: readonly string[]): readonly string[] {
  return names.map((name, i) => values[name] ?? `${name}-${i + 1}`);
}

function message(template: string, given: readonly string[]): string {
  const lines = template.split('|').map((line) => {
    const match = /^([^=:]+)(?:=(\d+)|:(.*))?$/.exec(line)!;
    if (match[2] === undefined) return match[3] === undefined ? `\n${match[1]}:` : `\t${match[1]}:\t\t${match[3]}`;
    const value = given[Number(match[2]) - 1]!;
    return `\t${match[1]}:\t\t${shownWords[value] ?? parameterText(value)}`;
  });
  return `An event of IPsec.\n${lines.join('\n')}`;
}

/** Largest number of a value, which is the count of values. */
function countOf(template: string): number {
  return Math.max(...[...template.matchAll(/=(\d+)/g)].map((m) => Number(m[1])));
}

const provider = 'Microsoft-Windows-Security-Auditing';

function asXml(id: number, names: readonly string[], given: readonly string[]): string {
  const data = names.map((name, i) => `<Data Name="${name}">${given[i]!}</Data>`).join('');
  return `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><Provider Name="${provider}"/><EventID>${id}</EventID><Level>0</Level><TimeCreated SystemTime="2024-03-18T13:26:02Z"/><Channel>Security</Channel><Computer>H</Computer></System><EventData>${data}</EventData></Event>`;
}

function asCsv(id: number, text: string): string {
  return `Keywords,Date and Time,Source,Event ID,Task Category\nAudit Success,3/18/2024 1:26:02 PM,${provider},${id},x,"${text}"\n`;
}

function asList(id: number, text: string): string {
  const lines = text.split('\n').map((line, i) => (i === 0 ? line : `               ${line}`));
  return `\nTimeCreated  : 3/18/2024 1:26:02 PM\nProviderName : ${provider}\nId           : ${id}\nMessage      : ${lines.join('\n')}\n\n\n`;
}

/** Facts without what the export cannot tell: the zone of the time, and where the event stands. */
function facts(text: string): unknown {
  const zone = new Set(['citations', 'citation', 'span', 'utc', 'timeText', 'lastText', 'firstText']);
  return JSON.parse(
    JSON.stringify(factsOfText('events.txt', Buffer.from(text), knowledge).facts, (key, value) => (zone.has(key) ? 0 : value)),
  );
}

it.each([
  [4650, 17],
  [4655, 4],
  [4960, 2],
  [5451, 24],
  [5452, 12],
])('an event of %i shows its peer', (id, count) => {
  const names = securityNames(id, count)!;
  expect(readText(xml, asXml(id, names, valuesFor(names))).records[0]?.who).toBe('198.51.100.20');
});

describe('the message of a Security event tells what its values tell', () => {
  it.each(templates.map(([id, template]) => ({ id, template, count: countOf(template) })))(
    '$id with $count values',
    ({ id, template, count }) => {
      const names = securityNames(id, count)!;
      const given = valuesFor(names);
      const [plain] = dataOf(readText(xml, asXml(id, names, given)), 'windows-event');
      const text = message(template, given);
      const shown = given.map((value) => shownWords[value] ?? parameterText(value));
      const [ofCsv] = dataOf(readText(csv, asCsv(id, text)), 'windows-event');
      expect(plain!.strings).toEqual(given);
      expect(ofCsv!.strings).toEqual(shown);
      expect(ofCsv!.data).toEqual(names.map((name, i) => ({ name, value: shown[i] })));
      // A list cuts the blanks that tell a label without a value from a heading.
      if (id !== 4982) expect(dataOf(readText(list, asList(id, text)), 'windows-event')[0]!.strings).toEqual(shown);
      expect(facts(asCsv(id, text))).toEqual(facts(asXml(id, names, given)));
    },
  );

  it('in a language whose words for the direction, the role and the side are known', () => {
    const dropped = (direction: string) =>
      asCsv(
        5152,
        message(templates.find(([id]) => id === 5152)![1], [
          '4',
          'System',
          direction,
          '192.0.2.10',
          '500',
          '198.51.100.20',
          '500',
          '17',
          '1',
          'x',
          '13',
        ]),
      );
    const wanted = facts(dropped('Outbound'));
    expect(wanted).toMatchObject([{ kind: 'undelivered-packets', direction: 'sent', remoteAddress: '198.51.100.20' }]);
    for (const word of ['Ausgehend', 'Sortant', 'Исходящий', '送信', 'Saliente', '出站', '아웃바운드'])
      expect(facts(dropped(word)), word).toEqual(wanted);
  });
});

it('values of a version that is not known are read by the names that the export gives them', () => {
  const names = [...securityNames(5152, 11)!.slice(0, 8), 'InterfaceIndex', 'FilterOrigin', 'FilterRTID', 'LayerName', 'LayerRTID'];
  const given = valuesFor(names);
  const events = factsOfText('events.xml', Buffer.from(asXml(5152, names, given)), knowledge).facts;
  expect(events).toMatchObject([{ kind: 'undelivered-packets', direction: 'received', remoteAddress: '198.51.100.20' }]);
});
