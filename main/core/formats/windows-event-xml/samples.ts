const rasClient = `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider Name='RasClient'/><EventID Qualifiers='0'>20227</EventID><Version>0</Version><Level>2</Level><Task>0</Task><Opcode>0</Opcode><Keywords>0x80000000000000</Keywords><TimeCreated SystemTime='2024-03-18T13:29:21.1234567Z'/><EventRecordID>4203</EventRecordID><Correlation/><Execution ProcessID='0' ThreadID='0'/><Channel>Application</Channel><Computer>HQ-RRAS01</Computer><Security/></System><EventData><Data>{B4000371-A67F-452F-AA4C-3125AA9CFC78}</Data><Data>SYSTEM</Data><Data>AzureGateway</Data><Data>809</Data></EventData></Event>`;

/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'event viewer, all on one line',
    text: `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<Events>${rasClient}${rasClient}</Events>`,
  },
  { name: 'wevtutil qe, one event a line', text: `${rasClient}\n${rasClient}\n` },
  {
    name: 'copied from a browser',
    text: `- <Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
- <System>
  <Provider Name="RemoteAccess" />
  <EventID Qualifiers="0">20111</EventID>
  <Level>2</Level>
  <TimeCreated SystemTime="2024-03-18T13:26:02.000000000Z" />
  <Channel>System</Channel>
  <Computer>HQ-RRAS01</Computer>
  <Security />
  </System>
- <EventData>
  <Data>{00000000-0000-0000-0000-000000000000}</Data>
  <Data>AzureGateway</Data>
  <Data>VPN2-4</Data>
  <Data>The remote server is not responding.</Data>
  <Binary>29030000</Binary>
  </EventData>
  </Event>
`,
  },
  {
    name: 'copied with details from the event viewer',
    text: `Log Name:      System
Source:        RemoteAccess
Date:          3/18/2024 1:26:02 PM
Event ID:      20111
Task Category: None
Level:         Error
Computer:      HQ-RRAS01
Description:
A demand dial connection failed.
Event Xml:
${rasClient.replaceAll('><', '>\n  <')}
`,
  },
];
