package io.tuplewatch.agent;

import io.tuplewatch.agent.ChildJvm.Ended;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;

/** Holds what was recorded of {@code RaceCases} against the server's list of peer ports. */
final class RaceVerdict {

  private static final Set<String> OUTCOMES = Set.of("CONNECTED", "CLOSED", "INTERRUPTED");

  /** The port is assigned before the address: a close in the midst of it may see one alone. */
  private static final Set<String> ADDRESSES =
      Set.of("127.0.0.1", "0.0.0.0", "0:0:0:0:0:0:0:0", "::");

  private final Ended child;
  private final List<RecordedEvent> connects;
  private final List<RecordedEvent> closes;
  private final List<String> problems = new ArrayList<>();

  private RaceVerdict(Ended child) throws IOException {
    this.child = child;
    this.connects =
        child.events(SocketConnect.NAME).stream().filter(e -> !e.getBoolean("bound")).toList();
    this.closes = child.events(SocketClose.NAME);
  }

  /** One line per thing that is wrong; empty if nothing is. */
  static List<String> problems(Ended child) throws IOException {
    if (child.exitCode() != 0) {
      return child.errors();
    }
    RaceVerdict verdict = new RaceVerdict(child);
    verdict.everyConnectedSocketHasOneClose();
    verdict.noAttemptTheServerSawIsMissing();
    verdict.nothingIsRecordedThatWasNot();
    verdict.check(child.output().contains("tracked 0"), "sockets are tracked at the end");
    return verdict.problems;
  }

  private void everyConnectedSocketHasOneClose() {
    Map<Long, Integer> ports = new HashMap<>();
    connects.stream()
        .filter(RaceVerdict::isConnected)
        .forEach(e -> ports.put(e.getLong("connectionId"), (int) e.getLong("localPort")));
    check(!ports.isEmpty(), "nothing connected");
    for (RecordedEvent close : closes) {
      // The one bound connection tells the server to stop.
      if (!close.getString("localAddress").equals("127.0.0.2")) {
        Integer port = ports.remove(close.getLong("connectionId"));
        check(port != null && port == close.getLong("localPort"), "a close too many: " + close);
      }
    }
    check(ports.isEmpty(), "connected sockets without close: " + ports.size());
  }

  /**
   * Port 0 is an attempt closed in the microseconds between its SYN and the reading of its port.
   */
  private void noAttemptTheServerSawIsMissing() {
    Set<Integer> accepted = new HashSet<>();
    Map<Integer, Integer> missing = new HashMap<>();
    for (String line : child.output()) {
      if (line.startsWith("accepted ")) {
        int port = Integer.parseInt(line.substring("accepted ".length()));
        accepted.add(port);
        missing.merge(port, 1, Integer::sum);
      }
    }
    connects.forEach(e -> missing.merge((int) e.getLong("localPort"), -1, Integer::sum));
    long withoutPort = connects.stream().filter(e -> e.getLong("localPort") == 0).count();
    int unseen = missing.values().stream().filter(count -> count > 0).mapToInt(c -> c).sum();
    check(unseen <= withoutPort, "not recorded: " + unseen + ", without port: " + withoutPort);
    check(withoutPort <= connects.size() / 100, "without port: " + withoutPort);
    long wrong =
        connects.stream()
            .filter(e -> isConnected(e) && e.getLong("localPort") != 0)
            .filter(e -> !accepted.contains((int) e.getLong("localPort")))
            .count();
    check(wrong == 0, "connected from a port the server never saw");
  }

  private void nothingIsRecordedThatWasNot() {
    for (RecordedEvent connect : connects) {
      String address = connect.getString("localAddress");
      boolean whole = isConnected(connect) && connect.getLong("localPort") != 0;
      check(
          whole ? address.equals("127.0.0.1") : address == null || ADDRESSES.contains(address),
          "a wrong address: " + connect);
      check(OUTCOMES.contains(connect.getString("outcome")), "a wrong outcome: " + connect);
    }
  }

  private static boolean isConnected(RecordedEvent connect) {
    return connect.getString("outcome").equals("CONNECTED");
  }

  private void check(boolean holds, String problem) {
    if (!holds) {
      problems.add(problem);
    }
  }
}
