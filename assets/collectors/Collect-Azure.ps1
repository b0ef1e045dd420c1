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
    # Of the gateway; empty to look for gateways in the subscription.
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
$lastDays = if ($Days -eq '') { 3 } else { [int]$Days }
$metricNames = 'AverageBandwidth', 'TunnelAverageBandwidth', 'TunnelEgressBytes', 'TunnelIngressBytes', 'TunnelEgressPackets', 'TunnelIngressPackets', 'TunnelEgressPacketDropTSMismatch', 'TunnelIngressPacketDropTSMismatch', 'TunnelPeakPackets'

$script:StepFunctions = @('Get-IdName', 'Get-IdGroup')

function Get-Slug([string]$Name) { return ($Name -replace '[^A-Za-z0-9._-]', '_') }

# What a call gives; nothing when it fails or is too slow, which the step that keeps its answer tells.
function Get-Answer([scriptblock]$Do) {
    if ($WhatIfPreference) { return @('<name>') }
    return @((Invoke-Step $Do 120 'values').Values)
}

# The last part of an ARM id, and the resource group in it.
function Get-IdName([string]$Id) { return ($Id -split '/')[-1] }

function Get-IdGroup([string]$Id) {
    $parts = $Id -split '/'
    return $parts[[Array]::IndexOf(($parts | ForEach-Object { $_.ToLowerInvariant() }), 'resourcegroups') + 1]
}

function Save-Connections([string]$GroupName) {
    $names = @(if ($Connection -ne '') { $Connection } else { Get-Answer { Get-AzVirtualNetworkGatewayConnection -ResourceGroupName $GroupName | ForEach-Object { $_.Name } } })
    foreach ($name in $names) {
        $slug = Get-Slug $name
        # Only the call for one connection tells its status and bytes.
        Save-Step -Id "connection-$slug" -Evidence 'azure-connection' -File "azure/connection-$slug.json" -Do { Get-AzVirtualNetworkGatewayConnection -Name $name -ResourceGroupName $GroupName | ConvertTo-Json -Depth 20 }
        Save-Step -Id "ike-sas-$slug" -Evidence 'azure-ike-sas' -File "azure/ike-sas-$slug.json" -Seconds 240 -Do { Get-AzVirtualNetworkGatewayConnectionIkeSa -Name $name -ResourceGroupName $GroupName | ConvertTo-Json -Depth 20 }
    }
}

function Save-Logs([string]$GatewayId) {
    $slug = Get-Slug (Get-IdName $GatewayId)
    $from = [DateTime]::UtcNow.AddDays(-$lastDays)
    Save-Step -Id "metrics-$slug" -Evidence 'gateway-metrics' -File "azure/metrics-$slug.json" -Needs 'Get-AzMetric' -Seconds 180 -Do { Get-AzMetric -ResourceId $GatewayId -MetricName $metricNames -StartTime $from -TimeGrain 00:05:00 -AggregationType Average -WarningAction SilentlyContinue | ConvertTo-Json -Depth 10 }
    Save-Step -Id "diagnostics-$slug" -Evidence 'azure-ike-diagnostic-log' -File "azure/diagnostic-settings-$slug.json" -Needs 'Get-AzDiagnosticSetting' -Do { Get-AzDiagnosticSetting -ResourceId $GatewayId -WarningAction SilentlyContinue | ConvertTo-Json -Depth 10 }
    $workspaces = @(Get-Answer { Get-AzDiagnosticSetting -ResourceId $GatewayId -WarningAction SilentlyContinue | Where-Object { $_.WorkspaceId } | ForEach-Object { $_.WorkspaceId } })
    if ($workspaces.Count -eq 0) {
        Skip-Item "logs-$slug" 'azure-ike-diagnostic-log' 'not-found' 'no diagnostic setting sends the logs of the gateway to a Log Analytics workspace'
        return
    }
    $workspace = $workspaces[0]
    $query = "AzureDiagnostics | where TimeGenerated > ago(${lastDays}d) | where _ResourceId =~ '$GatewayId' | where Category in ('IKEDiagnosticLog', 'TunnelDiagnosticLog', 'GatewayDiagnosticLog', 'RouteDiagnosticLog') | order by TimeGenerated asc | take 30000"
    Save-Step -Id "logs-$slug" -Evidence 'azure-ike-diagnostic-log' -File "azure/logs-$slug.json" -Needs 'Invoke-AzOperationalInsightsQuery' -Seconds 240 -Do {
        $found = Get-AzOperationalInsightsWorkspace -ResourceGroupName (Get-IdGroup $workspace) -Name (Get-IdName $workspace)
        (Invoke-AzOperationalInsightsQuery -WorkspaceId $found.CustomerId -Query $query).Results | ConvertTo-Json -Depth 5
    }
}

