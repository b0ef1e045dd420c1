import type { Endpoint, IkeEventData, IkeProposal, IkeTransform } from '#shared/model/ike.ts';
import type { WindowsEventData } from '#shared/model/record-data.ts';
import { faultOfCode, ikeEvent, parseSpi } from '../ike/ike-event.ts';
import { ikeFailure, namedValues, roleOf, type EventValues } from './event-values.ts';
import { securityProvider } from './provider.ts';
import { parameterText } from './security-parameters.ts';

const windows = { witness: 'windows', side: null } as const;
const noAnswer = 809;
const minuteSeconds = 60;

type Fields = EventValues & Pick<WindowsEventData, 'code' | 'interfaceName'>;
type Values = { readonly text: (name: string) => string | null; readonly number: (name: string) => number | null };

/** Values by name, parameters (`%%8205`) as their English text; null for `-` and for what the event does not have. */
function valuesOf(event: Fields): Values {
  const values = new Map(namedValues(event).map((v) => [v.name, v.value]));
  const text = (name: string): string | null => {
    const value = parameterText(values.get(name) ?? '').trim();
    return value === '' || value === '-' ? null : value;
  };
  const number = (name: string): number | null => {
    const value = text(name);
    return value !== null && /^\d{1,10}$/.test(value) ? Number(value) : null;
  };
  return { text, number };
}

function endpoint(address: string | null, port: number | null): Endpoint | null {
  return address === null ? null : { address, port: port === 0 ? null : port };
}

function ends({ text, number }: Values): Pick<IkeEventData, 'local' | 'remote'> {
  return {
    local: endpoint(text('LocalAddress'), number('LocalKeyModPort')),
    remote: endpoint(text('RemoteAddress'), number('RemoteKeyModPort')),
  };
}

/** Of a quick mode the addresses are those of the traffic; the ends of its tunnel have names of their own. */
function tunnelEnds({ text }: Values): Pick<IkeEventData, 'local' | 'remote'> {
  return {
    local: endpoint(text('LocalTunnelEndpoint') ?? text('LocalAddress'), null),
    remote: endpoint(text('RemoteTunnelEndpoint') ?? text('RemoteAddress'), null),
  };
}

function versionOf(keyModule: string | null): 1 | 2 | null {
  return keyModule === 'IKEv2' ? 2 : keyModule === 'IKEv1' ? 1 : null;
}

/** Addresses and masks of the traffic: `10.50.0.0` with `255.255.0.0` or with a prefix length. */
function selectorsOf({ text }: Values): IkeEventData['selectors'] {
  return (['local', 'remote'] as const).flatMap((whose) => {
    const name = whose === 'local' ? 'Local' : 'Remote';
    const [address, mask] = [text(`${name}Address`), text(`${name}AddressMask`)];
    const bits = mask === null ? null : prefixLength(mask);
    return address === null || bits === null ? [] : [{ whose, selector: { range: `${address}/${bits}`, protocol: null, ports: null } }];
  });
}

function prefixLength(mask: string): number | null {
  if (/^\d{1,3}$/.test(mask)) return Number(mask);
  if (!/^\d{1,3}(?:\.\d{1,3}){3}$/.test(mask)) return null;
  const bits = mask
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');
  return /^1*0*$/.test(bits) && bits.length === 32 ? bits.replaceAll('0', '').length : null;
}

/** The words for no algorithm and for one without a name, as a rendered message has them. */
const noAlgorithm =
  /^(?:none|unknown|keine?r?|unbekannt|aucune?|inconnue?|нет|отсутствует|неизвестн(?:о|ый|ая)|なし|不明|ningun[oa]|desconocid[oa]|nessun[oa]?|sconosciut[oa]|nenhuma?|desconhecid[oa]|无|無|未知|없음|알 수 없음)$/iu;

/** `AES-256`, `3DES`, `SHA 256`, `DH group 14`, `DH group ECP 384`: the numbers are the same in every language. */
function transform(type: IkeTransform['type'], text: string | null): IkeTransform[] {
  if (text === null || noAlgorithm.test(text)) return [];
  const aes = /^AES[- ]?(\d{3})$/i.exec(text);
  const sha = /^SHA[- ]?(\d{1,3})$/i.exec(text);
  const group = type === 'dh-group' ? /(ECP )?(\d{1,3})$/.exec(text) : null;
  const groupName = group === null ? null : group[1] === undefined ? group[2]! : ({ 256: '19', 384: '20' }[group[2]!] ?? group[2]!);
  const name = groupName ?? (aes ? `AES-CBC-${aes[1]}` : sha ? (sha[1] === '1' ? 'SHA1' : `SHA2-${sha[1]}`) : text);
  return [{ type, name, id: null }];
}

