#!/usr/bin/env bash
# scenario.sh NAME DIRECTORY: plays one scenario, inside namespaces of its own (scripts/lab enters
# them), and leaves in DIRECTORY the recordings, the capture, the truth and the comparison.
set -euo pipefail

NAME=$1
OUT=$2
trap 'echo $? >"$OUT/exit-code"' EXIT
. scripts/lab.d/hosts.sh
. scripts/lab.d/scenarios.sh
case $NAME in
  jdbc) . scripts/lab.d/jdbc.sh ;;
  ports-*) . scripts/lab.d/ports.sh ;;
esac

MUST=()
must() { MUST+=("$@"); }

# A JVM that writes nothing beside what it is asked for; see record_jvm.
java_program() { "$JAVA" -XX:-UsePerfData "$@"; }

tell_truth() {
  java_program -cp "$LAB_CLASSES" Truth "$OUT/link.pcap" $LAB_NET.1.2 "$FIREWALL_TIMEOUT" >"$OUT/truth.csv"
}

analyze() {
  java_program -jar "$ANALYZER" analyze --firewall-timeout "${FIREWALL_TIMEOUT}s" \
    --json "$OUT/analysis.json" "$OUT"/client-*.jfr >"$OUT/report.txt"
}

# What is known of the run beside the capture, as Compare takes it.
note_facts() {
  echo "$FIREWALL_TIMEOUT" "$FIREWALL" "$(count_attempts)" "$BLOCKED" "$SECONDS" "${MUST[@]}" >"$OUT/facts"
}

compare() {
  # shellcheck disable=SC2046 # each word is an argument
  java_program -cp "$LAB_CLASSES:$ANALYZER" Compare "$NAME" "$OUT/truth.csv" "$OUT/analysis.json" \
    $(cat "$OUT/facts") >"$OUT/row.txt"
}

enter_hosts
start_capture
"play_${NAME//-/_}"
BLOCKED=$(blocked_syns)
end_capture
tell_truth
analyze
note_facts
compare
