/** The same four events as servers in five languages log them; texts follow the message tables of Windows. */
export type Language = 'en' | 'de' | 'fr' | 'ru' | 'ja';
export const languages: readonly Language[] = ['en', 'de', 'fr', 'ru', 'ja'];

export type ShapedEvent = {
  readonly name: string;
  readonly provider: string;
  readonly id: number;
  readonly instanceId: number;
  readonly log: string;
  readonly level: 'error' | 'information' | 'audit-failure';
  readonly values: readonly { readonly name: string; readonly value: string }[];
  readonly bytes: readonly number[];
  readonly message: string;
};

type Words = Readonly<Record<Language, string>>;

const nil = '{00000000-0000-0000-0000-000000000000}';
const coId = '{B4000371-A67F-452F-AA4C-3125AA9CFC78}';

const noAnswer: Words = {
  en: 'The network connection between your computer and the VPN server could not be established because the remote server is not responding.',
  de: 'Die Netzwerkverbindung zwischen Ihrem Computer und dem VPN-Server konnte nicht hergestellt werden, da der Remoteserver nicht antwortet.',
  fr: "La connexion réseau entre votre ordinateur et le serveur VPN n'a pas pu être établie car le serveur distant ne répond pas.",
  ru: 'Не удалось установить связь по сети между компьютером и VPN-сервером, так как удаленный сервер не отвечает.',
  ja: 'リモート サーバーが応答しないため、コンピューターと VPN サーバー間のネットワーク接続を確立できませんでした。',
};
const demandDial: Words = {
  en: 'A demand dial connection to the remote interface AzureGateway on port VPN2-4 was successfully initiated but failed to complete successfully because of the following error:',
  de: 'Eine Verbindung für Wählen bei Bedarf mit der Remoteschnittstelle "AzureGateway" über den Anschluss "VPN2-4" wurde initiiert, konnte jedoch nicht hergestellt werden:',
  fr: "Une connexion à la demande à l'interface distante AzureGateway sur le port VPN2-4 a été initiée, mais n'a pas abouti en raison de l'erreur suivante :",
  ru: 'Подключение по требованию к удаленному интерфейсу AzureGateway через порт VPN2-4 было начато, но не завершено из-за ошибки:',
  ja: 'リモート インターフェイス AzureGateway へのポート VPN2-4 でのデマンド ダイヤル接続は、次のエラーのため完了できませんでした:',
};
const dialled: Words = {
  en: 'The user SYSTEM dialed a connection named AzureGateway which has failed. The error code returned on failure is 13801.',
  de: 'Der Benutzer "SYSTEM" hat eine Verbindung mit dem Namen "AzureGateway" gewählt, die Verbindung konnte jedoch nicht hergestellt werden. Der Ursachencode lautet: 13801.',
  fr: "L'utilisateur SYSTEM a établi une connexion nommée AzureGateway qui a échoué. Le code d'erreur renvoyé en cas d'échec est 13801.",
  ru: 'Пользователь SYSTEM установил удаленное подключение AzureGateway, которое завершилось сбоем. Возвращен код ошибки 13801.',
  ja: 'ユーザー SYSTEM は AzureGateway という名前の接続をダイヤルしましたが、失敗しました。失敗したときに返されたエラー コードは 13801 です。',
};
const timedOut: Words = {
  en: 'Negotiation timed out',
  de: 'Zeitüberschreitung bei der Aushandlung',
  fr: 'La négociation a expiré',
  ru: 'Истекло время согласования',
  ja: 'ネゴシエーションがタイムアウトしました',
};
const parameters: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: { '%%8199': 'Local computer', '%%8205': 'Initiator', '%%8202': 'Sent first (SA) payload' },
  de: { '%%8199': 'Lokaler Computer', '%%8205': 'Initiator', '%%8202': 'Erste Nutzlast (SA) gesendet' },
  fr: { '%%8199': 'Ordinateur local', '%%8205': 'Initiateur', '%%8202': 'Première charge utile (SA) envoyée' },
  ru: { '%%8199': 'Локальный компьютер', '%%8205': 'Инициатор', '%%8202': 'Отправлены первые данные (SA)' },
  ja: { '%%8199': 'ローカル コンピューター', '%%8205': 'イニシエーター', '%%8202': '最初 (SA) のペイロードを送信しました' },
};
const service: Readonly<Record<Language, { readonly name: string; readonly state: string; readonly message: string }>> = {
  en: { name: 'Routing and Remote Access', state: 'stopped', message: 'The Routing and Remote Access service entered the stopped state.' },
  de: { name: 'Routing und RAS', state: 'beendet', message: 'Dienst "Routing und RAS" befindet sich jetzt im Status "Beendet".' },
  fr: { name: 'Routage et accès distant', state: 'arrêté', message: "Le service Routage et accès distant est entré dans l'état : arrêté." },
  ru: {
    name: 'Маршрутизация и удаленный доступ',
    state: 'Остановлена',
    message: 'Служба "Маршрутизация и удаленный доступ" перешла в состояние Остановлена.',
  },
  ja: { name: 'Routing and Remote Access', state: '停止', message: 'Routing and Remote Access サービスは 停止 状態に移行しました。' },
};

