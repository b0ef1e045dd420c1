/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'success',
    text: `PS C:\\> Test-NetConnection 10.20.1.4 -Port 443


ComputerName     : 10.20.1.4
RemoteAddress    : 10.20.1.4
RemotePort       : 443
InterfaceAlias   : Ethernet 2
SourceAddress    : 10.1.0.10
TcpTestSucceeded : True


`,
  },
  {
    name: 'failure, Portuguese warnings',
    text: `AVISO: TCP connect to (10.20.1.4 : 443) failed
AVISO: Ping to 10.20.1.4 failed with status: TimedOut


ComputerName           : 10.20.1.4
RemoteAddress          : 10.20.1.4
RemotePort             : 443
InterfaceAlias         : Wi-Fi
SourceAddress          : 10.1.0.10
PingSucceeded          : False
PingReplyDetails (RTT) : 0 ms
TcpTestSucceeded       : False
`,
  },
  {
    name: 'table',
    text: `
ComputerName RemoteAddress RemotePort TcpTestSucceeded
------------ ------------- ---------- ----------------
10.20.1.4    10.20.1.4            443            False
web01        10.20.1.5           3389             True

`,
  },
];
