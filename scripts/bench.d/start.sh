# shellcheck shell=bash
# Sourced by bench: what the agent adds to the start of a JVM that records nothing. Pairs of starts
# alternate, so that a slow moment of the machine meets both.

readonly START_PAIRS=21

start() {
  local work home homes=("$@")
  [ $# -gt 0 ] || homes=(/usr/lib/jvm/*)
  echo "building" >&2
  mvn -B -q package -DskipTests -pl agent/javaagent -am
  work=$(mktemp -d)
  echo 'class Hello { public static void main(String[] a) { System.out.println("hello"); } }' \
    > "$work/Hello.java"
  javac -nowarn -Xlint:-options --release 8 -d "$work" "$work/Hello.java"
  echo "start of Hello World, $START_PAIRS alternating pairs, median and best in ms"
  printf '%-40s %16s %16s %8s\n' JDK baseline "with the agent" added
  for home in "${homes[@]}"; do
    if [ -x "$home/bin/java" ] && [ ! -L "$home" ]; then
      start_pairs "$home" "$work"
    fi
  done
  rm -r "$work"
}

start_pairs() {
  local i agent=agent/javaagent/target/tuplewatch-agent.jar
  for ((i = 0; i < START_PAIRS; i++)); do
    echo "baseline $(start_millis "$1/bin/java" -cp "$2" Hello)"
    echo "agent $(start_millis "$1/bin/java" "-javaagent:$PWD/$agent" -cp "$2" Hello)"
  done | sort -k1,1 -k2,2n | awk -v name="$1" '
    { ms[$1, ++n[$1]] = $2 }
    END {
      m = int((n["agent"] + 1) / 2)
      printf "%-40s %8d %7d %8d %7d %8d\n", name, ms["baseline", m], ms["baseline", 1],
        ms["agent", m], ms["agent", 1], ms["agent", m] - ms["baseline", m]
    }'
}

start_millis() {
  local begin=$EPOCHREALTIME end
  "$@" > /dev/null 2>&1
  end=$EPOCHREALTIME
  echo $(((${end/./} - ${begin/./}) / 1000))
}
