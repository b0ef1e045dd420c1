/** Outputs that this format must win against every other format, from real tools. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'show bgp summary',
    text: `
IPv4 Unicast Summary (VRF default):
BGP router identifier 192.168.50.1, local AS number 65010 vrf-id 0
BGP table version 2
RIB entries 3, using 576 bytes of memory
Peers 2, using 1448 KiB of memory

Neighbor        V         AS   MsgRcvd   MsgSent   TblVer  InQ OutQ  Up/Down State/PfxRcd   PfxSnt Desc
169.254.21.1    4      65515         4         3        0    0    0 00:00:13            1 (Policy) Azure VPN gateway
169.254.22.1    4      65515         0         0        0    0    0    never       Active        0 N/A

Total number of neighbors 2
`,
  },
  {
    name: 'show bgp neighbors',
    text: `BGP neighbor is 169.254.21.1, remote AS 65515, local AS 65010, external link
  Local Role: undefined
  Remote Role: undefined
 Description: Azure VPN gateway
Hostname: azure
  BGP version 4, remote router ID 10.20.255.30, local router ID 192.168.50.1
  BGP state = Established, up for 00:00:14
  Last read 00:00:13, Last write 00:00:13
  Hold time is 180 seconds, keepalive interval is 60 seconds
  Configured hold time is 180 seconds, keepalive interval is 60 seconds
  Configured conditional advertisements interval is 60 seconds
  Neighbor capabilities:
    4 Byte AS: advertised and received
    Extended Message: advertised and received
    AddPath:
      IPv4 Unicast: RX advertised and received
    Long-lived Graceful Restart: advertised and received
      Address families by peer:
    Route refresh: advertised and received(old & new)
    Enhanced Route Refresh: advertised and received
    Address Family IPv4 Unicast: advertised and received
    Hostname Capability: advertised (name: vpn-device,domain name: n/a) received (name: azure,domain name: n/a)
    Graceful Restart Capability: advertised and received
      Remote Restart timer is 120 seconds
      Address families by peer:
        none
  Graceful restart information:
    End-of-RIB send: IPv4 Unicast
    End-of-RIB received: IPv4 Unicast
    Local GR Mode: Helper*
    Remote GR Mode: Helper
    R bit: True
    N bit: True
    Timers:
      Configured Restart Time(sec): 120
      Received Restart Time(sec): 120
    IPv4 Unicast:
      F bit: False
      End-of-RIB sent: Yes
      End-of-RIB sent after update: Yes
      End-of-RIB received: Yes
      Timers:
        Configured Stale Path Time(sec): 360
  Message statistics:
    Inq depth is 0
    Outq depth is 0
                         Sent       Rcvd
    Opens:                  1          1
    Notifications:          0          0
    Updates:                1          2
    Keepalives:             1          1
    Route Refresh:          0          0
    Capability:             0          0
    Total:                  3          4
  Minimum time between advertisement runs is 0 seconds

 For address family: IPv4 Unicast
  Update group 1, subgroup 1
  Packet Queue length 0
  Community attribute sent to this neighbor(all)
  Inbound path policy configured
  Incoming update prefix filter list is *AZ
  Outbound updates discarded due to missing policy
  1 accepted prefixes

  Connections established 1; dropped 0
  Last reset 00:00:15,  Waiting for peer OPEN
  External BGP neighbor may be up to 1 hops away.
Local host: 169.254.21.2, Local port: 32954
Foreign host: 169.254.21.1, Foreign port: 179
Nexthop: 169.254.21.2
Nexthop global: fe80::d84e:c2ff:fe1a:fea3
Nexthop local: fe80::d84e:c2ff:fe1a:fea3
BGP connection: shared network
BGP Connect Retry Timer in Seconds: 120
Peer Authentication Enabled
Read thread: on  Write thread: on  FD used: 20

BGP neighbor is 169.254.22.1, remote AS 65515, local AS 65010, external link
  Local Role: undefined
  Remote Role: undefined
  BGP version 4, remote router ID 0.0.0.0, local router ID 192.168.50.1
  BGP state = Active
  Last read 00:00:15, Last write never
  Hold time is 180 seconds, keepalive interval is 60 seconds
  Configured hold time is 180 seconds, keepalive interval is 60 seconds
  Configured conditional advertisements interval is 60 seconds
  Graceful restart information:
    Local GR Mode: Helper*
    Remote GR Mode: NotApplicable
    R bit: False
    N bit: False
    Timers:
      Configured Restart Time(sec): 120
      Received Restart Time(sec): 0
  Message statistics:
    Inq depth is 0
    Outq depth is 0
                         Sent       Rcvd
    Opens:                  0          0
    Notifications:          0          0
    Updates:                0          0
    Keepalives:             0          0
    Route Refresh:          0          0
    Capability:             0          0
    Total:                  0          0
  Minimum time between advertisement runs is 0 seconds

 For address family: IPv4 Unicast
  Not part of any update group
  Community attribute sent to this neighbor(all)
  Inbound updates discarded due to missing policy
  Outbound updates discarded due to missing policy
  0 accepted prefixes

  Connections established 0; dropped 0
  Last reset 00:00:15,  Waiting for NHT
  External BGP neighbor may be up to 255 hops away.
BGP Connect Retry Timer in Seconds: 120
Next connect timer due in 106 seconds
Read thread: off  Write thread: off  FD used: -1


`,
  },
  {
    name: 'show ip route of FRR',
    text: `Codes: K - kernel route, C - connected, S - static, R - RIP,
       O - OSPF, I - IS-IS, B - BGP, E - EIGRP, N - NHRP,
       T - Table, v - VNC, V - VNC-Direct, A - Babel, F - PBR,
       f - OpenFabric,
       > - selected route, * - FIB route, q - queued, r - rejected, b - backup
       t - trapped, o - offload failure

B>* 10.20.0.0/16 [20/0] via 169.254.21.1, ta, weight 1, 00:00:13
C>* 169.254.21.0/30 is directly connected, ta, 00:00:15
C>* 192.168.50.0/24 is directly connected, la, 00:00:15
`,
  },
  {
    name: 'show bgp summary json',
    text: `{
"ipv4Unicast":{
  "routerId":"192.168.50.1",
  "as":65010,
  "vrfId":0,
  "vrfName":"default",
  "tableVersion":2,
  "ribCount":3,
  "ribMemory":576,
  "peerCount":2,
  "peerMemory":1482928,
  "peers":{
    "169.254.21.1":{
      "hostname":"azure",
      "remoteAs":65515,
      "localAs":65010,
      "version":4,
      "msgRcvd":4,
      "msgSent":3,
      "tableVersion":0,
      "outq":0,
      "inq":0,
      "peerUptime":"00:00:14",
      "peerUptimeMsec":14000,
      "peerUptimeEstablishedEpoch":1795864054,
      "pfxRcd":1,
      "pfxSnt":0,
      "state":"Established",
      "peerState":"Policy",
      "connectionsEstablished":1,
      "connectionsDropped":0,
      "desc":"Azure VPN gateway",
      "idType":"ipv4"
    },
    "169.254.22.1":{
      "remoteAs":65515,
      "localAs":65010,
      "version":4,
      "msgRcvd":0,
      "msgSent":0,
      "tableVersion":0,
      "outq":0,
      "inq":0,
      "peerUptime":"never",
      "peerUptimeMsec":0,
      "pfxRcd":0,
      "pfxSnt":0,
      "state":"Active",
      "peerState":"Policy",
      "connectionsEstablished":0,
      "connectionsDropped":0,
      "idType":"ipv4"
    }
  },
  "failedPeers":1,
  "displayedPeers":2,
  "totalPeers":2,
  "dynamicPeers":0,
  "bestPath":{
    "multiPathRelax":"false"
  }
}
}
`,
  },
];
