# shellcheck shell=bash
# Sourced inside the lab's namespaces: the three hosts, and the processes that run on them.
# Expects OUT, JAVA, AGENT, CHURN in the environment.

. scripts/lab.d/network.sh
. scripts/lab.d/firewall.sh

FIREWALL=none
FIREWALL_TIMEOUT=5 # s; where no firewall stands, still the idle timeout that is asked about
CLIENTS=()
FIREWALL_LOGS=$(command -v ulogd || true)

say() { printf '%s\n' "$*" >&2; }
die() { say "lab: $*"; exit "${2:-1}"; }

enter_hosts() {
  trap 'exit 130' INT TERM
  mount -t tmpfs none /run
  mkdir /run/netns
  build_network
}

# await SECONDS PID FILE PATTERN: until PATTERN stands in FILE; fails if PID ends before.
await() {
  local tries
  for tries in $(seq $(($1 * 20))); do
    ! grep -q -- "$4" "$3" || return 0
    kill -0 "$2" 2>/dev/null || break
    sleep 0.05
  done
  die "'$4' never came: $(tail -n 3 "$3")"
}

# Every packet of the client's link, to link.pcap, and of the server's, to server.pcap; the firewall's
# own log, to firewall.log, where ulogd is installed.
start_capture() {
  capture_on client "$OUT/link.pcap" "$OUT/tcpdump.txt"
  CAPTURE=$CAPTURING
  capture_on server "$OUT/server.pcap" "$OUT/tcpdump-server.txt"
  SERVER_CAPTURE=$CAPTURING
  if [ -n "$FIREWALL_LOGS" ]; then start_firewall_log; fi
}

# capture_on HOST FILE MESSAGES [FILTER]: its process is CAPTURING.
capture_on() {
  ip netns exec "$1" tcpdump -i lan -n -s 128 -B 16384 --immediate-mode \
    --time-stamp-precision nano -Z root -w - "${4:-ip and (tcp or icmp)}" >"$2" 2>"$3" &
  CAPTURING=$!
  await 10 "$CAPTURING" "$3" "listening on"
}

# ulogd writes what the kernel would, but the kernel's log is the machine's, not the lab's.
start_firewall_log() {
  : >"$OUT/firewall.log"
  cat >"$OUT/ulogd.conf" <<EOF
[global]
logfile="$OUT/ulogd.txt"
stack=log1:NFLOG,base1:BASE,ifi1:IFINDEX,ip2str1:IP2STR,print1:PRINTPKT,emu1:LOGEMU
[log1]
group=1
[emu1]
file="$OUT/firewall.log"
sync=1
EOF
  TZ=UTC ip netns exec firewall ulogd -c "$OUT/ulogd.conf" &
  FIREWALL_LOG=$!
  await 10 "$FIREWALL_LOG" "$OUT/ulogd.txt" "building new pluginstance stack"
}

# A last packet on both links shows that both captures went on until the end.
end_capture() {
  on server timeout 5 bash -c "exec 3<>/dev/tcp/$LAB_NET.1.2/9" 2>/dev/null || true
  kill -INT "$CAPTURE" "$SERVER_CAPTURE"
  wait "$CAPTURE"
  wait "$SERVER_CAPTURE"
  [ -z "$FIREWALL_LOGS" ] || kill "$FIREWALL_LOG"
  local messages
  for messages in "$OUT/tcpdump.txt" "$OUT/tcpdump-server.txt"; do
    grep -q "^0 packets dropped by kernel" "$messages" ||
      die "the capture lost packets, so there is no truth: $(grep dropped "$messages")"
  done
}

start_server() {
  ip netns exec server "$JAVA" -XX:+UseSerialGC -Xmx128m -XX:-UsePerfData -jar "$CHURN" server --port 5000 "$@" \
    >"$OUT/server.txt" 2>&1 &
  SERVER=$!
  await 20 "$SERVER" "$OUT/server.txt" "listening on"
}

# start_client NUMBER ARGUMENTS: churn as a recorded JVM on the client's host.
start_client() {
  local number=$1
  shift
  record_jvm "$number" -jar "$CHURN" client "$@"
}

# record_jvm NUMBER ARGUMENTS of java. Labs share /tmp but each counts its processes from 1, and a JVM
# names its files in /tmp by its process number: two of them would delete each other's recordings.
record_jvm() {
  local number=$1
  shift
  ip netns exec client "$JAVA" -XX:+UseSerialGC -Xmx256m -XX:-UsePerfData -javaagent:"$AGENT" \
    -XX:FlightRecorderOptions:repository="$OUT/repository-$number" \
    -XX:StartFlightRecording:filename="$OUT/client-$number.jfr,settings=none" \
    "$@" >"$OUT/client-$number.txt" 2>&1 &
  CLIENTS+=($!)
}

# A client may end with code 1: every connect failed, which a scenario may want.
wait_for_clients() {
  local pid
  for pid in "${CLIENTS[@]}"; do
    wait "$pid" || [ $? = 1 ] || die "a client failed: $(tail -n 3 "$OUT"/client-*.txt)"
  done
}

client() {
  start_client 1 "$@"
  wait_for_clients
}

# Until the client's kernel has begun so many connects (ActiveOpens of the namespace).
when_connects_reach() {
  local opens=0 tries
  for tries in $(seq 1200); do
    opens=$(on client awk '/^Tcp: [0-9]/ { print $6 }' /proc/net/snmp)
    [ "$opens" -lt "$1" ] || return 0
    sleep 0.05
  done
  die "the client made only $opens connects"
}

# What the clients say they tried, connected or not.
count_attempts() {
  sed -n 's/^\([0-9]*\) connects in .*/\1/p' "$OUT"/client-*.txt | awk '{ sum += $1 } END { print sum + 0 }'
}
