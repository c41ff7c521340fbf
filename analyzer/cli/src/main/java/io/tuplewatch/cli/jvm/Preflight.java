package io.tuplewatch.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of a JVM without attaching to it: whether the agent could be loaded, and who has
 * trouble connecting.
 *
 * @param obstacles why it cannot be attached to, or loaded with the agent's jar; empty if it can
 * @param remarks what else to know before
 * @param destinations of its network namespace
 * @param unanswered inodes of its own connects without answer for more than a second
 * @param attemptFails of its network namespace since it began: handshakes that failed, incoming
 *     ones too; -1 = not known
 */
public record Preflight(
    RunningJvm jvm,
    JavaInstallation java,
    List<String> obstacles,
    List<String> remarks,
    PortState ports,
    List<TcpTable.Row> destinations,
    Set<String> unanswered,
    long attemptFails) {

  private static final Path SELF = Path.of("/proc/self");
  private static final Path TEMPORARY = Path.of("/tmp");

  /**
   * Looks at it now.
   *
   * @param agent the agent's jar, as the JVM sees it, absolute; null if this tool will put it there
   */
  public static Preflight of(RunningJvm jvm, @Nullable Path agent) {
    JavaInstallation java = JavaInstallation.of(jvm);
    return new Preflight(
        jvm,
        java,
        obstacles(jvm, java, agent),
        remarks(jvm, java),
        PortState.of(jvm, ownNamespace("net")),
        TcpTable.of(jvm.text("net/tcp"), jvm.text("net/tcp6")),
        TcpTable.unanswered(jvm.text("net/tcp"), jvm.text("net/tcp6"), jvm.socketInodes()),
        SnmpText.attemptFails(jvm.text("net/snmp")));
  }

  /** Free source ports toward the destination that has the fewest; -1 = not known. */
  public long portHeadroom() {
    long most = destinations.stream().mapToLong(TcpTable.Row::sourcePorts).max().orElse(0);
    return ports.isKnown() ? ports.available() - most : -1;
  }

  private static List<String> obstacles(
      RunningJvm jvm, JavaInstallation java, @Nullable Path agent) {
    List<String> obstacles = new ArrayList<>();
    if (!java.hasInstrument()) {
      obstacles.add(
          "no module java.instrument: with -javaagent or in JAVA_TOOL_OPTIONS the agent would keep"
              + " it from starting; add java.instrument to its image");
    }
    boolean reachable = Files.isReadable(jvm.directory().resolve("root/"));
    if (!reachable) {
      obstacles.add("runs as another user; run this as user " + jvm.uid() + " or as root");
    }
    if (jvm.hasOption("-XX:+DisableAttachMechanism")) {
      obstacles.add("started with -XX:+DisableAttachMechanism: load the agent at its start");
    }
    if (jvm.hasOption("-XX:-EnableDynamicAgentLoading")) {
      obstacles.add("started with -XX:-EnableDynamicAgentLoading: load the agent at its start");
    }
    if (agent != null) {
      jarObstacle(jvm, agent, obstacles);
    } else if (reachable && !Files.isWritable(jvm.fileAsItSees(TEMPORARY))) {
      obstacles.add(
          "its /tmp cannot be written: attaching makes a socket and puts the agent's jar there;"
              + " load the agent at its start");
    }
    return obstacles;
  }

  private static void jarObstacle(RunningJvm jvm, Path agent, List<String> obstacles) {
    Path seen = jvm.fileAsItSees(agent);
    if (!Files.isRegularFile(seen)) {
      obstacles.add("does not see " + agent + ": copy it there, or name it as seen with --agent");
    } else if (isWritableByOthers(seen) || isWritableByOthers(seen.resolve("..").normalize())) {
      obstacles.add(agent + " or its folder can be changed by any user: chmod o-w");
    }
  }

  private static boolean isWritableByOthers(Path path) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      boolean sticky = ((Integer) Files.getAttribute(path, "unix:mode") & 01000) != 0;
      return permissions.contains(PosixFilePermission.OTHERS_WRITE) && !sticky;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static List<String> remarks(RunningJvm jvm, JavaInstallation java) {
    List<String> remarks = new ArrayList<>();
    if (!java.hasFlightRecorder()) {
      remarks.add(
          "no Flight Recorder (no module jdk.jfr, or a VM without support for it): it can record as"
              + " JSON lines only (record=FILE)");
    }
    if (java.warnsOfDynamicLoading() && !jvm.hasOption("-XX:+EnableDynamicAgentLoading")) {
      remarks.add(
          "attaching makes it print a warning; -XX:+EnableDynamicAgentLoading at its start silences"
              + " it");
    }
    if (!jvm.namespace("pid").equals(ownNamespace("pid"))) {
      remarks.add("runs in a container: paths and process ids there are others");
    }
    return remarks;
  }

  static String ownNamespace(String kind) {
    return link("ns/" + kind);
  }

  private static String link(String file) {
    try {
      return Files.readSymbolicLink(SELF.resolve(file)).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "unknown";
    }
  }
}
