<#
.SYNOPSIS
Collects what Azure knows about a site-to-site VPN with the Az module, in Cloud Shell or wherever Connect-AzAccount was run.
.DESCRIPTION
It only reads: Get cmdlets, and those that compute a view (IKE SAs, BGP peers, effective rules and routes). Shared keys are never asked
for, and taken out where a cmdlet prints them. -WhatIf shows the commands alone.
#>
[CmdletBinding(SupportsShouldProcess = $true)]
param(
    # Name or id; empty for the one in use.
    [string]$Subscription = '',
    [string]$ResourceGroup = '',
    # Name of the VPN gateway; empty for all of the resource group.
    [string]$Gateway = '',
    # Name of the connection; empty for all of the resource group.
    [string]$Connection = '',
    # Network interfaces, separated by commas, for effective rules and routes.
    [string]$Nics = '',
    # How far back logs and metrics go; default 3.
    [string]$Days = '',
    [string]$OutputFolder = '.'
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
. "$PSScriptRoot/lib/Collection.ps1" # include

if ($Days -notmatch '^\d{0,2}$') {
    Write-Error "Not a number: $Days" -ErrorAction Continue
    exit 2
}
if ($ResourceGroup -eq '' -and -not $WhatIfPreference) {
    Write-Error 'Name the resource group of the gateway: -ResourceGroup NAME' -ErrorAction Continue
    exit 2
}
$lastDays = if ($Days -eq '') { 3 } else { [int]$Days }
$metricNames = 'AverageBandwidth', 'TunnelAverageBandwidth', 'TunnelEgressBytes', 'TunnelIngressBytes', 'TunnelEgressPackets', 'TunnelIngressPackets', 'TunnelEgressPacketDropTSMismatch', 'TunnelIngressPacketDropTSMismatch', 'TunnelPeakPackets'

function Get-Slug([string]$Name) { return ($Name -replace '[^A-Za-z0-9._-]', '_') }

# Names that a call gives; none when it fails, which the step that keeps its answer tells.
function Get-Names([scriptblock]$Do) {
    if ($WhatIfPreference) { return @('<name>') }
    try { return @(& $Do) } catch { return @() }
}

# The last part of an ARM id, and the resource group in it.
function Get-IdName([string]$Id) { return ($Id -split '/')[-1] }

function Get-IdGroup([string]$Id) {
    $parts = $Id -split '/'
    return $parts[[Array]::IndexOf(($parts | ForEach-Object { $_.ToLowerInvariant() }), 'resourcegroups') + 1]
}

function Save-Connections {
    $names = if ($Connection -ne '') { @($Connection) } else { Get-Names { Get-AzVirtualNetworkGatewayConnection -ResourceGroupName $ResourceGroup | ForEach-Object { $_.Name } } }
    foreach ($name in $names) {
        $slug = Get-Slug $name
        # Only the call for one connection tells its status and bytes.
        Save-Step -Id "connection-$slug" -Evidence 'azure-connection' -File "azure/connection-$slug.json" -Do { Get-AzVirtualNetworkGatewayConnection -Name $name -ResourceGroupName $ResourceGroup | ConvertTo-Json -Depth 20 }
        Save-Step -Id "ike-sas-$slug" -Evidence 'azure-ike-sas' -File "azure/ike-sas-$slug.json" -Do { Get-AzVirtualNetworkGatewayConnectionIkeSa -Name $name -ResourceGroupName $ResourceGroup | ConvertTo-Json -Depth 20 }
    }
}

function Save-Logs([string]$GatewayId) {
    $slug = Get-Slug (Get-IdName $GatewayId)
    $from = [DateTime]::UtcNow.AddDays(-$lastDays)
    Save-Step -Id "metrics-$slug" -Evidence 'gateway-metrics' -File "azure/metrics-$slug.json" -Needs 'Get-AzMetric' -Do { Get-AzMetric -ResourceId $GatewayId -MetricName $metricNames -StartTime $from -TimeGrain 00:05:00 -AggregationType Average -WarningAction SilentlyContinue | ConvertTo-Json -Depth 10 }
    Save-Step -Id "diagnostics-$slug" -Evidence 'azure-ike-diagnostic-log' -File "azure/diagnostic-settings-$slug.json" -Needs 'Get-AzDiagnosticSetting' -Do { Get-AzDiagnosticSetting -ResourceId $GatewayId -WarningAction SilentlyContinue | ConvertTo-Json -Depth 10 }
    $workspaces = Get-Names { Get-AzDiagnosticSetting -ResourceId $GatewayId -WarningAction SilentlyContinue | Where-Object { $_.WorkspaceId } | ForEach-Object { $_.WorkspaceId } }
    if ($workspaces.Count -eq 0) {
        Skip-Item "logs-$slug" 'azure-ike-diagnostic-log' 'not-found' 'no diagnostic setting sends the logs of the gateway to a Log Analytics workspace'
        return
    }
    $workspace = $workspaces[0]
    $query = "AzureDiagnostics | where TimeGenerated > ago(${lastDays}d) | where _ResourceId =~ '$GatewayId' | where Category in ('IKEDiagnosticLog', 'TunnelDiagnosticLog', 'GatewayDiagnosticLog', 'RouteDiagnosticLog') | order by TimeGenerated asc | take 30000"
    Save-Step -Id "logs-$slug" -Evidence 'azure-ike-diagnostic-log' -File "azure/logs-$slug.json" -Needs 'Invoke-AzOperationalInsightsQuery' -Do {
        $found = Get-AzOperationalInsightsWorkspace -ResourceGroupName (Get-IdGroup $workspace) -Name (Get-IdName $workspace)
        (Invoke-AzOperationalInsightsQuery -WorkspaceId $found.CustomerId -Query $query).Results | ConvertTo-Json -Depth 5
    }
}

function Save-Networks([object]$Found) {
    $subnetId = [string]$Found.IpConfigurations[0].Subnet.Id
    $networkName = ($subnetId -split '/')[-3]
    $networkGroup = Get-IdGroup $subnetId
    Save-Step -Id 'vnet' -Evidence 'azure-vnet' -File 'azure/vnet.json' -Do { Get-AzVirtualNetwork -Name $networkName -ResourceGroupName $networkGroup | ConvertTo-Json -Depth 20 }
    Save-Step -Id 'gateway-subnet' -Evidence 'azure-gateway-subnet' -File 'azure/gateway-subnet.json' -Do { (Get-AzVirtualNetwork -Name $networkName -ResourceGroupName $networkGroup).Subnets | Where-Object { $_.Name -eq 'GatewaySubnet' } | ConvertTo-Json -Depth 20 }
    $network = Get-AzVirtualNetwork -Name $networkName -ResourceGroupName $networkGroup
    foreach ($id in @($network.Subnets | Where-Object { $_.NetworkSecurityGroup } | ForEach-Object { $_.NetworkSecurityGroup.Id } | Select-Object -Unique)) {
        $slug = Get-Slug (Get-IdName $id)
        Save-Step -Id "nsg-$slug" -Evidence 'azure-nsg' -File "azure/nsg-$slug.json" -Do { Get-AzNetworkSecurityGroup -Name (Get-IdName $id) -ResourceGroupName (Get-IdGroup $id) | ConvertTo-Json -Depth 20 }
    }
    foreach ($id in @($network.Subnets | Where-Object { $_.RouteTable } | ForEach-Object { $_.RouteTable.Id } | Select-Object -Unique)) {
        $slug = Get-Slug (Get-IdName $id)
        Save-Step -Id "route-table-$slug" -Evidence 'azure-route-table' -File "azure/route-table-$slug.json" -Do { Get-AzRouteTable -Name (Get-IdName $id) -ResourceGroupName (Get-IdGroup $id) | ConvertTo-Json -Depth 20 }
    }
    foreach ($id in @($Found.IpConfigurations | Where-Object { $_.PublicIpAddress } | ForEach-Object { $_.PublicIpAddress.Id })) {
        $slug = Get-Slug (Get-IdName $id)
        Save-Step -Id "public-ip-$slug" -Evidence 'azure-public-ip' -File "azure/public-ip-$slug.json" -Do { Get-AzPublicIpAddress -Name (Get-IdName $id) -ResourceGroupName (Get-IdGroup $id) | ConvertTo-Json -Depth 20 }
    }
}

function Save-Gateways {
    $names = if ($Gateway -ne '') { @($Gateway) } else { Get-Names { Get-AzVirtualNetworkGateway -ResourceGroupName $ResourceGroup | Where-Object { $_.GatewayType -eq 'Vpn' } | ForEach-Object { $_.Name } } }
    foreach ($name in $names) {
        $slug = Get-Slug $name
        Save-Step -Id "gateway-$slug" -Evidence 'azure-gateway' -File "azure/gateway-$slug.json" -Do { Get-AzVirtualNetworkGateway -Name $name -ResourceGroupName $ResourceGroup | ConvertTo-Json -Depth 20 }
        Save-Step -Id "bgp-peers-$slug" -Evidence 'azure-bgp-peers' -File "azure/bgp-peers-$slug.json" -Do { Get-AzVirtualNetworkGatewayBGPPeerStatus -VirtualNetworkGatewayName $name -ResourceGroupName $ResourceGroup | ConvertTo-Json -Depth 10 }
        Save-Step -Id "learned-routes-$slug" -File "azure/learned-routes-$slug.json" -Do { Get-AzVirtualNetworkGatewayLearnedRoute -VirtualNetworkGatewayName $name -ResourceGroupName $ResourceGroup | ConvertTo-Json -Depth 10 }
        if ($WhatIfPreference) { continue }
        $found = @(Get-Names { Get-AzVirtualNetworkGateway -Name $name -ResourceGroupName $ResourceGroup })
        if ($found.Count -eq 0) { continue }
        try { Save-Networks $found[0] } catch { Add-Item 'vnet' 'azure-vnet' '' 'failed' (Get-Reason $_) (Get-FirstLine $_.Exception.Message) 'Get-AzVirtualNetwork' }
        Save-Logs ([string]$found[0].Id)
    }
}

function Save-Interfaces {
    if ($Nics -eq '') {
        Skip-Item 'effective-nsg' 'azure-effective-nsg' 'not-asked' '-Nics'
        Skip-Item 'effective-routes' 'azure-effective-routes' 'not-asked' '-Nics'
        return
    }
    foreach ($name in @($Nics -split ',' | ForEach-Object { $_.Trim() } | Where-Object { $_ -ne '' })) {
        $slug = Get-Slug $name
        Save-Step -Id "effective-nsg-$slug" -Evidence 'azure-effective-nsg' -File "azure/effective-nsg-$slug.json" -Do { Get-AzEffectiveNetworkSecurityGroup -NetworkInterfaceName $name -ResourceGroupName $ResourceGroup | ConvertTo-Json -Depth 20 }
        Save-Step -Id "effective-routes-$slug" -Evidence 'azure-effective-routes' -File "azure/effective-routes-$slug.json" -Do { Get-AzEffectiveRouteTable -NetworkInterfaceName $name -ResourceGroupName $ResourceGroup | ConvertTo-Json -Depth 10 }
    }
}

Start-Collection
if (-not $WhatIfPreference -and $Subscription -ne '') {
    try { [void](Set-AzContext -Subscription $Subscription -Scope Process) } catch { Add-Item 'subscription' '' '' 'failed' (Get-Reason $_) (Get-FirstLine $_.Exception.Message) 'Set-AzContext' }
}
Save-Step -Id 'account' -File 'azure/account.json' -Needs 'Get-AzContext' -Do { Get-AzContext | ForEach-Object { [ordered]@{ id = $_.Subscription.Id; name = $_.Subscription.Name; tenantId = $_.Tenant.Id; environmentName = $_.Environment.Name } } | ConvertTo-Json }
Save-Step -Id 'local-gateways' -Evidence 'azure-local-gateway' -File 'azure/local-gateways.json' -Needs 'Get-AzLocalNetworkGateway' -Do { Get-AzLocalNetworkGateway -ResourceGroupName $ResourceGroup | ConvertTo-Json -Depth 20 }
Save-Connections
Save-Gateways
Save-Interfaces
Save-Step -Id 'activity' -Evidence 'azure-activity-log' -File 'azure/activity-log.json' -Needs 'Get-AzActivityLog' -Do {
    # Without claims and requests, which name people and their sign-in.
    Get-AzActivityLog -ResourceGroupName $ResourceGroup -StartTime ([DateTime]::UtcNow.AddDays(-$lastDays)) -MaxRecord 1000 -WarningAction SilentlyContinue | Select-Object -Property @('EventTimestamp', 'OperationName', 'Status', 'SubStatus', 'Level', 'Category', 'ResourceId', 'CorrelationId', 'Caller', 'Properties') | ConvertTo-Json -Depth 6
}
# Azure writes times with their zone; the clock of the machine that asks says nothing about the tunnel.
Complete-Collection 'azure' '' @{ OffsetMs = $null; Source = $null } $OutputFolder
