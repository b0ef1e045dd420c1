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
};

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
