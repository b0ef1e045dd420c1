/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'Get-EventLog, English',
    text: `EventID            : 20111
MachineName        : HQ-RRAS01
Data               : {41, 3, 0, 0}
Index              : 14231
Category           : (0)
CategoryNumber     : 0
EntryType          : Error
Message            : RoutingDomainID- {00000000-0000-0000-0000-000000000000}: A demand dial connection to the remote interface
                     AzureGateway on port VPN2-4 was successfully initiated but failed to complete successfully because of
                     the following error: The remote server is not responding.

Source             : RemoteAccess
ReplacementStrings : {{00000000-0000-0000-0000-000000000000}, AzureGateway, VPN2-4, The remote server is not responding, for
                     example because of firewalls, NAT, routers.
                     }
InstanceId         : 20111
TimeGenerated      : 3/18/2024 1:26:02 PM
TimeWritten        : 3/18/2024 1:26:02 PM
UserName           :
Site               :
Container          :
`,
  },
  {
    name: 'Get-EventLog, Japanese',
    text: `EventID            : 20227
MachineName        : HQ-RRAS01
Data               : {}
Index              : 4203
Category           : (0)
CategoryNumber     : 0
EntryType          : Error
Message            : CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: ユーザー SYSTEM は AzureGateway という名前の接続をダイヤルしましたが、失敗し
                     ました。失敗したときに返されたエラー コードは 809 です。
Source             : RasClient
ReplacementStrings : {{B4000371-A67F-452F-AA4C-3125AA9CFC78}, SYSTEM, AzureGateway, 809}
InstanceId         : 20227
TimeGenerated      : 2024/03/18 13:29:21
TimeWritten        : 2024/03/18 13:29:21
UserName           :
Site               :
Container          :
`,
  },
  {
    name: 'Get-WinEvent, German',
    text: `TimeCreated  : 18.03.2024 13:29:21
ProviderName : RasClient
Id           : 20227
Message      : CoId={B4000371-A67F-452F-AA4C-3125AA9CFC78}: Der Benutzer "SYSTEM" hat eine Verbindung mit dem Namen "AzureGateway"
               gewählt, die Verbindung konnte jedoch nicht hergestellt werden. Der durch den Fehler zurückgegebene
               Ursachencode lautet: 809.
`,
  },
];
