#!/usr/bin/env bash
# Collects what Azure knows about a site-to-site VPN, in Cloud Shell or wherever the Azure CLI is signed in. It only reads: show and
# list calls, and the calls that compute a view (IKE SAs, BGP peers, effective rules and routes). Shared keys are never asked for.
set -uo pipefail

# Filled in by the Collect screen; options win.
SUBSCRIPTION=''   # name or id; empty for the one in use
RESOURCE_GROUP='' # of the gateway; empty to look for gateways in the subscription
GATEWAY=''        # name of the VPN gateway; empty for all of the resource group
CONNECTION=''     # name of the connection; empty for all of the resource group
NICS=''           # network interfaces, separated by commas, for effective rules and routes
DAYS=''           # how far back logs and metrics go; default 3

usage() {
  cat <<'TEXT'
Usage: collect-azure.sh [options]
  --subscription NAME     name or id; default the one in use
  --resource-group NAME   of the gateway; default: gateways are looked for in the subscription
  --gateway NAME          the VPN gateway; default all of the resource group
  --connection NAME       the connection; default all of the resource group
  --nics NAME,NAME        network interfaces of workloads: effective rules and routes
  --days NUMBER           how far back logs and metrics go; default 3
  --output FOLDER         where to write the archive; default the current folder
  --dry-run               only show the commands
TEXT
}

# shellcheck source-path=SCRIPTDIR source=lib/collection.bash
. "$(dirname "${BASH_SOURCE[0]}")/lib/collection.bash" # include

output=.

while [ "$#" -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=yes ;;
    -h | --help)
      usage
      exit 0
      ;;
    --subscription | --resource-group | --gateway | --connection | --nics | --days | --output)
      need_value "$@"
      case $1 in
        --subscription) SUBSCRIPTION=$2 ;;
        --resource-group) RESOURCE_GROUP=$2 ;;
        --gateway) GATEWAY=$2 ;;
        --connection) CONNECTION=$2 ;;
        --nics) NICS=$2 ;;
        --days) DAYS=$2 ;;
        --output) output=$2 ;;
      esac
      shift
      ;;
    *)
      say "Unknown option: $1"
      usage >&2
      exit 2
      ;;
  esac
  shift
done

DAYS=${DAYS:-3}
for value in "$SUBSCRIPTION" "$RESOURCE_GROUP" "$GATEWAY" "$CONNECTION" "$NICS"; do
  if [[ $value == -* ]]; then
    say "Not a name: $value"
    exit 2
  fi
done
if ! [[ $DAYS =~ ^[0-9]{1,2}$ ]]; then
  say "--days wants a number of days"
  exit 2
fi

export AZURE_CORE_ONLY_SHOW_ERRORS=true AZURE_CORE_NO_COLOR=true AZURE_EXTENSION_USE_DYNAMIC_INSTALL=no
scope=()
if [ -n "$SUBSCRIPTION" ]; then scope=(--subscription "$SUBSCRIPTION"); fi

# A file name from the name of a resource.
slug() { printf '%s' "$1" | LC_ALL=C tr -c 'A-Za-z0-9._-' '_' | cut -c 1-80; }

# The call with the subscription, unless an id in it says where the resource is.
with_scope() {
  call=("$@")
  case " $* " in
    *' --ids '* | *' --resource '* | *' -w '*) ;;
    *) call+=("${scope[@]}") ;;
  esac
}

# An az call whose JSON is kept: id, evidence, file, seconds, then the call.
azure() {
  local id=$1 evidence=$2 file=$3 seconds=$4
  shift 4
  with_scope "$@"
  collect "$id" "$evidence" "azure/$file" "$seconds" az "${call[@]}" -o json
}

# Names or ids that an az call gives, one a line; none when it fails, which the item that keeps its answer tells.
names() {
  if [ "$dry_run" = yes ]; then
    printf '<name>\n'
    return
  fi
  with_scope "$@"
  timeout 120 az "${call[@]}" -o tsv </dev/null 2>/dev/null | tr -d '\r'
}

each_line() {
  local what=$1 line
  while IFS= read -r line; do
    if [ -n "$line" ] && [ "$line" != None ]; then "$what" "$line"; fi
  done
}

