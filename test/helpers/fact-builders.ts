import type { Citation } from '#shared/model/analysis.ts';
import type { Fact, FactBody, FactKind, Span } from '#shared/model/fact.ts';
import type { NsgRule } from '#shared/model/record-data.ts';

/** A citation that names its place; tests only look at path and line. */
export function citation(path = 'evidence.txt', line = 1, quote = ''): Citation {
  return { sourceId: `source-${path}`, path, seq: line, line, endLine: line, quote };
}

function minuteText(minute: number | null): string {
  return minute === null ? '' : `12:${String(minute).padStart(2, '0')}`;
}

function minuteMs(minute: number | null): number | null {
  return minute === null ? null : Date.UTC(2026, 10, 18, 12, minute);
}

/** A span of UTC minutes after noon; null means that the record had no time. */
export function span(firstMinute: number | null, lastMinute = firstMinute, utc = true): Span {
  return {
    firstMs: minuteMs(firstMinute),
    lastMs: minuteMs(lastMinute),
    firstText: minuteText(firstMinute),
    lastText: minuteText(lastMinute),
    utc,
  };
}

const azure = { name: null, resourceGroup: null, subscription: null };

/** What each kind of fact says when a test says nothing: as little as the types allow. */
const blank: { readonly [K in FactKind]: Extract<FactBody, { readonly kind: K }> } = {
  'dial-failures': {
    kind: 'dial-failures',
    provider: 'RemoteAccess',
    eventId: 20111,
    interfaceName: 'AzureGateway',
    code: 809,
    signal: 'no-answer',
    count: 1,
    span: span(0),
  },
  'dial-successes': { kind: 'dial-successes', provider: 'RasClient', interfaceName: 'AzureGateway', count: 1, span: span(0) },
  'host-trouble': {
    kind: 'host-trouble',
    provider: 'RemoteAccess',
    eventId: 20063,
    signal: 'service-down',
    interfaceName: null,
    count: 1,
    span: span(0),
  },
  'captured-path': {
    kind: 'captured-path',
    localAddress: '203.0.113.10',
    remoteAddress: '198.51.100.20',
    result: 'open',
    sent: 4,
    received: 4,
    span: span(0),
  },
  'ike-failures': {
    kind: 'ike-failures',
    provider: 'Microsoft-Windows-Security-Auditing',
    eventId: 4653,
    phase: 'main',
    localAddress: '192.0.2.10',
    remoteAddress: '198.51.100.20',
    role: 'initiator',
    side: 'local',
    code: 13805,
    signal: 'no-answer',
    reason: 'Negotiation timed out',
    state: 'Sent first (SA) payload',
    count: 1,
    span: span(0),
  },
  'service-changes': { kind: 'service-changes', service: 'RemoteAccess', change: 'stopped', count: 1, span: span(0) },
  'system-events': { kind: 'system-events', what: 'started', provider: 'EventLog', eventId: 6005, count: 1, span: span(0) },
  'dial-attempts': {
    kind: 'dial-attempts',
    interfaceName: 'AzureGateway',
    reached: 'dialling',
    failed: true,
    code: null,
    count: 1,
    span: span(0),
  },
  'dial-onset': {
    kind: 'dial-onset',
    interfaceName: 'AzureGateway',
    lastSuccessMs: Date.UTC(2026, 10, 18, 12),
    lastSuccessText: '12:00',
    failuresSince: 1,
    span: span(1),
  },
  'gateway-maintenance': { kind: 'gateway-maintenance', operation: 'HostMaintenanceEvent', count: 1, span: span(0) },
  'event-log-seen': { kind: 'event-log-seen', provider: 'RemoteAccess', events: 10, span: span(0, 30) },
  'counter-summary': {
    kind: 'counter-summary',
    counter: 'ras.received',
    samples: 60,
    average: 0,
    p95: 0,
    maximum: 0,
    span: span(0, 30),
    points: [],
  },
  'device-tunnel': {
    kind: 'device-tunnel',
    vendor: 'strongswan',
    name: 'azure',
    version: 2,
    local: [],
    peers: ['198.51.100.20'],
    localIdentity: null,
    remoteIdentity: null,
    authentication: 'shared-key',
    ikeProposals: [],
    childProposals: [],
    ikeLifetimeSeconds: null,
    childLifetimeSeconds: null,
    childLifetimeKilobytes: null,
    selectors: [],
    dpdSeconds: null,
  },
  'device-sa': {
    kind: 'device-sa',
    vendor: 'strongswan',
    sa: 'child',
    name: 'azure',
    local: null,
    peer: '198.51.100.20',
    state: 'up',
    stateText: 'INSTALLED',
    version: 2,
    isInitiator: null,
    transforms: [],
    selectors: [],
    bytesIn: null,
    bytesOut: null,
    packetsIn: null,
    packetsOut: null,
    remainingSeconds: null,
  },
  'shared-key-comparison': { kind: 'shared-key-comparison', result: 'same', why: 'compared', connection: null },
  'azure-subnet': {
    ...azure,
    kind: 'azure-subnet',
    name: 'GatewaySubnet',
    vnet: null,
    prefixes: ['10.20.3.0/27'],
    nsg: null,
    routeTable: null,
    provisioningState: null,
  },
  'azure-nsg': { ...azure, kind: 'azure-nsg', name: 'nsg-web', rules: [], subnets: [], nics: [], attachmentsKnown: false },
  'azure-shared-key': { ...azure, kind: 'azure-shared-key', state: 'present' },
  'azure-connection': {
    ...azure,
    kind: 'azure-connection',
    name: 'to-hq',
    connectionType: 'IPsec',
    status: null,
    ingressBytes: null,
    egressBytes: null,
    provisioningState: 'Succeeded',
    protocol: null,
    mode: null,
    enableBgp: null,
    usePolicyBasedTrafficSelectors: null,
    ipsecPolicies: [],
    trafficSelectors: [],
    dpdTimeoutSeconds: null,
    gateway: null,
    localGateway: null,
    authenticationType: null,
  },
  'azure-gateway': {
    ...azure,
    kind: 'azure-gateway',
    name: 'vpn-gw',
    gatewayType: 'Vpn',
    vpnType: null,
    sku: null,
    generation: null,
    activeActive: null,
    enableBgp: null,
    asn: null,
    publicAddresses: [],
    publicIpNames: [],
    vnet: null,
    provisioningState: null,
  },
  'azure-public-ip': { ...azure, kind: 'azure-public-ip', name: 'vpn-gw-ip', address: null, usedByGateway: null },
  'azure-local-gateway': { ...azure, kind: 'azure-local-gateway', name: 'hq', gatewayAddress: null, fqdn: null, prefixes: [], asn: null },
  'azure-vnet': { ...azure, kind: 'azure-vnet', name: 'vnet', prefixes: [], peerings: [] },
  'azure-route-table': {
    ...azure,
    kind: 'azure-route-table',
    name: 'rt',
    routes: [],
    disableBgpRoutePropagation: null,
    subnets: [],
    effective: false,
  },
  'azure-bgp-peer': { kind: 'azure-bgp-peer', neighbor: '10.1.0.1', asn: 65001, state: 'Connected', routesReceived: 1 },
  'azure-ike-sa': {
    kind: 'azure-ike-sa',
    localEndpoint: null,
    remoteEndpoint: null,
    encryption: null,
    integrity: null,
    dhGroup: null,
    lifetimeSeconds: null,
    initiator: null,
    childCount: 0,
  },
  'troubleshoot-result': { kind: 'troubleshoot-result', target: null, healthy: null, reason: 'NoFault', summary: null },
  'tcp-probe': {
    kind: 'tcp-probe',
    tool: 'psping',
    toolVersion: '2.10',
    mode: 'connect',
    host: '10.20.1.4',
    port: 443,
    sourceAddress: null,
    sent: 4,
    received: 4,
    minMs: 10,
    maxMs: 20,
    averageMs: 12,
    megabytesPerSecond: null,
    complete: true,
  },
  'icmp-probe': { kind: 'icmp-probe', host: '10.20.1.4', sent: 4, received: 4, minMs: 10, maxMs: 20, averageMs: 12 },
  traceroute: { kind: 'traceroute', host: '10.20.1.4', address: null, hops: [], reached: true },
  'rras-interface': {
    kind: 'rras-interface',
    name: 'AzureGateway',
    destinations: [],
    enabled: true,
    connectionState: null,
    subnets: [],
    protocol: 'IKEv2',
    authenticationMethod: null,
    idleDisconnectSeconds: 0,
    saLifeTimeSeconds: null,
    saDataSizeKilobytes: null,
    lastError: null,
    unreachabilityReasons: null,
    customPolicy: false,
    policy: null,
  },
  'rras-server': {
    kind: 'rras-server',
    encryptionType: null,
    ikev2Ports: null,
    idleDisconnectSeconds: null,
    saLifeTimeSeconds: null,
    saDataSizeKilobytes: null,
    customPolicy: false,
    policy: null,
  },
  route: { kind: 'route', prefix: '10.20.0.0/16', nextHop: null, interfaceName: null, metric: null, persistent: null },
  'firewall-rule': {
    kind: 'firewall-rule',
    name: 'rule',
    enabled: true,
    direction: 'Inbound',
    action: 'Allow',
    profiles: ['Any'],
    protocol: 'TCP',
    localPorts: ['Any'],
    remotePorts: ['Any'],
    localAddresses: ['Any'],
    remoteAddresses: ['Any'],
  },
  'firewall-profile': {
    kind: 'firewall-profile',
    profile: 'Domain',
    enabled: true,
    defaultInbound: 'BlockInbound',
    defaultOutbound: 'AllowOutbound',
  },
};

type Said<K extends FactKind> = Partial<Omit<Extract<FactBody, { readonly kind: K }>, 'kind'>>;

/** A fact of a kind, with what the test says and blanks for the rest; it cites line 1 of `from`. */
export function fact<K extends FactKind>(kind: K, said: Said<K> = {}, from = `${kind}.txt`): Fact {
  return { ...blank[kind], ...said, citations: [citation(from)] };
}

/** An NSG rule from the words that matter. */
export function nsgRule(priority: number, access: NsgRule['access'], said: Partial<NsgRule> = {}): NsgRule {
  const any = ['*'];
  const base = {
    direction: 'Inbound',
    protocol: '*',
    sourcePorts: any,
    sources: any,
    destinationPorts: any,
    destinations: any,
    isDefault: false,
    line: null,
  } as const;
  return { ...base, name: `rule-${priority}`, priority, access, ...said };
}
