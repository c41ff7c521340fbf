# shellcheck shell=bash
# scripts/bench reader: whole processes that read the same large recordings, in turn.
# Sourced by scripts/bench; BENCH_DIR (default /tmp) needs 10 GB, SIZES are millions of connects.

reader() {
  local rounds=${1:-3} dir sizes=${SIZES:-"1 5 10 25 50"}
  dir=$(mktemp -d "${BENCH_DIR:-/tmp}/tuplewatch-bench.XXXXXX")
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$dir'" EXIT
  echo "building" >&2
  mvn -B -q package dependency:build-classpath -DskipTests -pl analyzer/core,analyzer/cli -am \
    -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
  local core=analyzer/core
  classpath=$core/target/test-classes:$core/target/classes:$(cat $core/target/bench.classpath)

  disordered "$dir/zipf.jfr" "$rounds" destinations=2000 by=zipf
  disordered "$dir/many.jfr" "$rounds" destinations=20000 threads=64
  disordered "$dir/foreign-order.jfr" "$rounds" destinations=50 fields=shuffled
  disordered "$dir/absent-fields.jfr" "$rounds" destinations=50 fields=sparse
  disordered "$dir/failing.jfr" "$rounds" destinations=50 failures=50 ports=random
  disordered "$dir/one.jfr" "$rounds" destinations=1 threads=1 ports=counter
  disordered "$dir/bound.jfr" "$rounds" destinations=50 ports=bound rate=10000000
  disordered "$dir/slow.jfr" "$rounds" destinations=50 rate=100000

  record "$dir/tuples.jfr" 10.5 36 0
  compare "$dir/tuples.jfr" "$rounds"
  rm "$dir"/*.jfr*
  record "$dir/foreign.jfr" 0.5 36 40
  compare "$dir/foreign.jfr" "$rounds"
  rm "$dir"/*.jfr*

  record "$dir/live.jfr" 30 72 0
  echo; echo "java -Xmx256m, $(size "$dir/live.jfr"), 1,016,352 tuples"
  run reader -Xmx256m "$dir/live.jfr"
  run tuplewatch -Xmx256m "$dir/live.jfr"
  rm "$dir"/*.jfr*

  echo; echo "millions of connects, and nearly as many closes"
  for millions in $sizes; do
    record "$dir/growing.jfr" "$millions" 36 0
    printf '%-10s %-10s' "$millions" "$(size "$dir/growing.jfr")"
    run tuplewatch -Xmx2g "$dir/growing.jfr"
    rm "$dir"/growing.jfr*
  done
}

# FILE, millions of connects, destinations, other events per connect. Large buffers: at full speed
# the usual ones lose events.
record() {
  echo "recording $1" >&2
  java -Xmx512m \
    -XX:FlightRecorderOptions:memorysize=256m,globalbuffersize=16m,numglobalbuffers=16,repository="$(dirname "$1")/repository" \
    -cp "$classpath" io.tuplewatch.recording.LargeRecording \
    "$1" "$(connects "$2")" "$3" "$4"
  connects "$2" > "$1.connects"
}

# FILE, rounds, options of DisorderedRecording: millions of connects are in DISORDERED, 2.5 if unset.
disordered() {
  local file=$1 rounds=$2
  shift 2
  echo "recording $file: $*" >&2
  connects "${DISORDERED:-2.5}" > "$file.connects"
  java -Xmx512m \
    -XX:FlightRecorderOptions:memorysize=256m,globalbuffersize=16m,numglobalbuffers=16,repository="$(dirname "$file")/repository" \
    -cp "$classpath" io.tuplewatch.recording.DisorderedRecording "$file" "$(cat "$file.connects")" "$@"
  compare "$file" "$rounds"
  rm "$(dirname "$file")"/*.jfr*
}

# Millions, with a decimal point or without.
connects() { awk -v millions="$1" 'BEGIN { printf "%d", millions * 1000000 }'; }

size() { echo "$(($(stat -c %s "$1") / 1000000)) MB"; }

# Each reader in turn, so that a busy moment of the machine does not fall on one alone.
compare() {
  echo; echo "$(basename "$1"), $(size "$1"); seconds from start to end of the process"
  for _ in $(seq "$2"); do
    for how in jmc recording-file-events recording-file reader tuplewatch; do
      run "$how" -Xmx"${HEAP:-12g}" "$1"
    done
  done
}

# How, heap, file: seconds from start to end of the process, processor time, how it ended, and how
# many of the connects that were recorded it found.
run() {
  local how=$1 command found
  if [ "$how" = tuplewatch ]; then
    command=(java "$2" -jar analyzer/cli/target/tuplewatch.jar analyze --worst 0)
  else
    command=(java "$2" -cp "$classpath" io.tuplewatch.recording.ReaderBenchmark "$how")
  fi
  local status=0 out times
  out=$(dirname "$3")/out
  times=$( { TIMEFORMAT='%R s, processor %U + %S s'
    time "${command[@]}" "$3" > "$out" 2> "$out.errors" || status=$?; echo "exit code $status"; } 2>&1 | tr '\n' ' ')
  if [ "$how" = tuplewatch ]; then
    found=$(grep -oE '[0-9,]+ connects' "$out" | head -1 | tr -dc '0-9') || true
  else
    found=$(tail -1 "$out")
  fi
  awk -v how="$how" -v times="$times" -v found="${found:-0}" -v written="$(cat "$3.connects")" \
    'BEGIN { printf "%-21s %s found %d of %d connects (%.2f %%)\n", how, times, found, written, 100 * found / written }'
}
