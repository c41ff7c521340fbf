#!/usr/bin/env bash
# scenario.sh NAME DIRECTORY: plays one scenario, inside namespaces of its own (scripts/lab enters
# them), and leaves in DIRECTORY the recordings, the capture, the truth and the comparison.
set -euo pipefail

NAME=$1
OUT=$2
trap 'echo $? >"$OUT/exit-code"' EXIT
. scripts/lab.d/hosts.sh
. scripts/lab.d/scenarios.sh

MUST=()
must() { MUST+=("$@"); }

tell_truth() {
  "$JAVA" -cp "$LAB_CLASSES" Truth "$OUT/link.pcap" 10.77.1.2 "$FIREWALL_TIMEOUT" >"$OUT/truth.csv"
}

analyze() {
  "$JAVA" -jar "$ANALYZER" analyze --firewall-timeout "${FIREWALL_TIMEOUT}s" \
    --json "$OUT/analysis.json" "$OUT"/client-*.jfr >"$OUT/report.txt"
}

compare() {
  "$JAVA" -cp "$LAB_CLASSES:$ANALYZER" Compare "$NAME" "$OUT/truth.csv" "$OUT/analysis.json" \
    "$FIREWALL_TIMEOUT" "$FIREWALL" "$(attempts)" "$BLOCKED" "$SECONDS" "${MUST[@]}" \
    >"$OUT/row.txt"
}

enter_hosts
start_capture
"play_${NAME//-/_}"
BLOCKED=$(blocked_syns)
end_capture
tell_truth
analyze
compare
