package io.tuplewatch.agent.cases;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What the agent must have recorded of one attempt; told by a child JVM to the test that started
 * it, as a line of its standard output. The attempt is found by its remote port, unique to the
 * case.
 */
public final class Expectation {

  private static final String MARK = "expect\t";

  private final String name;
  private final int remotePort;

  /** What the kernel, or the server, says; 0 = no SYN was sent. */
  private final int localPort;

  private final String outcome;

  /** The API's name, with " bound" behind it if the application bound the socket itself. */
  private final String api;

  private final String closedBy;

  Expectation(
      String name, int remotePort, int localPort, String outcome, String api, String closedBy) {
    this.name = name;
    this.remotePort = remotePort;
    this.localPort = localPort;
    this.outcome = outcome;
    this.api = api;
    this.closedBy = closedBy;
  }

  /** For an attempt that never connects. */
  static Expectation failure(
      String name, int remotePort, int localPort, String outcome, String api) {
    return new Expectation(name, remotePort, localPort, outcome, api, "-");
  }

  void tell() {
    System.out.printf(
        Locale.ROOT,
        MARK + "%s\t%d\t%d\t%s\t%s\t%s%n",
        name,
        remotePort,
        localPort,
        outcome,
        api,
        closedBy);
  }

  /** The expectations among the lines a child printed. */
  public static List<Expectation> among(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(MARK))
        .map(Expectation::parse)
        .collect(Collectors.toList());
  }

  private static Expectation parse(String line) {
    String[] f = line.substring(MARK.length()).split("\t", -1);
    return new Expectation(f[0], Integer.parseInt(f[1]), Integer.parseInt(f[2]), f[3], f[4], f[5]);
  }

  public String name() {
    return name;
  }

  public int remotePort() {
    return remotePort;
  }

  public int localPort() {
    return localPort;
  }

  public boolean isOfSameTuple(Expectation other) {
    return remotePort == other.remotePort && localPort == other.localPort;
  }

  public String outcome() {
    return outcome;
  }

  public String api() {
    return api;
  }

  public String closedBy() {
    return closedBy;
  }

  @Override
  public String toString() {
    return name + ": " + localPort + "->" + remotePort + " " + outcome + " " + api;
  }

  public boolean connects() {
    return outcome.equals("CONNECTED");
  }
}
