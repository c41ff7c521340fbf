#!/usr/bin/env bash
# probe.sh NAME: one case of `scripts/lab probe`, inside the lab's namespaces. Its last line is the row:
# what the probe says, beside what is so. probe.sh list: the names.
set -euo pipefail

# NAME | what keeps sessions | what the probe does | what must come of it
cases() {
  cat <<'END'
none|true|try_gaps|compare_gaps reuse-works reuse-works
drop|firewall_on 5 drop|try_gaps|compare_gaps reuse-fails reuse-works
reset|firewall_on 5 reset|try_gaps|compare_gaps reuse-fails reuse-works
reject|firewall_on 5 reject|try_gaps|compare_gaps reuse-fails reuse-works
dead-paths|kill_paths|try_gaps|compare_gaps reuse-works reuse-works
lifetime-12|firewall_on 12 drop|find_lifetime|compare_lifetime 12 restarts
lifetime-20|firewall_on 20 drop|find_lifetime|compare_lifetime 20 restarts
lifetime-12-keeps|firewall_on 12 drop keeps|find_lifetime|compare_lifetime 12 does-not-restart
hold|firewall_on 5 drop|hold 7s|compare_held 1 answered, exit 0
hold-until-ctrl-c|firewall_on 5 drop|hold_until_ctrl_c|compare_held 0 answered, exit 130
END
}

[ "${1:-list}" != list ] || { cases | cut -d '|' -f 1; exit 0; }

. scripts/lab.d/hosts.sh

# try_gaps: a gap of 2 s and one of 8 s, 14 trials each.
try_gaps() {
  probe --gaps 2s,8s --trials 14
}

find_lifetime() {
  probe --gaps 3s --trials 1 --find-lifetime 2s-60s
}

probe() {
  (start_probe "$@") || [ $? = 3 ]
}

# In the place of this shell.
start_probe() {
  # Ctrl-C reaches what a shell starts in the background only if that is told not to ignore it.
  exec env --default-signal=INT ip netns exec client "$JAVA" -jar "$ANALYZER" probe "$LAB_NET.2.2:5000" --close server --say http \
    --rate 20 --connect-timeout 1500ms --seed 1 --i-own-this-service --json "$OUT/probe.json" "$@"
}

# hold EVERY: until its tuple is answered; what it says of it, to hold.txt.
hold() {
  probe --gaps 2s --trials 6 --hold "$1" 2>"$OUT/hold.txt"
}

# Each try restarts the timer, so that none is answered: Ctrl-C after four.
hold_until_ctrl_c() {
  start_probe --gaps 2s --trials 6 --hold 1s 2>"$OUT/hold.txt" &
  local probe=$!
  await 60 "$probe" "$OUT/hold.txt" "holding source port"
  until [ "$(held)" -ge 4 ] || ! kill -0 "$probe"; do sleep 0.2; done
  kill -INT "$probe"
  wait "$probe" || EXIT=$?
}

# held [PATTERN]: how many tries on the tuple that is held were told, with that answer.
held() {
  sed '1,/^holding source port/d' "$OUT/hold.txt" | grep -c -- "from port .*${1:-}" || true
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

# compare_gaps EXPECTED...: the verdicts of the two gaps.
compare_gaps() {
  local found
  found=$(field verdict)
  row "$*" "$found" "$([ "$*" = "$found" ] && echo equal || echo DIFFERENT)"
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

# compare_held EXPECTED...: answers and exit code; tries that were told beside SYNs from that port on
# the link.
compare_held() {
  local found port told syns
  found="$(held ": connected$") answered, exit $EXIT"
  port=$(sed -n 's/^holding source port \([0-9]*\),.*/\1/p' "$OUT/hold.txt")
  told=$(held)
  syns=$(tcpdump -r "$OUT/link.pcap" -n "src port $port and tcp[tcpflags] == tcp-syn" 2>/dev/null | wc -l)
  row "$*" "$found, $told tries, $syns SYNs" "$([ "$found" = "$*" ] && [ "$told" -ge 1 ] && [ "$syns" -gt "$told" ] &&
    echo equal || echo DIFFERENT)"
}

# Packets of the client's to anything but the service that was named.
others_addressed() {
  tcpdump -r "$OUT/link.pcap" -n "ip and src host $LAB_NET.1.2 and not (dst host $LAB_NET.2.2 and tcp dst port 5000)" \
    2>/dev/null | wc -l
}

row() {
  printf '%-18s %-28s %-50s %s\n' "$NAME" "$1" "$2" "$3"
  [ "$3" = equal ]
}

NAME=$1
EXIT=0
IFS='|' read -r _ keep play compare < <(cases | grep "^$NAME|") || die "no case $NAME" 2
enter_hosts
start_server --bind 0.0.0.0 --close server
capture_on client "$OUT/link.pcap" "$OUT/tcpdump.txt" ip
# Each is a command with its words.
$keep
$play
kill -INT "$CAPTURING"
wait "$CAPTURING"
[ "$(others_addressed)" = 0 ] || die "$(others_addressed) packets went to another address or port"
$compare
