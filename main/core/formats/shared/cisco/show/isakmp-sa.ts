import type { DeviceSaData } from '#shared/model/device-config.ts';
import { deviceSa } from '../../../device-text/device-data.ts';
import { authentication, dhGroup, encryption, groupNumber, integrity, lifetime } from '../names.ts';
import { count, find, seconds, stateOf } from './show-kind.ts';
import type { ShowBlock, ShowKind } from './show-kind.ts';

const privateAddress = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.)/;

/**
 * The list of IOS says who answered (`dst`) and who began (`src`), and not which of them is the router. A private address is taken for
 * the router's; else the router is taken for the end that began.
 */
function sides(dst: string, src: string): { readonly local: string; readonly peer: string } {
  const swapped = privateAddress.test(dst) && !privateAddress.test(src);
  return swapped ? { local: dst, peer: src } : { local: src, peer: dst };
}

const iosRow = /^\s*([0-9A-Fa-f.:]{3,45})\s+([0-9A-Fa-f.:]{3,45})\s+([A-Z][A-Z_]{2,20})\s+\d{1,8}\s+(?:\d{1,4}\s+)?([A-Z][\w() -]{2,40})$/;

function readIos({ lines }: ShowBlock): readonly DeviceSaData[] {
  const text = lines.join('\n');
  const match = iosRow.exec(lines[0] ?? '');
  const dst = match?.[1] ?? find(lines, /^\s*dst: (\S{2,45})/);
  const src = match?.[2] ?? find(lines, /^\s*src: (\S{2,45})/);
  const state = match?.[3] ?? /state: ([A-Z_]{3,20})/.exec(text)?.[1] ?? null;
  if (dst === null || src === null || state === null) return [];
  const isDeleted = /\(deleted\)/i.test(text);
  const stateText = isDeleted ? `${state} (deleted)` : state;
  return [deviceSa('cisco-ios', 'ike', { ...sides(dst, src), state: isDeleted ? 'down' : stateOf(state), stateText, version: 1 })];
}

const detailRow =
  /^\s*\d{1,8}\s+(\S{3,45})\s+(\S{3,45})\s+(?:\S{1,40}\s+)?([A-Z]{3,12})\s+(\S{2,12})\s+(\S{2,12})\s+(\S{2,12})\s+(\d{1,2})\s+(\d{1,6}:\d{2}:\d{2}|\d{1,8})\b/;

function readDetail({ lines }: ShowBlock): readonly DeviceSaData[] {
  const match = detailRow.exec(lines[0] ?? '');
  if (match === null) return [];
  const [, local, peer, status, cipher, hash, method, group, life] = match;
  const number = groupNumber(group!);
  const transforms = [encryption(cipher!), integrity(hash!), authentication(method!), ...(number === null ? [] : [dhGroup(number)])];
  const known = { local: local!, peer: peer!, stateText: status!, state: stateOf(status!), version: 1 as const };
  return [deviceSa('cisco-ios', 'ike', { ...known, transforms, remainingSeconds: seconds(life!) })];
}

/** `show crypto isakmp sa [detail]` of IOS and IOS-XE. */
export const isakmpSa: ShowKind = {
  begins: /^\s*(?:IPv[46] Crypto ISAKMP SA|dst\s+src\s+state\s+conn-id|C-id\s+Local\s+Remote)/,
  opens:
    /^\s*(?:[0-9A-Fa-f.:]{3,45}\s+[0-9A-Fa-f.:]{3,45}\s+[A-Z][A-Z_]{2,20}\s+\d|\d{1,8}\s+[0-9A-Fa-f.:]{3,45}\s+[0-9A-Fa-f.:]{3,45}\s|dst: )/,
  holds: /^\s*(?:dst\b|src:|state:|C-id|Engine-id|Codes:|[KXNDT] - |rsig|renc|cTCP|IPv[46] Crypto)/,
  read: (block) => ({ sas: detailRow.test(block.lines[0] ?? '') ? readDetail(block) : readIos(block) }),
};

/** `1 209.165.200.225 User Resp No AM_Active 3des SHA preshrd 86400` */
const asaRow =
  /^\s*\d{1,8}\s+(\S{3,60})\s+(\S{2,12})\s+(Init|Resp)\w{0,8}\s+(\S{2,8})\s+(\S{3,30})\s+(\S{2,12})\s+(\S{2,12})\s+(\S{2,12})\s+(\d{1,8})\s*$/i;

function readAsaTable({ lines }: ShowBlock): readonly DeviceSaData[] {
  const match = asaRow.exec(lines[0] ?? '');
  if (match === null) return [];
  const [, peer, , role, , state, cipher, hash, method, life] = match;
  const transforms = [encryption(cipher!), integrity(hash!), authentication(method!), lifetime(Number(life))];
  const known = { peer: peer!, stateText: state!, state: stateOf(state!), version: 1 as const };
  return [deviceSa('cisco-asa', 'ike', { ...known, isInitiator: role!.toLowerCase() === 'init', transforms })];
}

/** `show crypto ikev1 sa detail` of ASA as a table. */
export const asaIkev1Table: ShowKind = {
  begins: /^\s*IKE Peer\s+Type\s+Dir\s/,
  opens: /^\s*\d{1,8}\s+\S{3,60}\s+\S{2,12}\s+(?:Init|Resp)/i,
  holds: /^\s*IKE Peer\s+Type/,
  read: (block) => ({ sas: readAsaTable(block) }),
};

function readAsa({ lines }: ShowBlock): readonly DeviceSaData[] {
  const text = lines.join('\n');
  const field = (name: string): string | null => new RegExp(String.raw`\b${name}\s{0,12}: ?([\w.-]{1,40})`, 'i').exec(text)?.[1] ?? null;
  const peer = find(lines, /IKE Peer: ?(\S{2,60})/);
  const [state, role, cipher, hash, method, life] = [
    field('State'),
    field('Role'),
    field('Encrypt'),
    field('Hash'),
    field('Auth'),
    field('Lifetime'),
  ];
  const transforms = [
    ...(cipher === null ? [] : [encryption(cipher)]),
    ...(hash === null ? [] : [integrity(hash)]),
    ...(method === null ? [] : [authentication(method)]),
    ...(life === null ? [] : [lifetime(Number(life))]),
  ];
  return [
    deviceSa('cisco-asa', 'ike', {
      peer,
      version: 1,
      state: state === null ? null : stateOf(state),
      stateText: state,
      isInitiator: role === null ? null : /^init/i.test(role),
      transforms,
      remainingSeconds: count(find(lines, /Lifetime Remaining ?: ?(\d{1,9})/i)),
    }),
  ];
}

/** `show crypto ikev1 sa [detail]` and `show crypto isakmp sa [detail]` of ASA. */
export const asaIkev1Sa: ShowKind = {
  begins: /^\s*(?:\d{1,8}\s+)?IKE Peer: ?\S/,
  opens: /^\s*(?:\d{1,8}\s+)?IKE Peer: ?\S/,
  holds: /^\s*(?:Type|Rekey|Encrypt|Auth|Lifetime(?: Remaining)?)\s{0,12}:/,
  read: (block) => ({ sas: readAsa(block) }),
};
