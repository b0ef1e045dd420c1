import type { Language, ShapedEvent } from './shaped-events.ts';

/** When the event happened, and what the clock of the server in Tokyo showed. */
export const eventUtcMs = Date.UTC(2024, 2, 18, 13, 29, 21);
export const eventLocalMs = eventUtcMs + 9 * 3_600_000;

const utcText = '2024-03-18T13:29:21.0000000Z';
const localTexts: Readonly<Record<Language, string>> = {
  en: '3/18/2024 10:29:21 PM',
  de: '18.03.2024 22:29:21',
  fr: '18/03/2024 22:29:21',
  ru: '18.03.2024 22:29:21',
  ja: '2024/03/18 22:29:21',
};
const levelWords: Readonly<Record<Language, Readonly<Record<ShapedEvent['level'], string>>>> = {
  en: { error: 'Error', information: 'Information', 'audit-failure': 'Audit Failure' },
  de: { error: 'Fehler', information: 'Informationen', 'audit-failure': 'Überwachung gescheitert' },
  fr: { error: 'Erreur', information: 'Information', 'audit-failure': "Échec de l'audit" },
  ru: { error: 'Ошибка', information: 'Сведения', 'audit-failure': 'Аудит отказа' },
  ja: { error: 'エラー', information: '情報', 'audit-failure': '失敗の監査' },
};
const viewerHeadings: Readonly<Record<Language, string>> = {
  en: 'Level,Date and Time,Source,Event ID,Task Category',
  de: 'Ebene,Datum und Uhrzeit,Quelle,Ereignis-ID,Aufgabenkategorie',
  fr: "Niveau,Date et heure,Source,ID de l'événement,Catégorie de la tâche",
  ru: 'Уровень,Дата и время,Источник,Код события,Категория задачи',
  ja: 'レベル,日付と時刻,ソース,イベント ID,タスクのカテゴリ',
};
const entryTypes = { error: ['Error', 1], information: ['Information', 4], 'audit-failure': ['FailureAudit', 16] } as const;
const numbers = { error: 2, information: 4, 'audit-failure': 0 } as const;
const keywords = { error: '0x80000000000000', information: '0x8080000000000000', 'audit-failure': '0x8010000000000000' } as const;

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function wrapped(label: string, value: string, width: number): string {
  const lines = value.split('\n').flatMap((line) => line.match(/.{1,90}(?:\s+|$)|.{1,90}/g) ?? ['']);
  return `${label.padEnd(width)} : ${lines.map((line) => line.trimEnd()).join(`\n${' '.repeat(width + 3)}`)}`;
}

/** Arrays are cut at four elements, as `$FormatEnumerationLimit` says. */
function braced(items: readonly (string | number)[]): string {
  return items.length > 4 ? `{${items.slice(0, 4).join(', ')}...}` : `{${items.join(', ')}}`;
}

type Shape = (event: ShapedEvent, language: Language) => string;

const eventLogList: Shape = (event, language) =>
  [
    ['EventID', String(event.id)],
    ['MachineName', 'HQ-RRAS01'],
    ['Data', braced(event.bytes)],
    ['Index', '14231'],
    ['Category', '(0)'],
    ['CategoryNumber', '0'],
    ['EntryType', entryTypes[event.level][0]],
    ['Message', event.message],
    ['Source', event.provider],
    ['ReplacementStrings', braced(event.values.map((v) => v.value))],
    ['InstanceId', String(event.instanceId)],
    ['TimeGenerated', localTexts[language]],
    ['TimeWritten', localTexts[language]],
    ['UserName', ''],
    ['Site', ''],
    ['Container', ''],
  ]
    .map(([label, value]) => wrapped(label!, value!, 18))
    .join('\n');

const winEventList: Shape = (event, language) =>
  [
    ['TimeCreated', localTexts[language]],
    ['ProviderName', event.provider],
    ['Id', String(event.id)],
    ['Message', event.message],
  ]
    .map(([label, value]) => wrapped(label!, value!, 12))
    .join('\n');

const winEventTable: Shape = (event, language) => {
  const cells = [localTexts[language].padEnd(24), String(event.id).padStart(10), levelWords[language][event.level].padEnd(24)];
  const [first, ...rest] = event.message.split('\n');
  return [
    '',
    `   ProviderName: ${event.provider}`,
    '',
    `${'TimeCreated'.padEnd(24)} ${'Id'.padStart(10)} ${'LevelDisplayName'.padEnd(24)} Message`,
    `${'-----------'.padEnd(24)} ${'--'.padStart(10)} ${'----------------'.padEnd(24)} -------`,
    `${cells.join(' ')} ${first}`,
    ...rest.filter((line) => line.trim() !== '').map((line) => `${' '.repeat(61)}${line}`),
    '',
  ].join('\n');
};

