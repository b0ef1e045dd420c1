const gateway =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworkGateways/vgw-hub';

function metric(name: string, data: readonly object[], dimensions: Readonly<Record<string, string>> = {}): object {
  const metadatavalues = Object.entries(dimensions).map(([key, value]) => ({ name: { value: key, localizedValue: key }, value }));
  return {
    id: `${gateway}/providers/Microsoft.Insights/metrics/${name}`,
    type: 'Microsoft.Insights/metrics',
    name: { value: name, localizedValue: name },
    unit: 'BytesPerSecond',
    timeseries: [{ metadatavalues, data }],
  };
}

const bandwidth = [
  { timeStamp: '2026-11-18T10:00:00Z', average: 1_000_000 },
  { timeStamp: '2026-11-18T10:05:00Z' },
  { timeStamp: '2026-11-18T10:10:00Z', average: 78_000_000.5 },
];

/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'az monitor metrics list',
    text: JSON.stringify(
      {
        cost: 0,
        interval: '0:05:00',
        namespace: 'Microsoft.Network/virtualNetworkGateways',
        value: [metric('AverageBandwidth', bandwidth)],
      },
      null,
      2,
    ),
  },
  {
    name: 'REST answer with dimensions',
    text: JSON.stringify({
      timespan: '2026-11-18T10:00:00Z/2026-11-18T11:00:00Z',
      interval: 'PT5M',
      value: [
        metric('TunnelIngressBytes', [{ timeStamp: '2026-11-18T10:00:00Z', total: 300_000_000 }], {
          connectionname: 'to-hq',
          remoteip: '203.0.113.10',
        }),
      ],
    }),
  },
  {
    name: 'Get-AzMetric | ConvertTo-Json',
    text: JSON.stringify(
      {
        Id: '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-app/providers/Microsoft.Compute/virtualMachines/vm-app1/providers/Microsoft.Insights/metrics/Percentage CPU',
        Name: { Value: 'Percentage CPU', LocalizedValue: 'Percentage CPU' },
        Unit: 'Percent',
        Data: [{ TimeStamp: '2026-11-18T10:00:00Z', Average: 96.5, Minimum: null, Maximum: null, Total: null, Count: null }],
      },
      null,
      2,
    ),
  },
  {
    name: 'blob insights-metrics-pt1m',
    text: `{"count":1,"total":5,"minimum":5,"maximum":5,"average":5,"resourceId":"${gateway.toUpperCase()}","time":"2026-11-18T10:00:00.0000000Z","metricName":"TunnelAverageBandwidth","timeGrain":"PT1M"}
{"count":1,"total":7,"minimum":7,"maximum":7,"average":7,"resourceId":"${gateway.toUpperCase()}","time":"2026-11-18T10:01:00.0000000Z","metricName":"TunnelAverageBandwidth","timeGrain":"PT1M"}
`,
  },
  {
    name: 'AzureMetrics as CSV',
    text: `"TimeGenerated [UTC]",Resource,MetricName,Total,Average,Maximum,UnitName,TimeGrain
"11/18/2026, 10:00:00.000 AM",VGW-HUB,AverageBandwidth,10,2500000,5000000,BytesPerSecond,PT1M
`,
  },
];
