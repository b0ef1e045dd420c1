const message =
  'CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: The user SYSTEM dialed a connection named AzureGateway which has failed. The error code returned on failure is 809.';

/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'table Event, CSV of the portal',
    text: `TenantId,SourceSystem,"TimeGenerated [UTC]",Source,EventLog,Computer,EventLevel,EventLevelName,ParameterXml,EventData,EventID,RenderedDescription,AzureDeploymentID,Role,EventCategory,UserName,Message,MG,ManagementGroupName,Type,"_ResourceId"
"11111111-2222-3333-4444-555555555555",OpsManager,"3/18/2024, 1:29:21.000 PM",RasClient,Application,"HQ-RRAS01",2,Error,"<Param>{B4000371-A67F-452F-AA4C-3125AA9CFC78}</Param><Param>SYSTEM</Param><Param>AzureGateway</Param><Param>809</Param>","<DataItem type=""System.XmlData"" time=""2024-03-18T13:29:21.0000000Z"" sourceHealthServiceId=""66666666-2222-3333-4444-555555555555""><EventData xmlns=""http://schemas.microsoft.com/win/2004/08/events/event""><Data>{B4000371-A67F-452F-AA4C-3125AA9CFC78}</Data><Data>SYSTEM</Data><Data>AzureGateway</Data><Data>809</Data></EventData></DataItem>",20227,"${message}",,,0,"N/A",,"00000000-0000-0000-0000-000000000001","AOI-11111111-2222-3333-4444-555555555555",Event,"/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/hq-rras01"
`,
  },
  {
    name: 'table SecurityEvent, flat objects of the CLI',
    text: `[
  {
    "Activity": "4653 - An IPsec main mode negotiation failed.",
    "Channel": "Security",
    "Computer": "HQ-RRAS01",
    "EventData": "<EventData xmlns=\\"http://schemas.microsoft.com/win/2004/08/events/event\\"><Data Name=\\"LocalMMPrincipalName\\">-</Data><Data Name=\\"RemoteMMPrincipalName\\">-</Data><Data Name=\\"LocalAddress\\">192.0.2.10</Data><Data Name=\\"LocalKeyModPort\\">500</Data><Data Name=\\"RemoteAddress\\">198.51.100.20</Data><Data Name=\\"RemoteKeyModPort\\">500</Data><Data Name=\\"KeyModName\\">%%8223</Data><Data Name=\\"FailurePoint\\">%%8199</Data><Data Name=\\"FailureReason\\">Negotiation timed out</Data><Data Name=\\"MMAuthMethod\\">%%8194</Data><Data Name=\\"State\\">%%8201</Data><Data Name=\\"Role\\">%%8205</Data><Data Name=\\"MMImpersonationState\\">%%8217</Data><Data Name=\\"MMFilterID\\">0</Data><Data Name=\\"InitiatorCookie\\">0102030405060708</Data><Data Name=\\"ResponderCookie\\">0000000000000000</Data></EventData>",
    "EventID": "4653",
    "EventSourceName": "Microsoft-Windows-Security-Auditing",
    "TableName": "PrimaryResult",
    "TimeGenerated": "2024-03-18T13:29:21.123Z",
    "Type": "SecurityEvent"
  }
]
`,
  },
  {
    name: 'answer of a query',
    text: `{"tables":[{"name":"PrimaryResult","columns":[{"name":"TimeGenerated","type":"datetime"},{"name":"Source","type":"string"},{"name":"EventID","type":"int"},{"name":"EventLevelName","type":"string"},{"name":"RenderedDescription","type":"string"}],"rows":[["2024-03-18T13:29:21Z","RasClient",20227,"Error","${message}"]]}]}`,
  },
];