function quoted(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const viewerCsv: Shape = (event, language) =>
  `${viewerHeadings[language]}\n${levelWords[language][event.level]},${localTexts[language]},${event.provider},${event.id},None,${quoted(event.message)}\n`;

const winEventCsv: Shape = (event, language) => {
  const columns = {
    Message: event.message,
    Id: String(event.id),
    Level: String(numbers[event.level]),
    Keywords: BigInt.asIntN(64, BigInt(keywords[event.level])).toString(),
    ProviderName: event.provider,
    LogName: event.log,
    MachineName: 'HQ-RRAS01',
    TimeCreated: localTexts[language],
    LevelDisplayName: levelWords[language][event.level],
    Properties: 'System.Collections.Generic.IList`1[System.Diagnostics.Eventing.Reader.EventProperty]',
  };
  const line = (cells: readonly string[]): string => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',');
  return `#TYPE System.Diagnostics.Eventing.Reader.EventLogRecord\n${line(Object.keys(columns))}\n${line(Object.values(columns))}\n`;
};

function xmlParts(event: ShapedEvent): readonly string[] {
  const hex = event.bytes.map((b) => b.toString(16).padStart(2, '0').toUpperCase()).join('');
  return [
    '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">',
    '<System>',
    `<Provider Name="${event.provider}" />`,
    `<EventID Qualifiers="0">${event.id}</EventID>`,
    `<Level>${numbers[event.level]}</Level>`,
    `<Keywords>${keywords[event.level]}</Keywords>`,
    `<TimeCreated SystemTime="${utcText}" />`,
    `<Channel>${event.log}</Channel>`,
    '<Computer>HQ-RRAS01</Computer>',
    '<Security />',
    '</System>',
    '<EventData>',
    ...event.values.map((v) => `<Data${v.name === '' ? '' : ` Name="${v.name}"`}>${escapeXml(v.value)}</Data>`),
    ...(hex === '' ? [] : [`<Binary>${hex}</Binary>`]),
    '</EventData>',
    '</Event>',
  ];
}

const savedXml: Shape = (event) => `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<Events>${xmlParts(event).join('')}</Events>`;
const wevtutilXml: Shape = (event) => `${xmlParts(event).join('').replaceAll('"', "'")}\n`;
const renderedXml: Shape = (event, language) => {
  const info = `<RenderingInfo Culture="${language}"><Message>${escapeXml(event.message)}</Message><Level>${escapeXml(levelWords[language][event.level])}</Level></RenderingInfo>`;
  return `${xmlParts(event).join('').replace('</Event>', `${info}</Event>`)}\n`;
};
const treeCopy: Shape = (event) =>
  `${xmlParts(event)
    .map((part) => (/^<(?:Event|System|EventData)[\s>]/.test(part) ? `- ${part}` : `  ${part}`))
    .join(' \n')}\n`;

const wevtutilText: Shape = (event, language) => `Event[0]:
  Log Name: ${event.log}
  Source: ${event.provider}
  Date: 2024-03-18T22:29:21.000
  Event ID: ${event.id}
  Task: N/A
  Level: ${levelWords[language][event.level === 'audit-failure' ? 'information' : event.level]}
  Opcode: N/A
  Keyword: ${levelWords[language][event.level]}
  User: N/A
  User Name: N/A
  Computer: HQ-RRAS01
  Description:
${event.message}
`;

function winEventObject(event: ShapedEvent, language: Language, time: string): object {
  return {
    Id: event.id,
    Level: numbers[event.level],
    ProviderName: event.provider,
    LogName: event.log,
    MachineName: 'HQ-RRAS01',
    TimeCreated: time,
    LevelDisplayName: levelWords[language][event.level],
    Properties: [...event.values.map((v) => ({ Value: v.value })), ...(event.bytes.length > 0 ? [{ Value: event.bytes }] : [])],
    Message: event.message,
  };
}

const json51: Shape = (event, language) =>
  JSON.stringify([winEventObject(event, language, `/Date(${eventUtcMs})/`)], null, 4)
    .replaceAll('": ', '":  ')
    .replaceAll('/Date', '\\/Date')
    .replaceAll(')/', ')\\/');
