# Site-to-site interfaces of RRAS. It only reads.
[CmdletBinding()]
param([string]$ComputerName = '')
. "$PSScriptRoot/lib/Answer.ps1" # include

Invoke-Asked -Cim { param($on) Get-VpnS2SInterface @on | Format-List -Property * }
