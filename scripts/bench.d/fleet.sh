# shellcheck shell=bash
# scripts/bench fleet: one analysis of hundreds of recordings, of which the truth is known.
# Sourced by scripts/bench; BENCH_DIR (default /tmp) needs 1 GB.

fleet() {
  local hosts=${1:-400} connects=${2:-10000} firewalled=3 dir
  dir=$(mktemp -d "${BENCH_DIR:-/tmp}/tuplewatch-bench.XXXXXX")
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$dir'" EXIT
  echo "building" >&2
  mvn -B -q package dependency:build-classpath -DskipTests -pl analyzer/core,analyzer/cli -am \
    -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
  local core=analyzer/core
  echo "playing $hosts hosts of $connects connects, $firewalled of them behind a firewall" >&2
  java -Xmx1g -cp "$core/target/test-classes:$core/target/classes:$(cat $core/target/bench.classpath)" \
    io.tuplewatch.history.FleetHistory "$dir/fleet" $((hosts - firewalled)) "$firewalled" "$connects"

  echo "java -Xmx1g, $hosts recordings, $(du -sm "$dir/fleet" | cut -f1) MB; the hosts behind the firewall are those named node-200-..."
  analyze_fleet "$dir/fleet"
  analyze_fleet "$dir/fleet" --json "$dir/fleet.json"
}

analyze_fleet() {
  local times
  times=$( { TIMEFORMAT='%R s, processor %U + %S s'
    time java -Xmx1g -jar analyzer/cli/target/tuplewatch.jar analyze "$@" > "$1.out"; } 2>&1)
  printf '%-16s %s\n' "analyze ${2:-}" "$times"
  sed -n '/^  host/,/other host/p' "$1.out"
}
