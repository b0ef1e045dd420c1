/**
 * Names of the values of IPsec and related events in the Security log, in their order, by event and version: an event of
 * `Get-EventLog` or `Get-WinEvent` has only values. From the providers' manifests as published in
 * https://github.com/repnz/etw-providers-docs (2026-11).
 */
const mmLocal = ['LocalMMPrincipalName', 'RemoteMMPrincipalName'];
const mmCert = [
  'LocalMMPrincipalName',
  'LocalMMCertHash',
  'LocalMMIssuingCA',
  'LocalMMRootCA',
  'RemoteMMPrincipalName',
  'RemoteMMCertHash',
  'RemoteMMIssuingCA',
  'RemoteMMRootCA',
];
const endpoints = ['LocalAddress', 'LocalKeyModPort', 'RemoteAddress', 'RemoteKeyModPort'];
const mmCrypto = [
  'MMCipherAlg',
  'MMIntegrityAlg',
  'DHGroup',
  'MMLifetime',
  'QMLimit',
  'Role',
  'MMImpersonationState',
  'MMFilterID',
  'MMSAID',
];
const mmFailure = [
  'KeyModName',
  'FailurePoint',
  'FailureReason',
  'MMAuthMethod',
  'State',
  'Role',
  'MMImpersonationState',
  'MMFilterID',
  'InitiatorCookie',
  'ResponderCookie',
];
const emLocal = ['LocalEMPrincipalName', 'RemoteEMPrincipalName', 'EMAuthMethod', 'EMImpersonationState', 'QMFilterID'];
const emCert = [
  'LocalEMPrincipalName',
  'LocalEMCertHash',
  'LocalEMIssuingCA',
  'LocalEMRootCA',
  'RemoteEMPrincipalName',
  'RemoteEMCertHash',
  'RemoteEMIssuingCA',
  'RemoteEMRootCA',
];
const qmFlow = ['LocalAddress', 'LocalAddressMask', 'LocalPort', 'LocalTunnelEndpoint', 'RemoteAddress', 'RemoteAddressMask', 'RemotePort'];
const qmFailure = [
  ...qmFlow,
  'RemoteTunnelEndpoint',
  'Protocol',
  'RemotePrivateAddress',
  'KeyModName',
  'FailurePoint',
  'FailureReason',
  'Mode',
  'State',
  'Role',
  'MessageID',
  'QMFilterID',
  'MMSAID',
];
const qmEstablished = [
  ...qmFlow,
  'PeerPrivateAddress',
  'RemoteTunnelEndpoint',
  'IpProtocol',
  'KeyingModuleName',
  'AhAuthType',
  'EspAuthType',
  'CipherType',
  'LifetimeSeconds',
  'LifetimeKilobytes',
  'LifetimePackets',
  'Mode',
  'Role',
  'TransportFilterId',
  'MainModeSaId',
  'QuickModeSaId',
  'InboundSpi',
  'OutboundSpi',
];
const tunnelIds = ['TunnelId', 'TrafficSelectorId'];
const invalidPacket = ['LocalAddress', 'RemoteAddress', 'KeyModName'];
const dropped = ['RemoteAddress', 'SPI'];
const blocked = [
  'ProcessId',
  'Application',
  'Direction',
  'SourceAddress',
  'SourcePort',
  'DestAddress',
  'DestPort',
  'Protocol',
  'FilterRTID',
  'LayerName',
  'LayerRTID',
];
const ruleChange = ['ProfileChanged', 'RuleId', 'RuleName'];
const authenticationSet = ['ProfileChanged', 'AuthenticationSetId', 'AuthenticationSetName'];
const securityRule = ['ProfileChanged', 'ConnectionSecurityRuleId', 'ConnectionSecurityRuleName'];
const cryptographicSet = ['ProfileChanged', 'CryptographicSetId', 'CryptographicSetName'];

