#!/usr/bin/env bash
# field.sh NAME: one case of `scripts/lab field`, inside the lab's namespaces: devices that do something
# else than keep all sessions equally long and drop. Its last line is the row: what is so, and what the
# analyzer finds with the timeout given and without. field.sh list: the names.
set -euo pipefail

CASES=(drop-once rate-limit snat-ports rule-begins two-firewalls swept watch reject-1ms reject-20ms
  reject-200ms second-pod settings-change failures-only)
[ "${1:-list}" != list ] || { printf '%s\n' "${CASES[@]}"; exit 0; }

. scripts/lab.d/hosts.sh

LOAD_PORTS="40000 41023"

# load CONNECTS RATE MILLISECONDS ARGUMENTS of the client: to the server; in the background.
load() {
  start_client $((${#CLIENTS[@]} + 1)) --to "$LAB_NET.2.2:5000" --connects "$1" --rate "$2" --threads 200 \
    --connect-timeout "$3" "${@:4}"
}

# bursts ARGUMENTS of the client: four of 120 connects in 2 s, every 5 s, beside 8 connects a second.
bursts() {
  load 200 8 900 "$@"
  local number
  for number in 1 2 3 4; do
    when_connects_reach $((number * 40 + (number - 1) * 120))
    load 120 60 900 "$@"
  done
}

analyze() {
  "$JAVA" -XX:-UsePerfData -jar "$ANALYZER" analyze --json "$OUT/$1.json" "${@:2}" "$OUT"/client-*.jfr >"$OUT/$1.txt"
}

# found FILE PATH...: values of an analysis.
found() { "$JAVA" -XX:-UsePerfData -cp "$LAB_CLASSES:$ANALYZER" Field "$OUT/$1.json" "${@:2}"; }

# compare EXPECTED CONDITION PATH...: CONDITION, of awk, holds of the values $1, $2, ... of both analyses.
compare() {
  local expected=$1 condition=$2 which values outcome=equal shown=
  shift 2
  for which in given searched; do
    values=$(found "$which" "$@")
    awk "{ exit !($condition) }" <<<"$values" || outcome=DIFFERENT
    shown+="${shown:+ / }$values"
  done
  printf '%-14s %-42s %-86s %s\n' "$NAME" "$expected" "$shown" "$outcome"
  [ $outcome = equal ]
}

# Nothing fails; each SYN that the firewall stops costs its connect a second.
play_drop_once() {
  firewall_on 5 drop-once
  load 720 24 3500
  wait_for_clients
  analyze_both
  local stopped
  stopped=$(blocked_syns)
  compare "$stopped late, up to 5 s idle" \
    "\$1 == 0 && \$2 >= $stopped && \$2 <= $stopped + 3 && \$3 <= 5000 && \$4 >= 5000" \
    summary.failures lateAnswers.0.secondSyn lateAnswers.0.delay.lowMs lateAnswers.0.delay.highMs
}

# 20 SYNs a second pass, and 10 at once.
play_rate_limit() {
  limit_syns 20 10
  bursts
  wait_for_clients
  analyze_both
  limited "$(counted rationed limited)"
}

# 64 ports, and connections that stay open for 2 s.
play_snat_ports() {
  translate 64
  bursts --close client --requests 2 --pause 2000
  wait_for_clients
  analyze_both --nat source
  limited "$(failures_of_clients)"
}

# limited FAILURES: nearly all are named so, none reuse, and no lifetime is claimed.
limited() {
  compare "$1 failures of a limit" \
    "\$1 > 50 && \$2 > .8 * \$1 && \$3 == 0 && \$4 == \"NONE_FOUND\"" \
    summary.failures causes.CONNECT_LIMIT causes.EARLY_REUSE evidence.0.lifetime.answer limits.0.limit \
    limits.0.windowMs
}

# Half way the rule comes into force.
play_rule_begins() {
  load 960 24 1500
  when_connects_reach 480
  local begun
  firewall_on 5 drop
  begun=$(date +%s)
  wait_for_clients
  analyze_both
  local from to
  from=$(date -u -d "@$((begun - 1))" +%Y-%m-%dT%H:%M:%S)
  to=$(date -u -d "@$((begun + 6))" +%Y-%m-%dT%H:%M:%S)
  compare "began $(date -u -d "@$begun" +%H:%M:%S)" \
    "\$1 == 0 && \$2 <= \"$to\" && \$3 >= \"$from\" && \$4 == \"-\"" \
    evidence.0.periods.0.reuseFailures evidence.0.periods.1.beganEarliest evidence.0.periods.1.beganLatest \
    evidence.0.periods.2.from
}

# The one in front drops for 3 s, the one behind it resets for 9 s: all are failures of reuse.
play_two_firewalls() {
  firewall_on 3 drop restarts firewall 0
  firewall_on 9 reset restarts behind 5
  FIREWALL_TIMEOUT=9
  load 1080 24 1500
  wait_for_clients
  analyze_both
  compare "all of reuse, up to 9 s" "\$1 > 50 && \$2 > .95 * \$1 && \$3 <= 9000 && \$4 >= 9000" \
    summary.failures causes.EARLY_REUSE evidence.0.lifetime.lowMs evidence.0.lifetime.highMs
}

# Sessions end when the table is swept, every 4 s.
play_swept() {
  firewall_on 60 drop
  sysctl_on client ip_local_port_range "40000 40511"
  sweep 4
  FIREWALL_TIMEOUT=4
  load 1440 24 1500
  wait_for_clients
  kill "$SWEEPER"
  analyze_both
  compare "varies, up to 4 s" "\$1 == \"VARIES\" && \$2 < 3500 && \$3 >= 4000 && \$3 < 5500" \
    evidence.0.lifetime.answer evidence.0.lifetime.lowMs evidence.0.lifetime.highMs
}

# Rejected by ICMP over a link whose client hears so late.
play_reject_1ms() { reject_over 1; }
play_reject_20ms() { reject_over 20; }
play_reject_200ms() { reject_over 200; }

reject_over() {
  delay_link "$1"
  firewall_on 5 reject
  load 720 24 1500
  wait_for_clients
  analyze_both
  local failed
  failed=$(failures_of_clients)
  compare "$failed rejected, all of reuse" \
    "\$1 == $failed && $failed > 20 && \$2 > .95 * \$1 && \$3 <= 5000 && \$4 >= 5000 && \$5 == \"UNREACHABLE\"" \
    summary.failures causes.EARLY_REUSE evidence.0.lifetime.lowMs evidence.0.lifetime.highMs failures.0.outcome
}

# The device sees the router's address and ports, which a pod that nobody recorded uses too.
play_second_pod() {
  share_address 256
  firewall_on 5 drop
  ip netns exec neighbour "$JAVA" -XX:+UseSerialGC -Xmx128m -XX:-UsePerfData -jar "$CHURN" client \
    --to "$LAB_NET.2.2:5000" --connects 480 --rate 16 --threads 100 --connect-timeout 1500 \
    >"$OUT/neighbour.txt" 2>&1 &
  load 480 16 1500
  wait_for_clients
  analyze_both
  local failed
  failed=$(failures_of_clients)
  compare "$failed failed, none named otherwise" \
    "\$1 == $failed && $failed > 20 && \$2 == 0 && \$3 == 0 && \$4 == 0" \
    summary.failures causes.NO_ANSWER_WITHOUT_REUSE causes.DESTINATION_DOWN causes.REFUSED_BY_SERVER \
    causes.EARLY_REUSE causes.UNKNOWN
}

# Half way the range of source ports becomes another.
play_settings_change() {
  FIREWALL_TIMEOUT=60
  sysctl_on client ip_local_port_range "32768 60999"
  sysctl_on client ip_local_reserved_ports "34000-45000"
  load 2000 50 1500
  when_connects_reach 1000
  sysctl_on client ip_local_port_range "20000 30999"
  wait_for_clients
  analyze_both
  compare "two ranges, one algorithm" \
    "\$1 != \$2 && \$3 != \"-\" && \$4 != \"no\" && \$5 != \"no\" && \$6 == \"-\" && \$7 == 0" \
    selection.pooled.0.sysctls.range selection.pooled.1.sysctls.range selection.pooled.1.verdict \
    selection.pooled.0.agreesWithSysctls selection.pooled.1.agreesWithSysctls selection.pooled.2.verdict \
    selection.destinationsNotReplayed
}

# The agent writes failures alone, and counts.
play_failures_only() {
  firewall_on 5 drop
  export TUPLEWATCH_AGENT_OPTIONS=events=failures,firewall-timeout=20s
  load 720 24 1500
  wait_for_clients
  analyze_both
  local failed
  failed=$(failures_of_clients)
  compare "$failed failed, all of reuse" "\$1 == $failed && $failed > 20 && \$2 == $failed && \$3 == 720" \
    summary.failures causes.EARLY_REUSE counted.0.connects
}

failures_of_clients() {
  grep -h -o '[0-9]* failed' "$OUT"/client-*.txt | awk '{ sum += $1 } END { print sum + 0 }'
}

# The watch sees what the firewall stops within two seconds; what it counted is what analyze says of the
# connects that ended last, as many; and those that worked are the server's.
play_watch() {
  firewall_on 5 drop
  load 720 24 1500
  await 20 "${CLIENTS[0]}" "$OUT/client-1.txt" "Started recording"
  ip netns exec client "$JAVA" -XX:-UsePerfData -jar "$ANALYZER" watch "${CLIENTS[0]}" --firewall-timeout 5s \
    2>"$OUT/watch.err" | while IFS= read -r line; do echo "$(date +%s%3N) $line"; done >"$OUT/watch.txt"
  wait_for_clients
  kill "$SERVER"
  wait "$SERVER" || true
  analyze given --firewall-timeout 5s --csv "$OUT/csv"
  analyze searched
  local watched analyzed served late
  watched=$(watched_counts)
  analyzed=$(counts_of_last "${watched%% *}")
  served=$(($(wc -l <"$OUT/server.csv") - 1))
  late=$(watched_late)
  compare "watch: $watched, ${late:-?} ms late" \
    "\$3 > 5 && \$1 - \$2 == $served && \"$watched\" == \"$analyzed\" && ${late:-9999} < 2000" \
    summary.connects summary.failures summary.failedEarlyReuses
}

# Connects, failures, early reuses and failed ones, of the watch's last line.
watched_counts() {
  tr -d , <"$OUT/watch.txt" | sed -n \
    's/.*in all: \([0-9]*\) connects \([0-9]*\) failed.* \([0-9]*\) early reuses \([0-9]*\) failed early.*/\1 \2 \3 \4/p'
}

# counts_of_last N: the same of the N connects of the analysis that ended last.
counts_of_last() {
  awk -F , 'NR > 1 && ($19 == "WORKED" || $19 == "FAILED") {
      split(substr($1, 12, length($1) - 12), clock, ":")
      printf "%.6f %s %s %s\n", 3600 * clock[1] + 60 * clock[2] + clock[3] + $18 / 1000, $11, $15, $17
    }' "$OUT/csv/connections.csv" | sort -n | tail -n "$1" |
    awk '{ failed += $4 == "true"; early += $2 == "EARLY_REUSE"; both += $2 == "EARLY_REUSE" && $3 == "true" && $4 == "true" }
      END { print NR, failed + 0, early + 0, both + 0 }'
}

# Milliseconds from the end of the first failed early reuse, a timeout of 1500 ms, to its line.
watched_late() {
  local received time rest
  read -r received time rest < <(grep 'failed early reuse: ' "$OUT/watch.txt")
  echo $((received - $(date -d "$time" +%s%3N) - 1500))
}

analyze_both() {
  analyze given --firewall-timeout "${FIREWALL_TIMEOUT}s" "$@"
  analyze searched "$@"
}

NAME=$1
enter_hosts
sysctl_on client ip_local_port_range "$LOAD_PORTS"
start_server --bind 0.0.0.0 --close "$([ "$NAME" = snat-ports ] && echo client || echo server)" \
  --log "$OUT/server.csv"
"play_${NAME//-/_}"
