import { message } from '#shared/model/message.ts';
import type { IpsecPolicy, RrasInterfaceData, RrasServerData } from '#shared/model/record-data.ts';
import type { Parsed } from '../../format.ts';
import { parseBoolean, parseInteger } from '../numbers.ts';
import { recordOf } from '../parsed.ts';
import type { PsObject } from '../ps-objects.ts';

/** A whole number under one of several names: lists write `SALifeTime(s)`, parameters and JSON `SALifeTimeSeconds`. */
function number(object: PsObject, ...names: readonly string[]): number | null {
  for (const name of names) {
    const value = parseInteger(object.get(name));
    if (value !== null) return value;
  }
  return null;
}

function saLifeTime(object: PsObject): number | null {
  return number(object, 'SALifeTime', 'SALifeTimeSeconds');
}

function saDataSize(object: PsObject): number | null {
  return number(object, 'SADataSizeForRenegotiation', 'SADataSizeForRenegotiationKilobytes', 'SADataSize');
}

function idleDisconnect(object: PsObject): number | null {
  return number(object, 'IdleDisconnect', 'IdleDisconnectSeconds', 'IdleDisconnectSec');
}

/** Values stay as the cmdlet writes them (`Group2`, `SHA196`, `GCMAES256`); null when none is set. */
function policy(object: PsObject): IpsecPolicy | null {
  const constants = {
    ikeEncryption: object.get('EncryptionMethod'),
    ikeIntegrity: object.get('IntegrityCheckMethod'),
    dhGroup: object.get('DHGroup'),
    ipsecEncryption: object.get('CipherTransformConstants'),
    ipsecIntegrity: object.get('AuthenticationTransformConstants'),
    pfsGroup: object.get('PfsGroup'),
  };
  if (Object.values(constants).every((value) => value === null)) return null;
  return { ...constants, saLifeTimeSeconds: saLifeTime(object), saDataSizeKilobytes: saDataSize(object) };
}

/** `10.0.0.0/24:100` and `2001:db8::/48:100`: the metric follows the last colon after the prefix length. */
function subnet(text: string): { prefix: string; metric: number | null } | null {
  const match = /^([0-9A-Fa-f.:]+\/\d{1,3})(?::(\d{1,9}))?$/.exec(text.trim());
  return match ? { prefix: match[1]!, metric: match[2] === undefined ? null : Number(match[2]) } : null;
}

function adminStatus(text: string | null): boolean | null {
  if (text === null) return null;
  if (/^(?:enabled|up)$/i.test(text)) return true;
  if (/^(?:disabled|down)$/i.test(text)) return false;
  return parseBoolean(text);
}

function nonZero(text: string | null): string | null {
  return text === null || /^0+$/.test(text) ? null : text;
}

function interfaceData(object: PsObject, name: string): RrasInterfaceData {
  const subnets = [...object.list('IPv4Subnet'), ...object.list('IPv6Subnet')].map(subnet);
  return {
    kind: 'rras-interface',
    name,
    destinations: object.list('Destination'),
    enabled: adminStatus(object.get('AdminStatus')),
    connectionState: object.get('ConnectionState'),
    subnets: subnets.filter((s) => s !== null),
    protocol: object.get('Protocol'),
    authenticationMethod: object.get('AuthenticationMethod'),
    idleDisconnectSeconds: idleDisconnect(object),
    saLifeTimeSeconds: saLifeTime(object),
    saDataSizeKilobytes: saDataSize(object),
    lastError: nonZero(object.get('LastError')),
    unreachabilityReasons: nonZero(object.get('UnReachabilityReasons')),
    customPolicy: parseBoolean(object.get('CustomPolicy')),
    policy: policy(object),
  };
}

/** `Get-VpnS2SInterface` as list, table, CSV or JSON; null for any other object. */
export function rrasInterface(object: PsObject): Parsed | null {
  const mine = object.has('ConnectionState') && (object.has('IPv4Subnet') || (object.has('Destination') && object.has('AdminStatus')));
  const name = object.get('Name');
  if (!mine || !name) return null;
  const data = interfaceData(object, name);
  const what = data.connectionState
    ? message('record.rras-interface', { name, state: data.connectionState })
    : message('record.rras-interface-no-state', { name });
  return recordOf(object, data, { what, who: name });
}

/** `Get-VpnServerIPsecConfiguration` and `Get-VpnServerConfiguration`; null for any other object. */
export function rrasServer(object: PsObject): Parsed | null {
  const ports = object.has('Ikev2Ports') || object.has('SstpPorts') || object.has('L2tpPorts');
  if (!ports || !(object.has('EncryptionType') || object.has('SALifeTime') || object.has('SALifeTimeSeconds'))) return null;
  const data: RrasServerData = {
    kind: 'rras-server',
    encryptionType: object.get('EncryptionType'),
    ikev2Ports: number(object, 'Ikev2Ports'),
    idleDisconnectSeconds: idleDisconnect(object),
    saLifeTimeSeconds: saLifeTime(object),
    saDataSizeKilobytes: saDataSize(object),
    customPolicy: parseBoolean(object.get('CustomPolicy')),
    policy: policy(object),
  };
  return recordOf(object, data, { what: message('record.rras-server'), who: null });
}
