/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'netsh, English',
    text: `
Rule Name:                            Routing and Remote Access (IKE)
----------------------------------------------------------------------
Enabled:                              Yes
Direction:                            In
Profiles:                             Domain,Private,Public
Grouping:                             Routing and Remote Access
LocalIP:                              Any
RemoteIP:                             198.51.100.20/32,LocalSubnet
Protocol:                             UDP
LocalPort:                            500,4500
RemotePort:                           Any
Edge traversal:                       No
Action:                               Allow
Ok.
`,
  },
  {
    name: 'netsh, Japanese',
    text: `
規則名:                               IKE をブロック
----------------------------------------------------------------------
説明:                                 テスト
有効:                                 はい
方向:                                 出力
プロファイル:                         ドメイン,プライベート,パブリック
グループ:
ローカル IP:                          任意
リモート IP:                          任意
プロトコル:                           UDP
ローカル ポート:                      任意
リモート ポート:                      500
エッジ トラバーサル:                  いいえ
プログラム:                           System
インターフェイスの種類:               任意
セキュリティ:                         NotRequired
規則のソース:                         ローカル設定
操作:                                 ブロック

OK
`,
  },
  {
    name: 'netsh allprofiles',
    text: `
Domain Profile Settings:
----------------------------------------------------------------------
State                                 ON
Firewall Policy                       BlockInbound,AllowOutbound
LocalFirewallRules                    N/A (GPO-store only)

Logging:
LogAllowedConnections                 Disable

Public Profile Settings:
----------------------------------------------------------------------
State                                 OFF
Firewall Policy                       AllowInbound,AllowOutbound
Ok.
`,
  },
  {
    name: 'Get-NetFirewallRule list',
    text: `
Name                  : RRAS-IKE-In
DisplayName           : Routing and Remote Access (IKE)
Description           :
DisplayGroup          : Routing and Remote Access
Group                 : @FirewallAPI.dll,-33752
Enabled               : True
Profile               : Domain, Private
Platform              : {}
Direction             : Inbound
Action                : Allow
EdgeTraversalPolicy   : Block
PolicyStoreSource     : PersistentStore

`,
  },
  {
    name: 'Get-NetFirewallProfile JSON',
    text: `[
    {
        "Name":  "Domain",
        "Enabled":  1,
        "DefaultInboundAction":  4,
        "DefaultOutboundAction":  2
    }
]
`,
  },
];
