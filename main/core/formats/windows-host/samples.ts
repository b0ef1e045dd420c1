/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'Get-Service list',
    text: `

Name        : RemoteAccess
DisplayName : Routing and Remote Access
Status      : Stopped
StartType   : Automatic

Name        : BFE
DisplayName : Base Filtering Engine
Status      : Running
StartType   : Automatic


`,
  },
  {
    name: 'Get-Service table',
    text: `
Status   Name               DisplayName
------   ----               -----------
Stopped  RemoteAccess       Routing and Remote Access
Running  IKEEXT             IKE and AuthIP IPsec Keying Modules

`,
  },
  {
    name: 'Get-NetIPInterface list',
    text: `

InterfaceAlias  : AzureGateway
AddressFamily   : IPv4
NlMtu           : 1400
Forwarding      : Enabled
InterfaceMetric : 30
ConnectionState : Connected

InterfaceAlias  : Ethernet
AddressFamily   : IPv6
NlMtu           : 1500
Forwarding      : Disabled
InterfaceMetric : 15
ConnectionState : Connected


`,
  },
  {
    name: 'Get-VpnS2SInterfaceStatistics list',
    text: `

BytesTransmitted      : 2874
BytesReceived         : 14701
FramesTransmitted     : 39
FramesReceived        : 193
CrcErrors             : 0
TimeoutErrors         : 0
AlignmentErrors       : 0
HardwareOverrunErrors : 0
FramingErrors         : 0
BufferOverrunErrors   : 0
ConnectionUpTime      : 4711
Name                  : AzureGateway


`,
  },
  {
    name: 'Get-BgpPeer list',
    text: `

PeerName           : AzureBgp
LocalIPAddress     : 192.168.50.1
LocalASN           : 65010
PeerIPAddress      : 10.20.255.30
PeerASN            : 65515
OperationMode      : Mixed
PeeringMode        : Automatic
HoldTime(s)        : 180
ConnectivityStatus : Connecting


`,
  },
];
