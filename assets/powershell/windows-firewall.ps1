# Profiles and rules of Windows Firewall that are in force, each rule with its ports and addresses. It only reads.
[CmdletBinding()]
param([string]$ComputerName = '')
. "$PSScriptRoot/lib/Answer.ps1" # include

Invoke-Asked -Cim {
    param($on)
    Get-NetFirewallProfile -PolicyStore ActiveStore @on | Format-List -Property @('Name', 'Enabled', 'DefaultInboundAction', 'DefaultOutboundAction')
    $ports = @{}
    Get-NetFirewallPortFilter -PolicyStore ActiveStore @on | ForEach-Object { $ports[$_.InstanceID] = $_ }
    $addresses = @{}
    Get-NetFirewallAddressFilter -PolicyStore ActiveStore @on | ForEach-Object { $addresses[$_.InstanceID] = $_ }
    Get-NetFirewallRule -PolicyStore ActiveStore -Enabled True @on | ForEach-Object {
        $port = $ports[$_.InstanceID]
        $address = $addresses[$_.InstanceID]
        if ($null -eq $port -or $null -eq $address) { return }
        [pscustomobject]@{
            DisplayName = $_.DisplayName
            Enabled = $_.Enabled
            Direction = $_.Direction
            Action = $_.Action
            Profile = $_.Profile
            Protocol = $port.Protocol
            LocalPort = $port.LocalPort -join ','
            RemotePort = $port.RemotePort -join ','
            LocalAddress = $address.LocalAddress -join ','
            RemoteAddress = $address.RemoteAddress -join ','
        }
    } | Format-List -Property *
}
