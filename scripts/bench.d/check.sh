# shellcheck shell=bash
# Sourced by scripts/bench: the replay of a million connects, four algorithms, 20 seeds.

check() {
  echo "building" >&2
  mvn -B -q test-compile dependency:build-classpath -pl analyzer/core -am \
    -Dmdep.outputFile=target/bench.classpath -Dmdep.includeScope=test
  local core=analyzer/core
  java -Xmx1g -cp "$core/target/test-classes:$core/target/classes:$(cat $core/target/bench.classpath)" \
    io.tuplewatch.selection.replay.ReplayBenchmark "$@"
}