function unnamed(values: readonly string[]): ShapedEvent['values'] {
  return values.map((value) => ({ name: '', value }));
}

const mainModeNames =
  'LocalMMPrincipalName RemoteMMPrincipalName LocalAddress LocalKeyModPort RemoteAddress RemoteKeyModPort KeyModName FailurePoint FailureReason MMAuthMethod State Role MMImpersonationState MMFilterID InitiatorCookie ResponderCookie'.split(
    ' ',
  );

/** The rendered message: groups of `label: value` lines; the labels are translated, here one word stands for all. */
function mainModeMessage(values: readonly string[], language: Language): string {
  const label = { en: 'Value', de: 'Wert', fr: 'Valeur', ru: 'Значение', ja: '値' }[language];
  const shown = (place: number): string => parameters[language][values[place - 1]!] ?? values[place - 1]!;
  const group = (heading: string, places: readonly number[]): string =>
    `${heading}:\n${places.map((place) => `\t${label} ${place}:\t\t${shown(place)}`).join('\n')}`;
  return [
    {
      en: 'An IPsec main mode negotiation failed.',
      de: 'Fehler bei der IPsec-Hauptmodusaushandlung.',
      fr: 'Échec de la négociation IPsec en mode principal.',
      ru: 'Сбой согласования основного режима IPsec.',
      ja: 'IPsec メイン モード ネゴシエーションに失敗しました。',
    }[language],
    group('A', [1, 3, 4]),
    group('B', [2, 5, 6]),
    group('C', [7, 10, 12, 13, 14]),
    group('D', [8, 9, 11, 15, 16]),
  ].join('\n\n');
}

export function shapedEvents(language: Language): readonly ShapedEvent[] {
  const reason = timedOut[language];
  const mainMode = [
    '-',
    '-',
    '192.0.2.10',
    '500',
    '198.51.100.20',
    '500',
    '%%8244',
    '%%8199',
    reason,
    '%%8193',
    '%%8202',
    '%%8205',
    '%%8217',
    '1234',
    'db55d3767e51b422',
    '0000000000000000',
  ];
  const stopped = service[language];
  return [
    {
      name: 'RemoteAccess 20111 with 809',
      provider: 'RemoteAccess',
      id: 20111,
      instanceId: 20111,
      log: 'System',
      level: 'error',
      values: unnamed([nil, 'AzureGateway', 'VPN2-4', noAnswer[language]]),
      bytes: [41, 3, 0, 0],
      message: `RoutingDomainID- ${nil}: ${demandDial[language]} ${noAnswer[language]}`,
    },
    {
      name: 'RasClient 20227 with 13801',
      provider: 'RasClient',
      id: 20227,
      instanceId: 20227,
      log: 'Application',
      level: 'error',
      values: unnamed([coId, 'SYSTEM', 'AzureGateway', '13801']),
      bytes: [],
      message: `CoId=${coId}: ${dialled[language]}`,
    },
    {
      name: 'Security 4653, timed out',
      provider: 'Microsoft-Windows-Security-Auditing',
      id: 4653,
      instanceId: 4653,
      log: 'Security',
      level: 'audit-failure',
      values: mainMode.map((value, i) => ({ name: mainModeNames[i]!, value })),
      bytes: [],
      message: mainModeMessage(mainMode, language),
    },
    {
      name: 'Service Control Manager 7036, stopped',
      provider: 'Service Control Manager',
      id: 7036,
      instanceId: 1073748860,
      log: 'System',
      level: 'information',
      values: [
        { name: 'param1', value: stopped.name },
        { name: 'param2', value: stopped.state },
      ],
      bytes: [...Buffer.from('RemoteAccess/1\0', 'utf16le')],
      message: stopped.message,
    },
  ];
}
