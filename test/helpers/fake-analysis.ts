import type { Analysis, Citation, Finding, Gap, KeyEvent, RankedCause, Reason, Topology } from '#shared/model/analysis.ts';
import { message } from '#shared/model/message.ts';
import { checkIds, type CheckId, type Verdict } from '#shared/model/verdict.ts';

/** Realistic answers of the core for screens: a shared key mismatch with an NSG on GatewaySubnet, a healthy case, an undecided one. */
const citation = (path: string, line: number, quote: string, endLine = line): Citation => ({
  sourceId: `src-${path}`,
  path,
  seq: line,
  line,
  endLine,
  quote,
});

const rasClient = citation(
  'rras/rasclient-application.txt',
  118,
  'EventID            : 20227\nSource             : RasClient\nReplacementStrings : {{4AB3…}, SYSTEM, AzureGateway, 13801}',
  126,
);
const remoteAccess = citation('rras/remoteaccess-system.txt', 42, 'EventID : 20111\nData    : {233, 53, 0, 0}', 44);
const subnet = citation('azure/gatewaysubnet.txt', 7, 'data:    Network Security Group          : nsg-gateway');
const connection = citation('azure/connection.json', 31, '  "connectionStatus": "NotConnected",');
const psping = citation(
  'probes/psping-vm-app01.txt',
  9,
  'Connecting to 10.20.1.4:443: from 0.0.0.0:49731: This operation returned because the timeout period expired.',
);

type Decided = {
  readonly check: CheckId;
  readonly outcome: string;
  readonly verdict: Verdict;
  readonly params?: Finding['params'];
  readonly citations?: readonly Citation[];
};

const undecided = (check: CheckId, missing: readonly string[]): Finding => ({
  check,
  outcome: 'cannot-tell',
  verdict: 'cannot-tell',
  params: {},
  citations: [],
  missing: [...missing],
  byHand: false,
});

const missingEvidence: Readonly<Partial<Record<CheckId, readonly string[]>>> = {
  A3: ['device-log'],
  C1: ['azure-ike-diagnostic-log', 'network-watcher-troubleshoot'],
  C2: ['azure-shared-key', 'device-shared-key'],
  D1: ['guest-firewall-rules'],
  D2: ['ras-total-counters', 'azure-gateway'],
  D3: ['vm-counters'],
  D4: ['application-insights'],
};

function findings(decided: readonly Decided[]): Finding[] {
  return checkIds.map((check) => {
    const d = decided.find((x) => x.check === check);
    if (!d) return undecided(check, missingEvidence[check] ?? ['device-log']);
    return {
      check,
      outcome: d.outcome,
      verdict: d.verdict,
      params: d.params ?? {},
      citations: [...(d.citations ?? [])],
      missing: [],
      byHand: false,
    };
  });
}

const dial = { interface: 'AzureGateway', code: 13801, count: 41, first: '2026-11-18 14:02:11', last: '2026-11-18 17:26:40' };

