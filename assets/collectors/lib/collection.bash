# Shared by the collectors for Bash: runs commands that only read, removes keys from what they print, and writes one archive with a
# manifest that says what was collected and what was not, and why. Needs Bash 4 and nothing else that is not asked for first.

COLLECTION_SCHEMA='tunnel-triage/collection@1'
MOST_BYTES=67108864
dry_run=no
# Whether the zone and the clock of this host are those of the times in the bundle.
tells_clock=yes
work=''

say() { printf '%s\n' "$*" >&2; }

have() { command -v "$1" >/dev/null 2>&1; }

# The command as it could be typed.
shown() {
  local word line=''
  for word in "$@"; do
    if ! [[ $word =~ ^[A-Za-z0-9_./:=@%+,-]+$ ]]; then word="'${word//\'/\'\\\'\'}'"; fi
    line="$line$word "
  done
  printf '%s' "${line% }"
}

# Prints a text as a JSON string: no control characters, valid UTF-8.
json() {
  local text
  text=$(printf '%s' "$1" | if have iconv; then iconv -c -f UTF-8 -t UTF-8; else LC_ALL=C tr -d '\200-\377'; fi | LC_ALL=C tr -d '\000-\010\013\014\016-\037\177')
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\t'/\\t}
  text=${text//$'\r'/}
  text=${text//$'\n'/\\n}
  printf '"%s"' "$text"
}

json_or_null() { if [ -n "$1" ]; then json "$1"; else printf 'null'; fi; }

number_or_null() { if [[ $1 =~ ^-?[0-9]+(\.[0-9]+)?$ ]]; then printf '%s' "$1"; else printf 'null'; fi; }

now_utc() { date -u +%Y-%m-%dT%H:%M:%SZ; }

sha256_of() {
  if have sha256sum; then sha256sum "$1" | cut -d ' ' -f 1; elif have shasum; then shasum -a 256 "$1" | cut -d ' ' -f 1; fi
}

# Takes keys out of a text: assignments of swanctl.conf and the like, lines of ipsec.secrets, passwords of FRR, keys that the kernel
# lists, and dumps of bytes in charon's log, which hold key material at its highest levels.
without_keys() {
  local removed='[removed: shared key]'
  LC_ALL=C sed -E \
    -e "s/(\"(shared_?key|authorization_?key|primary_?shared_?key|secondary_?shared_?key|password|secret)\"[[:space:]]*:[[:space:]]*)\"([^\"\\\\]|\\\\.)*\"/\1\"$removed\"/gI" \
    -e "s/^([[:space:]]*(secret|psk|password|passphrase|pin|eap_secret|pre[-_]?shared[-_]?key)[A-Za-z0-9_-]*[[:space:]]*=[[:space:]]*).*/\1$removed/I" \
    -e "s/(:[[:space:]]*(PSK|EAP|XAUTH|NTLM|RSA|ECDSA|PKCS8|P12|PIN)[[:space:]]+).*/\1$removed/" \
    -e "s/^([[:space:]]*(enable |service )?(password|secret|key-string|authentication-key|community)( [0-9]+)?[[:space:]]+).*/\1$removed/I" \
    -e "s/((neighbor|peer-group)[[:space:]]+[^[:space:]]+[[:space:]]+password[[:space:]]+).*/\1$removed/I" \
    -e "s/((message-digest-key[[:space:]]+[0-9]+[[:space:]]+md5|authentication-key|area-password[[:space:]]+(clear|md5)|domain-password[[:space:]]+(clear|md5)|isis password[[:space:]]+(clear|md5))[[:space:]]+).*/\1$removed/I" \
    -e "s/((aead|enc|auth|auth-trunc|comp)[[:space:]]+[^[:space:]]+[[:space:]]+)0x[0-9A-Fa-f]+/\1$removed/g" \
    -e "s/^(.*[[:space:]][0-9]+: )([0-9A-F]{2} ){1,15}[0-9A-F]{2}([[:space:]].*)?$/\1$removed/"
}

# One word for why a command gave nothing, from its exit code and what it said. Messages are English: commands run in the C locale.
reason_of() {
  local code=$1 said=$2
  if [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then printf 'timed-out'; return; fi
  case $said in
    *'ermission denied'* | *'peration not permitted'* | *'must be root'* | *'ust run as root'* | *'AuthorizationFailed'* | *'does not have authorization'* | *'Forbidden'*) printf 'no-permission' ;;
    *'extension'*'not installed'* | *'requires the extension'*) printf 'not-installed' ;;
    *'az login'* | *'AADSTS'* | *'xpired'*'token'*) printf 'not-signed-in' ;;
    *'onnection refused'* | *'No such file or directory'* | *'failed to connect'* | *'connecting to'*'failed'* | *'is not running'*) printf 'not-running' ;;
    *'ResourceNotFound'* | *'was not found'* | *'could not be found'* | *'NotFound'*) printf 'not-found' ;;
    *) printf 'failed' ;;
  esac
}

