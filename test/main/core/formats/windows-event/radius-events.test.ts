import { describe, expect, it } from 'vitest';
import { format as list } from '#core/formats/windows-eventlog-list/format.ts';
import { format as text } from '#core/formats/windows-event-text/format.ts';
import { format as xml } from '#core/formats/windows-event-xml/format.ts';
import { readText } from '../parse-text.ts';

const values = [
  ['SubjectUserSid', 'S-1-0-0'],
  ['SubjectUserName', 'bob'],
  ['SubjectDomainName', 'CONTOSO'],
  ['FullyQualifiedSubjectUserName', String.raw`CONTOSO\bob`],
  ['ReasonCode', '16'],
] as const;

const xmlOf = (data: readonly (readonly [string, string])[]) =>
  `<Events><Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='Microsoft-Windows-Security-Auditing'/><EventID>6273</EventID><Version>2</Version><Level>0</Level><Keywords>0x8010000000000000</Keywords><TimeCreated SystemTime='2026-11-20T00:12:34.000Z'/><Channel>Security</Channel><Computer>nps</Computer></System><EventData>${data
    .map(([name, value]) => `<Data Name='${name}'>${value}</Data>`)
    .join('')}</EventData></Event></Events>`;

const message = [
  'Network Policy Server denied access to a user.',
  '',
  'Contact the Network Policy Server administrator for more information.',
  '',
  'User:',
  '\tSecurity ID:\t\t\tNULL SID',
  '\tAccount Name:\t\t\tbob',
  '\tAccount Domain:\t\t\tCONTOSO',
  '\tFully Qualified Account Name:\tCONTOSO\\bob',
  '',
  'Client Machine:',
  '\tSecurity ID:\t\t\tNULL SID',
];
const german = [
  'Der Netzwerkrichtlinienserver hat einem Benutzer den Zugriff verweigert.',
  '',
  'Benutzer:',
  '\tSicherheits-ID:\t\t\tNULL SID',
  '\tKontoname:\t\t\tbob',
  '\tKontodomäne:\t\t\tCONTOSO',
  '\tVollqualifizierter Kontoname:\tCONTOSO\\bob',
];

const copied = (lines: readonly string[]) =>
  `Log Name:      Security\nSource:        Microsoft-Windows-Security-Auditing\nDate:          11/20/2026 9:12:34 AM\nEvent ID:      6273\nTask Category: Network Policy Server\nLevel:         Information\nKeywords:      Audit Failure\nUser:          N/A\nComputer:      nps\nDescription:\n${lines.join('\n')}\n`;

const listed = (lines: readonly string[]) =>
  `TimeCreated      : 11/20/2026 9:12:34 AM\nProviderName     : Microsoft-Windows-Security-Auditing\nId               : 6273\nLevelDisplayName : Information\nMessage          : ${lines
    .map((line, i) => (i === 0 ? line : `                   ${line}`))
    .join('\n')}\n\n`;

describe('what NPS denied (Security 6273)', () => {
  it.each([
    ['XML', xml, xmlOf(values)],
    ['copied text', text, copied(message)],
    ['copied text in German', text, copied(german)],
    ['a list without keywords', list, listed(message)],
    ['a list without keywords in German', list, listed(german)],
  ])('%s: names the user and is a failed audit', (_shape, format, source) => {
    const { records } = readText(format, source);
    expect(records).toMatchObject([
      { level: 'warning', who: String.raw`CONTOSO\bob`, data: { user: String.raw`CONTOSO\bob`, code: null } },
    ]);
  });

  it('names the account where it has no full name', () => {
    const { records } = readText(xml, xmlOf(values.map(([name, value]) => [name, name.startsWith('Fully') ? '-' : value])));
    expect(records).toMatchObject([{ who: 'bob' }]);
  });
});
