# shellcheck shell=bash
# Sourced by scripts/bench: what choosing the port used least recently costs a connect, and whether one fails.
#
#   scripts/bench lru [CONNECTS [THREADS]]   default: 1000000 each way, then as many with 64 threads
#   scripts/bench lru stress [CONNECTS]      both ways by turns, CONNECTS (1000000) in all, for IPv4 and IPv6:
#                                            64 threads, 100 ports, of which another process takes some all the time

lru() {
  local stress=
  [ "${1:-}" != stress ] || { stress=1; shift; }
  local connects=${1:-1000000} threads=${2:-64} out=target/bench-lru
  [[ $connects =~ ^[1-9][0-9]{3,8}$ ]] || die "CONNECTS is a number from 1000 on"
  [[ $threads =~ ^[1-9][0-9]{0,3}$ ]] || die "THREADS is a number from 1 on"
  . scripts/jars.sh
  find_java
  build_lru_ports
  mkdir -p "$out"
  "${JAVA%java}javac" -d "$out" -cp "$LRU_PORTS" scripts/bench.d/LruBench.java || die "javac is needed; install a JDK"
  if [ -n "$stress" ]; then
    for address in 127.0.0.1 ::1; do
      unshare --user --map-root-user --net sh -c 'ip link set lo up
        echo 40000 40099 >/proc/sys/net/ipv4/ip_local_port_range; exec "$@"' own_network \
        "$JAVA" -XX:+UseSerialGC -Xmx512m -cp "$out:$LRU_PORTS" LruBench stress "$connects" "$threads" $address
    done
    return
  fi
  unshare --user --map-root-user --net sh -c 'ip link set lo up; exec "$@"' own_network \
    "$JAVA" -XX:+UseSerialGC -Xmx512m -cp "$out:$LRU_PORTS" LruBench "$connects" "$threads"
}