need_value() {
  if [ "$#" -lt 2 ]; then
    say "$1 needs a value"
    exit 2
  fi
}

# Ends what still runs, also what was started in the background, and leaves nothing behind.
clean_up() {
  local pids
  pids=$(jobs -p)
  # shellcheck disable=SC2086 # one word for each process
  [ -z "$pids" ] || kill $pids 2>/dev/null
  rm -rf "$work"
}

stop_collection() {
  say "Stopped: no archive was written."
  exit "$1"
}

# Collector, its version, and the folder where the archive will be: looked after first, so that nothing is collected in vain.
start_collection() {
  collector=$1
  collector_version=$2
  started=$(now_utc)
  items=()
  tools=()
  if [ "$dry_run" = yes ]; then
    say "Dry run: nothing is executed or written. These commands would run:"
    return
  fi
  umask 077
  if ! mkdir -p "$3" || ! [ -w "$3" ]; then
    say "Cannot write to $3"
    exit 1
  fi
  work=$(mktemp -d) || exit 1
  trap clean_up EXIT
  trap 'stop_collection 130' INT
  trap 'stop_collection 143' TERM HUP
  mkdir "$work/bundle"
  mkfifo "$work/pipe" || exit 1
}

# Notes one item of the manifest: id, evidence, file, status, reason, detail, command.
note_item() {
  local hash='' bytes='' path="$work/bundle/$3"
  if [ "$4" = collected ] && [ -f "$path" ]; then
    hash=$(sha256_of "$path")
    bytes=$(wc -c <"$path" | tr -d ' ')
  fi
  items+=("$(printf '{ "id": %s, "evidence": %s, "file": %s, "status": %s, "reason": %s, "detail": %s, "command": %s, "bytes": %s, "sha256": %s }' \
    "$(json "$1")" "$(json_or_null "$2")" "$(json_or_null "$3")" "$(json "$4")" "$(json_or_null "$5")" "$(json_or_null "$6")" \
    "$(json_or_null "$7")" "$(number_or_null "$bytes")" "$(json_or_null "$hash")")")
  if [ "$4" = collected ]; then say "  ok       $3"; else say "  $4  $1: $5${6:+ ($6)}"; fi
}

# An item that is not tried: id, evidence, reason, detail.
skip() {
  [ "$dry_run" = yes ] || note_item "$1" "$2" '' skipped "$3" "$4" ''
}

# A name in the archive that no file has: resources of several groups may bear one name.
free_file() {
  local free=$1 number=2
  while [ -e "$work/bundle/$free" ]; do
    free="${1%.*}-$number.${1##*.}"
    number=$((number + 1))
  done
  printf '%s' "$free"
}

# An item: id, evidence id or '', file in the archive, seconds, then the command. Its output is kept without keys. A command that
# fails costs its own item only; what it printed before it failed is kept. `any_exit=yes collect ...` is for commands whose failure is
# the answer, such as a probe that nobody answers.
collect() {
  local id=$1 evidence=$2 file=$3 seconds=$4 code said kept
  shift 4
  local command
  command=$(shown "$@")
  if [ "$dry_run" = yes ]; then
    printf '%s\n' "$command"
    return
  fi
  if ! have "$1"; then
    # A tool that no check waits for is one of several that a host may have.
    note_item "$id" "$evidence" '' "$(if [ -n "$evidence" ]; then printf failed; else printf skipped; fi)" not-installed "$1" "$command"
    return
  fi
  say "> $command"
  file=$(free_file "$file")
  mkdir -p "$work/bundle/$(dirname "$file")"
  # In the background and waited for: only so does Bash hear Ctrl+C before the command has ended.
  head -c "$MOST_BYTES" <"$work/pipe" | without_keys >"$work/bundle/$file" &
  kept=$!
  LC_ALL=C timeout -k 5 "${COLLECTION_SECONDS:-$seconds}" "$@" </dev/null >"$work/pipe" 2>"$work/stderr" &
  wait "$!"
  code=$?
  wait "$kept"
  said=$(without_keys <"$work/stderr" | grep -v '^[[:space:]]*$' | head -n 1 | cut -c 1-300)
  if [ -s "$work/bundle/$file" ]; then
    if [ "$code" -eq 0 ] || [ "$code" -eq 141 ] || [ "${any_exit:-no}" = yes ]; then
      note_item "$id" "$evidence" "$file" collected '' '' "$command"
    else
      note_item "$id" "$evidence" "$file" failed "$(reason_of "$code" "$said")" "${said:-exit code $code}" "$command"
    fi
    return
  fi
  rm -f "$work/bundle/$file"
  if [ "$code" -eq 0 ]; then
    note_item "$id" "$evidence" '' empty empty "$said" "$command"
  else
    note_item "$id" "$evidence" '' failed "$(reason_of "$code" "$said")" "${said:-exit code $code}" "$command"
  fi
}