const json7: Shape = (event, language) => JSON.stringify(winEventObject(event, language, '2024-03-18T22:29:21.1234567+09:00'), null, 2);
const json7Compressed: Shape = (event, language) => JSON.stringify([winEventObject(event, language, '2024-03-18T22:29:21.1234567+09:00')]);
const eventLogJson: Shape = (event) =>
  JSON.stringify(
    {
      EventID: event.id,
      Data: event.bytes,
      EntryType: entryTypes[event.level][1],
      Message: event.message,
      Source: event.provider,
      ReplacementStrings: event.values.map((v) => v.value),
      InstanceId: event.instanceId,
      TimeGenerated: `/Date(${eventUtcMs})/`,
    },
    null,
    4,
  );

const clixml: Shape = (event, language) => {
  const text = (value: string): string => escapeXml(value).replaceAll('\n', '_x000A_').replaceAll('\t', '_x0009_');
  const items = [
    ...event.values.map((v) => `<S N="Value">${text(v.value)}</S>`),
    ...(event.bytes.length > 0 ? [`<BA N="Value">${Buffer.from(event.bytes).toString('base64')}</BA>`] : []),
  ];
  return `<Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04">
  <Obj RefId="0">
    <TN RefId="0">
      <T>System.Diagnostics.Eventing.Reader.EventLogRecord</T>
      <T>System.Object</T>
    </TN>
    <ToString>System.Diagnostics.Eventing.Reader.EventLogRecord</ToString>
    <Props>
      <I32 N="Id">${event.id}</I32>
      <By N="Level">${numbers[event.level]}</By>
      <S N="ProviderName">${event.provider}</S>
      <S N="LogName">${event.log}</S>
      <DT N="TimeCreated">2024-03-18T22:29:21.0000000+09:00</DT>
      <S N="LevelDisplayName">${text(levelWords[language][event.level])}</S>
      <Obj N="Properties" RefId="1">
        <TN RefId="1"><T>System.Collections.Generic.List\`1</T></TN>
        <LST>
${items.map((item, i) => `          <Obj RefId="${i + 2}"><Props>${item}</Props></Obj>`).join('\n')}
        </LST>
      </Obj>
    </Props>
    <MS>
      <S N="Message">${text(event.message)}</S>
    </MS>
  </Obj>
</Objs>
`;
};

/** Windows PowerShell quotes every cell; the first line is its `#TYPE`. */
function csvBody(event: ShapedEvent, language: Language, delimiter = ','): string {
  return winEventCsv(event, language).split('\n').slice(1).join('\n').replaceAll('","', `"${delimiter}"`);
}

const selectedCsv: Shape = (event, language) =>
  `#TYPE Selected.System.Diagnostics.Eventing.Reader.EventLogRecord\n${csvBody(event, language, ';')}`;
const excelCsv: Shape = (event, language) => `sep=;\n${csvBody(event, language, ';')}`;
const pipedCsv: Shape = (event, language) => csvBody(event, language, '|');

/** Columns of which PowerShell 7 quotes those that need it. */
const asNeededCsv: Shape = (event, language) =>
  `TimeCreated,Id,LevelDisplayName,ProviderName,Message\n${localTexts[language]},${event.id},${levelWords[language][event.level]},${event.provider},${quoted(event.message)}\n`;

const viewerTabs: Shape = (event, language) =>
  `${viewerHeadings[language].replaceAll(',', '\t')}\n${levelWords[language][event.level]}\t${localTexts[language]}\t${event.provider}\t${event.id}\tNone\t${quoted(event.message)}\n`;

const adminCenterCsv: Shape = (event, language) =>
  ['Level', 'Date and Time', 'Source', 'Event ID', 'Task Category', 'Message']
    .map((name) => `"${name}"`)
    .join(',')
    .concat('\n')
    .concat(
      [levelWords[language][event.level], localTexts[language], event.provider, String(event.id), 'None', event.message]
        .map((cell) => `"${cell.replaceAll('"', '""')}"`)
        .join(','),
      '\n',
    );

/** Cells of a window that a value of the event does not fit into. */
const room = 30;
function brokenAtBlanks(text: string): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const c of text) {
    width += /[\u3000-\u9fff\uff01-\uff60]/.test(c) ? 2 : 1;
    line += c;
    if (width <= room) continue;
    const blank = line.lastIndexOf(' ');
    const at = blank > 0 ? blank + 1 : line.length - 1;
    lines.push(line.slice(0, at).trimEnd());
    line = line.slice(at);
    width = Array.from(line).reduce((sum, left) => sum + (/[\u3000-\u9fff\uff01-\uff60]/.test(left) ? 2 : 1), 0);
  }
  return [...lines, line];
}

