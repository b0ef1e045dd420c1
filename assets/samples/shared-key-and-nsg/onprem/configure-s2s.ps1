# Site-to-site interface of the RRAS server, kept by the network team
Import-Module RemoteAccess
Add-VpnS2SInterface -Name AzureGateway -Protocol IKEv2 -AuthenticationMethod PSKOnly -NumberOfTries 3 `
  -ResponderAuthenticationMethod PSKOnly -Destination 198.51.100.20 -IPv4Subnet @("10.20.0.0/16:100") `
  -SharedSecret "example-key-hq-2025"
Set-VpnS2SInterface -Name AzureGateway -InitiateConfigPayload $false -Force
