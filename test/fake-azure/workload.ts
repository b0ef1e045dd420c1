import { samples } from '../../main/core/formats/azure-gateway-log/samples.ts';
import type { FakeAzure } from './fake-azure.ts';
import { sampleNetwork, serve, type Network } from './networks.ts';

/**
 * The healthy network with a virtual machine in it, its logs in a workspace and a Network Watcher beside it. Bodies have the form of the
 * examples in Microsoft's specifications (`NetworkInterfaceGet`, `NetworkInterfaceEffectiveNSGList`, `VirtualMachine_Get`,
 * `VirtualMachine_Get_InstanceView`, `GetMetric`, `listDiagnosticSettings`), of a recording (effective routes), and of Microsoft Learn
 * (answers of Log Analytics; the troubleshooting of a connection).
 */
export type Scenario = {
  /** What the group on the interface does with everything from on premises. */
  readonly nsg?: 'allows' | 'denies';
  /** Where the interface sends what is meant for on premises. */
  readonly routes?: 'gateway' | 'absent' | 'blackhole' | 'appliance';
  readonly machine?: 'running' | 'deallocated';
  /** Whether it stands in the network of the gateway, or in one that is peered without gateway transit. */
  readonly place?: 'hub' | 'spoke';
  /** Processor load in percent. */
  readonly load?: number;
  /** What the gateway's log of IKE tells. */
  readonly log?: 'silent' | 'refused';
};

type Json = Readonly<Record<string, unknown>>;

const group = '/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/contoso-net-rg';
const interfaceName = 'vm-web1-nic';
export const interfaceId = `${group}/providers/Microsoft.Network/networkInterfaces/${interfaceName}`;
export const machineId = `${group}/providers/Microsoft.Compute/virtualMachines/vm-web1`;
export const workspaceId = `${group}/providers/Microsoft.OperationalInsights/workspaces/law-net`;
export const watcherId = `${group.replace('contoso-net-rg', 'NetworkWatcherRG')}/providers/Microsoft.Network/networkWatchers/NetworkWatcher_japaneast`;
export const storageId = `${group}/providers/Microsoft.Storage/storageAccounts/contosodiag`;
export const troubleshootBegan = '2026-11-28T09:58:00.1234567Z';

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** As `az … -o json` prints a body of the resource manager: the members of `properties` beside the name. */
export function asExported(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asExported);
  if (!isObject(value)) return value;
  const { properties, etag: _etag, ...others } = value;
  const inner = isObject(properties) ? properties : {};
  return Object.fromEntries(Object.entries({ ...others, ...inner }).map(([name, member]) => [name, asExported(member)]));
}

function networkInterface(subnetId: string): Json {
  const properties = {
    provisioningState: 'Succeeded',
    privateIPAddress: '10.20.1.4',
    privateIPAllocationMethod: 'Dynamic',
    subnet: { id: subnetId },
    primary: true,
    privateIPAddressVersion: 'IPv4',
  };
  return {
    name: interfaceName,
    id: interfaceId,
    etag: 'W/"1"',
    location: 'japaneast',
    properties: {
      provisioningState: 'Succeeded',
      ipConfigurations: [{ name: 'ipconfig1', id: `${interfaceId}/ipConfigurations/ipconfig1`, properties }],
      dnsSettings: { dnsServers: [], appliedDnsServers: [] },
      macAddress: '00-0D-3A-1B-C7-21',
      enableAcceleratedNetworking: true,
      enableIPForwarding: false,
      networkSecurityGroup: { id: `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg-vm` },
      primary: true,
      virtualMachine: { id: machineId },
    },
    type: 'Microsoft.Network/networkInterfaces',
  };
}