/** `Format-Table -Wrap` in a narrow window: lines of the message go on below themselves, broken at blanks where there are some. */
const wrappedTable: Shape = (event, language) => {
  const lines = winEventTable(event, language).split('\n');
  const message = event.message.split('\n').filter((line) => line.trim() !== '');
  const [first = '', ...others] = message.flatMap(brokenAtBlanks);
  return [
    ...lines.slice(0, 5),
    `${lines[5]!.slice(0, lines[5]!.lastIndexOf(message[0]!))}${first}`,
    ...others.map((line) => `${' '.repeat(61)}${line}`),
    '',
  ].join('\n');
};

const esc = '\x1b';
/** `$PSStyle.Formatting.FormatAccent` around every label, and around the headings of a table. */
const colouredList: Shape = (event, language) => winEventList(event, language).replace(/^(\w+ +: )/gm, `${esc}[32;1m$1${esc}[0m`);
const colouredTable: Shape = (event, language) =>
  winEventTable(event, language).replace(/^(?:TimeCreated .*|-{11} .*)$/gm, `${esc}[32;1m$&${esc}[0m`);

/** A session of PowerShell over SSH: the title of the window, the command drawn anew while it is typed, colours. */
const terminalLog: Shape = (event, language) =>
  `${esc}]0;Administrator: PowerShell\x07PS C:\\> ${esc}[93mg${esc}[m\b${esc}[93mGet-WinEvent${esc}[m Application | fl${esc}[K\n\n${colouredList(event, language)}\n\nPS C:\\> ${esc}[?25h`;

const html: Shape = (event, language) =>
  `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"  "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<title>HTML TABLE</title>
</head><body>
<table>
<colgroup><col/><col/><col/><col/><col/></colgroup>
<tr><th>TimeCreated</th><th>Id</th><th>LevelDisplayName</th><th>ProviderName</th><th>Message</th></tr>
<tr>${[localTexts[language], String(event.id), levelWords[language][event.level], event.provider, event.message].map((cell) => `<td>${escapeXml(cell)}</td>`).join('')}</tr>
</table>
</body></html>
`;
const htmlList: Shape = (event, language) => {
  const rows = { TimeCreated: localTexts[language], Id: String(event.id), ProviderName: event.provider, Message: event.message };
  return `<html><body>\n<table>\n${Object.entries(rows)
    .map(([name, value]) => `<tr><td>${name}:</td><td>${escapeXml(value)}</td></tr>\n`)
    .join('')}</table>\n</body></html>\n`;
};

/** A row of the table `Event`, in the columns of the portal (Azure Monitor Logs reference, Event). */
function workspaceRow(event: ShapedEvent): Readonly<Record<string, string | number>> {
  const hex = event.bytes.map((b) => b.toString(16).padStart(2, '0').toUpperCase()).join('');
  const data = event.values.map((v) => `<Data${v.name === '' ? '' : ` Name="${v.name}"`}>${escapeXml(v.value)}</Data>`).join('');
  return {
    TenantId: '11111111-2222-3333-4444-555555555555',
    SourceSystem: 'OpsManager',
    TimeGenerated: '2024-03-18T13:29:21Z',
    Source: event.provider,
    EventLog: event.log,
    Computer: 'HQ-RRAS01',
    EventLevel: numbers[event.level],
    EventLevelName: event.level === 'error' ? 'Error' : 'Information',
    ParameterXml: event.values.map((v) => `<Param>${escapeXml(v.value)}</Param>`).join(''),
    EventData: `<DataItem type="System.XmlData" time="2024-03-18T13:29:21.0000000Z" sourceHealthServiceId="66666666-2222-3333-4444-555555555555"><EventData xmlns="http://schemas.microsoft.com/win/2004/08/events/event">${data}${hex === '' ? '' : `<Binary>${hex}</Binary>`}</EventData></DataItem>`,
    EventID: event.id,
    RenderedDescription: event.message,
    Type: 'Event',
  };
}

