# Shared by the collectors for PowerShell (Windows PowerShell 5.1 and 7): runs steps that only read, takes keys out of what they give,
# and writes one archive with a manifest that says what was collected and what was not, and why.

$script:Items = New-Object System.Collections.Generic.List[object]
$script:Tools = New-Object System.Collections.Generic.List[object]
$script:Work = $null
# Where programs write files themselves: one that is still written to does not stand in the way of packing.
$script:Unfinished = $null
$script:Started = [DateTime]::UtcNow
# Functions of the script that steps call; where steps run they know no others.
$script:StepFunctions = @()
$script:StepPlace = $null
$script:Utf8 = New-Object System.Text.UTF8Encoding $false

function Test-Administrator {
    if (-not (Test-Windows)) { return $false }
    $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
    return (New-Object Security.Principal.WindowsPrincipal $identity).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)
}

# $IsWindows does not exist in Windows PowerShell, which runs nowhere else.
function Test-Windows {
    return ($PSVersionTable.PSVersion.Major -lt 6) -or $IsWindows
}

# Takes keys out of a text: members of JSON, properties of lists, arguments of commands.
function Remove-Keys([string]$Text) {
    $removed = '[removed: shared key]'
    $name = '(?:pre-?)?shared-?_?(?:key|secret)|authorization_?key|primary_?key|secondary_?key|psk|password|passphrase'
    $clean = [regex]::Replace($Text, ('(?i)("(?:' + $name + ')"\s*:\s*)"(?:[^"\\]|\\.)*"'), ('$1"' + $removed + '"'))
    $clean = [regex]::Replace($clean, ('(?im)^(\s*(?:' + $name + ')\s*[:=]\s*)\S.*$'), ('$1' + $removed))
    return [regex]::Replace($clean, ('(?i)(\s-(?:' + $name + ')\s+)(?:''[^'']*''|"[^"]*"|\S+)'), ('$1' + $removed))
}

# One word for why a step gave nothing.
function Get-Reason([System.Management.Automation.ErrorRecord]$Fault) {
    $said = [string]$Fault.Exception.Message
    $type = $Fault.Exception.GetType().Name
    if ($type -eq 'CommandNotFoundException') { return 'module-missing' }
    if ($type -match 'UnauthorizedAccess|SecurityException' -or $Fault.CategoryInfo.Category -eq 'PermissionDenied') { return 'no-permission' }
    if ($said -match 'AuthorizationFailed|Forbidden|does not have authorization') { return 'no-permission' }
    if ($said -match 'Connect-AzAccount|AADSTS') { return 'not-signed-in' }
    if ($said -match 'NotFound|was not found|ResourceNotFound' -or $Fault.CategoryInfo.Category -eq 'ObjectNotFound') { return 'not-found' }
    if ($Fault.FullyQualifiedErrorId -match 'NoMatchingEventsFound') { return 'empty' }
    return 'failed'
}

# Windows tools end with the number of the error: 5 is "access denied" in every language.
function Get-ExitReason($ExitCode) {
    if ($ExitCode -eq 5) { return 'no-permission' }
    return 'failed'
}

