#!/usr/bin/env bash
# Collects what tells why a site-to-site VPN is down from a Linux VPN device (strongSwan, FRR). It only reads; it changes nothing.
# As root it gets everything; without root it takes what it may and notes the rest in manifest.json.
set -uo pipefail

# Filled in by the Collect screen; options win.
GATEWAY='' # public address of the Azure VPN gateway
TARGET=''  # a host on the Azure side that should answer
SOURCE=''  # own address to ask from, inside the local prefixes
CAPTURE='' # seconds of packets to capture; empty for none
SINCE=''   # how far back logs go, for example "2 days ago"

usage() {
  cat <<'TEXT'
Usage: collect-linux.sh [options]
  --gateway ADDRESS   public address of the Azure VPN gateway: ping and traceroute to it
  --target HOST       a host on the Azure side: ping, traceroute and path MTU to it
  --source ADDRESS    own address to ask from, inside the local prefixes
  --capture SECONDS   capture UDP 500, UDP 4500 and ESP meanwhile (needs root)
  --interface NAME    where to capture; default any
  --since TIME        how far back journals go; default "2 days ago"
  --charon-log FILE   a log file of charon that its configuration does not name; may be repeated
  --vici URI          socket of charon, for example unix:///run/charon.vici
  --output FOLDER     where to write the archive; default the current folder
  --dry-run           only show the commands
TEXT
}

# shellcheck source-path=SCRIPTDIR source=lib/collection.bash
. "$(dirname "${BASH_SOURCE[0]}")/lib/collection.bash" # include

interface=any
output=.
vici=()
logs=()

while [ "$#" -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=yes ;;
    -h | --help)
      usage
      exit 0
      ;;
    --gateway | --target | --source | --capture | --interface | --since | --charon-log | --vici | --output)
      need_value "$@"
      case $1 in
        --gateway) GATEWAY=$2 ;;
        --target) TARGET=$2 ;;
        --source) SOURCE=$2 ;;
        --capture) CAPTURE=$2 ;;
        --interface) interface=$2 ;;
        --since) SINCE=$2 ;;
        --charon-log) logs+=("$2") ;;
        --vici) vici=(--uri "$2") ;;
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

# A name or address must not read as an option of the tools that it is given to.
for value in "$GATEWAY" "$TARGET" "$SOURCE" "$interface"; do
  if [[ $value == -* || $value =~ [[:space:]] ]]; then
    say "Not an address or name: $value"
    exit 2
  fi
done
if [ -n "$CAPTURE" ] && ! [[ $CAPTURE =~ ^[0-9]{1,4}$ ]]; then
  say "--capture wants seconds"
  exit 2
fi

capture_pid=''

start_capture() {
  local command=(tcpdump -n -i "$interface" -s 0 -c 200000 -w "$work/capture.pcap" 'udp port 500 or udp port 4500 or ip proto 50 or icmp')
  if [ -z "$CAPTURE" ]; then
    skip capture packet-capture not-asked '--capture SECONDS'
  elif [ "$dry_run" = yes ]; then
    shown timeout "$CAPTURE" "${command[@]}"
    printf '\n'
  elif ! have tcpdump; then
    note_item capture packet-capture '' failed not-installed tcpdump ''
  else
    say "> $(shown "${command[@]}")"
    say "Capturing for $CAPTURE seconds: try the connection now."
    timeout "$CAPTURE" "${command[@]}" 2>"$work/capture.stderr" </dev/null &
    capture_pid=$!
  fi
}

end_capture() {
  local said
  [ -n "$capture_pid" ] || return 0
  wait "$capture_pid"
  # 24 bytes are the head of a file without packets.
  if [ "$(wc -c <"$work/capture.pcap" 2>/dev/null || echo 0)" -gt 24 ]; then
    mkdir -p "$work/bundle/capture"
    mv "$work/capture.pcap" "$work/bundle/capture/capture.pcap"
    note_item capture packet-capture capture/capture.pcap collected '' '' tcpdump
  elif [ -f "$work/capture.pcap" ]; then
    note_item capture packet-capture '' empty empty '' tcpdump
  else
    said=$(head -n 1 "$work/capture.stderr")
    note_item capture packet-capture '' failed "$(reason_of 1 "$said")" "$said" tcpdump
  fi
}

collect_host() {
  note_tool uname uname -srm
  note_tool strongswan swanctl --help
  note_tool frr vtysh --version
  note_tool tcpdump tcpdump --version
  collect system '' host/os-release.txt 10 cat /etc/os-release
  any_exit=yes collect services device-services host/services.txt 20 systemctl --no-pager --plain status strongswan strongswan-starter strongswan-swanctl ipsec frr
}

