import type { IkeEventData } from '#shared/model/ike.ts';
import { message } from '#shared/model/message.ts';
import type { Message } from '#shared/model/message.ts';
import type { Level, RecordTime } from '#shared/model/record.ts';
import { describeIke } from '../ike/describe-ike.ts';
import { faultOfCode, ikeEvent } from '../ike/ike-event.ts';
import { parseWindowsDate } from '../shared/windows-date.ts';
import { childOf } from '../shared/xml-tree.ts';
import type { XmlNode } from '../shared/xml-tree.ts';
import { ipsecStatus, parseIkeCode } from './ike-codes.ts';
import { addressIn, deepText, findDeep, numberOf, subnetOf, textAt } from './xml-values.ts';

const windows = { witness: 'windows', side: null } as const;
const udp = 17;
const protocols: ReadonlyMap<number, 'udp' | 'esp' | 'ah'> = new Map([
  [udp, 'udp'],
  [50, 'esp'],
  [51, 'ah'],
]);
const ikePorts = new Set([500, 4500]);

/** What a net event says; null for one that is not about IKE or IPsec. */
export type NetEvent = {
  readonly data: IkeEventData;
  readonly time: RecordTime | null;
  readonly level: Level;
  readonly what: Message | null;
};

type Header = { readonly time: RecordTime | null; readonly protocol: number | null } & Pick<IkeEventData, 'local' | 'remote'>;

function endOf(address: string | null, port: number | null): IkeEventData['local'] {
  return address === null ? null : { address, port: port === 0 ? null : port };
}

function readHeader(header: XmlNode | undefined): Header {
  const stamp = textAt(header, 'timeStamp');
  return {
    time: stamp === null ? null : parseWindowsDate(stamp, 'mdy'),
    protocol: numberOf(textAt(header, 'ipProtocol')),
    local: endOf(addressIn(header, 'localAddrV4', 'localAddrV6'), numberOf(textAt(header, 'localPort'))),
    remote: endOf(addressIn(header, 'remoteAddrV4', 'remoteAddrV6'), numberOf(textAt(header, 'remotePort'))),
  };
}

/** Names of `IKEEXT_KEY_MODULE_TYPE`; AuthIP is Microsoft's own and has no version here. */
export function versionOf(keyModule: string | null): 1 | 2 | null {
  if (keyModule?.endsWith('_IKEV2') === true) return 2;
  return keyModule?.endsWith('_KEY_MODULE_IKE') === true ? 1 : null;
}

function initiatorOf(role: string | null): boolean | null {
  if (role?.endsWith('_INITIATOR') === true) return true;
  return role?.endsWith('_RESPONDER') === true ? false : null;
}

/** `IPSEC_FAILURE_ME` or `IPSEC_FAILURE_PEER`. */
function gaveUp(point: string | null): 'local' | 'remote' | null {
  if (point?.endsWith('_ME') === true) return 'local';
  return point?.endsWith('_PEER') === true ? 'remote' : null;
}

function identitiesOf(failure: XmlNode): IkeEventData['identities'] {
  const [local, remote] = [textAt(failure, 'localPrincipalNameForAuth'), textAt(failure, 'remotePrincipalNameForAuth')];
  return [
    ...(local === null ? [] : [{ whose: 'local' as const, type: '', value: local }]),
    ...(remote === null ? [] : [{ whose: 'remote' as const, type: '', value: remote }]),
  ];
}

function selectorsOf(failure: XmlNode): IkeEventData['selectors'] {
  return (['local', 'remote'] as const).flatMap((whose) => {
    const range = subnetOf(findDeep(failure, `${whose}SubNet`));
    return range === null ? [] : [{ whose, selector: { range, protocol: null, ports: null } }];
  });
}

type Phase = { readonly element: string; readonly sa: IkeEventData['sa']; readonly exchange: IkeEventData['exchange'] };

/** Main, quick and extended mode; IKEv2 knows no modes, so an exchange is named for IKEv1 alone. */
const phases: readonly Phase[] = [
  { element: 'ikeMmFailure', sa: 'ike', exchange: 'main-mode' },
  { element: 'ikeQmFailure', sa: 'child', exchange: 'quick-mode' },
  { element: 'ikeEmFailure', sa: null, exchange: null },
];