function Save-Networks([object]$Found) {
    $subnetId = [string]$Found.IpConfigurations[0].Subnet.Id
    $networkName = ($subnetId -split '/')[-3]
    $networkGroup = Get-IdGroup $subnetId
    $slug = Get-Slug $networkName
    Save-Step -Id "vnet-$slug" -Evidence 'azure-vnet' -File "azure/vnet-$slug.json" -Do { Get-AzVirtualNetwork -Name $networkName -ResourceGroupName $networkGroup | ConvertTo-Json -Depth 20 }
    Save-Step -Id "gateway-subnet-$slug" -Evidence 'azure-gateway-subnet' -File "azure/gateway-subnet-$slug.json" -Do { (Get-AzVirtualNetwork -Name $networkName -ResourceGroupName $networkGroup).Subnets | Where-Object { $_.Name -eq 'GatewaySubnet' } | ConvertTo-Json -Depth 20 }
    $subnets = @(Get-Answer { (Get-AzVirtualNetwork -Name $networkName -ResourceGroupName $networkGroup).Subnets })
    foreach ($resourceId in @($subnets | Where-Object { $_.NetworkSecurityGroup } | ForEach-Object { $_.NetworkSecurityGroup.Id } | Select-Object -Unique)) {
        $slug = Get-Slug (Get-IdName $resourceId)
        Save-Step -Id "nsg-$slug" -Evidence 'azure-nsg' -File "azure/nsg-$slug.json" -Do { Get-AzNetworkSecurityGroup -Name (Get-IdName $resourceId) -ResourceGroupName (Get-IdGroup $resourceId) | ConvertTo-Json -Depth 20 }
    }
    foreach ($resourceId in @($subnets | Where-Object { $_.RouteTable } | ForEach-Object { $_.RouteTable.Id } | Select-Object -Unique)) {
        $slug = Get-Slug (Get-IdName $resourceId)
        Save-Step -Id "route-table-$slug" -Evidence 'azure-route-table' -File "azure/route-table-$slug.json" -Do { Get-AzRouteTable -Name (Get-IdName $resourceId) -ResourceGroupName (Get-IdGroup $resourceId) | ConvertTo-Json -Depth 20 }
    }
    foreach ($resourceId in @($Found.IpConfigurations | Where-Object { $_.PublicIpAddress } | ForEach-Object { $_.PublicIpAddress.Id })) {
        $slug = Get-Slug (Get-IdName $resourceId)
        Save-Step -Id "public-ip-$slug" -Evidence 'azure-public-ip' -File "azure/public-ip-$slug.json" -Do { Get-AzPublicIpAddress -Name (Get-IdName $resourceId) -ResourceGroupName (Get-IdGroup $resourceId) | ConvertTo-Json -Depth 20 }
    }
}

function Save-Gateways([string]$GroupName) {
    $names = @(if ($Gateway -ne '') { $Gateway } else { Get-Answer { Get-AzVirtualNetworkGateway -ResourceGroupName $GroupName | Where-Object { $_.GatewayType -eq 'Vpn' } | ForEach-Object { $_.Name } } })
    foreach ($name in $names) {
        $slug = Get-Slug $name
        Save-Step -Id "gateway-$slug" -Evidence 'azure-gateway' -File "azure/gateway-$slug.json" -Do { Get-AzVirtualNetworkGateway -Name $name -ResourceGroupName $GroupName | ConvertTo-Json -Depth 20 }
        Save-Step -Id "bgp-peers-$slug" -Evidence 'azure-bgp-peers' -File "azure/bgp-peers-$slug.json" -Seconds 240 -Do { Get-AzVirtualNetworkGatewayBGPPeerStatus -VirtualNetworkGatewayName $name -ResourceGroupName $GroupName | ConvertTo-Json -Depth 10 }
        Save-Step -Id "learned-routes-$slug" -File "azure/learned-routes-$slug.json" -Seconds 240 -Do { Get-AzVirtualNetworkGatewayLearnedRoute -VirtualNetworkGatewayName $name -ResourceGroupName $GroupName | ConvertTo-Json -Depth 10 }
        if ($WhatIfPreference) { continue }
        $found = @(Get-Answer { Get-AzVirtualNetworkGateway -Name $name -ResourceGroupName $GroupName })
        if ($found.Count -eq 0) { continue }
        try { Save-Networks $found[0] } catch { Add-Item 'vnet' 'azure-vnet' '' 'failed' (Get-Reason $_) (Get-FirstLine $_.Exception.Message) 'Get-AzVirtualNetwork' }
        Save-Logs ([string]$found[0].Id)
    }
}

