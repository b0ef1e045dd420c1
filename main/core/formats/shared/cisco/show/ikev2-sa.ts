import type { DeviceSaData } from '#shared/model/device-config.ts';
import type { IkeTransform } from '#shared/model/ike.ts';
import { deviceSa } from '../../../device-text/device-data.ts';
import { authentication, dhGroup, encryption, groupNumber, integrity, isCombined, lifetime, prf } from '../names.ts';
import { address, count, find, stateOf } from './show-kind.ts';
import type { ShowBlock, ShowKind } from './show-kind.ts';

/** `1  203.0.113.10/500  198.51.100.20/500  none/none  READY`; ASA has the role instead of the routing instances. */
const row =
  /^\s*\d{1,12}\s+(\S{2,45})\/\d{1,5}\s+(\S{2,45})\/\d{1,5}\s+(?:\S{1,40}\/\S{1,40}\s+)?([A-Z][A-Z_-]{1,20})(?:\s+(INITIATOR|RESPONDER))?\s*$/;
/** IOS-XE puts the ends of IPv6 on lines of their own: `1  none/none  READY`, then `Local …/500` and `Remote …/500`. */
const shortRow = /^\s*\d{1,12}\s+\S{1,40}\/\S{1,40}\s+([A-Z][A-Z_-]{1,20})\s*$/;

function transformsOf(lines: readonly string[]): IkeTransform[] {
  const text = lines.find((line) => /^\s*Encr: /.test(line)) ?? '';
  const field = (pattern: RegExp): string | null => pattern.exec(text)?.[1] ?? null;
  const bits = field(/keysize: (\d{3})/);
  const cipher = field(/Encr: ([\w-]{2,20})/);
  const encrypted = cipher === null ? null : encryption(bits === null ? cipher : `${cipher}-${bits}`);
  const [hash, pseudo, group, method] = [
    field(/Hash: ([\w-]{2,20})/),
    field(/PRF: ([\w-]{2,20})/),
    field(/DH Grp: ?(\d{1,2})/),
    field(/Auth sign: ([\w-]{2,20})/),
  ];
  const life = find(lines, /Life\/Active Time: (\d{1,9})\/\d{1,9}/);
  const number = group === null ? null : groupNumber(group);
  return [
    ...(encrypted === null ? [] : [encrypted]),
    ...(hash === null || (encrypted !== null && isCombined(encrypted.name)) ? [] : [integrity(hash)]),
    ...(pseudo === null ? [] : [prf(pseudo)]),
    ...(number === null || number === 0 ? [] : [dhGroup(number)]),
    ...(method === null ? [] : [authentication(method)]),
    ...(life === null ? [] : [lifetime(Number(life))]),
  ];
}

function remaining(lines: readonly string[]): number | null {
  const match = /Life\/Active Time: (\d{1,9})\/(\d{1,9})/.exec(lines.join('\n'));
  return match === null ? null : Math.max(0, Number(match[1]) - Number(match[2]));
}

function initiator(role: string | undefined, lines: readonly string[]): boolean | null {
  if (role !== undefined) return role === 'INITIATOR';
  const said = find(lines, /^\s*Initiator of SA ?: (Yes|No)/i);
  return said === null ? null : said.toLowerCase() === 'yes';
}

/** `192.168.0.0/0 - 192.168.0.255/65535`: first and last address with their ports. */
function selectors(lines: readonly string[]): DeviceSaData['selectors'] {
  return (['local', 'remote'] as const).flatMap((whose) => {
    const line = lines.find((text) => text.includes(`${whose} selector`)) ?? '';
    const match = /selector\s+(\S{2,45})\/(\d{1,5}) - (\S{2,45})\/(\d{1,5})/.exec(line);
    if (match === null) return [];
    const range = match[1] === match[3] ? match[1]! : `${match[1]}-${match[3]}`;
    return [
      { whose, selector: { range, protocol: null, ports: match[2] === '0' && match[4] === '65535' ? null : `${match[2]}-${match[4]}` } },
    ];
  });
}

function child({ lines, previous }: ShowBlock): DeviceSaData {
  return deviceSa(previous?.vendor ?? 'cisco-asa', 'child', {
    local: previous?.local ?? null,
    peer: previous?.peer ?? null,
    version: 2,
    state: /ESP spi in\/out: 0x0*\/|AH spi/.test(lines.join('\n')) ? null : 'up',
    isInitiator: previous?.isInitiator ?? null,
    selectors: selectors(lines),
  });
}

function read(block: ShowBlock): readonly DeviceSaData[] {
  const { lines } = block;
  const first = lines[0] ?? '';
  if (/^\s*Child sa:/i.test(first)) return [child(block)];
  const long = row.exec(first);
  const short = long === null ? shortRow.exec(first) : null;
  const stateText = long?.[3] ?? short?.[1] ?? null;
  if (stateText === null) return [];
  const isAsa = !block.headings.some((line) => line.includes('vrf'));
  return [
    deviceSa(isAsa ? 'cisco-asa' : 'cisco-ios', 'ike', {
      local: long?.[1] ?? address(find(lines, /^\s*Local +(\S{2,60}\/\d{1,5})/)),
      peer: long?.[2] ?? address(find(lines, /^\s*Remote +(\S{2,60}\/\d{1,5})/)),
      state: stateOf(stateText),
      stateText,
      version: 2,
      isInitiator: initiator(long?.[4], lines),
      transforms: transformsOf(lines),
      remainingSeconds: remaining(lines) ?? count(null),
    }),
  ];
}

/** `show crypto ikev2 sa`, also `detailed` and `detail`, of IOS, IOS-XE and ASA. */
export const ikev2Sa: ShowKind = {
  begins: /^\s*Tunnel-id\b/,
  opens: /^\s*\d{1,12}\s+\S{1,45}\/\S{1,45}\s+\S|^\s*Child sa:/i,
  holds:
    /^\s*(?:Tunnel-id|Encr:|PQC|Life\/Active|CE id|Session-id|Status Desc|Local |Remote |DPD|Fragment|Dynamic|Extended|NAT-T|Cisco Trust|Initiator of|Pushed|Quantum|PEER TYPE|remote selector|ESP spi|AH spi|CPI|ah_hmac|Parent|IKEv2 SAs|IPv[46] Crypto|Assigned|Redirected|Peer|IPsec|\d)/i,
  read: (block) => ({ sas: read(block) }),
};