const troubled: readonly Decided[] = [
  { check: 'A1', outcome: 'authentication', verdict: 'problem', params: { ...dial, count: 6 }, citations: [remoteAccess] },
  {
    check: 'A2',
    outcome: 'authentication',
    verdict: 'problem',
    params: dial,
    citations: [rasClient, { ...rasClient, seq: 131, line: 131, endLine: 139 }, { ...rasClient, seq: 144, line: 144, endLine: 152 }],
  },
  {
    check: 'B1',
    outcome: 'unreachable',
    verdict: 'problem',
    params: { target: '10.20.1.4:443', sent: 4, lostPercent: 100 },
    citations: [psping],
  },
  {
    check: 'B2',
    outcome: 'open',
    verdict: 'healthy',
    params: { ports: 'UDP 500, UDP 4500' },
    citations: [citation('rras/netsh-advfirewall.txt', 88, 'Rule Name: IKE and AuthIP (UDP 500, 4500)')],
  },
  {
    check: 'B3',
    outcome: 'compatible',
    verdict: 'healthy',
    params: { device: 'AES256, SHA256, DH2', azure: 'AES256, SHA256, DH2', parameter: '' },
  },
  {
    check: 'C3',
    outcome: 'nsg-attached',
    verdict: 'problem',
    params: { subnet: 'GatewaySubnet', nsg: 'nsg-gateway', prefix: '10.20.255.0/27', routeTable: '' },
    citations: [subnet],
  },
  {
    check: 'C4',
    outcome: 'allowed',
    verdict: 'healthy',
    params: { rule: 'allow-onprem-https', nsg: 'nsg-app', priority: 200, source: '10.1.0.0/16', destination: '10.20.1.4', port: 443 },
  },
  {
    check: 'C5',
    outcome: 'not-connected',
    verdict: 'problem',
    params: { connection: 'cn-hq', status: 'NotConnected', state: 'Succeeded', ingress: 0, egress: 0 },
    citations: [connection],
  },
  {
    check: 'D1',
    outcome: 'admits',
    verdict: 'healthy',
    params: { rule: 'World Wide Web Services (HTTPS Traffic-In)', port: 443, profile: 'Any' },
  },
  {
    check: 'D2',
    outcome: 'near-limit',
    verdict: 'warning',
    params: { peakMbps: 92, percent: 92, limitMbps: 100, sku: 'Basic' },
    citations: [citation('perf/ras-total.csv', 212, '"11/18/2026 13:41:00.122","11534336","9437184"')],
  },
];

const pskCommand =
  'az network vpn-connection shared-key update --resource-group rg-hybrid --connection-name cn-hq --value <key of the device>';

const causeRest: readonly (readonly [string, number])[] = [
  ['peer-id-mismatch', 0.031],
  ['other', 0.017],
  ['certificate-problem', 0.004],
  ['ike-policy-mismatch', 0.002],
  ['wrong-gateway-ip', 0.001],
  ['udp-500-blocked', 0.0006],
  ['none', 0.0001],
];

/** A reason that rests on the finding of that check. */
function reason(check: CheckId, outcome: string, bits: number): Reason {
  const finding = findings(troubled).find((f) => f.check === check && f.outcome === outcome);
  return {
    check,
    outcome,
    bits,
    verdict: finding?.verdict ?? null,
    params: finding?.params ?? {},
    citations: finding?.citations ?? [],
    byHand: false,
  };
}

const remedy = (cause: string, n: number, who: 'on-premises' | 'azure' | 'network', command: string | null) => ({
  who,
  where: message(`cause.${cause}.remedy.${n}.where`),
  what: message(`cause.${cause}.remedy.${n}.what`),
  command,
  verify: message(`cause.${cause}.remedy.${n}.verify`),
  undo: message(`cause.${cause}.remedy.${n}.undo`),
});

const troubledCauses: RankedCause[] = [
  {
    id: 'psk-mismatch',
    probability: 0.943,
    second: false,
    reasonsFor: [
      reason('A2', 'authentication', 4.6),
      reason('A1', 'authentication', 4.2),
      reason('B3', 'compatible', 1.4),
      reason('C5', 'not-connected', 0.6),
      reason('B2', 'open', 0.4),
    ],
    reasonsAgainst: [reason('C3', 'nsg-attached', -0.8)],
    remedies: [
      remedy('psk-mismatch', 0, 'azure', pskCommand),
      remedy(
        'psk-mismatch',
        1,
        'on-premises',
        'Set-VpnS2SInterface -Name AzureGateway -AuthenticationMethod PSKOnly -SharedSecret <key of the connection>',
      ),
    ],
    sources: [],
  },
  {
    id: 'gateway-subnet-nsg',
    probability: 0.002,
    second: true,
    reasonsFor: [reason('C3', 'nsg-attached', 6.2)],
    reasonsAgainst: [],
    remedies: [
      remedy(
        'gateway-subnet-nsg',
        0,
        'azure',
        'az network vnet subnet update --resource-group rg-hybrid --vnet-name vnet-prod --name GatewaySubnet --network-security-group ""',
      ),
    ],
    sources: [],
  },
  ...causeRest.map(([id, probability]) => ({
    id,
    probability,
    second: false,
    reasonsFor: [],
    reasonsAgainst: [],
    remedies: [],
    sources: [],
  })),
];

