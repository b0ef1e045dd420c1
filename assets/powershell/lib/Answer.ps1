Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
[Console]::OutputEncoding = New-Object System.Text.UTF8Encoding $false
[Threading.Thread]::CurrentThread.CurrentCulture = [Globalization.CultureInfo]::GetCultureInfo('en-US')
$global:FormatEnumerationLimit = -1

# One line of ASCII JSON: what was asked for as text, or one word for why not with what the system said.
function Write-Answer([string]$Text, [string]$Fault, [string]$Detail) {
    $computer = if ($ComputerName -eq '') { [Environment]::MachineName } else { $ComputerName }
    $answer = [ordered]@{ schema = 'tunnel-triage/powershell@1'; computer = $computer; fault = $null; detail = $Detail; text = $Text }
    if ($Fault -ne '') { $answer.fault = $Fault }
    $json = ConvertTo-Json -InputObject $answer -Compress
    [Console]::Out.WriteLine([regex]::Replace($json, '[^\x20-\x7E]', { param($found) '\u{0:x4}' -f [int][char]$found.Value }))
}

function Get-Fault([System.Management.Automation.ErrorRecord]$Record) {
    $type = $Record.Exception.GetType().Name
    $code = $Record.Exception.HResult
    if ($Record.FullyQualifiedErrorId -match 'NoMatchingEventsFound') { return 'empty' }
    if ($type -eq 'CommandNotFoundException') { return 'module-missing' }
    if ($type -match 'UnauthorizedAccess' -or $Record.CategoryInfo.Category -eq 'PermissionDenied' -or $code -eq -2147024891) { return 'no-permission' }
    if ($Record.FullyQualifiedErrorId -match 'HRESULT 0x80338|0x80070035|WinRM|RpcException' -or $type -match 'PSRemotingTransport|EventLogException') { return 'unreachable' }
    return 'failed'
}

# Runs what a script asks for, on this computer or, over a CIM session with the user's own credentials, on another one.
function Invoke-Asked([scriptblock]$Ask, [switch]$Cim) {
    if ($PSVersionTable.PSVersion.Major -ge 6 -and -not $IsWindows) {
        Write-Answer '' 'not-windows' ''
        return
    }
    $session = @{}
    try {
        if ($Cim -and $ComputerName -ne '') { $session = @{ CimSession = New-CimSession -ComputerName $ComputerName } }
        $text = (& $Ask $session | Out-String -Width 4096)
        if ([string]::IsNullOrWhiteSpace($text)) { Write-Answer '' 'empty' '' } else { Write-Answer $text '' '' }
    }
    catch { Write-Answer '' (Get-Fault $_) ([string]$_.Exception.Message) }
    finally { if ($session.Count -gt 0) { Remove-CimSession -CimSession $session.CimSession } }
}