function virtualMachine(state: NonNullable<Scenario['machine']>): Json {
  return {
    name: 'vm-web1',
    id: machineId,
    type: 'Microsoft.Compute/virtualMachines',
    location: 'japaneast',
    properties: {
      vmId: '0f47b100-583c-48e3-a4c0-aefc2c9bbcc1',
      hardwareProfile: { vmSize: 'Standard_DS3_v2' },
      osProfile: { computerName: 'vm-web1', adminUsername: 'admin', secrets: [] },
      networkProfile: { networkInterfaces: [{ id: interfaceId }] },
      provisioningState: 'Succeeded',
      instanceView: {
        computerName: 'vm-web1',
        osName: 'Windows Server 2016 Datacenter',
        statuses: [
          {
            code: 'ProvisioningState/succeeded',
            level: 'Info',
            displayStatus: 'Provisioning succeeded',
            time: '2026-11-14T21:30:12.8051917+00:00',
          },
          { code: `PowerState/${state}`, level: 'Info', displayStatus: `VM ${state}` },
        ],
      },
    },
  };
}

type Rule = readonly [name: string, access: string, priority: number, source: string, port: string];

function effectiveNsg(does: NonNullable<Scenario['nsg']>): Json {
  const rules: readonly Rule[] = [
    ['securityRules/hq-to-web', does === 'denies' ? 'Deny' : 'Allow', 200, '10.1.0.0/16', '0-65535'],
    ['defaultSecurityRules/AllowVnetInBound', 'Allow', 65000, 'VirtualNetwork', '0-65535'],
    ['defaultSecurityRules/DenyAllInBound', 'Deny', 65500, '0.0.0.0/0', '0-65535'],
  ];
  const rule = ([name, access, priority, source, port]: Rule): Json => ({
    name,
    protocol: 'All',
    sourcePortRange: '0-65535',
    destinationPortRange: port,
    sourceAddressPrefix: source,
    ...(source === 'VirtualNetwork' ? { expandedSourceAddressPrefix: ['10.20.0.0/16', '10.1.0.0/16', '168.63.129.16/32'] } : {}),
    destinationAddressPrefix: '0.0.0.0/0',
    access,
    priority,
    direction: 'Inbound',
  });
  const outbound = {
    ...rule(['defaultSecurityRules/AllowVnetOutBound', 'Allow', 65000, 'VirtualNetwork', '0-65535']),
    direction: 'Outbound',
  };
  return {
    value: [
      {
        networkSecurityGroup: { id: `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg-vm` },
        association: { networkInterface: { id: interfaceId } },
        effectiveSecurityRules: [...rules.map(rule), outbound],
      },
    ],
  };
}

/** The group of the interface as it lists its rules: those in force may differ, as right after a change. */
function securityGroup(): Json {
  const id = `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg-vm`;
  const any = { sourcePortRange: '*', destinationPortRange: '*', protocol: '*', provisioningState: 'Succeeded' };
  const rule = (name: string, access: string, priority: number, ends: readonly [string, string]): Json => ({
    name,
    id: `${id}/securityRules/${name}`,
    properties: { ...any, access, priority, direction: 'Inbound', sourceAddressPrefix: ends[0], destinationAddressPrefix: ends[1] },
  });
  return {
    name: 'nsg-vm',
    id,
    type: 'Microsoft.Network/networkSecurityGroups',
    location: 'japaneast',
    properties: {
      provisioningState: 'Succeeded',
      securityRules: [rule('hq-to-web', 'Allow', 200, ['10.1.0.0/16', '*'])],
      defaultSecurityRules: [
        rule('AllowVnetInBound', 'Allow', 65000, ['VirtualNetwork', 'VirtualNetwork']),
        rule('DenyAllInBound', 'Deny', 65500, ['*', '*']),
      ],
      networkInterfaces: [{ id: interfaceId }],
    },
  };
}