const layouts: Readonly<Record<number, readonly (readonly string[])[]>> = {
  4616: [
    ['SubjectUserSid', 'SubjectUserName', 'SubjectDomainName', 'SubjectLogonId', 'PreviousTime', 'NewTime', 'ProcessId', 'ProcessName'],
  ],
  4646: [['notification']],
  4650: [[...mmLocal, ...endpoints, 'KeyModName', 'MMAuthMethod', ...mmCrypto]],
  4651: [[...mmCert, ...endpoints, 'KeyModName', 'MMAuthMethod', ...mmCrypto]],
  4652: [[...mmCert, ...endpoints, ...mmFailure]],
  4653: [[...mmLocal, ...endpoints, ...mmFailure]],
  4654: [qmFailure, [...qmFailure, ...tunnelIds]],
  4655: [[...invalidPacket, 'MMSAID']],
  4960: [dropped],
  4961: [dropped],
  4962: [dropped],
  4963: [dropped],
  4965: [dropped],
  4976: [invalidPacket],
  4977: [invalidPacket],
  4978: [invalidPacket],
  4979: [[...mmLocal, ...endpoints, 'MMAuthMethod', ...mmCrypto, ...emLocal]],
  4980: [[...mmLocal, ...endpoints, 'MMAuthMethod', ...mmCrypto, ...emCert, 'EMImpersonationState', 'QMFilterID']],
  4981: [[...mmCert, ...endpoints, ...mmCrypto, ...emLocal]],
  4982: [[...mmCert, ...endpoints.slice(1), ...mmCrypto, ...emCert, 'EMImpersonationState', 'QMFilterID']],
  4983: [[...emCert, ...endpoints, 'FailurePoint', 'FailureReason', 'State', 'Role', 'EMImpersonationState', 'QMFilterID']],
  4984: [
    [
      ...emLocal.slice(0, 2),
      ...endpoints,
      'FailurePoint',
      'FailureReason',
      'EMAuthMethod',
      'State',
      'Role',
      'EMImpersonationState',
      'QMFilterID',
    ],
  ],
  5049: [['ProfileChanged', 'IpSecSecurityAssociationId', 'IpSecSecurityAssociationName']],
  5040: [authenticationSet],
  5041: [authenticationSet],
  5042: [authenticationSet],
  5043: [securityRule],
  5044: [securityRule],
  5045: [securityRule],
  5046: [cryptographicSet],
  5047: [cryptographicSet],
  5048: [cryptographicSet],
  4709: [['param1', 'param2', 'param3']],
  4710: [['param1', 'param2']],
  4711: [['param1']],
  4712: [['param1']],
  4946: [ruleChange],
  4947: [ruleChange],
  4948: [ruleChange],
  5152: [blocked],
  5157: [
    ['ProcessID', ...blocked.slice(1)],
    ['ProcessID', ...blocked.slice(1), 'RemoteUserID', 'RemoteMachineID'],
  ],
  5451: [qmEstablished, [...qmEstablished, ...tunnelIds]],
  5452: [
    [
      'LocalAddress',
      'LocalPort',
      'LocalTunnelEndpoint',
      'RemoteAddress',
      'RemotePort',
      'RemoteTunnelEndpoint',
      'IpProtocol',
      'QuickModeSaId',
    ],
    [...qmFlow, 'RemoteTunnelEndpoint', 'IpProtocol', 'QuickModeSaId', ...tunnelIds],
  ],
};

/** Names for `count` values of a Security event; null for an event or a version without a known layout. */
export function securityNames(eventId: number, count: number): readonly string[] | null {
  return layouts[eventId]?.find((names) => names.length === count) ?? null;
}

/** The layout of a Security event of which most names are there, the shortest of those that fit best; null when none fits. */
export function securityLayoutWith(eventId: number, has: (name: string) => boolean): readonly string[] | null {
  const fits = (layouts[eventId] ?? []).map((names) => ({ names, found: names.filter(has).length }));
  const [best] = fits
    .filter(({ names, found }) => 2 * found >= names.length)
    .toSorted((a, b) => b.found - a.found || a.names.length - b.names.length);
  return best?.names ?? null;
}