# Log files that charon's configuration names (`path = ...` of a filelog, or the section's own name).
configured_logs() {
  local file
  for file in /etc/strongswan.conf /etc/strongswan.d/*.conf /etc/strongswan.d/charon/*.conf "${STRONGSWAN_CONF:-}"; do
    [ -r "$file" ] && sed -nE -e 's/(.*[[:space:]{])?path[[:space:]]*=[[:space:]]*"?([^"#]*[^"#}[:space:]]).*/\2/p' -e 's/^[[:space:]]*(\/[^ {]+)[[:space:]]*\{.*/\1/p' "$file"
  done
}

collect_logs() {
  local file number=0 seen=' '
  if [ -n "${STRONGSWAN_LOGS:-}" ]; then logs+=("$STRONGSWAN_LOGS"); fi
  while IFS= read -r file; do
    [ -f "$file" ] && logs+=("$file")
  done < <(configured_logs)
  [ -f /var/log/charon.log ] && logs+=(/var/log/charon.log)
  for file in "${logs[@]}"; do
    case $seen in *" $file "*) continue ;; esac
    seen="$seen$file "
    number=$((number + 1))
    collect "charon-log-$number" device-log "strongswan/charon-$number.log" 60 tail -n 400000 -- "$file"
  done
  collect charon-journal device-log strongswan/journal.log 60 journalctl --no-pager -q -o short-iso-precise --since "${SINCE:-2 days ago}" \
    -u strongswan -u strongswan-starter -u strongswan-swanctl -u ipsec
}

collect_strongswan() {
  local list file
  for list in conns sas pols certs; do
    case $list in
      conns | pols) collect "swanctl-$list" device-ipsec-config "strongswan/swanctl-list-$list.txt" 20 swanctl "--list-$list" "${vici[@]}" ;;
      sas) collect swanctl-sas device-log strongswan/swanctl-list-sas.txt 20 swanctl --list-sas "${vici[@]}" ;;
      *) collect "swanctl-$list" '' "strongswan/swanctl-list-$list.txt" 20 swanctl "--list-$list" "${vici[@]}" ;;
    esac
  done
  for file in /etc/swanctl/swanctl.conf /etc/swanctl/conf.d/*.conf /etc/ipsec.conf /etc/ipsec.d/*.conf; do
    [ -f "$file" ] && collect "config-${file##*/}" device-ipsec-config "strongswan${file}" 10 cat -- "$file"
  done
  if [ -f /etc/ipsec.conf ]; then collect ipsec-statusall device-log strongswan/ipsec-statusall.txt 20 ipsec statusall; fi
}

collect_network() {
  collect addresses device-routes network/ip-addr.txt 10 ip -s -d address
  collect routes device-routes network/ip-route.txt 10 ip -4 route show table all
  collect routes-6 '' network/ip-route-6.txt 10 ip -6 route show table all
  collect rules device-routes network/ip-rule.txt 10 ip rule
  collect xfrm-policy device-routes network/xfrm-policy.txt 10 ip -s xfrm policy
  collect xfrm-state device-routes network/xfrm-state.txt 10 ip -s xfrm state
  collect xfrm-statistics '' network/xfrm-statistics.txt 10 cat /proc/net/xfrm_stat
  collect forwarding device-packet-filter network/sysctl.txt 10 sysctl net.ipv4.ip_forward net.ipv4.conf.all.rp_filter net.ipv4.conf.default.rp_filter net.ipv4.ip_no_pmtu_disc
  collect interface-settings '' network/sysctl-interfaces.txt 10 sysctl -a -r '^net\.ipv4\.conf\..*\.(forwarding|rp_filter|disable_policy|disable_xfrm)$'
  collect nftables '' network/nftables.txt 20 nft list ruleset
  collect iptables '' network/iptables.txt 20 iptables-save -c
  collect ip6tables '' network/ip6tables.txt 20 ip6tables-save -c
}

collect_frr() {
  if ! have vtysh; then
    skip frr '' not-installed vtysh
    return
  fi
  collect frr-config '' frr/running-config.txt 20 vtysh -c 'show running-config'
  collect frr-bgp-summary device-bgp frr/bgp-summary.txt 20 vtysh -c 'show bgp summary'
  collect frr-bgp-neighbours '' frr/bgp-neighbors.txt 20 vtysh -c 'show bgp neighbors'
  collect frr-bgp '' frr/bgp.txt 20 vtysh -c 'show bgp ipv4 unicast'
  collect frr-routes '' frr/routes.txt 20 vtysh -c 'show ip route'
}

collect_probes() {
  local from=() trace=()
  if [ -n "$SOURCE" ]; then
    from=(-I "$SOURCE")
    trace=(-s "$SOURCE")
  fi
  if [ -n "$GATEWAY" ]; then
    any_exit=yes collect traceroute-gateway traceroute probes/traceroute-gateway.txt 90 traceroute -n -w 2 -q 1 -m 20 "$GATEWAY"
  else
    skip traceroute-gateway traceroute not-asked '--gateway ADDRESS'
  fi
  if [ -n "$TARGET" ]; then
    any_exit=yes collect ping-target ping probes/ping-target.txt 30 ping -n -c 10 -i 0.5 -W 2 "${from[@]}" "$TARGET"
    any_exit=yes collect mtu-target mtu-probe probes/ping-df-1372.txt 30 ping -n -c 3 -W 2 -M 'do' -s 1372 "${from[@]}" "$TARGET"
    any_exit=yes collect traceroute-target traceroute probes/traceroute-target.txt 90 traceroute -n -w 2 -q 1 -m 20 "${trace[@]}" "$TARGET"
  else
    skip ping-target ping not-asked '--target HOST'
  fi
}

start_collection linux 1 "$output"
start_capture
collect_host
collect_strongswan
collect_network
collect_frr
collect_probes
end_capture
# Last, so that the logs hold what happened meanwhile.
collect_logs
finish_collection "$output"