function Save-Interfaces([string]$GroupName) {
    if ($Nics -eq '') {
        Skip-Item 'effective-nsg' 'azure-effective-nsg' 'not-asked' '-Nics'
        Skip-Item 'effective-routes' 'azure-effective-routes' 'not-asked' '-Nics'
        return
    }
    foreach ($name in @($Nics -split ',' | ForEach-Object { $_.Trim() } | Where-Object { $_ -ne '' })) {
        $slug = Get-Slug $name
        Save-Step -Id "effective-nsg-$slug" -Evidence 'azure-effective-nsg' -File "azure/effective-nsg-$slug.json" -Seconds 240 -Do { Get-AzEffectiveNetworkSecurityGroup -NetworkInterfaceName $name -ResourceGroupName $GroupName | ConvertTo-Json -Depth 20 }
        Save-Step -Id "effective-routes-$slug" -Evidence 'azure-effective-routes' -File "azure/effective-routes-$slug.json" -Seconds 240 -Do { Get-AzEffectiveRouteTable -NetworkInterfaceName $name -ResourceGroupName $GroupName | ConvertTo-Json -Depth 10 }
    }
}

function Save-Group([string]$GroupName) {
    $groupSlug = Get-Slug $GroupName
    Save-Step -Id "local-gateways-$groupSlug" -Evidence 'azure-local-gateway' -File "azure/local-gateways-$groupSlug.json" -Needs 'Get-AzLocalNetworkGateway' -Do { Get-AzLocalNetworkGateway -ResourceGroupName $GroupName | ConvertTo-Json -Depth 20 }
    Save-Connections $GroupName
    Save-Gateways $GroupName
    Save-Interfaces $GroupName
    Save-Step -Id "activity-$groupSlug" -Evidence 'azure-activity-log' -File "azure/activity-log-$groupSlug.json" -Needs 'Get-AzActivityLog' -Seconds 240 -Do {
        # Without claims and requests, which name people and their sign-in.
        Get-AzActivityLog -ResourceGroupName $GroupName -StartTime ([DateTime]::UtcNow.AddDays(-$lastDays)) -MaxRecord 1000 -WarningAction SilentlyContinue | Select-Object -Property @('EventTimestamp', 'OperationName', 'Status', 'SubStatus', 'Level', 'Category', 'ResourceId', 'CorrelationId', 'Caller', 'Properties') | ConvertTo-Json -Depth 6
    }
}

try {
    Start-Collection $OutputFolder
    if (-not $WhatIfPreference -and $Subscription -ne '') {
        $chosen = Invoke-Step { Set-AzContext -Subscription $Subscription -Scope Process } 120 'values'
        if ($chosen.IsLate) { Add-Item 'subscription' '' '' 'failed' 'timed-out' '' 'Set-AzContext' }
        elseif ($null -ne $chosen.Fault) { Add-Item 'subscription' '' '' 'failed' (Get-Reason $chosen.Fault) (Get-FirstLine $chosen.Fault.Exception.Message) 'Set-AzContext' }
    }
    Save-Step -Id 'account' -File 'azure/account.json' -Needs 'Get-AzContext' -Do { Get-AzContext | ForEach-Object { [ordered]@{ id = $_.Subscription.Id; name = $_.Subscription.Name; tenantId = $_.Tenant.Id; environmentName = $_.Environment.Name } } | ConvertTo-Json }
    if ($ResourceGroup -ne '') { Save-Group $ResourceGroup }
    else {
        Save-Step -Id 'gateways' -Evidence 'azure-gateway' -File 'azure/gateways.json' -Needs 'Get-AzResource' -Do { Get-AzResource -ResourceType 'Microsoft.Network/virtualNetworkGateways' | ConvertTo-Json -Depth 5 }
        foreach ($groupFound in @(Get-Answer { Get-AzResource -ResourceType 'Microsoft.Network/virtualNetworkGateways' | ForEach-Object { $_.ResourceGroupName } | Select-Object -Unique })) { Save-Group $groupFound }
    }
    # Azure writes times with their zone; the clock of the machine that asks says nothing about the tunnel.
    Complete-Collection 'azure' '' @{ OffsetMs = $null; Source = $null } $OutputFolder
}
finally { Remove-Collection }
