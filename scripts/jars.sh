# shellcheck shell=bash
# Sourced by the other scripts, from the repository's root: finds java and builds the jars they need.
# After common.sh.

AGENT=agent/javaagent/target/tuplewatch-agent.jar
CHURN=samples/churn/target/churn.jar
ANALYZER=analyzer/cli/target/tuplewatch.jar
LRU_PORTS=samples/lru-ports/target/lru-ports.jar

find_java() {
  JAVA=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$JAVA" >/dev/null || die "no java found; install JDK 17 or newer, or set JAVA_HOME"
  local version
  version=$("$JAVA" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1)
  [ "${version:-0}" -ge 17 ] || die "$JAVA is version ${version:-unknown}; JDK 17 or newer is needed"
  [ "$(uname -s)" = Linux ] || die "the agent records on Linux only"
}

build_what_is_missing() {
  local jar
  for jar in "$AGENT" "$CHURN" "$ANALYZER"; do
    if [ ! -e "$jar" ] || [ -n "$(find pom.xml agent analyzer samples/churn -newer "$jar" \
        \( -path '*/src/main/*' -o -name pom.xml \) -type f -print -quit)" ]; then
      command -v mvn >/dev/null || die "no mvn found; install Maven 3.8 or newer to build"
      say "Building (the first time Maven downloads what it needs) ..."
      mvn -B -q -Pquick -Dmaven.test.skip package -pl agent/javaagent,analyzer/cli,samples/churn -am >&2 ||
        die "the build failed, see above"
      touch "$AGENT" "$CHURN" "$ANALYZER" # Maven leaves a jar that would not change as old as it is
      return
    fi
  done
}

build_lru_ports() {
  [ -n "$(find "$LRU_PORTS" -newer samples/lru-ports/pom.xml 2>/dev/null)" ] &&
    [ -z "$(find samples/lru-ports/src/main -newer "$LRU_PORTS" -type f)" ] && return
  say "Building samples/lru-ports ..."
  mvn -B -q -Pquick -Dmaven.test.skip package -pl samples/lru-ports >&2 || die "the build failed, see above"
  touch "$LRU_PORTS"
}
