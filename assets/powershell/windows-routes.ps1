# IPv4 routes. It only reads.
[CmdletBinding()]
param([string]$ComputerName = '')
. "$PSScriptRoot/lib/Answer.ps1" # include

Invoke-Asked -Cim { param($on) Get-NetRoute -AddressFamily IPv4 @on | Format-List -Property * }
