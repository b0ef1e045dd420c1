# Events of RasClient in the Application log. It only reads.
[CmdletBinding()]
param([string]$ComputerName = '', [int]$Days = 3)
. "$PSScriptRoot/lib/Answer.ps1" # include

Invoke-Asked {
    $where = if ($ComputerName -eq '') { @{} } else { @{ ComputerName = $ComputerName } }
    Get-WinEvent -FilterHashtable @{ LogName = 'Application'; ProviderName = 'RasClient'; StartTime = (Get-Date).AddDays(-$Days) } @where | Format-List -Property *
}
