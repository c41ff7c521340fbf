# shellcheck shell=bash
# scripts/bench reader, scripts/bench growth: whole processes that read the same recordings, in turn.
# Sourced by scripts/bench. BENCH_DIR (default /tmp) needs 1 GB, growth 15 GB at 50 million connects.

# What Flight Recorder is given to keep up with millions of connects at once. A recording's chunks
# are as large as it likes; with CHUNKS=12m of its usual size.
BUFFERS=memorysize=256m,globalbuffersize=16m,numglobalbuffers=16
USUAL_BUFFERS=maxchunksize=12m,globalbuffersize=4m,numglobalbuffers=32

# reader [ROUNDS]: CONNECTS in each recording, 1,000,000 if unset.
reader() {
  local rounds=${1:-3} connects=${CONNECTS:-1000000}
  prepare
  disordered zipf-2000 "$rounds" "$connects" destinations=2000 by=zipf
  disordered uniform-20000 "$rounds" "$connects" destinations=20000 threads=64
  disordered foreign-order "$rounds" "$connects" destinations=50 fields=shuffled
  disordered half-fail "$rounds" "$connects" destinations=50 failures=50 ports=random
  disordered many-sites "$rounds" "$connects" destinations=2000 callSites=60 hosts=10 timeouts=1000 jvms=20
  disordered one-tuple "$rounds" "$connects" destinations=1 threads=1 locals=1 ports=one
  disordered days "$rounds" "$connects" destinations=50 ports=bound rate=5000
  BUFFERS=$USUAL_BUFFERS disordered chunks-of-12mb "$rounds" "$connects" destinations=50 ports=counter
  reader_table "$dir/times"
}

# growth [MILLIONS...]: one round each.
growth() {
  local sizes=("${@:-1}") destinations
  [ $# -gt 0 ] || sizes=(1 5 10 25 50)
  prepare
  echo "analyze: millions of connects, destinations, MB recorded, seconds, processor time, MB of memory at most"
  for millions in "${sizes[@]}"; do grow "$((millions * 1000000))" 50; done
  for destinations in 1 50 2000 20000; do grow 1000000 "$destinations"; done
}

prepare() {
  dir=$(mktemp -d "${BENCH_DIR:-/tmp}/tuplewatch-bench.XXXXXX")
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$dir'" EXIT
  echo "building" >&2
  mvn -B -q package dependency:build-classpath -DskipTests -pl analyzer/core,analyzer/cli -am \
    -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
  local core=analyzer/core
  classpath=$core/target/test-classes:$core/target/classes:$(cat $core/target/bench.classpath)
  mkdir "$dir/bin" "$dir/lib"
  cp analyzer/cli/target/tuplewatch.jar "$dir/lib/"
  sed "s/@VERSION@/0-SNAPSHOT/" analyzer/dist/src/bin/tuplewatch > "$dir/bin/tuplewatch"
  chmod +x "$dir/bin/tuplewatch"
  "$dir/bin/tuplewatch" --version > /dev/null # makes its class archive
}

# NAME CONNECTS [options of DisorderedRecording]
make_recording() {
  echo "recording $*" >&2
  java -Xmx512m -XX:FlightRecorderOptions:"$BUFFERS,repository=$dir/repository" \
    -cp "$classpath" io.tuplewatch.recording.DisorderedRecording "$dir/$1.jfr" "${@:2}"
}

# NAME ROUNDS CONNECTS [options of DisorderedRecording]: each reader in turn, so that a busy moment
# of the machine does not fall on one alone.
disordered() {
  local name=$1 rounds=$2 how
  make_recording "$name" "${@:3}"
  for _ in $(seq "$rounds"); do
    for how in jmc recording-file-events reader analyze analyze-512m; do
      run "$how" "$name" "$3"
    done
  done
  rm "$dir/$name.jfr"
}

# HOW NAME CONNECTS: notes seconds and processor time, and fails unless all connects were found.
run() {
  local how=$1 file=$dir/$2.jfr out=$dir/out command found times
  case $how in
    analyze) command=("$dir/bin/tuplewatch" analyze) ;;
    analyze-512m) command=(env "TUPLEWATCH_OPTS=-Xmx512m" "$dir/bin/tuplewatch" analyze) ;;
    reader) command=(java -Xmx"${HEAP:-8g}" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC # as the launcher
      -cp "$classpath" io.tuplewatch.recording.ReaderBenchmark "$how") ;;
    *) command=(java -Xmx"${HEAP:-8g}" -cp "$classpath" io.tuplewatch.recording.ReaderBenchmark "$how") ;;
  esac
  times=$( { TIMEFORMAT='%R %U %S'; time "${command[@]}" "$file" > "$out" 2> "$out.errors"; } 2>&1) \
    || die "$how of $2 failed: $(head -3 "$out.errors")" 1
  case $how in
    analyze*) found=$(grep -oE '[0-9,]+ connects' "$out" | tr -dc '0-9\n' | sort -n | tail -1) ;;
    *) found=$(tail -1 "$out") ;;
  esac
  echo "$2 $how $times" | awk '{ print $1, $2, $3, $4 + $5 }' | tee -a "$dir/times" >&2
  [ "${found:-0}" -ge $(($3 * 99 / 100)) ] || say "$how found ${found:-no} of $3 connects in $2"
}

