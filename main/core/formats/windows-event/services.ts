/** Windows services that a site-to-site tunnel rests on, by their short names (`sc query`). */
export const tunnelServices = ['RemoteAccess', 'RasMan', 'IKEEXT', 'PolicyAgent', 'BFE'] as const;
export type TunnelService = (typeof tunnelServices)[number];

/**
 * Display names as Windows shows them in English, German, French, Russian, Spanish, Italian, Portuguese, Polish, Czech, Swedish,
 * Dutch and Turkish; Japanese, Chinese and Korean Windows mostly keeps the English ones.
 */
const displayNames: Readonly<Record<TunnelService, readonly string[]>> = {
  RemoteAccess: [
    'routing and remote access',
    'routing und ras',
    'routage et accès distant',
    'маршрутизация и удаленный доступ',
    'enrutamiento y acceso remoto',
    'routing e accesso remoto',
    'ルーティングとリモート アクセス',
    'roteamento e acesso remoto',
    'encaminhamento e acesso remoto',
    'routing i dostęp zdalny',
    'směrování a vzdálený přístup',
    'routning och fjärråtkomst',
    'routering en ras',
    'yönlendirme ve uzaktan erişim',
    '路由和远程访问',
    '路由及遠端存取',
    '라우팅 및 원격 액세스',
  ],
  RasMan: [
    'remote access connection manager',
    'ras-verbindungsverwaltung',
    "gestionnaire des connexions d'accès à distance",
    "gestionnaire de connexions d'accès distant",
    'диспетчер подключений удаленного доступа',
    'administrador de conexiones de acceso remoto',
    'connection manager di accesso remoto',
    'gerenciador de conexão de acesso remoto',
    'menedżer połączeń usługi dostęp zdalny',
  ],
  IKEEXT: [
    'ike and authip ipsec keying modules',
    'ike- und authip ipsec-schlüsselerstellungsmodule',
    'modules de génération de clés ike et authip',
    'модули ключей ipsec для обмена ключами в интернете и протокола ip с проверкой подлинности',
    'módulos de creación de claves de ipsec para ike y authip',
  ],
  PolicyAgent: [
    'ipsec policy agent',
    'ipsec-richtlinien-agent',
    'agent de stratégie ipsec',
    'агент политики ipsec',
    'agente de directiva ipsec',
    'agente criteri ipsec',
    'agente de política ipsec',
    'agent zasad ipsec',
  ],
  BFE: [
    'base filtering engine',
    'basisfiltermodul',
    'moteur de filtrage de base',
    'служба базовой фильтрации',
    'motor de filtrado de base',
    'mecanismo de filtragem base',
  ],
};

/** Microsoft's own protocol, which no other service has in its name, in whatever language. */
const keyingWord = 'authip';

const stopped =
  /stopped|beendet|angehalten|arrêté|detenido|arrestato|interrotto|parado|interrompido|останов|停止|중지|zatrzyman|zastaven|stoppad|gestopt|durduruldu/i;
const running =
  /\b(?:running|ausgeführt|wird ausgeführt|en ejecución|in esecuzione|en cours d['’]exécution|uruchomion[aey]|spuštěn[ao]?|körs|wordt uitgevoerd)|em execução|работает|выполняется|実行中|開始|运行|執行|실행|çalışıyor/i;

const byName: ReadonlyMap<string, TunnelService> = new Map(
  tunnelServices.flatMap((service) => [service.toLowerCase(), ...displayNames[service]].map((name) => [name, service])),
);

/** The service by its short or display name, exact but for case. */
export function serviceByName(name: string): TunnelService | null {
  const lower = name.trim().toLowerCase().replaceAll('’', "'");
  return byName.get(lower) ?? keyingService(lower);
}

/** The service whose display name stands in a message. */
export function serviceInText(text: string): TunnelService | null {
  const lower = text.slice(0, 4000).toLowerCase().replaceAll('’', "'");
  return tunnelServices.find((s) => displayNames[s].some((name) => lower.includes(name))) ?? keyingService(lower);
}

function keyingService(lower: string): TunnelService | null {
  return lower.includes(keyingWord) ? 'IKEEXT' : null;
}

export function stateInText(text: string): 'stopped' | 'running' | null {
  if (stopped.test(text)) return 'stopped';
  return running.test(text) ? 'running' : null;
}

export type ServiceState = 'stopped' | 'running' | 'paused' | 'pending';

/** `SERVICE_STATUS.dwCurrentState`, which follows the name in the binary data of event 7036 (winsvc.h). */
const states: readonly (ServiceState | null)[] = [null, 'stopped', 'pending', 'pending', 'running', 'pending', 'pending', 'paused'];

/**
 * Event 7036 names the service in its binary data in every language: the short name, `/` and the state as a digit, in
 * UTF-16 (`TrustedInstaller/1`). Null when the data is something else or was cut.
 */
export function readServiceData(bytes: readonly number[]): { readonly service: string; readonly state: ServiceState } | null {
  if (bytes.length < 6 || bytes.length > 1024) return null;
  let text = '';
  for (let at = 0; at + 1 < bytes.length; at += 2) text += String.fromCharCode(bytes[at]! + 256 * bytes[at + 1]!);
  const match = /^([\x21-\x2E\x30-\x7E]{1,256})\/(\d)\0?$/.exec(text);
  const state = match ? states[Number(match[2])] : null;
  return match && state ? { service: match[1]!, state } : null;
}
