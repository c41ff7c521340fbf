# shellcheck shell=bash
# scripts/bench ranking and fleet: hundreds of recordings, of which the truth is known.
# Sourced by scripts/bench. BENCH_DIR (default /tmp) needs 230 bytes for each connect, and half of
# that again for Spark. fleet plays its recordings to BENCH_FLEET if that is named, or takes those
# that are there.

ranking() {
  local hosts=${1:-400} connects=${2:-10000} firewalled=3 dir
  bench_folder
  echo "building" >&2
  mvn -B -q package dependency:build-classpath -DskipTests -pl analyzer/core,analyzer/cli -am \
    -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
  echo "playing $hosts hosts of $connects connects, $firewalled of them behind a firewall" >&2
  java -Xmx1g -cp "$(test_classes core)" \
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

fleet() {
  local recordings=${1:-500} connects=${2:-100000} hosts=50 firewalled=3 heap=${BENCH_HEAP:-4g} dir played
  local pods=$((recordings / hosts / 2 * 2))
  [ "$pods" -gt 0 ] || { echo "100 recordings or more: pods by twos on $hosts hosts" >&2; exit 2; }
  bench_folder
  echo "building" >&2
  mvn -B -q package dependency:build-classpath -DskipTests -pl analyzer/cli,analyzer/spark -am \
    -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
  played=${BENCH_FLEET:-$dir/fleet}
  if [ ! -d "$played" ]; then
    echo "playing $hosts hosts with $pods pods of $connects connects; a firewall before $firewalled of them" >&2
    java -Xmx4g -cp "$(test_classes core)" \
      io.tuplewatch.history.PodFleet "$played" "$hosts" "$pods" "$firewalled" "$connects"
  fi

  echo "$((hosts * pods)) recordings, $(du -sm "$played" | cut -f1) MB, --address-realm shared, java -Xmx$heap"
  by_command "$played"
  by_spark 'local[1]' "$played" taskset -c 0
  by_spark 'local[2]' "$played"
  figures_of_fleet "$dir"
}

by_command() {
  echo "analyze" >&2
  { TIMEFORMAT='figures analyze %R %U %S'
    time java "-Xmx$heap" -jar analyzer/cli/target/tuplewatch.jar analyze --address-realm shared \
      --json "$dir/analyze.json" "$1" > "$dir/analyze.out" 2> "$dir/analyze.err"; } 2> "$dir/figures"
}

# With a warm-up of its own; what stands before java says on which processors.
by_spark() {
  echo "Spark $1" >&2
  # shellcheck disable=SC2094 # it appends
  "${@:3}" java @analyzer/spark/spark.modules "-Xmx$heap" -cp "$(test_classes spark)" \
    io.tuplewatch.spark.FleetBench "$1" "$2" "$dir/$1.json" >> "$dir/figures" 2> "$dir/$1.err" \
    || { echo "not as it should be; its log:" >&2
         grep -m 20 -E ' ERROR |Exception|Error:' "$dir/$1.err" >&2 || tail -n 5 "$dir/$1.err" >&2; }
  cmp -s "$dir/analyze.json" "$dir/$1.json" && echo "equal $1" >> "$dir/figures"
}

figures_of_fleet() {
  awk '
    function line(name, wall, processor, rest) {
      printf "%-16s %9.1f %11.1f %22.0f  %s\n", name, wall, processor, connects / processor, rest
    }
    $1 == "figures" && $2 == "analyze" { command = $3; commandProcessor = $4 + $5 }
    $1 == "figures" && $2 != "analyze" { wall[$2] = $3; processor[$2] = $4; connects = $5; shuffled = $6 }
    $1 == "equal" { equal[$2] = "JSON as of analyze" }
    $1 == "truth" && !said[$0]++ { truth = truth "  " $0 "\n" }
    END {
      printf "%-16s %9s %11s %22s\n", "", "wall, s", "processor, s", "connects/processor s"
      line("analyze", command, commandProcessor, "")
      line("Spark local[1]", wall["local[1]"], processor["local[1]"], equal["local[1]"])
      line("Spark local[2]", wall["local[2]"], processor["local[2]"], equal["local[2]"])
      printf "local[1] / local[2] %.2f (aim: 1.4 or more); local[2] / analyze %.2f (aim: 1.5 or less)\n", \
        wall["local[1]"] / wall["local[2]"], wall["local[2]"] / command
      printf "shuffled: %.1f bytes for each of %d connects\n", shuffled / connects, connects
      printf "%s", truth
    }' "$1/figures"
}

# Sets dir, which is gone when the script ends.
bench_folder() {
  dir=$(mktemp -d "${BENCH_DIR:-/tmp}/tuplewatch-bench.XXXXXX")
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$dir'" EXIT
}

test_classes() {
  echo "analyzer/$1/target/test-classes:analyzer/$1/target/classes:$(cat "analyzer/$1/target/bench.classpath")"
}