# A tool and the first line that it says about its version.
note_tool() {
  local name=$1 version
  shift
  if [ "$dry_run" = yes ] || ! have "$1"; then return; fi
  version=$(LC_ALL=C timeout 20 "$@" 2>&1 </dev/null | head -n 1 | cut -c 1-120)
  tools+=("$(printf '{ "name": %s, "version": %s }' "$(json "$name")" "$(json "$version")")")
}

# Name of the zone of the host's clock, `Asia/Tokyo`; its distance from UTC where there is no name.
host_zone() {
  local zone=''
  if have timedatectl; then zone=$(timedatectl show -p Timezone --value 2>/dev/null); fi
  if [ -z "$zone" ] && [ -r /etc/timezone ]; then zone=$(head -n 1 /etc/timezone); fi
  if [ -z "$zone" ] && [ -L /etc/localtime ]; then zone=$(readlink /etc/localtime | sed -n 's|.*/zoneinfo/||p'); fi
  printf '%s' "${zone:-$(date +%:z)}"
}

# `milliseconds source`: by how much the host's clock is ahead (behind: negative). Empty when nothing here measures it.
clock_offset() {
  if have chronyc; then
    LC_ALL=C timeout 10 chronyc -n tracking 2>/dev/null |
      awk '/^System time/ { printf "%.3f chronyc", $4 * 1000 * ($6 == "fast" ? 1 : -1); exit }'
  elif have ntpq; then
    LC_ALL=C timeout 10 ntpq -c 'rv 0 offset' 2>/dev/null | sed -n 's/.*offset=\(-\{0,1\}[0-9.]*\).*/\1/p' | awk '{ printf "%.3f ntpq", -$1; exit }'
  elif have timedatectl; then
    LC_ALL=C timeout 10 timedatectl timesync-status 2>/dev/null |
      awk '/^ *Offset:/ { v = $2; f = (v ~ /us$/) ? 0.001 : (v ~ /ms$/) ? 1 : 1000; gsub(/[a-z+]/, "", v); printf "%.3f timesyncd", -v * f; exit }'
  fi
}

joined() {
  local first=yes line
  for line in "$@"; do
    if [ "$first" = yes ]; then first=no; else printf ','; fi
    printf '\n    %s' "$line"
  done
  [ "$first" = yes ] || printf '\n  '
}

write_manifest() {
  local offset='' source='' zone=''
  if [ "$tells_clock" = yes ]; then
    read -r offset source <<<"$(clock_offset)"
    zone=$(host_zone)
  fi
  {
    printf '{\n  "schema": %s,\n' "$(json "$COLLECTION_SCHEMA")"
    printf '  "collector": { "id": %s, "version": %s },\n' "$(json "$collector")" "$(json "$collector_version")"
    printf '  "host": %s,\n  "startedUtc": %s,\n  "finishedUtc": %s,\n' "$(json "$(uname -n)")" "$(json "$started")" "$(json "$(now_utc)")"
    printf '  "timeZone": %s,\n  "clockOffsetMs": %s,\n  "clockSource": %s,\n' \
      "$(json_or_null "$zone")" "$(number_or_null "$offset")" "$(json_or_null "$source")"
    printf '  "isAdministrator": %s,\n' "$(if [ "$(id -u)" -eq 0 ]; then printf true; else printf false; fi)"
    printf '  "tools": [%s],\n' "$(joined "${tools[@]}")"
    printf '  "items": [%s]\n}\n' "$(joined "${items[@]}")"
  } >"$work/bundle/manifest.json"
}

# Writes the archive into a folder and prints its path on standard output.
finish_collection() {
  local folder=$1 name archive
  if [ "$dry_run" = yes ]; then return; fi
  write_manifest
  name="tunnel-triage-$collector-$(uname -n | tr -c 'A-Za-z0-9.\n-' '_')-$(date -u +%Y%m%dT%H%M%SZ)"
  archive="$(cd "$folder" && pwd)/$name"
  if have zip; then
    (cd "$work/bundle" && zip -q -r -D "$archive.zip" .) || exit 1
    archive="$archive.zip"
  else
    tar -C "$work/bundle" -czf "$archive.tar.gz" . || exit 1
    archive="$archive.tar.gz"
  fi
  say "Keys were removed. Look at the files before you send them: they name hosts, addresses and rules."
  say "SHA-256 $(sha256_of "$archive")"
  printf '%s\n' "$archive"
}