type Route = readonly [source: string, prefix: string, nextHopType: string, nextHop?: string];
const toHq: Readonly<Record<NonNullable<Scenario['routes']>, readonly Route[]>> = {
  gateway: [['VirtualNetworkGateway', '10.1.0.0/16', 'VirtualNetworkGateway', '10.20.255.30']],
  absent: [],
  blackhole: [['User', '10.1.0.0/16', 'None']],
  appliance: [['User', '10.1.0.0/16', 'VirtualAppliance', '10.20.9.4']],
};

function effectiveRoutes(kind: NonNullable<Scenario['routes']>): Json {
  const routes: readonly Route[] = [
    ['Default', '10.20.0.0/16', 'VnetLocal'],
    ...toHq[kind],
    ['Default', '0.0.0.0/0', 'Internet'],
    ['Default', '10.0.0.0/8', 'None'],
    ['Default', '172.16.0.0/12', 'None'],
  ];
  const value = routes.map(([source, prefix, nextHopType, nextHop]) => ({
    source,
    state: 'Active',
    addressPrefix: [prefix],
    nextHopType,
    nextHopIpAddress: nextHop === undefined ? [] : [nextHop],
  }));
  return { value };
}

function metrics(load: number): Json {
  const data = Array.from({ length: 12 }, (_, i) => ({
    timeStamp: new Date(Date.UTC(2026, 10, 28, 8, 5 * i)).toISOString(),
    average: load,
    maximum: load,
  }));
  const id = `${machineId}/providers/Microsoft.Insights/metrics/Percentage CPU`;
  const name = { value: 'Percentage CPU', localizedValue: 'Percentage CPU' };
  const metric = { id, type: 'Microsoft.Insights/metrics', name, unit: 'Percent', timeseries: [{ metadatavalues: [], data }] };
  const timespan = '2026-11-27T09:00:00Z/2026-11-28T09:00:00Z';
  return {
    cost: 0,
    timespan,
    interval: 'PT5M',
    value: [metric],
    namespace: 'Microsoft.Compute/virtualMachines',
    resourceregion: 'japaneast',
  };
}

/** A table has the columns of all its categories, whatever a row fills in. */
const columns = [
  'TimeGenerated',
  'Category',
  'OperationName',
  'Message',
  'Resource',
  'instance_s',
  'remoteIP_s',
  'status_s',
  'stateChangeReason_s',
  '_ResourceId',
] as const;

/** The rows of the log that the format shows as its sample: the peer refuses the authentication. */
function logRows(kind: NonNullable<Scenario['log']>, gatewayId: string): readonly (readonly string[])[] {
  const blob = samples.find(({ name }) => name.startsWith('storage blob PT1H.json'))?.text ?? '';
  if (kind === 'silent') return [];
  return blob
    .trim()
    .split('\n')
    .map((line) => {
      const row: { time: string; category: string; operationName: string; properties: Readonly<Record<string, string>> } = JSON.parse(line);
      const { message = '', instance = '' } = row.properties;
      return [row.time, row.category, row.operationName, message, 'VPNGW-PROD', instance, '', '', '', gatewayId.toLowerCase()];
    });
}

function diagnosticSettings(gatewayId: string): Json {
  const retentionPolicy = { enabled: false, days: 0 };
  return {
    value: [
      {
        id: `${gatewayId}/providers/microsoft.insights/diagnosticSettings/to-law`,
        type: 'Microsoft.Insights/diagnosticSettings',
        name: 'to-law',
        properties: { workspaceId, metrics: [], logs: [{ categoryGroup: 'allLogs', enabled: true, retentionPolicy }] },
      },
    ],
  };
}

/** Microsoft Learn, "Troubleshoot Virtual Network Gateway and Connections using Azure Network Watcher - REST", a connection. */
const troubleshootAnswer: Json = {
  startTime: troubleshootBegan,
  endTime: '2026-11-28T10:01:23.747Z',
  code: 'UnHealthy',
  results: [
    {
      id: 'PlatformInActive',
      summary: 'We are sorry, your VPN gateway is in standby mode',
      detail:
        'During this time the gateway will not initiate or accept VPN connections with on premises VPN devices or other Azure VPN Gateways.',
      recommendedActions: [{ actionText: 'If the condition persists, please try resetting your Azure VPN gateway' }],
    },
  ],
};

