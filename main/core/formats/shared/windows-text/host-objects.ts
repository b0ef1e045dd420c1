import type { DeviceBgpPeerData, NetworkInterfaceData, ServiceStateData } from '#shared/model/host-state.ts';
import { message } from '#shared/model/message.ts';
import type { Parsed } from '../../format.ts';
import { parseInteger } from '../numbers.ts';
import { describeDevice, deviceSa } from '../../device-text/device-data.ts';
import { recordOf } from '../parsed.ts';
import type { PsObject } from '../ps-objects.ts';

/** `ServiceControllerStatus` and `ServiceStartMode` as words, and as the numbers that `ConvertTo-Json` prints. */
function serviceStateOf(text: string): ServiceStateData['state'] | null {
  if (/^(?:Running|4)$/i.test(text)) return 'running';
  if (/^(?:Stopped|1)$/i.test(text)) return 'stopped';
  return /^(?:StartPending|StopPending|Paused|PausePending|ContinuePending|[23567])$/i.test(text) ? 'changing' : null;
}

function startTypeOf(text: string | null): ServiceStateData['startType'] {
  if (text === null) return null;
  if (/^(?:Automatic|AutomaticDelayedStart|Boot|System|[012])$/i.test(text)) return 'automatic';
  if (/^(?:Disabled|4)$/i.test(text)) return 'disabled';
  return /^(?:Manual|3)$/i.test(text) ? 'manual' : null;
}

/** `Get-Service` as list, table, CSV or JSON; null for any other object. */
export function windowsService(object: PsObject): Parsed | null {
  const [service, status] = [object.get('Name') ?? object.get('ServiceName'), object.get('Status')];
  const state = status === null ? null : serviceStateOf(status);
  const isService = object.has('DisplayName') || object.has('StartType') || object.has('ServiceName');
  if (service === null || state === null || !isService || !/^[\w.$@-]{1,100}$/.test(service)) return null;
  const startType = startTypeOf(object.get('StartType'));
  const data: ServiceStateData = { kind: 'service-state', service, system: 'windows', state, startType, stateText: status };
  return recordOf(object, data, { what: message(`record.service-state.${state}`, { service }), who: service });
}

/** `Get-BgpPeer` of a Windows server with RRAS; null for any other object. */
export function rrasBgpPeer(object: PsObject): Parsed | null {
  const [neighbor, status] = [object.get('PeerIPAddress'), object.get('ConnectivityStatus')];
  if (neighbor === null || status === null) return null;
  const data: DeviceBgpPeerData = {
    kind: 'device-bgp-peer',
    neighbor,
    asn: parseInteger(object.get('PeerASN')),
    localAsn: parseInteger(object.get('LocalASN')),
    isEstablished: /^connected$/i.test(status),
    stateText: status,
    prefixesReceived: null,
    prefixesSent: null,
    lacksPolicy: null,
  };
  return recordOf(object, data, { what: message('record.device-bgp-peer', { neighbor, state: status }), who: neighbor });
}

/**
 * `Get-VpnS2SInterfaceStatistics` (class VpnS2SInterfaceStatistics): what went through the tunnel of an RRAS interface, both ways, as a child
 * SA of other devices tells it; null for any other object. Without an up time the cmdlet of Windows Server 2012 does not say whether the
 * tunnel stands: what it carried does.
 */
export function rrasStatistics(object: PsObject): Parsed | null {
  const [packetsOut, packetsIn] = [parseInteger(object.get('FramesTransmitted')), parseInteger(object.get('FramesReceived'))];
  if (packetsOut === null || packetsIn === null) return null;
  const upTime = parseInteger(object.get('ConnectionUpTime'));
  const isUp = upTime === null ? packetsOut + packetsIn > 0 : upTime > 0;
  const data = deviceSa('windows', 'child', {
    name: object.get('Name'),
    state: isUp ? 'up' : 'down',
    packetsOut,
    packetsIn,
    bytesOut: parseInteger(object.get('BytesTransmitted')),
    bytesIn: parseInteger(object.get('BytesReceived')),
  });
  return recordOf(object, data, { what: describeDevice(data), who: data.name });
}

/** `Get-NetIPInterface` for IPv4; null for any other object. */
export function windowsInterface(object: PsObject): Parsed | null {
  const [name, mtu] = [object.get('InterfaceAlias') ?? object.get('ifAlias'), parseInteger(object.get('NlMtu'))];
  const family = object.get('AddressFamily');
  if (name === null || mtu === null || (family !== null && !/^(?:IPv4|2)$/i.test(family))) return null;
  const state = object.get('ConnectionState');
  const forwarding = object.get('Forwarding');
  const data: NetworkInterfaceData = {
    kind: 'network-interface',
    system: 'windows',
    name,
    tunnel: null,
    id: null,
    local: null,
    remote: null,
    isUp: state === null ? null : /^(?:connected|1)$/i.test(state),
    mtu,
    addresses: [],
    forwards: forwarding === null ? null : /^(?:enabled|1)$/i.test(forwarding),
  };
  return recordOf(object, data, { what: message('record.network-interface', { name, addresses: '–', mtu }), who: name });
}
