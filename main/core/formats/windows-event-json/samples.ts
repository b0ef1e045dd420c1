/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'Get-WinEvent, Windows PowerShell 5.1',
    text: String.raw`[
    {
        "Id":  20227,
        "Version":  0,
        "Level":  2,
        "Keywords":  36028797018963968,
        "RecordId":  4203,
        "ProviderName":  "RasClient",
        "LogName":  "Application",
        "MachineName":  "HQ-RRAS01",
        "UserId":  {
                       "BinaryLength":  12,
                       "Value":  "S-1-5-18"
                   },
        "TimeCreated":  "\/Date(1710768561000)\/",
        "LevelDisplayName":  "Error",
        "Properties":  [
                           { "Value":  "{B4000371-A67F-452F-AA4C-3125AA9CFC78}" },
                           { "Value":  "SYSTEM" },
                           { "Value":  "AzureGateway" },
                           { "Value":  "809" }
                       ],
        "Message":  "The error code returned on failure is 809."
    }
]
`,
  },
  {
    name: 'Get-WinEvent, PowerShell 7, picked properties',
    text: `{
  "TimeCreated": "2024-03-18T13:29:21.1234567+09:00",
  "Id": 20227,
  "LevelDisplayName": "Error",
  "Message": "CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: The user SYSTEM dialed a connection named AzureGateway which has failed. The error code returned on failure is 809."
}
`,
  },
  {
    name: 'Get-EventLog',
    text: String.raw`{
    "EventID":  20111,
    "MachineName":  "HQ-RRAS01",
    "Data":  [
                 41,
                 3,
                 0,
                 0
             ],
    "Index":  14231,
    "EntryType":  1,
    "Message":  "A demand dial connection failed.",
    "Source":  "RemoteAccess",
    "ReplacementStrings":  [
                               "{00000000-0000-0000-0000-000000000000}",
                               "AzureGateway",
                               "VPN2-4",
                               "The remote server is not responding."
                           ],
    "InstanceId":  20111,
    "TimeGenerated":  "\/Date(1710768362000)\/"
}
`,
  },
];