# Medians; the recording on which the analysis does worst comes first.
reader_table() {
  echo
  echo "Seconds from start to end of the process (processor time), medians; the reader and analyze with the launcher's options of Java, the others with none."
  echo
  # shellcheck disable=SC2016 # Markdown's quotes
  echo '| recording | Mission Control loads it | RecordingFile, no field | reader | `analyze` | `analyze`, 512 MB | reader: of JMC, of RecordingFile | analyze: of JMC, with 512 MB |'
  echo '|---|---|---|---|---|---|---|---|'
  awk '
    { key = $1 " " $2; n[key]++; wall[key, n[key]] = $3; cpu[key, n[key]] = $4; names[$1] }
    function median(values, key,    i, j, t, count, sorted) {
      count = n[key]
      for (i = 1; i <= count; i++) sorted[i] = values[key, i]
      for (i = 1; i <= count; i++)
        for (j = i + 1; j <= count; j++)
          if (sorted[j] < sorted[i]) { t = sorted[i]; sorted[i] = sorted[j]; sorted[j] = t }
      return sorted[int((count + 1) / 2)]
    }
    function cell(name, how) {
      return sprintf("%.1f (%.1f)", median(wall, name " " how), median(cpu, name " " how))
    }
    END {
      for (name in names) {
        jmc = median(wall, name " jmc")
        file = median(wall, name " recording-file-events")
        reader = median(wall, name " reader")
        analyze = median(wall, name " analyze")
        small = median(wall, name " analyze-512m")
        printf "%.3f\t| %s | %s | %s | %s | %s | %s | %.1f, %.1f | %.1f, %.1f |\n", jmc / analyze, name,
          cell(name, "jmc"), cell(name, "recording-file-events"), cell(name, "reader"),
          cell(name, "analyze"), cell(name, "analyze-512m"),
          jmc / reader, file / reader, jmc / analyze, jmc / small
      }
    }' "$1" | sort -n | cut -f2
}

# CONNECTS DESTINATIONS
grow() {
  local file=$dir/growing.jfr
  make_recording growing "$1" "destinations=$2"
  TUPLEWATCH_OPTS=-Xmx2g /usr/bin/time -f '%e %U %S %M' -o "$dir/time" \
    "$dir/bin/tuplewatch" analyze "$file" > "$dir/out"
  awk -v connects="$1" -v destinations="$2" -v size="$(stat -c %s "$file")" \
    '{ printf "%8.1f %6d %6d %8.1f %8.1f %6d\n", connects / 1e6, destinations, size / 1e6, $1, $2 + $3, $4 / 1024 }' \
    "$dir/time"
  rm "$file"
}
