/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'Get-WinEvent',
    text: `

   ProviderName: RasClient

TimeCreated                      Id LevelDisplayName Message
-----------                      -- ---------------- -------
3/18/2024 1:29:21 PM          20227 Error            CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: The user SYSTEM dialed...
3/18/2024 1:28:21 PM          20221 Information      CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: The user SYSTEM has sta...


   ProviderName: Service Control Manager

TimeCreated                      Id LevelDisplayName Message
-----------                      -- ---------------- -------
3/18/2024 1:27:21 PM           7036 Information      The Windows Update service entered the stopped state.
`,
  },
  {
    name: 'Get-EventLog',
    text: `
   Index Time          EntryType   Source                 InstanceID Message
   ----- ----          ---------   ------                 ---------- -------
   14231 Mar 18 13:26  Error       RemoteAccess                20111 RoutingDomainID- {00000000-0000-0000-0000-000000000000}...
   14230 Mar 18 13:25  Information Service Control M...   1073748860 The Windows Update service entered the stopped state.
`,
  },
];
