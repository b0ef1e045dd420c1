# Rules of Windows Firewall that are in force. It only reads.
[CmdletBinding()]
param([string]$ComputerName = '')
. "$PSScriptRoot/lib/Answer.ps1" # include

Invoke-Asked -Cim { param($on) Get-NetFirewallRule -PolicyStore ActiveStore -Enabled True @on | Format-List -Property * }
