/** Outputs that this format must win against every other format. */
export const samples: readonly { readonly name: string; readonly text: string }[] = [
  {
    name: 'Get-VpnS2SInterface list',
    text: `Name                             : AzureGateway
Destination                      : {198.51.100.20}
AdminStatus                      : True
ConnectionState                  : Disconnected
IPv4Subnet                       : {10.20.0.0/16:100}
IPv6Subnet                       : {2001:db8:1::/48:100}
Protocol                         : Ikev2
EncryptionType                   : RequireEncryption
AuthenticationMethod             : PSKOnly
NumberOfTries                    : 3
RetryInterval(s)                 : 60
SADataSizeForRenegotiation(KB)   : 33553408
SALifeTime(s)                    : 3600
NetworkOutageTime(s)             : 15
IdleDisconnect(s)                : 300
LastError                        : 809
UnReachabilityReasons            :
CustomPolicy                     :
AuthenticationTransformConstants :
DHGroup                          :
CipherTransformConstants         :
EncryptionMethod                 :
IntegrityCheckMethod             :
PfsGroup                         :
`,
  },
  {
    name: 'Get-VpnS2SInterface table',
    text: `
Name                 Destination          AdminStatus  ConnectionState IPv4Subnet
----                 -----------          -----------  --------------- ----------
AzureGateway         {198.51.100.20}      True         Connected       {10.20.0.0/16:100}

`,
  },
  {
    name: 'Get-VpnServerIPsecConfiguration',
    text: `PS C:\\> Get-VpnServerIPsecConfiguration
EncryptionType                 : OptionalEncryption

Ikev2Ports                     : 5

SstpPorts                      : 10

IdleDisconnect(s)              : 300

L2tpPorts                      : 5

SADataSizeForRenegotiation(KB) : 102400

SALifeTime(s)                  : 28800
`,
  },
  {
    name: 'Get-VpnS2SInterface JSON',
    text: `{
    "Name":  "AzureGateway",
    "Destination":  [
                        "198.51.100.20"
                    ],
    "AdminStatus":  true,
    "ConnectionState":  "Connected",
    "IPv4Subnet":  [
                       "10.20.0.0/16:100"
                   ],
    "SALifeTimeSeconds":  3600,
    "CustomPolicy":  true,
    "DHGroup":  "Group14",
    "EncryptionMethod":  "AES256",
    "CimClass":  {
                     "CimClassName":  "VpnS2SInterface"
                 }
}
`,
  },
];
