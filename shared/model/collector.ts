import type { CaseNames } from './analysis.ts';

export const collectorIds = ['azure-bash', 'azure-powershell', 'windows', 'linux'] as const;
export type CollectorId = (typeof collectorIds)[number];

export type CollectorParameter = {
  readonly id: string;
  /** The variable of the script that holds it. */
  readonly variable: string;
  readonly kind: 'text' | 'number';
  /** The name of the case that it is filled with. */
  readonly from: keyof CaseNames | null;
};

/** A script of assets/collectors, and what can be filled in before it leaves. */
export type Collector = {
  readonly id: CollectorId;
  readonly file: string;
  readonly language: 'bash' | 'powershell';
  /** Does more as root or administrator, and notes what it could not do without. */
  readonly wantsAdministrator: boolean;
  readonly parameters: readonly CollectorParameter[];
  /** Ids of assets/knowledge/evidence that it brings. */
  readonly evidence: readonly string[];
};

function parameter(id: string, variable: string, from: CollectorParameter['from'], kind: CollectorParameter['kind'] = 'text') {
  return { id, variable, kind, from } as const;
}

/** What both scripts for Azure are told, under the variable names of Bash. */
const azureParameters: readonly CollectorParameter[] = [
  parameter('subscription', 'SUBSCRIPTION', 'subscription'),
  parameter('resourceGroup', 'RESOURCE_GROUP', 'resourceGroup'),
  parameter('gateway', 'GATEWAY', 'gateway'),
  parameter('connection', 'CONNECTION', 'connection'),
  parameter('nics', 'NICS', null),
  parameter('days', 'DAYS', null, 'number'),
];

const azureEvidence: readonly string[] = [
  'azure-activity-log',
  'azure-bgp-peers',
  'azure-connection',
  'azure-effective-nsg',
  'azure-effective-routes',
  'azure-gateway',
  'azure-gateway-subnet',
  'azure-ike-diagnostic-log',
  'azure-ike-sas',
  'azure-local-gateway',
  'azure-nsg',
  'azure-public-ip',
  'azure-route-table',
  'azure-vnet',
  'gateway-metrics',
];

/** `RESOURCE_GROUP` → `ResourceGroup`. */
function pascal(variable: string): string {
  return variable.toLowerCase().replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

export const collectors: { readonly [C in CollectorId]: Collector } = {
  'azure-bash': {
    id: 'azure-bash',
    file: 'collect-azure.sh',
    language: 'bash',
    wantsAdministrator: false,
    parameters: azureParameters,
    evidence: azureEvidence,
  },
  'azure-powershell': {
    id: 'azure-powershell',
    file: 'Collect-Azure.ps1',
    language: 'powershell',
    wantsAdministrator: false,
    parameters: azureParameters.map((p) => ({ ...p, variable: pascal(p.variable) })),
    evidence: azureEvidence,
  },
  windows: {
    id: 'windows',
    file: 'Collect-OnPremises.ps1',
    language: 'powershell',
    wantsAdministrator: true,
    parameters: [
      parameter('gatewayAddress', 'Gateway', 'gatewayAddress'),
      parameter('targetHost', 'Target', 'targetHost'),
      parameter('targetPort', 'TargetPort', 'targetPort', 'number'),
      parameter('days', 'Days', null, 'number'),
      parameter('counterSeconds', 'CounterSeconds', null, 'number'),
    ],
    evidence: [
      'device-ipsec-config',
      'mtu-probe',
      'ping',
      'psping',
      'ras-total-counters',
      'rasclient-event-log',
      'rras-event-log',
      'rras-services',
      'traceroute',
      'windows-firewall-rules',
      'windows-routes',
    ],
  },
  linux: {
    id: 'linux',
    file: 'collect-linux.sh',
    language: 'bash',
    wantsAdministrator: true,
    parameters: [
      parameter('gatewayAddress', 'GATEWAY', 'gatewayAddress'),
      parameter('targetHost', 'TARGET', 'targetHost'),
      parameter('sourceAddress', 'SOURCE', null),
      parameter('captureSeconds', 'CAPTURE', null, 'number'),
      parameter('since', 'SINCE', null),
    ],
    evidence: [
      'device-bgp',
      'device-ipsec-config',
      'device-log',
      'device-packet-filter',
      'device-routes',
      'device-services',
      'mtu-probe',
      'packet-capture',
      'ping',
      'traceroute',
    ],
  },
};

/** Longest value that is filled in; no name or address is longer. */
export const longestParameter = 250;

/** A value that a script can hold: one line of text, or digits; empty for none. */
export function isParameterValue({ kind }: CollectorParameter, value: string): boolean {
  if (value.length > longestParameter || /\p{Cc}/u.test(value)) return false;
  return kind === 'text' || /^\d{0,6}$/.test(value);
}

/** The script that brings a kind of evidence; null when none does. */
export function collectorFor(evidence: string): CollectorId | null {
  return collectorIds.find((id) => collectors[id].evidence.includes(evidence)) ?? null;
}