function failureEvent(item: XmlNode, header: Header): NetEvent | null {
  const phase = phases.find(({ element }) => childOf(item, element) !== undefined);
  const failure = phase === undefined ? undefined : childOf(item, phase.element);
  if (phase === undefined || failure === undefined) return null;
  const version = versionOf(textAt(failure, 'keyingModuleType'));
  const code = parseIkeCode(textAt(failure, 'failureErrorCode') ?? '');
  // Windows marks failures that belong to normal work, such as an SA that a newer one replaced.
  const isBenign = (findDeep(failure, 'flags')?.children ?? []).some((flag) => flag.text.includes('FLAG_BENIGN'));
  const data = ikeEvent(windows, {
    direction: 'local',
    local: header.local,
    remote: header.remote,
    version,
    exchange: version === 1 ? phase.exchange : null,
    isInitiator: initiatorOf(textAt(failure, 'saRole')),
    step: isBenign ? 'other' : 'failed',
    sa: phase.sa,
    code,
    fault: isBenign || code === null ? null : faultOfCode(code, phase.sa),
    identities: identitiesOf(failure),
    selectors: selectorsOf(failure),
    gaveUp: gaveUp(textAt(failure, 'failurePoint')),
  });
  return { data, time: header.time, level: isBenign ? 'verbose' : 'error', what: isBenign ? null : describeIke(data) };
}

/** `MS_FWP_DIRECTION_IN`, `FWP_DIRECTION_INBOUND`, or the numbers of older releases (0x3900 in, 0x3901 out). */
function directionOf(text: string | null): 'sent' | 'received' | null {
  if (text === null) return null;
  if (/_(?:IN|INBOUND)$/.test(text)) return 'received';
  if (/_(?:OUT|OUTBOUND)$/.test(text)) return 'sent';
  const number = numberOf(text);
  return number === 0x39_00 ? 'received' : number === 0x39_01 ? 'sent' : null;
}

function dropEvent(item: XmlNode, drop: XmlNode, header: Header): NetEvent | null {
  const protocol = protocols.get(header.protocol ?? -1);
  const ports = [header.local?.port ?? null, header.remote?.port ?? null];
  if (protocol === undefined || (protocol === 'udp' && !ports.some((port) => port !== null && ikePorts.has(port)))) return null;
  const direction = directionOf(textAt(drop, 'msFwpDirection'));
  const filter = textAt(drop, 'filterId');
  const dropped = { by: 'filter', protocol, filter, reason: deepText(item, 'filterOrigin') } as const;
  const data = ikeEvent(windows, { direction, local: header.local, remote: header.remote, dropped });
  const port = protocol === 'udp' ? ` ${ports.find((p) => p !== null && ikePorts.has(p))}` : '';
  const params = { what: `${protocol.toUpperCase()}${port}`, peer: header.remote?.address ?? '?', filter: filter ?? '?' };
  return { data, time: header.time, level: 'warning', what: message('record.wfp.filter-drop', params) };
}

function ipsecDropEvent(drop: XmlNode, header: Header): NetEvent {
  const reason = ipsecStatus(textAt(drop, 'failureStatus') ?? '?');
  const spi = numberOf(textAt(drop, 'spi'));
  const dropped = {
    by: 'ipsec',
    protocol: protocols.get(header.protocol ?? -1) ?? null,
    filter: textAt(drop, 'filterId'),
    reason,
  } as const;
  const data = ikeEvent(windows, {
    direction: directionOf(textAt(drop, 'direction')),
    local: header.local,
    remote: header.remote,
    sa: 'child',
    dropped,
  });
  const params = { peer: header.remote?.address ?? '?', reason, spi: spi === null ? '?' : spi.toString(16).padStart(8, '0') };
  return { data, time: header.time, level: 'warning', what: message('record.wfp.ipsec-drop', params) };
}

/**
 * Reads one net event of the Windows Filtering Platform. Elements are the members of `FWPM_NET_EVENT…` structures (Microsoft, Win32 API,
 * fwpmtypes.h, 2026-11): which one stands there tells the type, so that types with a new name (`…_PUBLIC_CLASSIFY_DROP`) are read too.
 */
export function readNetEvent(item: XmlNode): NetEvent | null {
  const header = readHeader(childOf(item, 'header'));
  const [filtered, ipsec] = [childOf(item, 'classifyDrop'), childOf(item, 'ipsecDrop')];
  if (filtered !== undefined) return dropEvent(item, filtered, header);
  return ipsec === undefined ? failureEvent(item, header) : ipsecDropEvent(ipsec, header);
}