const gaps: Gap[] = [
  {
    evidence: 'azure-shared-key',
    checks: ['C2'],
    why: message('check.C2.outcome.cannot-tell'),
    collect: [
      {
        shell: 'azure-cli',
        command:
          'az network vpn-connection shared-key show --resource-group rg-hybrid --connection-name cn-hq --output json > shared-key.json',
      },
      {
        shell: 'azure-powershell',
        command: 'Get-AzVirtualNetworkGatewayConnectionSharedKey -ResourceGroupName rg-hybrid -Name cn-hq | Out-File shared-key.txt',
      },
    ],
  },
  {
    evidence: 'device-shared-key',
    checks: ['C2'],
    why: message('check.C2.outcome.cannot-tell'),
    collect: [
      { shell: 'windows-powershell', command: 'Get-VpnS2SInterface -Name AzureGateway | Select-Object * | Out-File s2s-interface.txt' },
    ],
  },
  {
    evidence: 'azure-ike-diagnostic-log',
    checks: ['C1', 'B3'],
    why: message('check.C1.outcome.cannot-tell'),
    collect: [
      {
        shell: 'portal',
        command:
          'Virtual network gateway vpngw-prod > Monitoring > Logs > AzureDiagnostics | where Category == "IKEDiagnosticLog" > Export > CSV',
      },
    ],
  },
  {
    evidence: 'vm-counters',
    checks: ['D3'],
    why: message('check.D3.outcome.cannot-tell'),
    collect: [{ shell: 'cmd', command: 'typeperf "\\Processor(_Total)\\% Processor Time" -si 15 -sc 240 -f CSV -o vm.csv' }],
  },
  {
    evidence: 'device-log',
    checks: ['A3'],
    why: message('check.A3.outcome.cannot-tell'),
    collect: [{ shell: 'linux', command: 'journalctl -u strongswan --since "2 hours ago" --no-pager > charon.log' }],
  },
];

const names = {
  subscription: null,
  resourceGroup: 'rg-hybrid',
  vnet: 'vnet-prod',
  gateway: 'vpngw-prod',
  connection: 'cn-hq',
  localGateway: 'lng-hq',
  nsg: 'nsg-gateway',
  interfaceName: 'AzureGateway',
  gatewayAddress: '20.40.1.2',
  deviceAddress: '203.0.113.10',
  targetHost: '10.20.1.4',
  targetPort: 443,
};

function topology(verdicts: Readonly<Partial<Record<Topology['nodes'][number]['id'], Verdict>>>, tunnel: Verdict): Topology {
  const v = (id: Topology['nodes'][number]['id']): Verdict => verdicts[id] ?? 'cannot-tell';
  return {
    nodes: [
      { id: 'lan', name: null, details: ['10.1.0.0/16', '10.2.0.0/16'], verdict: 'cannot-tell', checks: [] },
      { id: 'device', name: 'RRAS-HQ-01', details: ['203.0.113.10'], verdict: v('device'), checks: ['A1', 'A2', 'A3'] },
      { id: 'internet', name: null, details: [], verdict: 'cannot-tell', checks: [] },
      { id: 'gateway', name: 'vpngw-prod', details: ['20.40.1.2', 'Basic'], verdict: v('gateway'), checks: ['C1', 'C3'] },
      { id: 'vnet', name: 'vnet-prod', details: ['10.20.0.0/16'], verdict: v('vnet'), checks: ['C4'] },
      { id: 'workload', name: '10.20.1.4', details: ['443'], verdict: v('workload'), checks: ['D1', 'D3'] },
    ],
    links: [
      { from: 'lan', to: 'device', verdict: 'cannot-tell', checks: [] },
      { from: 'device', to: 'internet', verdict: v('internet'), checks: ['B2'] },
      { from: 'internet', to: 'gateway', verdict: tunnel, checks: ['C5'] },
      { from: 'gateway', to: 'vnet', verdict: 'cannot-tell', checks: [] },
      { from: 'vnet', to: 'workload', verdict: v('workload'), checks: ['B1'] },
    ],
  };
}