collect_subnet_rules() { azure "nsg-$(slug "${1##*/}")" azure-nsg "nsg-$(slug "${1##*/}").json" 60 network nsg show --ids "$1"; }

collect_route_table() { azure "route-table-$(slug "${1##*/}")" azure-route-table "route-table-$(slug "${1##*/}").json" 60 network route-table show --ids "$1"; }

collect_public_ip() { azure "public-ip-$(slug "${1##*/}")" azure-public-ip "public-ip-$(slug "${1##*/}").json" 60 network public-ip show --ids "$1"; }

# The network of a gateway, by the id of its GatewaySubnet: its subnets with their rules and routes.
collect_network() {
  local subnet=$1 network=${1%%/subnets/*} file
  file=$(slug "${network##*/}")
  azure "gateway-subnet-$file" azure-gateway-subnet "gateway-subnet-$file.json" 60 network vnet subnet show --ids "$subnet"
  azure "vnet-$file" azure-vnet "vnet-$file.json" 60 network vnet show --ids "$network"
  azure "peerings-$file" azure-vnet "peerings-$file.json" 60 network vnet peering list -g "$group" --vnet-name "${network##*/}"
  each_line collect_subnet_rules < <(names network vnet show --ids "$network" --query 'subnets[].networkSecurityGroup.id' | sort -u)
  each_line collect_route_table < <(names network vnet show --ids "$network" --query 'subnets[].routeTable.id' | sort -u)
}

metrics=(TunnelAverageBandwidth TunnelEgressBytes TunnelIngressBytes TunnelEgressPacketDropTSMismatch TunnelIngressPacketDropTSMismatch AverageBandwidth BgpPeerStatus TunnelEgressPackets TunnelIngressPackets TunnelPeakPackets)

collect_logs() {
  local id=$1 workspace customer since query
  since=$(date -u -d "-$DAYS days" +%Y-%m-%dT%H:%M:%SZ 2>/dev/null || date -u +%Y-%m-%dT00:00:00Z)
  azure "metrics-$(slug "${id##*/}")" gateway-metrics "metrics-$(slug "${id##*/}").json" 120 monitor metrics list --resource "$id" --metrics "${metrics[@]}" \
    --interval PT5M --start-time "$since" --aggregation Average Maximum Total
  azure "diagnostics-$(slug "${id##*/}")" azure-ike-diagnostic-log "diagnostic-settings-$(slug "${id##*/}").json" 60 monitor diagnostic-settings list --resource "$id"
  workspace=$(names monitor diagnostic-settings list --resource "$id" --query '[?workspaceId].workspaceId' | head -n 1)
  if [ -z "$workspace" ]; then
    skip "logs-$(slug "${id##*/}")" azure-ike-diagnostic-log not-found 'no diagnostic setting sends the logs of the gateway to a Log Analytics workspace'
    return
  fi
  customer=$(names monitor log-analytics workspace show --ids "$workspace" --query customerId)
  query="AzureDiagnostics | where TimeGenerated > ago(${DAYS}d) | where _ResourceId =~ '$id' | where Category in ('IKEDiagnosticLog', 'TunnelDiagnosticLog', 'GatewayDiagnosticLog', 'RouteDiagnosticLog') | order by TimeGenerated asc | take 30000"
  azure "logs-$(slug "${id##*/}")" azure-ike-diagnostic-log "logs-$(slug "${id##*/}").json" 180 monitor log-analytics query -w "$customer" --analytics-query "$query"
}

collect_gateway() {
  local name=$1 id file
  file=$(slug "$name")
  azure "gateway-$file" azure-gateway "gateway-$file.json" 60 network vnet-gateway show -g "$group" -n "$name"
  azure "bgp-peers-$file" azure-bgp-peers "bgp-peers-$file.json" 180 network vnet-gateway list-bgp-peer-status -g "$group" -n "$name"
  azure "learned-routes-$file" '' "learned-routes-$file.json" 180 network vnet-gateway list-learned-routes -g "$group" -n "$name"
  each_line collect_public_ip < <(names network vnet-gateway show -g "$group" -n "$name" --query 'ipConfigurations[].[publicIPAddress.id || publicIpAddress.id]')
  each_line collect_network < <(names network vnet-gateway show -g "$group" -n "$name" --query 'ipConfigurations[].subnet.id' | sort -u | head -n 1)
  id=$(names network vnet-gateway show -g "$group" -n "$name" --query id)
  if [ -n "$id" ]; then collect_logs "$id"; fi
}

collect_connection() {
  local file
  file=$(slug "$1")
  # Only the single call tells the status and the bytes.
  azure "connection-$file" azure-connection "connection-$file.json" 60 network vpn-connection show -g "$group" -n "$1"
  azure "ike-sas-$file" azure-ike-sas "ike-sas-$file.json" 180 network vpn-connection list-ike-sas -g "$group" -n "$1"
}

collect_nic() {
  local file
  file=$(slug "$1")
  azure "effective-nsg-$file" azure-effective-nsg "effective-nsg-$file.json" 180 network nic list-effective-nsg -g "$group" -n "$1"
  azure "effective-routes-$file" azure-effective-routes "effective-routes-$file.json" 180 network nic show-effective-route-table -g "$group" -n "$1"
}

collect_group() {
  group=$1
  azure "local-gateways-$(slug "$group")" azure-local-gateway "local-gateways-$(slug "$group").json" 60 network local-gateway list -g "$group"
  azure "connections-$(slug "$group")" azure-connection "connections-$(slug "$group").json" 60 network vpn-connection list -g "$group"
  if [ -n "$CONNECTION" ]; then
    collect_connection "$CONNECTION"
  else
    each_line collect_connection < <(names network vpn-connection list -g "$group" --query '[].name')
  fi
  if [ -n "$GATEWAY" ]; then
    collect_gateway "$GATEWAY"
  else
    each_line collect_gateway < <(names network vnet-gateway list -g "$group" --query "[?gatewayType=='Vpn'].name")
  fi
  # Without claims and requests, which name people and their sign-in.
  azure "activity-$(slug "$group")" azure-activity-log "activity-log-$(slug "$group").json" 120 monitor activity-log list -g "$group" --offset "${DAYS}d" \
    --max-events 1000 --query '[].{eventTimestamp: eventTimestamp, operationName: operationName, status: status, subStatus: subStatus, level: level, category: category, resourceId: resourceId, resourceType: resourceType, correlationId: correlationId, caller: caller, properties: properties}'
  if [ -z "$NICS" ]; then
    skip effective-nsg azure-effective-nsg not-asked '--nics NAME,NAME'
    skip effective-routes azure-effective-routes not-asked '--nics NAME,NAME'
  else
    each_line collect_nic < <(printf '%s\n' "$NICS" | tr ',' '\n' | sed -e 's/^ *//' -e 's/ *$//')
  fi
}

collect_all() {
  note_tool azure-cli az version --query '"azure-cli"' -o tsv
  collect account '' azure/account.json 60 az account show "${scope[@]}" --query '{id: id, name: name, tenantId: tenantId, environmentName: environmentName, state: state}' -o json
  if [ "$dry_run" = yes ]; then
    collect_group "${RESOURCE_GROUP:-<resource-group>}"
    return
  fi
  if ! have az || ! timeout 60 az account show "${scope[@]}" -o none </dev/null >/dev/null 2>&1; then
    for evidence in azure-gateway azure-connection azure-ike-sas azure-local-gateway azure-vnet azure-gateway-subnet azure-nsg gateway-metrics; do
      note_item "$evidence" "$evidence" '' failed "$(if have az; then printf not-signed-in; else printf not-installed; fi)" 'az login' ''
    done
  elif [ -n "$RESOURCE_GROUP" ]; then
    collect_group "$RESOURCE_GROUP"
  else
    azure gateways azure-gateway gateways.json 60 resource list --resource-type Microsoft.Network/virtualNetworkGateways
    each_line collect_group < <(names resource list --resource-type Microsoft.Network/virtualNetworkGateways --query '[].resourceGroup' | sort -u)
  fi
}

# Azure writes times with their zone; the clock of the machine that asks says nothing about the tunnel.
tells_clock=no
start_collection azure 1 "$output"
collect_all
finish_collection "$output"
