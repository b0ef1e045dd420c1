/** Windows services that a site-to-site tunnel rests on, by their short names (`sc query`). */
export const tunnelServices = ['RemoteAccess', 'RasMan', 'IKEEXT', 'PolicyAgent', 'BFE'] as const;
export type TunnelService = (typeof tunnelServices)[number];

/** Display names as Windows shows them in English, German, French, Russian, Spanish and Italian; Japanese Windows keeps the English ones. */
const displayNames: Readonly<Record<TunnelService, readonly string[]>> = {
  RemoteAccess: [
    'routing and remote access',
    'routing und ras',
    'routage et accès distant',
    'маршрутизация и удаленный доступ',
    'enrutamiento y acceso remoto',
    'routing e accesso remoto',
    'ルーティングとリモート アクセス',
  ],
  RasMan: [
    'remote access connection manager',
    'ras-verbindungsverwaltung',
    "gestionnaire des connexions d'accès à distance",
    "gestionnaire de connexions d'accès distant",
    'диспетчер подключений удаленного доступа',
    'administrador de conexiones de acceso remoto',
    'connection manager di accesso remoto',
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
  ],
  BFE: [
    'base filtering engine',
    'basisfiltermodul',
    'moteur de filtrage de base',
    'служба базовой фильтрации',
    'motor de filtrado de base',
  ],
};

const stopped = /stopped|beendet|angehalten|arrêté|detenido|arrestato|interrotto|останов|停止/i;
const running =
  /\b(?:running|ausgeführt|wird ausgeführt|en ejecución|in esecuzione|en cours d['’]exécution)\b|работает|выполняется|実行中|開始/i;

const byName: ReadonlyMap<string, TunnelService> = new Map(
  tunnelServices.flatMap((service) => [service.toLowerCase(), ...displayNames[service]].map((name) => [name, service])),
);

/** The service by its short or display name, exact but for case. */
export function serviceByName(name: string): TunnelService | null {
  return byName.get(name.trim().toLowerCase().replaceAll('’', "'")) ?? null;
}

/** The service whose display name stands in a message. */
export function serviceInText(text: string): TunnelService | null {
  const lower = text.slice(0, 4000).toLowerCase().replaceAll('’', "'");
  return tunnelServices.find((s) => displayNames[s].some((name) => lower.includes(name))) ?? null;
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