const spokeId = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-app`;

/** A VNet with the interface in its subnet `web`, as `subnets` of a VNet list what stands in them. */
function withInterface(vnet: Json): Json {
  const properties = isObject(vnet['properties']) ? vnet['properties'] : {};
  const subnets = (Array.isArray(properties['subnets']) ? properties['subnets'] : []).map((subnet: unknown) => {
    if (!isObject(subnet) || subnet['name'] !== 'web' || !isObject(subnet['properties'])) return subnet;
    return { ...subnet, properties: { ...subnet['properties'], ipConfigurations: [{ id: `${interfaceId}/ipConfigurations/ipconfig1` }] } };
  });
  return { ...vnet, properties: { ...properties, subnets } };
}

/** The gateway's VNet and one beside it, peered in the form of the specification's `VirtualNetworkPeeringGet`, without the gateway's use. */
function peered(vnet: { readonly id: string } & Json): readonly ({ readonly id: string } & Json)[] {
  const peering = (name: string, remote: string): Json => ({
    name,
    properties: {
      allowVirtualNetworkAccess: true,
      allowForwardedTraffic: true,
      allowGatewayTransit: false,
      useRemoteGateways: false,
      remoteVirtualNetwork: { id: remote },
      peeringState: 'Connected',
      provisioningState: 'Succeeded',
    },
  });
  const own = isObject(vnet['properties']) ? vnet['properties'] : {};
  const app = {
    name: 'app',
    id: `${spokeId}/subnets/app`,
    properties: { addressPrefix: '10.30.1.0/24', provisioningState: 'Succeeded', ipConfigurations: [] },
  };
  const spoke = {
    name: 'vnet-app',
    id: spokeId,
    type: 'Microsoft.Network/virtualNetworks',
    location: 'japaneast',
    etag: 'W/"1"',
    properties: {
      addressSpace: { addressPrefixes: ['10.30.0.0/16'] },
      subnets: [app],
      virtualNetworkPeerings: [peering('to-hub', vnet.id)],
    },
  };
  return [{ ...vnet, properties: { ...own, virtualNetworkPeerings: [peering('to-app', spokeId)] } }, spoke];
}

export type Workload = Network & { readonly answers: readonly (readonly ['GET' | 'POST', string, unknown])[] };

/** The network as it is exported and as Azure answers for it. */
export function workload(scenario: Scenario = {}): Workload {
  const { nsg = 'allows', routes = 'gateway', machine = 'running', load = 12, log = 'silent', place = 'hub' } = scenario;
  const base = sampleNetwork('healthy');
  const vnet = base.resources.find(({ id }) => /\/virtualNetworks\/[^/]+$/.test(id)) ?? { id: '' };
  const networks = place === 'hub' ? [{ ...withInterface(vnet), id: vnet.id }] : peered(vnet);
  const nic = { ...networkInterface(place === 'hub' ? `${vnet.id}/subnets/web` : `${spokeId}/subnets/app`), id: interfaceId };
  const vm = { ...virtualMachine(machine), id: machineId };
  const rules = { ...securityGroup(), id: `${group}/providers/Microsoft.Network/networkSecurityGroups/nsg-vm` };
  const rows = logRows(log, base.gatewayId);
  const running = machine === 'running';
  const named = (row: readonly string[]): Json => ({
    TableName: 'PrimaryResult',
    ...Object.fromEntries(columns.map((c, i) => [c, row[i]])),
  });
  const files: readonly (readonly [string, unknown])[] = [
    ...networks.map((body, i): readonly [string, unknown] => [`vnet-${i}.json`, asExported(body)]),
    ['nic.json', asExported(nic)],
    ['vm.json', asExported(vm)],
    ['nsg-vm.json', asExported(rules)],
    ['vm-metrics.json', metrics(load)],
    ['logs.json', rows.map(named)],
    ...(running
      ? ([
          ['effective-nsg.json', effectiveNsg(nsg)],
          ['effective-routes.json', effectiveRoutes(routes)],
        ] as const)
      : []),
  ];
  const exported = files.map(([name, body]) => ({ path: `azure/${name}`, text: JSON.stringify(body, null, 2) }));
  const kept = base.exported.filter(({ path }) => path !== 'azure/vnet.json');
  const others = base.resources.filter(({ id }) => id !== vnet.id);
  return {
    ...base,
    exported: [...kept, ...exported],
    resources: [...others, ...networks, nic, vm, rules],
    answers: [
      ['POST', `${interfaceId}/effectiveNetworkSecurityGroups`, effectiveNsg(nsg)],
      ['POST', `${interfaceId}/effectiveRouteTable`, effectiveRoutes(routes)],
      ['GET', `${machineId}/providers/Microsoft.Insights/metrics`, metrics(load)],
      ['GET', `${base.gatewayId}/providers/Microsoft.Insights/diagnosticSettings`, diagnosticSettings(base.gatewayId)],
      [
        'POST',
        `${workspaceId}/api/query`,
        { tables: [{ name: 'PrimaryResult', columns: columns.map((name) => ({ name, type: 'string' })), rows }] },
      ],
      ['POST', `${watcherId}/troubleshoot`, troubleshootAnswer],
    ],
  };
}

/** As Azure refuses the effective view of an interface whose machine does not run (recorded). */
function notRunning(what: string): Json {
  const code = `NicMustBeAttachedToRunningVmToGetEffective${what}`;
  return {
    error: { code, message: `A network interface must be attached to a running virtual machine. ${interfaceId} is not.`, details: [] },
  };
}

/** Lets the fake answer for it, effective views and troubleshooting as operations that take time. */
export function serveWorkload(azure: FakeAzure, network: Workload, scenario: Scenario = {}): void {
  serve(azure, network);
  const subscription = `/subscriptions/${network.gatewayId.split('/')[2] ?? ''}`;
  for (const [method, path, value] of network.answers) {
    const isOperation = /\/(?:effective|troubleshoot)\w*$/i.test(path);
    azure.arm.on(method, path, value, isOperation ? { later: 2, by: path.endsWith('effectiveRouteTable') ? 'location' : 'state' } : {});
  }
  if (scenario.machine === 'deallocated') {
    azure.arm.refuse('POST', `${interfaceId}/effectiveNetworkSecurityGroups`, 400, notRunning('SecurityGroups'));
    azure.arm.refuse('POST', `${interfaceId}/effectiveRouteTable`, 400, notRunning('Routes'));
  }
  const watcher = {
    name: 'NetworkWatcher_japaneast',
    id: watcherId,
    type: 'Microsoft.Network/networkWatchers',
    location: 'japaneast',
    properties: { provisioningState: 'Succeeded' },
  };
  const elsewhere = {
    ...watcher,
    name: 'NetworkWatcher_westeurope',
    id: watcherId.replace('japaneast', 'westeurope'),
    location: 'westeurope',
  };
  azure.arm.list(`${subscription}/providers/Microsoft.Network/networkWatchers`, [elsewhere, watcher]);
  azure.arm.list(
    `${subscription}/providers/Microsoft.Network/networkInterfaces`,
    network.resources.filter(({ id }) => id === interfaceId),
  );
  azure.arm.listOf(`${subscription}/resources`, {
    'Microsoft.Network/virtualNetworkGateways': [{ id: network.gatewayId, name: 'vpngw-prod', type: 'x', location: 'japaneast' }],
    'Microsoft.Storage/storageAccounts': [{ id: storageId, name: 'contosodiag', type: 'x', location: 'japaneast' }],
  });
}
