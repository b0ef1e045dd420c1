<#
.SYNOPSIS
Collects what a Windows host knows about a site-to-site VPN to Azure: an RRAS server, or any host behind it.
.DESCRIPTION
It only reads. As administrator it gets everything; without, it takes what it may and notes the rest in manifest.json. Shared keys are
taken out before anything is written. -WhatIf shows the commands alone.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    # Public address of the Azure VPN gateway: a trace to it.
    [string]$Gateway = '',
    # A host on the Azure side that should answer: ping, path MTU, trace and, with a port, a TCP connection.
    [string]$Target = '',
    [string]$TargetPort = '',
    # How far back events go; default 3.
    [string]$Days = '',
    # For how long counters are read, one sample a second; default 30.
    [string]$CounterSeconds = '',
    [string]$OutputFolder = '.'
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/lib/Collection.ps1" # include

if (-not (Test-Windows)) {
    Write-Error 'This script collects from Windows. For a Linux VPN device there is collect-linux.sh.' -ErrorAction Continue
    exit 2
}
foreach ($value in @($Gateway, $Target)) {
    if ($value -match '^-' -or $value -match '\s') {
        Write-Error "Not an address or name: $value" -ErrorAction Continue
        exit 2
    }
}
foreach ($value in @($TargetPort, $Days, $CounterSeconds)) {
    if ($value -notmatch '^\d{0,5}$') {
        Write-Error "Not a number: $value" -ErrorAction Continue
        exit 2
    }
}
$lastDays = if ($Days -eq '') { 3 } else { [int]$Days }
$samples = if ($CounterSeconds -eq '') { 30 } else { [int]$CounterSeconds }
$since = (Get-Date).AddDays(-$lastDays)
$sinceMs = [long]$lastDays * 86400000

$script:StepFunctions = @('Get-CounterName')

# Name of a performance object or counter in the language of this Windows: counters are asked for by their display names.
function Get-CounterName([string]$English) {
    $root = 'HKLM:\SOFTWARE\Microsoft\Windows NT\CurrentVersion\Perflib'
    $names = (Get-ItemProperty -LiteralPath "$root\009").Counter
    $at = [Array]::IndexOf($names, $English)
    if ($at -lt 1) { return $English }
    $local = (Get-ItemProperty -LiteralPath "$root\CurrentLanguage").Counter
    $there = [Array]::IndexOf($local, $names[$at - 1])
    if ($there -lt 0) { return $English }
    return $local[$there + 1]
}

# By how much this computer's clock is ahead of the time source that it is set to use.
function Get-ClockOffset {
    $none = @{ OffsetMs = $null; Source = $null }
    $source = [string](@((Invoke-Step { w32tm.exe /query /source } 20 'values').Values) | Select-Object -First 1)
    $source = $source.Trim() -replace ',0x[0-9A-Fa-f]+$', ''
    if ($source -notmatch '^[A-Za-z0-9.:-]+$') { return $none }
    $chart = @((Invoke-Step { w32tm.exe /stripchart "/computer:$source" /samples:3 /dataonly } 60 'values').Values)
    $last = [string]($chart | Where-Object { $_ -match '[+-]\d+\.\d+s' } | Select-Object -Last 1)
    if ($last -notmatch '([+-]\d+\.\d+)s') { return $none }
    return @{ OffsetMs = -1000 * [double]::Parse($Matches[1], [Globalization.CultureInfo]::InvariantCulture); Source = "w32tm $source" }
}

function Save-Events {
    $recent = "TimeCreated[timediff(@SystemTime) <= $sinceMs]"
    Save-Step -Id 'evtx-system' -Evidence 'rras-event-log' -File 'events/System.evtx' -Seconds 600 -Writes -Do { wevtutil.exe epl System $path "/q:*[System[$recent]]" }
    Save-Step -Id 'evtx-application' -Evidence 'rasclient-event-log' -File 'events/Application-RasClient.evtx' -Seconds 600 -Writes -Do {
        wevtutil.exe epl Application $path "/q:*[System[Provider[@Name='RasClient' or @Name='Microsoft-Windows-RasClient'] and $recent]]"
    }
    Save-Step -Id 'evtx-security-ike' -File 'events/Security-IKE.evtx' -Seconds 600 -Administrator -Writes -Do {
        wevtutil.exe epl Security $path "/q:*[System[((EventID >= 4650 and EventID <= 4655) or (EventID >= 4976 and EventID <= 4984) or EventID = 5451 or EventID = 5452 or EventID = 5453) and $recent]]"
    }
    Save-Step -Id 'events-remoteaccess' -Evidence 'rras-event-log' -File 'events/RemoteAccess.txt' -Seconds 600 -Do {
        Get-WinEvent -FilterHashtable @{ LogName = 'System'; ProviderName = 'RemoteAccess'; StartTime = $since } | Format-List -Property *
    }
    Save-Step -Id 'events-rasclient' -Evidence 'rasclient-event-log' -File 'events/RasClient.txt' -Seconds 600 -Do {
        Get-WinEvent -FilterHashtable @{ LogName = 'Application'; ProviderName = 'RasClient'; StartTime = $since } | Format-List -Property *
    }
}