const workspaceCsv: Shape = (event) => {
  const row = { ...workspaceRow(event), TimeGenerated: '3/18/2024, 1:29:21.000 PM' };
  const heading = Object.keys(row).map((name) => (name === 'TimeGenerated' ? '"TimeGenerated [UTC]"' : name));
  return `${heading.join(',')}\n${Object.values(row)
    .map((cell) => (typeof cell === 'number' ? String(cell) : `"${cell.replaceAll('"', '""')}"`))
    .join(',')}\n`;
};
const workspaceRows: Shape = (event) => JSON.stringify([workspaceRow(event)], null, 2);
const workspaceLine: Shape = (event) =>
  `${JSON.stringify({ ...workspaceRow(event), RenderedDescription: event.message.replaceAll('\n', '\r\n') })}\n`;
const workspaceAnswer: Shape = (event) => {
  const { EventData: _data, RenderedDescription: _words, ...row } = workspaceRow(event);
  const columns = Object.keys(row).map((name) => ({ name, type: name === 'EventID' ? 'int' : 'string' }));
  return JSON.stringify({ tables: [{ name: 'PrimaryResult', columns, rows: [Object.values(row)] }] });
};

/** A forwarder leaves out empty values, sorts the others by name, and numbers those without. */
function forwardedData(event: ShapedEvent): Readonly<Record<string, string>> {
  const hex = event.bytes.map((b) => b.toString(16).padStart(2, '0').toUpperCase()).join('');
  const named = event.values.map((v, i): readonly [string, string] => [v.name === '' ? `param${i + 1}` : v.name, v.value]);
  const all = [...named, ['Binary', hex] as const].filter(([, value]) => value !== '');
  return Object.fromEntries(all.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const audits = { error: 'Classic', information: 'Classic', 'audit-failure': 'Audit Failure' } as const;
function beat(event: ShapedEvent): object {
  return {
    '@timestamp': '2024-03-18T13:29:21.000Z',
    '@metadata': { beat: 'winlogbeat', type: '_doc', version: '8.11.0' },
    event: { code: String(event.id), kind: 'event', provider: event.provider, created: '2024-03-18T13:29:22.511Z' },
    host: { name: 'HQ-RRAS01' },
    log: { level: event.level === 'error' ? 'error' : 'information' },
    message: event.message,
    winlog: {
      api: 'wineventlog',
      channel: event.log,
      computer_name: 'HQ-RRAS01',
      event_data: forwardedData(event),
      event_id: String(event.id),
      keywords: [audits[event.level]],
      provider_name: event.provider,
      record_id: 4203,
    },
  };
}
const winlogbeat: Shape = (event) => `${JSON.stringify(beat(event))}\n`;
const winlogbeat6: Shape = (event) =>
  `${JSON.stringify({ '@timestamp': '2024-03-18T13:29:21.000Z', beat: { name: 'HQ-RRAS01', version: '6.8.0' }, computer_name: 'HQ-RRAS01', event_data: forwardedData(event), event_id: event.id, level: event.level === 'error' ? 'Error' : 'Information', log_name: event.log, message: event.message, source_name: event.provider, type: 'wineventlog' })}\n`;
const elasticHits: Shape = (event) =>
  JSON.stringify(
    { took: 2, hits: { total: { value: 1 }, hits: [{ _index: 'winlogbeat-8.11.0', _id: 'x', _source: beat(event) }] } },
    null,
    2,
  );

const nxlogTypes = { error: 'ERROR', information: 'INFO', 'audit-failure': 'AUDIT_FAILURE' } as const;
const nxlog: Shape = (event) => {
  const named = Object.fromEntries(event.values.filter((v) => v.name !== '').map((v) => [v.name, v.value]));
  const head = {
    EventTime: '2024-03-18 22:29:21',
    Hostname: 'HQ-RRAS01',
    Keywords: -9214364837600034816,
    EventType: nxlogTypes[event.level],
  };
  const middle = { SeverityValue: 2, Severity: 'INFO', EventID: event.id, SourceName: event.provider, Task: 0, RecordNumber: 4203 };
  const tail = { EventReceivedTime: '2024-03-18 22:29:22', SourceModuleName: 'eventlog', SourceModuleType: 'im_msvistalog' };
  const all = { ...head, ...middle, ProcessID: 664, ThreadID: 3524, Channel: event.log, Message: event.message, ...named, ...tail };
  return `<14>Mar 18 22:29:21 HQ-RRAS01 nxWinEvt: ${JSON.stringify(all)}\n`;
};

/** An event as Wazuh writes it: names begin with a small letter, values without a name stand in one text. */
const wazuh: Shape = (event) => {
  const hex = event.bytes.map((b) => b.toString(16).padStart(2, '0').toUpperCase()).join('');
  const named = event.values
    .filter((v) => v.name !== '' && v.value !== '')
    .map((v) => [v.name[0]!.toLowerCase() + v.name.slice(1), v.value]);
  const unnamed = event.values.filter((v) => v.name === '').map((v) => v.value);
  const system = {
    providerName: event.provider,
    eventID: String(event.id),
    level: String(numbers[event.level]),
    keywords: keywords[event.level],
    systemTime: '2024-03-18T13:29:21.000000000Z',
    eventRecordID: '4203',
    channel: event.log,
    computer: 'HQ-RRAS01',
    severityValue: { error: 'ERROR', information: 'INFORMATION', 'audit-failure': 'AUDIT_FAILURE' }[event.level],
    message: `"${event.message.replaceAll('\n', '\r\n')}"`,
  };
  const data = {
    ...Object.fromEntries(named),
    ...(hex === '' ? {} : { binary: hex }),
    ...(unnamed.length > 0 ? { data: unnamed.join(', ') } : {}),
  };
  return `${JSON.stringify({ timestamp: '2024-03-18T13:29:22.511+0000', rule: { level: 5 }, data: { win: { system, eventdata: data } } })}\n`;
};

export const shapes: Readonly<Record<string, Shape>> = {
  'Get-EventLog list': eventLogList,
  'Get-WinEvent list': winEventList,
  'Get-WinEvent table': winEventTable,
  'event viewer CSV': viewerCsv,
  'Get-WinEvent CSV': winEventCsv,
  'event viewer XML': savedXml,
  'wevtutil XML': wevtutilXml,
  'wevtutil rendered XML': renderedXml,
  'tree copy': treeCopy,
  'wevtutil text': wevtutilText,
  'JSON of Windows PowerShell 5.1': json51,
  'JSON of PowerShell 7': json7,
  'JSON of PowerShell 7, compressed': json7Compressed,
  'Get-EventLog JSON': eventLogJson,
  CLIXML: clixml,
  'selected columns as CSV with the delimiter of the culture': selectedCsv,
  'CSV for Excel': excelCsv,
  'CSV with a bar': pipedCsv,
  'CSV of PowerShell 7, quoted as needed': asNeededCsv,
  'event viewer, tabs': viewerTabs,
  'Windows Admin Center CSV': adminCenterCsv,
  'list in colours': colouredList,
  'table in colours': colouredTable,
  'log of a terminal': terminalLog,
  'table with wrapped cells': wrappedTable,
  'HTML table': html,
  'HTML list': htmlList,
  'Log Analytics CSV of the portal': workspaceCsv,
  'Log Analytics rows': workspaceRows,
  'Log Analytics blob': workspaceLine,
  'Log Analytics answer without description': workspaceAnswer,
  'Winlogbeat 8': winlogbeat,
  'Winlogbeat 6': winlogbeat6,
  'hits of Elasticsearch': elasticHits,
  NXLog: nxlog,
  Wazuh: wazuh,
};

/** Shapes that machines write, which know one encoding. */
export const utf8Shapes: ReadonlySet<string> = new Set([
  'Log Analytics CSV of the portal',
  'Log Analytics rows',
  'Log Analytics blob',
  'Log Analytics answer without description',
  'Winlogbeat 8',
  'Winlogbeat 6',
  'hits of Elasticsearch',
  'NXLog',
  'Wazuh',
]);

/** Encodes with a code page by turning its decoder around; null when a character is not in it. */
export function encodeText(text: string, encoding: string): Uint8Array | null {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  const table = codePage(encoding);
  const bytes: number[] = [];
  for (const c of text) {
    const found = c.codePointAt(0)! < 0x80 ? [c.codePointAt(0)!] : table.get(c);
    if (found === undefined) return null;
    bytes.push(...found);
  }
  return Uint8Array.from(bytes);
}

const pages = new Map<string, ReadonlyMap<string, readonly number[]>>();

function codePage(encoding: string): ReadonlyMap<string, readonly number[]> {
  const known = pages.get(encoding);
  if (known) return known;
  const decoder = new TextDecoder(encoding);
  const table = new Map<string, readonly number[]>();
  const put = (bytes: readonly number[]): void => {
    const c = decoder.decode(Uint8Array.from(bytes));
    if (c.length === 1 && c !== '\uFFFD' && !table.has(c)) table.set(c, bytes);
  };
  for (let first = 0x80; first < 0x100; first += 1) put([first]);
  if (encoding === 'shift_jis')
    for (let first = 0x81; first < 0xfd; first += 1) for (let second = 0x40; second < 0xfd; second += 1) put([first, second]);
  pages.set(encoding, table);
  return table;
}
