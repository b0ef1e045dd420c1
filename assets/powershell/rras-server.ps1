# IPsec settings of the RRAS server. It only reads.
[CmdletBinding()]
param([string]$ComputerName = '')
. "$PSScriptRoot/lib/Answer.ps1" # include

Invoke-Asked -Cim { param($on) Get-VpnServerIPsecConfiguration @on | Format-List -Property * }