/** What a main mode agreed on; its lifetime is in minutes. */
function mainModeProposal({ text, number }: Values): IkeProposal {
  const minutes = number('MMLifetime');
  const lifetime: IkeTransform[] =
    minutes === null || minutes === 0 ? [] : [{ type: 'lifetime-seconds', name: String(minutes * minuteSeconds), id: null }];
  return {
    protocol: 'ike',
    number: null,
    transforms: [
      ...transform('encryption', text('MMCipherAlg')),
      ...transform('integrity', text('MMIntegrityAlg')),
      ...transform('dh-group', text('DHGroup')),
      ...lifetime,
    ],
  };
}

function quickModeProposal({ text, number }: Values): IkeProposal {
  const lifetimes = (['seconds', 'kilobytes'] as const).flatMap((unit): IkeTransform[] => {
    const value = number(unit === 'seconds' ? 'LifetimeSeconds' : 'LifetimeKilobytes');
    return value === null || value === 0 ? [] : [{ type: `lifetime-${unit}`, name: String(value), id: null }];
  });
  const transforms = [...transform('encryption', text('CipherType')), ...transform('integrity', text('EspAuthType')), ...lifetimes];
  return { protocol: text('AhAuthType') === null || text('EspAuthType') !== null ? 'esp' : 'ah', number: null, transforms };
}

function identitiesOf({ text }: Values): IkeEventData['identities'] {
  return (['local', 'remote'] as const).flatMap((whose) => {
    const value = text(whose === 'local' ? 'LocalMMPrincipalName' : 'RemoteMMPrincipalName');
    return value === null ? [] : [{ whose, type: '', value }];
  });
}

function initiatorOf(role: 'initiator' | 'responder' | null): boolean | null {
  return role === null ? null : role === 'initiator';
}

function failed(event: Fields, values: Values): IkeEventData | null {
  const failure = ikeFailure(event);
  if (failure === null) return null;
  const sa = failure.phase === 'main' ? 'ike' : failure.phase === 'quick' ? 'child' : null;
  return ikeEvent(windows, {
    direction: 'local',
    local: endpoint(failure.localAddress, failure.localPort),
    remote: endpoint(failure.remoteAddress, sa === 'child' ? null : values.number('RemoteKeyModPort')),
    version: versionOf(failure.version),
    isInitiator: initiatorOf(failure.role),
    messageId: values.number('MessageID'),
    initiatorSpi: parseSpi(values.text('InitiatorCookie') ?? undefined),
    responderSpi: parseSpi(values.text('ResponderCookie') ?? undefined),
    step: 'failed',
    sa,
    code: event.code,
    fault: event.code === null ? 'other' : faultOfCode(event.code, sa),
    identities: identitiesOf(values),
    selectors: sa === 'child' ? selectorsOf(values) : [],
    gaveUp: failure.side,
  });
}

function established(values: Values): IkeEventData {
  return ikeEvent(windows, {
    direction: 'local',
    ...ends(values),
    version: versionOf(values.text('KeyModName')),
    isInitiator: initiatorOf(roleOf(values.text('Role'))),
    step: 'established',
    sa: 'ike',
    chosen: mainModeProposal(values),
    identities: identitiesOf(values),
  });
}

function quickModeEstablished(values: Values): IkeEventData {
  return ikeEvent(windows, {
    direction: 'local',
    ...tunnelEnds(values),
    version: versionOf(values.text('KeyingModuleName')),
    isInitiator: initiatorOf(roleOf(values.text('Role'))),
    step: 'established',
    sa: 'child',
    chosen: quickModeProposal(values),
    selectors: selectorsOf(values),
  });
}

/** The peer sent something that made no sense to this end. */
function invalidPacket(values: Values, sa: IkeEventData['sa']): IkeEventData {
  return ikeEvent(windows, { direction: 'received', ...ends(values), version: versionOf(values.text('KeyModName')), sa, fault: 'other' });
}

/** Packets that the IPsec driver dropped, with the status that the Windows Filtering Platform gives the same. */
const driverDrops: ReadonlyMap<number, string> = new Map([
  [4960, 'STATUS_IPSEC_INTEGRITY_CHECK_FAILED'],
  [4961, 'STATUS_IPSEC_REPLAY_CHECK_FAILED'],
  [4962, 'STATUS_IPSEC_REPLAY_CHECK_FAILED'],
  [4963, 'STATUS_IPSEC_CLEAR_TEXT_DROP'],
  [4965, 'STATUS_IPSEC_BAD_SPI'],
]);

