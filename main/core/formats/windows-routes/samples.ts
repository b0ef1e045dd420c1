/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'route print, English',
    text: `===========================================================================
Interface List
 12...00 15 5d 01 02 03 ......Microsoft Hyper-V Network Adapter
  1...........................Software Loopback Interface 1
===========================================================================

IPv4 Route Table
===========================================================================
Active Routes:
Network Destination        Netmask          Gateway       Interface  Metric
          0.0.0.0          0.0.0.0         10.1.0.1        10.1.0.10     15
         10.1.0.0    255.255.255.0         On-link         10.1.0.10    271
===========================================================================
Persistent Routes:
  Network Address          Netmask  Gateway Address  Metric
        10.20.0.0      255.255.0.0         10.1.0.1       1
          0.0.0.0          0.0.0.0         10.1.0.1  Default
===========================================================================

IPv6 Route Table
===========================================================================
Active Routes:
 If Metric Network Destination      Gateway
  1    331 ::1/128                  On-link
 12    271 fe80::5d5c:1a2b:3c4d:5e6f/128
                                    On-link
===========================================================================
Persistent Routes:
  None
`,
  },
  {
    name: 'route print, Japanese',
    text: `===========================================================================
IPv4 ルート テーブル
===========================================================================
アクティブ ルート:
ネットワーク宛先        ネットマスク          ゲートウェイ       インターフェイス  メトリック
          0.0.0.0          0.0.0.0      192.168.1.1     192.168.1.20     35
      192.168.1.0    255.255.255.0         リンク上     192.168.1.20    291
===========================================================================
固定ルート:
  なし
`,
  },
  {
    name: 'Get-NetRoute table',
    text: `
ifIndex DestinationPrefix                              NextHop                                  RouteMetric ifMetric PolicyStore
------- -----------------                              -------                                  ----------- -------- -----------
12      10.20.0.0/16                                   0.0.0.0                                          100 15       ActiveStore
4       ::/0                                           fe80::1                                          256 25       ActiveStore

`,
  },
  {
    name: 'Get-NetRoute CSV',
    text: `#TYPE Microsoft.Management.Infrastructure.CimInstance
"DestinationPrefix","InterfaceAlias","NextHop","RouteMetric","Store"
"10.20.0.0/16","AzureGateway","0.0.0.0","100","ActiveStore"
`,
  },
];
