# Windows services that the tunnel rests on. It only reads.
[CmdletBinding()]
param([string]$ComputerName = '')
. "$PSScriptRoot/lib/Answer.ps1" # include

Invoke-Asked -Cim {
    param($on)
    $names = @('RemoteAccess', 'RasMan', 'IKEEXT', 'PolicyAgent', 'BFE', 'MpsSvc')
    Get-CimInstance -ClassName Win32_Service @on | Where-Object { $names -contains $_.Name } | Format-List -Property @('Name', 'DisplayName', 'State', 'StartMode')
}