/** Looked at first: a Security log has millions of events about other things. */
const negotiations = new Set([4650, 4651, 4652, 4653, 4654, 4655, 4976, 4977, 4978, 4979, 4980, 4981, 4982, 4983, 4984, 5451, 5452]);

function ofSecurity(event: Fields): IkeEventData | null {
  if (!negotiations.has(event.eventId)) return null;
  const values = valuesOf(event);
  switch (event.eventId) {
    case 4650:
    case 4651:
    case 4979:
    case 4980:
    case 4981:
    case 4982:
      return established(values);
    case 4655:
      return ikeEvent(windows, {
        direction: 'local',
        ...ends(values),
        version: versionOf(values.text('KeyModName')),
        step: 'deleted',
        sa: 'ike',
      });
    case 4976:
      return invalidPacket(values, 'ike');
    case 4977:
      return invalidPacket(values, 'child');
    case 4978:
      return invalidPacket(values, null);
    case 5451:
      return quickModeEstablished(values);
    case 5452:
      return ikeEvent(windows, { direction: 'local', ...tunnelEnds(values), step: 'deleted', sa: 'child' });
    default:
      return failed(event, values);
  }
}

function driverDrop(event: Fields): IkeEventData | null {
  const reason = driverDrops.get(event.eventId);
  if (reason === undefined) return null;
  const remote = endpoint(valuesOf(event).text('RemoteAddress'), null);
  return ikeEvent(windows, { direction: 'received', remote, sa: 'child', dropped: { by: 'ipsec', protocol: null, filter: null, reason } });
}

/** `%%14593` is outbound, `%%14592` inbound (msobjs.dll); a rendered message has the word in the display language. */
const outbound = /14593|outbound|ausgehend|sortant|исходящ|送信|アウトバウンド|salida|saliente|uscita|saída|出站|輸出|아웃바운드/i;
const filtered = new Set([5152, 5157]);
const ikePorts = new Set([500, 4500]);
const protocols: ReadonlyMap<number, 'udp' | 'esp' | 'ah'> = new Map([
  [17, 'udp'],
  [50, 'esp'],
  [51, 'ah'],
]);

/** A filter of the host's own dropped IKE, ESP or AH. */
function filterDrop(event: Fields): IkeEventData | null {
  if (!filtered.has(event.eventId)) return null;
  const { text, number } = valuesOf(event);
  const protocol = protocols.get(number('Protocol') ?? -1);
  const [source, destination] = [endpoint(text('SourceAddress'), number('SourcePort')), endpoint(text('DestAddress'), number('DestPort'))];
  if (protocol === undefined || (protocol === 'udp' && ![source?.port, destination?.port].some((port) => ikePorts.has(port ?? 0))))
    return null;
  const isSent = outbound.test(text('Direction') ?? '');
  return ikeEvent(windows, {
    direction: isSent ? 'sent' : 'received',
    local: isSent ? source : destination,
    remote: isSent ? destination : source,
    dropped: { by: 'filter', protocol, filter: text('FilterRTID'), reason: null },
  });
}

/** RasClient and RRAS know the interface and the code; the address of the peer stands in the configuration. */
function ofDial({ code, interfaceName }: Fields): IkeEventData | null {
  if (code !== noAnswer && (code === null || code < 13_800 || code > 13_999)) return null;
  const fault = code === noAnswer ? 'no-answer' : faultOfCode(code, null);
  return ikeEvent(windows, { direction: 'local', isInitiator: true, step: 'failed', code, fault, connection: interfaceName });
}

/** True for the events that `ikeOfEvent` reads. */
export function isAboutIke({ provider, eventId }: Pick<WindowsEventData, 'provider' | 'eventId'>): boolean {
  if (provider === securityProvider) return driverDrops.has(eventId) || filtered.has(eventId) || negotiations.has(eventId);
  return (provider === 'RasClient' && eventId === 20_227) || (provider === 'RemoteAccess' && eventId === 20_111);
}

/**
 * What a Windows event says of an IKE negotiation, in the shape that all witnesses share: Security 4650 to 4655, 4976 to 4984, 5451, 5452
 * (main, quick and extended mode), 4960 to 4965, 5152 and 5157 (what the IPsec driver and the filters dropped), and the errors of IKE that RasClient and RemoteAccess
 * report. Null for any other event.
 */
export function ikeOfEvent(event: Fields): IkeEventData | null {
  if (event.provider === securityProvider) return driverDrop(event) ?? filterDrop(event) ?? ofSecurity(event);
  if (event.provider === 'RasClient' && event.eventId === 20_227) return ofDial(event);
  return event.provider === 'RemoteAccess' && event.eventId === 20_111 ? ofDial(event) : null;
}
