/** What an insertion string means: interface or connection name, user, port or device, numeric code, free text, anything else. */
export type Role = 'interface' | 'user' | 'port' | 'code' | 'text' | 'other';

/**
 * Meaning of the insertion strings after the leading GUIDs (RoutingDomainID from Server 2012 on, CoId), which are told by
 * their shape. From the project's table of Windows events (mprlog.h, and the Azure troubleshooting guide for 20111 and
 * 20227); ids without an entry have no strings that matter.
 */
const i = 'interface';
const remoteAccess: Readonly<Record<number, readonly Role[]>> = {
  20105: [i],
  20106: [i, 'other', 'text'],
  20107: [i],
  20108: ['port', 'text'],
  20110: ['port'],
  20111: [i, 'port', 'text'],
  20125: [i, 'text'],
  20138: [i, 'text'],
  20139: ['port'],
  20140: ['port'],
  20143: [i],
  20158: ['user', i, 'port'],
  20159: [i, 'user', 'port'],
  20171: ['port', 'text'],
  20177: [i, 'text'],
  20178: [i],
  20179: [i],
  20180: [i],
  20181: [i],
  20182: [i],
  20183: [i],
  20184: [i],
  20185: [i],
  20186: [i],
  20187: ['user', 'text'],
  20073: ['port', 'user', 'text'],
  20249: ['user', 'port'],
  20250: ['user', 'port'],
  20253: ['user', 'port'],
  20255: ['port', 'user', 'text'],
  20271: ['user', 'other', 'text'],
  20272: ['user', 'port'],
  20274: ['user', 'port', 'other'],
  20275: ['other'],
};
const rasClient: Readonly<Record<number, readonly Role[]>> = {
  20220: [i, 'port', 'code'],
  20221: ['user', i, 'text'],
  20222: ['user', i, 'text'],
  20223: ['user', i],
  20224: ['user', i],
  20225: ['user', i],
  20226: ['user', i, 'code'],
  20227: ['user', i, 'code'],
};

/** Events whose meaning the knowledge base words as `event.<provider>.<id>`, beyond those with a layout. */
const wordedRemoteAccess = [
  20049, 20054, 20063, 20084, 20085, 20086, 20087, 20088, 20126, 20145, 20146, 20151, 20152, 20153, 20167, 20168, 20169, 20188, 20189,
  20192, 20276,
];

const layouts: Readonly<Record<string, Readonly<Record<number, readonly Role[]>>>> = { RemoteAccess: remoteAccess, RasClient: rasClient };

/** Start of an attempt in releases that name its kind (`VPN`) and whose profile it is (`all-user`) in strings of their own. */
const longStart: readonly Role[] = ['user', 'other', 'other', i, 'text'];

/** The layout of an event with `count` strings behind its GUIDs. */
export function layoutOf(provider: string, eventId: number, count = 0): readonly Role[] {
  if (provider === 'RasClient' && eventId === 20221 && count >= longStart.length) return longStart;
  return layouts[provider]?.[eventId] ?? [];
}

const worded: Readonly<Record<string, ReadonlySet<number>>> = {
  RemoteAccess: new Set([...Object.keys(remoteAccess).map(Number), ...wordedRemoteAccess]),
  RasClient: new Set(Object.keys(rasClient).map(Number)),
  'Service Control Manager': new Set([7000, 7001, 7009, 7011, 7023, 7024, 7031, 7034, 7036, 7040]),
  'Microsoft-Windows-Security-Auditing': new Set([
    4616, 4646, 4650, 4651, 4652, 4653, 4654, 4655, 4709, 4710, 4711, 4712, 4946, 4947, 4948, 4960, 4961, 4962, 4963, 4965, 4976, 4977,
    4978, 4979, 4980, 4981, 4982, 4983, 4984, 5040, 5041, 5042, 5043, 5044, 5045, 5046, 5047, 5048, 5049, 5152, 5157, 5451, 5452, 5453,
    6272, 6273, 6274,
  ]),
  RasMan: new Set([0]),
  RasSstp: new Set([18]),
  NPS: new Set([13, 14, 18]),
  'Microsoft-Windows-VPN-Client': new Set([10001, 10002, 10003, 10004, 10005, 10006, 10007, 10008]),
  'Microsoft-Windows-Kernel-General': new Set([1, 12, 13]),
  'Microsoft-Windows-Kernel-Power': new Set([41]),
  EventLog: new Set([6005, 6006, 6008]),
  User32: new Set([1074]),
  'Microsoft-Windows-WindowsUpdateClient': new Set([19, 20, 43]),
  Tcpip: new Set([4201, 4202]),
  e1iexpress: new Set([27, 32]),
};

/** True when the message catalogue has words for the event. */
export function isWorded(provider: string, eventId: number): boolean {
  return worded[provider]?.has(eventId) ?? false;
}

/** The source of which a table shows only the beginning: the one that is known to write the event. As it is shown when none is. */
export function uncutProvider(shown: string, eventId: number): string {
  const beginning = /^(.{4,})(?:\.\.\.|…)$/.exec(shown)?.[1]?.toLowerCase();
  if (beginning === undefined) return shown;
  return Object.keys(worded).find((name) => name.toLowerCase().startsWith(beginning) && isWorded(name, eventId)) ?? shown;
}

/** The source by the number alone, for lists printed without `Source`: the two RRAS sources share one number range. */
export function providerOf(eventId: number): string | null {
  if (eventId >= 20220 && eventId <= 20227) return 'RasClient';
  return eventId >= 20000 && eventId <= 20299 ? 'RemoteAccess' : null;
}

/** Failures of an outgoing connection attempt that carry the RAS or IKE error code. */
export function isDialFailure(provider: string, eventId: number): boolean {
  if (provider === 'RasClient') return eventId === 20227;
  return provider === 'RemoteAccess' && (eventId === 20111 || eventId === 20125 || eventId === 20138);
}

/** The value that holds the RAS error of events of the VPN client's own log and of the tracing providers of RRAS. */
export function errorValueOf(provider: string): string | null {
  return /^Microsoft-Windows-(?:VPN-Client|RasServer|Ras-AgileVpn|RRAS)$/i.test(provider) ? 'ErrorCode' : null;
}

/** Events with the text of a RAS or IKE error among their strings, which tells the code where the binary data do not. */
export function hasErrorText(provider: string, eventId: number): boolean {
  return isDialFailure(provider, eventId) || (provider === 'RemoteAccess' && layoutOf(provider, eventId).includes('text'));
}

/** Sources whose event data is the little-endian error DWORD (mprlog.h); elsewhere the bytes mean other things. */
export function hasErrorData(provider: string): boolean {
  return /^(?:RemoteAccess|RasClient|RasMan|RasServer|IPMGM|IPRouterManager)$/i.test(provider);
}