function Save-Vpn {
    Save-Step -Id 'services' -Evidence 'rras-services' -File 'rras/services.txt' -Do {
        Get-Service -Name @('RemoteAccess', 'RasMan', 'IKEEXT', 'PolicyAgent', 'BFE', 'MpsSvc') -ErrorAction SilentlyContinue | Format-List -Property @('Name', 'DisplayName', 'Status', 'StartType')
    }
    Save-Step -Id 's2s-interfaces' -Evidence 'device-ipsec-config' -File 'rras/s2s-interfaces.txt' -Needs 'Get-VpnS2SInterface' -Do { Get-VpnS2SInterface | Format-List -Property * }
    Save-Step -Id 's2s-statistics' -File 'rras/s2s-statistics.txt' -Needs 'Get-VpnS2SInterfaceStatistics' -Do { Get-VpnS2SInterfaceStatistics | Format-List -Property * }
    Save-Step -Id 'server-ipsec' -Evidence 'device-ipsec-config' -File 'rras/server-ipsec.txt' -Needs 'Get-VpnServerIPsecConfiguration' -Do { Get-VpnServerIPsecConfiguration | Format-List -Property * }
    Save-Step -Id 'remote-access' -File 'rras/remote-access.txt' -Needs 'Get-RemoteAccess' -Do { Get-RemoteAccess | Format-List -Property * }
    Save-Step -Id 'main-mode-sas' -File 'ipsec/main-mode-sas.txt' -Needs 'Get-NetIPsecMainModeSA' -Administrator -Do { Get-NetIPsecMainModeSA | Format-List -Property * }
    Save-Step -Id 'quick-mode-sas' -File 'ipsec/quick-mode-sas.txt' -Needs 'Get-NetIPsecQuickModeSA' -Administrator -Do { Get-NetIPsecQuickModeSA | Format-List -Property * }
    Save-Step -Id 'bgp-peers' -File 'rras/bgp-peers.txt' -Needs 'Get-BgpPeer' -Do { Get-BgpPeer | Format-List -Property * }
}

function Save-Network {
    Save-Step -Id 'routes' -Evidence 'windows-routes' -File 'network/routes.txt' -Do { Get-NetRoute -AddressFamily IPv4 | Format-List -Property * }
    Save-Step -Id 'route-print' -Evidence 'windows-routes' -File 'network/route-print.txt' -Do { route.exe print }
    Save-Step -Id 'adapters' -File 'network/adapters.txt' -Needs 'Get-NetAdapter' -Do { Get-NetAdapter | Format-List -Property @('Name', 'InterfaceDescription', 'Status', 'LinkSpeed', 'MtuSize') }
    Save-Step -Id 'interfaces' -File 'network/interfaces.txt' -Needs 'Get-NetIPInterface' -Do { Get-NetIPInterface | Format-List -Property @('InterfaceAlias', 'AddressFamily', 'NlMtu', 'Forwarding', 'InterfaceMetric', 'ConnectionState') }
    Save-Step -Id 'addresses' -File 'network/addresses.txt' -Needs 'Get-NetIPAddress' -Do { Get-NetIPAddress | Format-List -Property @('InterfaceAlias', 'IPAddress', 'PrefixLength', 'AddressState') }
    Save-Step -Id 'firewall-profiles' -Evidence 'windows-firewall-rules' -File 'network/firewall-profiles.txt' -Do { netsh.exe advfirewall show allprofiles }
    Save-Step -Id 'firewall-rules' -Evidence 'windows-firewall-rules' -File 'network/firewall-rules.txt' -Do { netsh.exe advfirewall firewall show rule name=all }
}

function Save-Counters {
    Save-Step -Id 'counters' -Evidence 'ras-total-counters' -File 'counters/ras.csv' -Needs 'typeperf.exe' -Seconds ($samples + 60) -Writes -Do {
        $ras = Get-CounterName 'RAS Total'
        $processor = Get-CounterName 'Processor'
        $counters = @("\$ras\$(Get-CounterName 'Bytes Received/Sec')", "\$ras\$(Get-CounterName 'Bytes Transmitted/Sec')", "\$processor(_Total)\$(Get-CounterName '% Processor Time')")
        typeperf.exe @counters -sc $samples -si 1 -f CSV -o $path -y
    }
}

function Save-Probes {
    if ($Gateway -ne '') {
        Save-Step -Id 'trace-gateway' -Evidence 'traceroute' -File 'probes/trace-gateway.txt' -Seconds 180 -Do { tracert.exe -d -h 20 -w 1000 $Gateway }
    }
    else { Skip-Item 'trace-gateway' 'traceroute' 'not-asked' '-Gateway' }
    if ($Target -eq '') {
        Skip-Item 'ping-target' 'ping' 'not-asked' '-Target'
        return
    }
    Save-Step -Id 'ping-target' -Evidence 'ping' -File 'probes/ping-target.txt' -Do { ping.exe -n 10 $Target }
    Save-Step -Id 'mtu-target' -Evidence 'mtu-probe' -File 'probes/ping-df-1372.txt' -Do { ping.exe -n 3 -f -l 1372 $Target }
    Save-Step -Id 'trace-target' -Evidence 'traceroute' -File 'probes/trace-target.txt' -Seconds 180 -Do { tracert.exe -d -h 20 -w 1000 $Target }
    if ($TargetPort -ne '') {
        Save-Step -Id 'tcp-target' -Evidence 'psping' -File 'probes/tcp-target.txt' -Needs 'Test-NetConnection' -Do { Test-NetConnection -ComputerName $Target -Port ([int]$TargetPort) -WarningAction SilentlyContinue | Format-List -Property * }
    }
    else { Skip-Item 'tcp-target' 'psping' 'not-asked' '-TargetPort' }
}

try {
    Start-Collection $OutputFolder
    Save-Vpn
    Save-Network
    Save-Counters
    Save-Probes
    # Last, so that the logs hold what happened meanwhile.
    Save-Events
    $clock = if ($WhatIfPreference) { @{ OffsetMs = $null; Source = $null } } else { Get-ClockOffset }
    Complete-Collection 'windows' ([TimeZoneInfo]::Local.Id) $clock $OutputFolder
}
finally { Remove-Collection }
