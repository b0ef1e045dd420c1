const session = 'SESSION_ID :{4ddb57c3-8e4a-4a6b-9c3d-2f1f1a0b7c11} Remote 203.0.113.10:500: Local 10.1.0.4:500:';
const resource =
  '/SUBSCRIPTIONS/00000000-0000-0000-0000-000000000000/RESOURCEGROUPS/RG-HUB/PROVIDERS/MICROSOFT.NETWORK/VIRTUALNETWORKGATEWAYS/VGW-HUB';

const activityId =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-hub/providers/Microsoft.Network/connections/to-hq';

function blob(time: string, category: string, operationName: string, properties: Readonly<Record<string, string>>): string {
  return JSON.stringify({ time, resourceId: resource, category, operationName, level: 'Informational', properties });
}

function ike(time: string, message: string): string {
  return blob(time, 'IKEDiagnosticLog', 'IKELogEvent', { instance: 'GatewayTenantWorker_IN_0', message });
}

const refused = [
  ike('2026-11-18T10:00:00.0000000Z', `${session} [SEND][SA_INIT] Sending SA INIT iCookie 0x0DA0EF56191D38C2 and rCookie 0x0`),
  ike('2026-11-18T10:00:00.0400000Z', `${session} [RECEIVED][SA_INIT] Received SA INIT response message`),
  ike('2026-11-18T10:00:00.0500000Z', `${session} [SEND][SA_AUTH] Sending IKE AUTH for tunnelId 0x1 and tsId 0x1`),
  ike('2026-11-18T10:00:00.1000000Z', `${session} [RECEIVED][NOTIFY] Received Notify Message - Authentication failed`),
  ike(
    '2026-11-18T10:00:00.1100000Z',
    `${session} [LOCAL_MSG] IKE Tunnel closed for tunnelId 0x1 with status IKE authentication credentials are unacceptable`,
  ),
];

/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'storage blob PT1H.json, IKE log', text: `${refused.join('\n')}\n` },
  { name: 'Event Hub batch', text: `{"records":[${refused.join(',')}]}` },
  {
    name: 'storage blob, tunnel and gateway log',
    text: `${blob('2026-11-18T10:00:00Z', 'TunnelDiagnosticLog', 'TunnelDisconnected', { remoteIP: '203.0.113.10', instance: 'GatewayTenantWorker_IN_0', status: 'Disconnected', stateChangeReason: 'DPD timeout' })}
${blob('2026-11-18T10:00:09Z', 'GatewayDiagnosticLog', 'HostMaintenanceEvent', { instance: 'GatewayTenantWorker_IN_0', message: 'Host maintenance' })}
${blob('2026-11-18T10:00:30Z', 'TunnelDiagnosticLog', 'TunnelConnected', { remoteIP: '203.0.113.10', instance: 'GatewayTenantWorker_IN_1', status: 'Connected', stateChangeReason: 'GlobalStandby' })}
`,
  },
  {
    name: 'Log Analytics answer with tables',
    text: JSON.stringify({
      tables: [
        {
          name: 'PrimaryResult',
          columns: ['TimeGenerated', 'Category', 'OperationName', 'Message', 'Resource', 'instance_s'].map((name) => ({
            name,
            type: 'string',
          })),
          rows: [
            [
              '2026-11-18T10:00:00Z',
              'IKEDiagnosticLog',
              'IKELogEvent',
              `${session} [SEND][SA_INIT] Sending SA INIT`,
              'VGW-HUB',
              'GatewayTenantWorker_IN_0',
            ],
          ],
        },
      ],
    }),
  },
  {
    name: 'Log Analytics, flat objects',
    text: JSON.stringify(
      [
        {
          Category: 'TunnelDiagnosticLog',
          OperationName: 'TunnelConnected',
          Resource: 'VGW-HUB',
          TableName: 'PrimaryResult',
          TimeGenerated: '2026-11-18T10:00:30Z',
          instance_s: 'GatewayTenantWorker_IN_1',
          remoteIP_s: '203.0.113.10',
          stateChangeReason_s: '',
          status_s: 'Connected',
        },
      ],
      null,
      2,
    ),
  },
  {
    name: 'portal CSV',
    text: `"TimeGenerated [UTC]",OperationName,"remoteIP_s","instance_s","status_s","stateChangeReason_s",Resource
"11/18/2026, 10:00:00.000 AM",TunnelDisconnected,"203.0.113.10","GatewayTenantWorker_IN_0",Disconnected,"RemotelyTriggered","VGW-HUB"
"11/18/2026, 10:00:30.000 AM",TunnelConnected,"203.0.113.10","GatewayTenantWorker_IN_0",Connected,,"VGW-HUB"
`,
  },
  {
    name: 'CSV without suffixes, other order',
    text: `Message,Level,Category,TimeGenerated,OperationName
"${session} [RECEIVED]Received IPSec payload: Policy1:Cipher=DESIntegrity=Md5",Informational,IKEDiagnosticLog,2026-11-18T10:00:00Z,IKELogEvent
"${session} [SEND][NOTIFY] Sending Notify Message - Policy Mismatch",Informational,IKEDiagnosticLog,2026-11-18T10:00:01Z,IKELogEvent
`,
  },
  {
    name: 'columns that a query projects, without an operation',
    text: `"TimeGenerated [UTC]",Resource,status_s,remoteIP_s
"11/18/2026, 10:00:30.000 AM",VGW-HUB,Connected,"203.0.113.10"
"11/18/2026, 10:00:00.000 AM",VGW-HUB,Disconnected,"203.0.113.10"
`,
  },
  {
    name: 'Export-Csv of Windows PowerShell',
    text: `#TYPE Deserialized.System.Management.Automation.PSCustomObject
"TimeGenerated","OperationName","Message","Resource"
"2026-11-18T10:00:00Z","BgpDisconnectedEvent","BGP peer 10.50.0.1 disconnected","VGW-HUB"
"2026-11-18T10:00:20Z","BgpConnectedEvent","BGP peer 10.50.0.1 connected","VGW-HUB"
`,
  },
  {
    name: 'az monitor log-analytics query',
    text: JSON.stringify(
      [
        { Message: `${session} [SEND][SA_INIT] Sending SA INIT`, TableName: 'PrimaryResult', TimeGenerated: '2026-11-18T10:00:00Z' },
        {
          Message: `${session} [RECEIVED][SA_INIT] Received SA INIT response message`,
          TableName: 'PrimaryResult',
          TimeGenerated: '2026-11-18T10:00:01Z',
        },
      ],
      null,
      2,
    ),
  },
  {
    name: 'az monitor activity-log list',
    text: JSON.stringify(
      [
        {
          caller: 'admin@contoso.example',
          category: { localizedValue: 'Administrative', value: 'Administrative' },
          eventTimestamp: '2026-11-18T09:58:12.123456+00:00',
          id: `${activityId}/events/5c0f3a52/ticks/638`,
          level: 'Informational',
          operationName: { localizedValue: 'Creates or updates a connection', value: 'Microsoft.Network/connections/write' },
          resourceId: activityId,
          status: { localizedValue: 'Succeeded', value: 'Succeeded' },
        },
      ],
      null,
      2,
    ),
  },
];