const at = (time: string): number => Date.parse(`2026-11-18T${time}Z`);
const event = (time: string, key: string, verdict: Verdict | null, count: number, cited: Citation): KeyEvent => ({
  utcMs: at(time),
  localMs: at(time),
  timeText: time,
  what: message(key),
  verdict,
  count,
  citation: cited,
});

const timeline: KeyEvent[] = [
  event('13:41:00.122', 'check.D2.title', 'warning', 3, citation('perf/ras-total.csv', 212, '')),
  event('13:58:04', 'event.RasClient.20225', 'healthy', 1, rasClient),
  event('14:02:11.342', 'event.RasClient.20227', 'problem', 41, rasClient),
  event('14:02:11.900', 'event.RemoteAccess.20111', 'problem', 6, remoteAccess),
  { ...event('23:10:00', 'event.RemoteAccess.20088', 'warning', 1, remoteAccess), utcMs: null },
  event('14:31:20', 'event.RasClient.20227', 'problem', 12, rasClient),
  event('16:55:02', 'event.RemoteAccess.20111', 'problem', 2, remoteAccess),
  event('17:26:40', 'event.RasClient.20227', 'problem', 9, rasClient),
];

export const troubledAnalysis: Analysis = {
  status: 'problem',
  findings: findings(troubled),
  causes: troubledCauses,
  next: [
    { check: 'C2', gain: 0.61, costMinutes: 2, separates: ['psk-mismatch', 'peer-id-mismatch'] },
    { check: 'C1', gain: 0.4, costMinutes: 5, separates: ['psk-mismatch', 'other'] },
  ],
  gaps,
  names,
  topology: topology({ device: 'problem', gateway: 'problem', vnet: 'healthy', workload: 'problem', internet: 'healthy' }, 'problem'),
  timeline,
  throughput: null,
};

const healthyDecided: readonly Decided[] = [
  { check: 'A1', outcome: 'ok', verdict: 'healthy' },
  { check: 'A2', outcome: 'ok', verdict: 'healthy', params: { interface: 'AzureGateway' } },
  { check: 'B1', outcome: 'reachable', verdict: 'healthy', params: { target: '10.20.1.4:443', received: 4, sent: 4, averageMs: 18.2 } },
  {
    check: 'C5',
    outcome: 'traffic',
    verdict: 'healthy',
    params: { connection: 'cn-hq', status: 'Connected', ingress: 912_331_200, egress: 734_003_200 },
    citations: [connection],
  },
];

export const healthyAnalysis: Analysis = {
  ...troubledAnalysis,
  status: 'healthy',
  findings: findings(healthyDecided),
  causes: [
    { id: 'none', probability: 0.91, second: false, reasonsFor: [], reasonsAgainst: [], remedies: [], sources: [] },
    ...troubledCauses.slice(2).map((c) => ({ ...c, probability: c.probability / 10 })),
  ],
  next: [],
  topology: topology({ device: 'healthy', gateway: 'healthy', vnet: 'healthy', workload: 'healthy', internet: 'healthy' }, 'healthy'),
  timeline: [event('13:58:04', 'event.RasClient.20225', 'healthy', 1, rasClient)],
};

export const undecidedAnalysis: Analysis = {
  ...troubledAnalysis,
  status: 'cannot-tell',
  findings: findings([]),
  causes: troubledCauses.map((c) => ({ ...c, probability: 0.1, second: false, reasonsFor: [], reasonsAgainst: [] })),
  next: [{ check: 'A2', gain: 1.9, costMinutes: 5, separates: ['psk-mismatch', 'udp-500-blocked'] }],
  topology: topology({}, 'cannot-tell'),
  timeline: [],
};

export const emptyAnalysis: Analysis = { ...undecidedAnalysis, status: 'empty', next: [], gaps: [] };
