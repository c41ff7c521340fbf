package io.tuplewatch.agent;

import io.tuplewatch.agent.ChildJvm.Ended;
import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.agent.cases.CloseCases;
import io.tuplewatch.agent.cases.ConnectCases;
import io.tuplewatch.agent.cases.ErrnoCases;
import io.tuplewatch.agent.cases.Expectation;
import io.tuplewatch.agent.cases.NettyCloseCases;
import io.tuplewatch.agent.cases.RaceCases;
import io.tuplewatch.agent.cases.SocketCases;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/**
 * Runs the cases on every JDK found and prints what came of them, for scripts/jdk-matrix: one row
 * per case, one column per JDK. A cell is right if the case left exactly the connect and the close
 * that the kernel, or the server, tells of; "-" if the case does not exist on that JDK.
 */
final class JdkMatrix {

  private static final String RIGHT = "right";
  private static final String WRONG = "wrong";

  private final Collection<Jdk> jdks;
  private final Map<String, Map<Jdk, String>> rows = new LinkedHashMap<>();

  private JdkMatrix(Collection<Jdk> jdks) {
    this.jdks = jdks;
  }

  /** Arguments: threads of the races, and attempts of each. Ends with 1 if a cell is wrong. */
  public static void main(String[] args) throws Exception {
    JdkMatrix matrix = new JdkMatrix(Jdks.found());
    for (Jdk jdk : matrix.jdks) {
      matrix.run(jdk, args[0], args[1]);
    }
    matrix.print();
    System.exit(matrix.hasWrong() ? 1 : 0);
  }

  private void run(Jdk jdk, String threads, String attempts) throws Exception {
    compare(jdk, child(jdk).launchedBy(OwnNetwork.launcher()).run(ConnectCases.class, "all"));
    compare(jdk, child(jdk).launchedBy(OwnNetwork.launcher("20kbit")).run(ErrnoCases.class, "all"));
    compare(jdk, child(jdk).run(SocketCases.class));
    compare(jdk, child(jdk).run(CloseCases.class));
    compare(jdk, child(jdk).run(NettyCloseCases.class));
    List<String> problems =
        RaceVerdict.problems(child(jdk).run(RaceCases.class, threads, attempts));
    problems.forEach(problem -> complain(jdk, problem));
    set(threads + " threads x " + attempts + " races", jdk, problems.isEmpty());
  }

  private static ChildJvm child(Jdk jdk) throws Exception {
    Path directory = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "jdk-matrix");
    return new ChildJvm(jdk, directory).asInProduction().withLibraries();
  }

  private void compare(Jdk jdk, Ended child) throws Exception {
    List<Expectation> expected = Expectation.among(child.output());
    List<RecordedEvent> connects = child.events(SocketConnect.NAME);
    List<RecordedEvent> closes = child.events(SocketClose.NAME);
    if (child.exitCode() != 0 || connects.size() != expected.size()) {
      complain(jdk, connects.size() + " connects for " + expected.size() + " cases");
      child.errors().forEach(line -> complain(jdk, line));
      set("nothing failed, nothing else was recorded", jdk, false);
    } else {
      set("nothing failed, nothing else was recorded", jdk, true);
    }
    for (Expectation one : expected) {
      // More than one where a tuple was in use.
      List<Expectation> ofTuple = expected.stream().filter(e -> e.isOfSameTuple(one)).toList();
      boolean right = isRecorded(ofTuple, connects, closes);
      if (!right) {
        complain(jdk, one.toString());
      }
      set(one.api() + ", " + one.name(), jdk, right);
    }
  }

  private static boolean isRecorded(
      List<Expectation> ofTuple, List<RecordedEvent> connects, List<RecordedEvent> closes) {
    Expectation one = ofTuple.get(0);
    List<String> outcomes =
        connects.stream()
            .filter(e -> isOf(one, e))
            .map(e -> e.getString("outcome") + " " + ConnectAndCloseIT.api(e))
            .sorted()
            .toList();
    List<String> sides =
        closes.stream().filter(e -> isOf(one, e)).map(e -> e.getString("closedBy")).toList();
    return outcomes.equals(ofTuple.stream().map(e -> e.outcome() + " " + e.api()).sorted().toList())
        && sides.equals(
            ofTuple.stream().filter(Expectation::connects).map(Expectation::closedBy).toList());
  }

  private static boolean isOf(Expectation one, RecordedEvent event) {
    return event.getLong("port") == one.remotePort()
        && event.getLong("localPort") == one.localPort();
  }

  private void set(String row, Jdk jdk, boolean right) {
    rows.computeIfAbsent(row, name -> new LinkedHashMap<>())
        .merge(jdk, right ? RIGHT : WRONG, (a, b) -> a.equals(WRONG) ? a : b);
  }

  private static void complain(Jdk jdk, String problem) {
    System.err.println(jdk + ": " + problem);
  }

  private void print() {
    List<String> head = new ArrayList<>(List.of("case"));
    jdks.forEach(jdk -> head.add(jdk.toString()));
    printRow(head);
    printRow(head.stream().map(cell -> "---").toList());
    rows.forEach(
        (name, cells) -> {
          List<String> row = new ArrayList<>(List.of(name));
          jdks.forEach(jdk -> row.add(cells.getOrDefault(jdk, "-")));
          printRow(row);
        });
  }

  private static void printRow(List<String> cells) {
    System.out.println("| " + String.join(" | ", cells) + " |");
  }

  private boolean hasWrong() {
    return rows.values().stream().anyMatch(cells -> cells.containsValue(WRONG));
  }
}
