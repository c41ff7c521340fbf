# shellcheck shell=bash
# Sourced by scripts/bench: what the agent costs a connect, and attaching it.
#
#   scripts/bench agent [ROUNDS [JAVA_HOME...]]   default: 90 rounds in 3 forks, the java in use

readonly AGENT_FORKS=3

agent() {
  local rounds=${1:-90} home out=$PWD/target/bench-agent
  shift || true
  [[ $rounds =~ ^[1-9][0-9]{0,5}$ ]] || die "ROUNDS is a number from 1 on"
  . scripts/jars.sh
  find_java
  build_what_is_missing
  mkdir -p "$out"
  "${JAVA%java}javac" -d "$out" scripts/bench.d/*.java || die "javac is needed; install a JDK"
  settings true > "$out/default.jfc"
  settings false > "$out/no-stack-trace.jfc"
  [ $# -gt 0 ] || set -- "$("$JAVA" -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.home = //p')"
  for home in "$@"; do
    connect_cost "$home" $(((rounds + AGENT_FORKS - 1) / AGENT_FORKS)) "$out"
    attach_cost "$home" "$out"
  done
}

# settings STACK_TRACES: nothing but the agent's own events
settings() {
  printf '<?xml version="1.0" encoding="UTF-8"?>\n<configuration version="2.0">
    <event name="tuplewatch.SocketConnect"><setting name="stackTrace">%s</setting></event>
    </configuration>\n' "$1"
}

# connect_cost JAVA_HOME ROUNDS OUT
connect_cost() {
  local jvm="$1/bin/java -Xmx512m -XX:+UseSerialGC -cp $3" with="-javaagent:$PWD/$AGENT"
  local record="-XX:StartFlightRecording:maxsize=50m,filename=$3/discarded-%p.jfr,settings=$3"
  cat > "$3/variants.txt" <<EOT
none 0 $jvm
none-again 0 $jvm
agent-idle 0 $jvm $with
recording-only 0 $jvm $record/default.jfc
agent-recording 0 $jvm $record/default.jfc $with
agent-recording-64-frames 60 $jvm $record/default.jfc $with
agent-recording-no-stack-trace 0 $jvm $record/no-stack-trace.jfc $with
agent-recording-failures-only 0 $jvm $record/default.jfc $with=events=failures
EOT
  echo
  echo "connect + close on loopback, $AGENT_FORKS x $2 rounds, $("$1/bin/java" -version 2>&1 | sed -n 2p)"
  own_network "$JAVA" -cp "$3" ConnectBench "$3/variants.txt" "$AGENT_FORKS" "$2"
  rm -f "$3"/discarded-*.jfr
}

# Few sockets in TIME_WAIT, so that they do not fill the range of source ports.
own_network() {
  unshare --user --map-root-user --net sh -c '
    ip link set lo up
    echo 1024 64000 > /proc/sys/net/ipv4/ip_local_port_range
    echo 500 > /proc/sys/net/ipv4/tcp_max_tw_buckets
    exec "$@"' own_network "$@"
}

# attach_cost JAVA_HOME OUT
attach_cost() {
  local i
  echo "attach to a running JVM, 11 times: median ms, and median of the longest pause, ms"
  for i in 1 2 3 4 5 6 7 8 9 10 11; do
    "$1/bin/java" -XX:+EnableDynamicAgentLoading -Djdk.attach.allowAttachSelf=true -Xshare:auto \
      -cp "$2" AttachBench "$PWD/$AGENT" 2>/dev/null
  done > "$2/attach.txt"
  echo "$(median_of 1 "$2/attach.txt") $(median_of 2 "$2/attach.txt")"
}

median_of() {
  cut -d ' ' -f "$1" "$2" | sort -n | sed -n 6p
}