function Add-Item([string]$Id, [string]$Evidence, [string]$File, [string]$Status, [string]$Reason, [string]$Detail, [string]$Command) {
    $hash = $null
    $bytes = $null
    if ($Status -eq 'collected') {
        $path = Join-Path $script:Work $File
        $bytes = (Get-Item -LiteralPath $path).Length
        $hash = (Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash.ToLowerInvariant()
    }
    $script:Items.Add([ordered]@{
            id = $Id; evidence = Get-Told $Evidence; file = Get-Told $File; status = $Status; reason = Get-Told $Reason
            detail = Get-Told $Detail; command = Get-Told $Command; bytes = $bytes; sha256 = $hash
        })
    if ($Status -eq 'collected') { Write-Host "  ok       $File" } else { Write-Host "  $Status  ${Id}: $Reason $Detail" }
}

function Get-Told([string]$Text) {
    if ([string]::IsNullOrWhiteSpace($Text)) { return $null }
    return $Text
}

function Get-FirstLine([string]$Text) {
    $line = ($Text -split "`r?`n" | Where-Object { $_.Trim() -ne '' } | Select-Object -First 1)
    if ($null -eq $line) { return '' }
    $clean = Remove-Keys $line.Trim()
    return $clean.Substring(0, [Math]::Min(300, $clean.Length))
}

function Skip-Item([string]$Id, [string]$Evidence, [string]$Reason, [string]$Detail) {
    if (-not $WhatIfPreference) { Add-Item $Id $Evidence '' 'skipped' $Reason $Detail '' }
}

# Where steps run: a runspace in this process, which shares its modules' sign-in. A step that never answers is left behind with it.
function New-StepPlace {
    $session = [System.Management.Automation.Runspaces.InitialSessionState]::CreateDefault()
    foreach ($helper in $script:StepFunctions) {
        $definition = (Get-Item -LiteralPath "function:$helper").Definition
        $session.Commands.Add((New-Object System.Management.Automation.Runspaces.SessionStateFunctionEntry -ArgumentList $helper, $definition))
    }
    $place = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspace($session)
    $place.ThreadOptions = 'ReuseThread'
    $place.Open()
    return $place
}

# What runs there. Its thread is one that the process does not wait for at its end. Dates in one order and lists in full, whatever this
# computer shows.
$script:StepRunner = {
    param([string]$StepText, [string]$StepMode)
    [Threading.Thread]::CurrentThread.IsBackground = $true
    [Threading.Thread]::CurrentThread.CurrentCulture = [Globalization.CultureInfo]::GetCultureInfo('en-US')
    $global:FormatEnumerationLimit = -1
    $global:LASTEXITCODE = 0
    $ErrorActionPreference = 'Stop'
    $ProgressPreference = 'SilentlyContinue'
    # A program that ends with another number than 0, such as a probe of a host that is silent, has still said something.
    $PSNativeCommandUseErrorActionPreference = $false
    $StepAnswer = @{ IsLate = $false; Text = ''; Values = @(); Fault = $null; ExitCode = 0 }
    try {
        $StepBlock = [scriptblock]::Create($StepText)
        if ($StepMode -eq 'values') { $StepAnswer.Values = @(& $StepBlock) }
        elseif ($StepMode -eq 'writes') { $StepAnswer.Text = (& $StepBlock 2>&1 | Out-String) }
        else { $StepAnswer.Text = (& $StepBlock | Out-String -Width 4096) }
    }
    catch { $StepAnswer.Fault = $_ }
    $StepAnswer.ExitCode = $global:LASTEXITCODE
    return $StepAnswer
}

<#
Runs a step and waits for it no longer than Seconds: IsLate when it had not ended by then; else Text or Values, Fault (what it threw) and
ExitCode (of its last program). Variables of the step are looked up here, from the callers inwards, and handed over by value.
Names of this function's own begin with Step, so that they hide none of theirs.
#>
function Invoke-Step([scriptblock]$StepDo, [int]$StepSeconds, [string]$StepMode) {
    if ($null -eq $script:StepPlace) { $script:StepPlace = New-StepPlace }
    foreach ($StepVariable in $StepDo.Ast.FindAll({ $args[0] -is [System.Management.Automation.Language.VariableExpressionAst] }, $true)) {
        $StepFound = Get-Variable -Name $StepVariable.VariablePath.UserPath -ErrorAction SilentlyContinue
        if ($null -ne $StepFound -and [string]$StepFound.Options -notmatch 'Constant|ReadOnly') { $script:StepPlace.SessionStateProxy.SetVariable($StepFound.Name, $StepFound.Value) }
    }
    $StepShell = [System.Management.Automation.PowerShell]::Create()
    $StepShell.Runspace = $script:StepPlace
    [void]$StepShell.AddScript($script:StepRunner.ToString()).AddArgument($StepDo.ToString()).AddArgument($StepMode)
    $StepClock = [Diagnostics.Stopwatch]::StartNew()
    $StepRun = $StepShell.BeginInvoke()
    # In short waits, so that Ctrl+C is heard.
    while (-not $StepRun.AsyncWaitHandle.WaitOne(250)) {
        if ($StepClock.Elapsed.TotalSeconds -lt $StepSeconds) { continue }
        # Asked to stop and not waited for: what hangs may not hear it.
        [void]$StepShell.BeginStop($null, $null)
        $script:StepPlace = $null
        return @{ IsLate = $true; Text = ''; Values = @(); Fault = $null; ExitCode = 0 }
    }
    try { return @($StepShell.EndInvoke($StepRun))[-1] }
    catch { return @{ IsLate = $false; Text = ''; Values = @(); Fault = $_; ExitCode = 0 } }
    finally { $StepShell.Dispose() }
}

# A name in the archive that no file has: resources of several groups may bear one name.
function Get-FreeFile([string]$File) {
    $free = $File
    for ($number = 2; Test-Path -LiteralPath (Join-Path $script:Work $free); $number++) {
        $free = $File -replace '(\.[^.]*)$', ('-' + $number + '$1')
    }
    return $free
}

<#
A step: what it gives goes to File as text without keys. A step with -Writes writes a file at $path itself. Needs names a command
that must be there; -Administrator marks what an ordinary user is refused. A step that fails, or has not ended after Seconds, costs
itself only.
#>
function Save-Step {
    param(
        [Parameter(Mandatory = $true)][string]$Id,
        [string]$Evidence = '',
        [Parameter(Mandatory = $true)][string]$File,
        [Parameter(Mandatory = $true)][scriptblock]$Do,
        [string]$Needs = '',
        [int]$Seconds = 120,
        [switch]$Administrator,
        [switch]$Writes
    )
    $command = ($Do.ToString().Trim() -replace '\s+', ' ')
    if ($WhatIfPreference) {
        Write-Output $command
        return
    }
    if ($Needs -ne '') {
        # Looked for where steps run: finding a command loads its module.
        $there = Invoke-Step { Get-Command $Needs -ErrorAction SilentlyContinue } 120 'values'
        if (-not $there.IsLate -and @($there.Values).Count -eq 0) {
            Add-Item $Id $Evidence '' 'failed' 'module-missing' $Needs $command
            return
        }
    }
    if ($Administrator -and -not (Test-Administrator)) {
        Add-Item $Id $Evidence '' 'failed' 'not-administrator' '' $command
        return
    }
    Write-Host "> $command"
    $File = Get-FreeFile $File
    $kept = Join-Path $script:Work $File
    [void](New-Item -ItemType Directory -Force -Path (Split-Path -Parent $kept))
    $path = Join-Path $script:Unfinished (Split-Path -Leaf $File)
    $answer = Invoke-Step $Do $Seconds $(if ($Writes) { 'writes' } else { 'text' })
    if ($answer.IsLate) {
        Add-Item $Id $Evidence '' 'failed' 'timed-out' "no answer after $Seconds s" $command
        return
    }
    if ($null -ne $answer.Fault) {
        $reason = Get-Reason $answer.Fault
        if ($reason -eq 'failed') { $reason = Get-ExitReason $answer.ExitCode }
        $status = if ($reason -eq 'empty') { 'empty' } else { 'failed' }
        Add-Item $Id $Evidence '' $status $reason (Get-FirstLine $answer.Fault.Exception.Message) $command
        return
    }
    if ($Writes) {
        if (-not (Test-Path -LiteralPath $path)) {
            Add-Item $Id $Evidence '' 'failed' (Get-ExitReason $answer.ExitCode) (Get-FirstLine $answer.Text) $command
            return
        }
        [IO.File]::Move($path, $kept)
    }
    else {
        if ([string]::IsNullOrWhiteSpace($answer.Text)) {
            Add-Item $Id $Evidence '' 'empty' 'empty' '' $command
            return
        }
        [IO.File]::WriteAllText($kept, (Remove-Keys $answer.Text), $script:Utf8)
    }
    Add-Item $Id $Evidence $File 'collected' '' '' $command
}

# Folder is where the archive will be: looked after first, so that nothing is collected in vain.
function Start-Collection([string]$Folder) {
    if ($WhatIfPreference) {
        Write-Host 'What if: nothing is executed or written. These commands would run:'
        return
    }
    [void](New-Item -ItemType Directory -Force -Path $Folder)
    $script:Work = Join-Path ([IO.Path]::GetTempPath()) ('tunnel-triage-' + [Guid]::NewGuid().ToString('N'))
    $script:Unfinished = $script:Work + '-unfinished'
    [void](New-Item -ItemType Directory -Path $script:Work, $script:Unfinished)
    $script:Tools.Add([ordered]@{ name = 'powershell'; version = [string]$PSVersionTable.PSVersion })
    $script:Tools.Add([ordered]@{ name = 'os'; version = [Environment]::OSVersion.VersionString })
}

# Leaves nothing behind, also after Ctrl+C. A file that is still written to stays.
function Remove-Collection {
    foreach ($folder in @($script:Work, $script:Unfinished)) {
        if ($null -ne $folder) { Remove-Item -LiteralPath $folder -Recurse -Force -ErrorAction SilentlyContinue }
    }
}

# Packs what was collected and tells where. Clock is @{ OffsetMs; Source }; TimeZone is empty where the zone says nothing.
function Complete-Collection([string]$Collector, [string]$TimeZone, [hashtable]$Clock, [string]$Folder) {
    if ($WhatIfPreference) { return }
    if ($null -ne $script:StepPlace) { $script:StepPlace.Dispose() }
    $manifest = [ordered]@{
        schema = 'tunnel-triage/collection@1'
        collector = [ordered]@{ id = $Collector; version = '1' }
        host = [Environment]::MachineName
        startedUtc = $script:Started.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [Globalization.CultureInfo]::InvariantCulture)
        finishedUtc = [DateTime]::UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", [Globalization.CultureInfo]::InvariantCulture)
        timeZone = Get-Told $TimeZone
        clockOffsetMs = $Clock.OffsetMs
        clockSource = $Clock.Source
        isAdministrator = Test-Administrator
        tools = @($script:Tools)
        items = @($script:Items)
    }
    [IO.File]::WriteAllText((Join-Path $script:Work 'manifest.json'), (ConvertTo-Json -InputObject $manifest -Depth 6), $script:Utf8)
    $stamp = [DateTime]::UtcNow.ToString('yyyyMMddTHHmmssZ', [Globalization.CultureInfo]::InvariantCulture)
    $place = (Resolve-Path -LiteralPath $Folder).ProviderPath
    $archive = Join-Path $place ('tunnel-triage-{0}-{1}-{2}.zip' -f $Collector, [Environment]::MachineName, $stamp)
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [IO.Compression.ZipFile]::CreateFromDirectory($script:Work, $archive)
    Write-Host 'Keys were removed. Look at the files before you send them: they name hosts, addresses and rules.'
    Write-Host ('SHA-256 ' + (Get-FileHash -LiteralPath $archive -Algorithm SHA256).Hash.ToLowerInvariant())
    Write-Output $archive
}
