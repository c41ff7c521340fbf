#!/usr/bin/env bash
# probe.sh NAME: one case of `scripts/lab probe`, inside the lab's namespaces. Its last line is the row:
# what the probe says, beside what is so. probe.sh list: the names.
set -euo pipefail

CASES=(none drop reset reject dead-paths lifetime-12 lifetime-20 lifetime-12-keeps)
[ "${1:-list}" != list ] || { printf '%s\n' "${CASES[@]}"; exit 0; }

. scripts/lab.d/hosts.sh

# try_gaps: a gap of 2 s and one of 8 s, 14 trials each.
try_gaps() {
  probe --gaps 2s,8s --trials 14
}

find_lifetime() {
  probe --gaps 3s --trials 1 --find-lifetime 2s-60s
}

probe() {
  ip netns exec client "$JAVA" -jar "$ANALYZER" probe "$LAB_NET.2.2:5000" --close server --say http \
    --rate 20 --connect-timeout 1500ms --seed 1 --i-own-this-service --json "$OUT/probe.json" "$@" ||
    [ $? = 3 ]
}

# Every eighth source port never reaches the server.
kill_paths() {
  on server nft "add table ip dead; add chain ip dead input {
    type filter hook prerouting priority raw; policy accept; }"
  on server nft "add rule ip dead input tcp sport & 7 == 3 drop"
}

# field NAME: the values of a field of the probe's JSON, in one line.
field() {
  sed -n "s/^ *\"$1\" : \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$OUT/probe.json" | tr '\n' ' ' | sed 's/ $//'
}

# compare EXPECTED: the verdicts of the two gaps.
compare_gaps() {
  local found
  found=$(field verdict)
  row "$1" "$found" "$([ "$1" = "$found" ] && echo equal || echo DIFFERENT)"
}

# compare_lifetime SECONDS RESTART: the bracket holds it and is at most a fifth wide.
compare_lifetime() {
  local failed worked restart outcome=DIFFERENT
  failed=$(field failedMs)
  worked=$(field workedMs)
  restart=$(field restart)
  awk -v l="$1" -v f="$failed" -v w="$worked" 'BEGIN { exit !(f <= 1000 * l && w >= 1000 * l && w <= 1.2 * f) }' &&
    [ "$restart" = "$2" ] && outcome=equal
  row "$1 s, $2" "$failed to $worked ms in $(field tries) tries, $restart" $outcome
}

row() {
  printf '%-18s %-28s %-50s %s\n' "$NAME" "$1" "$2" "$3"
  [ "$3" = equal ]
}

NAME=$1
enter_hosts
start_server --bind 0.0.0.0 --close server
case $NAME in
  none) try_gaps; compare_gaps "reuse-works reuse-works" ;;
  drop | reset | reject) firewall_on 5 "$NAME"; try_gaps; compare_gaps "reuse-fails reuse-works" ;;
  dead-paths) kill_paths; try_gaps; compare_gaps "reuse-works reuse-works" ;;
  lifetime-12 | lifetime-20) firewall_on "${NAME#lifetime-}" drop; find_lifetime; compare_lifetime "${NAME#lifetime-}" restarts ;;
  lifetime-12-keeps) firewall_on 12 drop keeps; find_lifetime; compare_lifetime 12 does-not-restart ;;
esac
