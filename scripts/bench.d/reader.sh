# scripts/bench reader: whole processes that read the same large recordings, in turn.
# Sourced by scripts/bench; BENCH_DIR (default /tmp) needs 10 GB, SIZES are millions of connects.

reader() {
  local rounds=${1:-3} dir sizes=${SIZES:-"1 5 10 25"}
  dir=$(mktemp -d "${BENCH_DIR:-/tmp}/tuplewatch-bench.XXXXXX")
  trap "rm -rf '$dir'" EXIT
  echo "building" >&2
  mvn -B -q package dependency:build-classpath -DskipTests -pl analyzer/core,analyzer/cli -am \
    -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
  local core=analyzer/core
  classpath=$core/target/test-classes:$core/target/classes:$(cat $core/target/bench.classpath)

  record "$dir/tuples.jfr" 10 36 0
  record "$dir/foreign.jfr" 1 36 40
  compare "$dir/tuples.jfr" "$rounds"
  compare "$dir/foreign.jfr" "$rounds"
  rm "$dir"/*.jfr

  record "$dir/live.jfr" 30 36 0
  echo; echo "java -Xmx256m, $(size "$dir/live.jfr"), 1,008,000 tuples"
  run tuplewatch -Xmx256m "$dir/live.jfr"
  rm "$dir"/*.jfr

  echo; echo "millions of connects, and nearly as many closes"
  for millions in $sizes; do
    record "$dir/growing.jfr" "$millions" 36 0
    printf '%-10s %-10s' "$millions" "$(size "$dir/growing.jfr")"
    run tuplewatch -Xmx2g "$dir/growing.jfr"
    rm "$dir/growing.jfr"
  done
}

# FILE, millions of connects, destinations, other events per connect
record() {
  echo "recording $1" >&2
  java -Xmx512m -XX:FlightRecorderOptions:repository="$(dirname "$1")/repository" \
    -cp "$classpath" io.tuplewatch.recording.LargeRecording \
    "$1" $(($2 * 1000000)) "$3" "$4"
}

size() { echo "$(($(stat -c %s "$1") / 1000000)) MB"; }

# Each reader in turn, so that a busy moment of the machine does not fall on one alone.
compare() {
  echo; echo "$(basename "$1"), $(size "$1"); seconds from start to end of the process"
  for _ in $(seq "$2"); do
    for how in jmc recording-file reader tuplewatch; do
      run "$how" -Xmx"${HEAP:-12g}" "$1"
    done
  done
}

# How, heap, file: seconds from start to end of the process, and how it ended.
run() {
  local how=$1 command
  if [ "$how" = tuplewatch ]; then
    command=(java "$2" -jar analyzer/cli/target/tuplewatch.jar analyze --worst 0)
  else
    command=(java "$2" -cp "$classpath" io.tuplewatch.recording.ReaderBenchmark "$how")
  fi
  local start end status=0
  start=$(date +%s%N)
  "${command[@]}" "$3" > /dev/null 2> "$(dirname "$3")/errors" || status=$?
  end=$(date +%s%N)
  printf '%-15s %8.2f s   exit code %d\n' "$how" "$(((end - start) / 10000000))e-2" "$status"
}
