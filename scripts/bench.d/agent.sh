# Sourced by scripts/bench: what the agent costs a connect, and attaching it.
#
#   scripts/bench agent [ROUNDS [JAVA_HOME...]]   default: 30 rounds, the java in use

agent() {
  local rounds=${1:-30} home out=target/bench-agent
  shift || true
  say() { printf '%s\n' "$*" >&2; }
  die() { say "bench: $*"; exit 1; }
  . scripts/jars.sh
  find_java
  build_what_is_missing
  mkdir -p "$out"
  "${JAVA%java}javac" -d "$out" scripts/bench.d/AgentBench.java || die "javac is needed; install a JDK"
  [ $# -gt 0 ] || set -- "$("$JAVA" -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.home = //p')"
  for home in "$@"; do
    agent_of "$home" "$rounds" "$out"
  done
}

# agent_of JAVA_HOME ROUNDS OUT
agent_of() {
  local java=$1/bin/java round variant
  local record=-XX:StartFlightRecording:settings=$3/none.jfc,filename=$3/discarded.jfr
  printf '<?xml version="1.0" encoding="UTF-8"?>\n<configuration version="2.0"/>\n' > "$3/none.jfc"
  echo
  echo "connect + close on loopback, $2 alternating rounds, $("$java" -version 2>&1 | sed -n 2p)"
  : > "$3/rounds.txt"
  for round in $(seq "$2"); do
    for variant in none agent-idle recording-only agent-recording agent-no-stacktrace; do
      echo "$round $variant $(connects "$java" "$variant" "$record")" >> "$3/rounds.txt"
    done
  done
  "$JAVA" -cp "$3" AgentBench summary "$3/rounds.txt"
  echo "attach to a running JVM, 11 times: median ms, and median of the longest pause, ms"
  for round in 1 2 3 4 5 6 7 8 9 10 11; do
    "$java" -XX:+EnableDynamicAgentLoading -Djdk.attach.allowAttachSelf=true -Xshare:auto -cp "$3" \
      AgentBench attach "$PWD/$AGENT" 2>/dev/null
  done | sort -n | awk '{ took[NR] = $1; pause[NR] = $2 } END { asort_pause(); print took[6], pause[6] }
    function asort_pause(i, j, t) {
      for (i = 2; i <= NR; i++) for (j = i; j > 1 && pause[j - 1] > pause[j]; j--) {
        t = pause[j]; pause[j] = pause[j - 1]; pause[j - 1] = t } }'
}

# connects JAVA VARIANT RECORDING_OPTION: ns and bytes per connect + close
connects() {
  local options=()
  case $2 in
    none) ;;
    agent-idle) options=(-javaagent:"$AGENT") ;;
    recording-only) options=("$3") ;;
    agent-recording) options=(-javaagent:"$AGENT" "$3") ;;
    agent-no-stacktrace) options=(-javaagent:"$AGENT=record=$out/discarded-too.jfr,stacktrace=off") ;;
  esac
  "$1" -Xmx512m "${options[@]}" -cp "$out" AgentBench connect 10000 2>/dev/null | tail -n 1
}
