package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.ChildJvm.Ended;
import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.agent.cases.CloseCases;
import io.tuplewatch.agent.cases.ConnectCases;
import io.tuplewatch.agent.cases.ErrnoCases;
import io.tuplewatch.agent.cases.Expectation;
import io.tuplewatch.agent.cases.NettyCloseCases;
import io.tuplewatch.agent.cases.Results;
import io.tuplewatch.agent.cases.SettingsCase;
import io.tuplewatch.agent.cases.SocketCases;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real agent in real child JVMs, held against what the kernel and the server say. Side by side,
 * since the JVMs mostly wait for connects to time out.
 */
@Execution(ExecutionMode.CONCURRENT)
class ConnectAndCloseIT {

  private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "0:0:0:0:0:0:0:0");

  @TempDir Path directory;

  static Collection<Jdk> jdks() throws IOException, InterruptedException {
    return Jdks.found();
  }

  /** Where the ports are ours to assign, two runs must agree in every line. */
  @ParameterizedTest
  @MethodSource("jdks")
  void everyAttemptIsOneEventWithThePortTheKernelAssignedAndTheApplicationSeesWhatItSeesWithoutUs(
      Jdk jdk) throws Exception {
    Ended with = connects(new ChildJvm(jdk, directory));
    Path other = Files.createDirectory(directory.resolve("without"));
    Ended without = connects(new ChildJvm(jdk, other).withoutAgent());

    // Two of the JDK's only where the host's name is known as 127.0.0.1; of io_uring two fewer.
    int netty = 8 * transports(with) - (transports(with) == 3 ? 2 : 0);
    assertRecordedAsExpected(with, 58 + netty, 60 + netty);
    assertThat(Results.among(with.output()))
        .hasSizeGreaterThan(100)
        .isEqualTo(Results.among(without.output()));
    assertThat(without.exitCode()).isZero();
  }

  private static Ended connects(ChildJvm child) throws Exception {
    return child.launchedBy(OwnNetwork.launcher()).withLibraries().run(ConnectCases.class, "all");
  }

  /** 7 ways of the JDK and 2 of Netty with 6 or 7 errors each, and 10 of bound sockets. */
  @ParameterizedTest
  @MethodSource("jdks")
  void everyErrnoIsItsOwnOutcomeAndAPortIsGivenIfASynWasSent(Jdk jdk) throws Exception {
    Ended child =
        new ChildJvm(jdk, directory)
            .launchedBy(OwnNetwork.launcher("20kbit"))
            .withLibraries()
            .run(ErrnoCases.class, "all");

    assertRecordedAsExpected(child, 8 * 6 + 10, 9 * 7 + 10);
    assertThat(child.output())
        .filteredOn(line -> line.matches("took\t(host unreachable|prohibited).*"))
        .as("rejections while the connect waited, not while the kernel was in it")
        .filteredOn(line -> Integer.parseInt(line.split("\t", -1)[2]) < 500)
        .hasSizeGreaterThan(11);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyConnectionClosesOnceWithTheSideThatClosedFirst(Jdk jdk) throws Exception {
    Ended child = new ChildJvm(jdk, directory).run(CloseCases.class);

    assertRecordedAsExpected(child, 17, 17);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyConnectionOfNettyClosesOnceWithTheSideThatClosedFirst(Jdk jdk) throws Exception {
    Ended child = new ChildJvm(jdk, directory).withLibraries().run(NettyCloseCases.class);

    assertRecordedAsExpected(child, 7 * transports(child), 7 * transports(child));
  }

  /** NIO, and those that this machine's processor and kernel allow. */
  private static int transports(Ended child) {
    return 1 + (int) child.output().stream().filter(line -> line.endsWith(" is available")).count();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void settingsAreThoseOfTheNamespace(Jdk jdk) throws Exception {
    Ended child =
        new ChildJvm(jdk, directory).launchedBy(OwnNetwork.launcher()).run(SettingsCase.class);

    assertThat(child.exitCode()).as(child.errors().toString()).isZero();
    RecordedEvent settings = child.events(NetworkSettings.NAME).get(0);
    assertThat(settings.getLong("ephemeralLow")).isEqualTo(32768);
    assertThat(settings.getLong("ephemeralHigh")).isEqualTo(60999);
    assertThat(settings.getInt("tcpSynRetries")).isEqualTo(1);
    assertThat(child.output()).contains("net:[" + settings.getLong("networkNamespace") + "]");
  }

  /** Fewer before virtual threads, and without IPv6. */
  @ParameterizedTest
  @MethodSource("jdks")
  void everyWayToOneConnectionIsOneConnectAndOneClose(Jdk jdk) throws Exception {
    Ended child = new ChildJvm(jdk, directory).run(SocketCases.class);

    int ipv6 = child.output().stream().anyMatch(line -> line.startsWith("no IPv6")) ? 0 : 1;
    int cases = (jdk.version() < 21 ? 13 : 16) + ipv6;
    assertRecordedAsExpected(child, cases, cases);
  }

  private static void assertRecordedAsExpected(Ended child, int fewest, int most)
      throws IOException {
    assertThat(child.exitCode()).as(child.errors().toString()).isZero();
    List<Expectation> expected = Expectation.among(child.output());
    assertThat(expected).hasSizeBetween(fewest, most);
    List<RecordedEvent> connects = child.events(SocketConnect.NAME);
    List<RecordedEvent> closes = child.events(SocketClose.NAME);

    assertThat(connects)
        .extracting(ConnectAndCloseIT::connectLine)
        .containsExactlyInAnyOrderElementsOf(
            lines(
                expected,
                e -> String.join(" ", tuple(e.remotePort(), e.localPort()), e.outcome(), e.api())));
    assertThat(closes)
        .extracting(
            e ->
                tuple((int) e.getLong("port"), (int) e.getLong("localPort"))
                    + " "
                    + e.getString("closedBy"))
        .containsExactlyInAnyOrderElementsOf(
            lines(
                expected.stream().filter(Expectation::connects).toList(),
                e -> tuple(e.remotePort(), e.localPort()) + " " + e.closedBy()));
    assertClosesBelongToConnects(connects, closes);
    assertLocalAddressesAreTheKernels(connects);
  }

  private static void assertClosesBelongToConnects(
      List<RecordedEvent> connects, List<RecordedEvent> closes) {
    Function<RecordedEvent, String> name =
        e ->
            e.getString("jvmId")
                + "/"
                + e.getLong("connectionId")
                + " "
                + tuple((int) e.getLong("port"), (int) e.getLong("localPort"));
    assertThat(connects).extracting(name).doesNotHaveDuplicates();
    assertThat(closes)
        .extracting(name)
        .doesNotHaveDuplicates()
        .isSubsetOf(connects.stream().map(name).collect(Collectors.toSet()));
  }

  /** Of a blocking connect that failed, the kernel has taken the address back, not the port. */
  private static void assertLocalAddressesAreTheKernels(List<RecordedEvent> connects) {
    for (RecordedEvent event : connects) {
      String local = event.getString("localAddress");
      String remote = event.getString("address");
      boolean failedBlocking =
          event.getString("api").matches("CHANNEL|SOCKET")
              && !event.getString("outcome").equals("CONNECTED");
      if (event.getLong("localPort") != 0 && !(failedBlocking && WILDCARDS.contains(local))) {
        assertThat(local).isEqualTo(localAddressToward(remote));
      }
    }
  }

  private static String localAddressToward(String remote) {
    if (remote.equals("0:0:0:0:0:0:0:1")) {
      return remote;
    }
    if (remote.startsWith("2001:db8:2:")) {
      return "2001:db8:1:0:0:0:0:2";
    }
    return remote.startsWith("127.") ? "127.0.0.1" : "192.0.2.2";
  }

  private static String connectLine(RecordedEvent e) {
    return String.join(
        " ",
        tuple((int) e.getLong("port"), (int) e.getLong("localPort")),
        e.getString("outcome"),
        api(e));
  }

  /** As an {@link Expectation} has it. */
  static String api(RecordedEvent connect) {
    return connect.getString("api") + (connect.getBoolean("bound") ? " bound" : "");
  }

  private static String tuple(int remotePort, int localPort) {
    return localPort + "->" + remotePort;
  }

  private static List<String> lines(
      List<Expectation> expected, Function<Expectation, String> line) {
    return expected.stream().map(line).toList();
  }
}
