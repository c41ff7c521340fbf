# shellcheck shell=bash
# Sourced by scripts/bench: what choosing the port used least recently costs a connect, and whether one fails.
#
#   scripts/bench lru [CONNECTS [THREADS]]   default: 1000000 each way, then as many with 64 threads

lru() {
  local connects=${1:-1000000} threads=${2:-64} out=target/bench-lru
  [[ $connects =~ ^[1-9][0-9]{3,8}$ ]] || die "CONNECTS is a number from 1000 on"
  [[ $threads =~ ^[1-9][0-9]{0,3}$ ]] || die "THREADS is a number from 1 on"
  . scripts/jars.sh
  find_java
  build_lru_ports
  mkdir -p "$out"
  "${JAVA%java}javac" -d "$out" -cp "$LRU_PORTS" scripts/bench.d/LruBench.java || die "javac is needed; install a JDK"
  unshare --user --map-root-user --net sh -c 'ip link set lo up; exec "$@"' own_network \
    "$JAVA" -XX:+UseSerialGC -Xmx512m -cp "$out:$LRU_PORTS" LruBench "$connects" "$threads"
}
