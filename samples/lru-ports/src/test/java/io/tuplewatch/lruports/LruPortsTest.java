package io.tuplewatch.lruports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real sockets of a JVM of its own, in a network namespace with the ports 40000 to 40099. */
class LruPortsTest {

  private static final String[] OWN_NETWORK = {
    "unshare",
    "--user",
    "--map-root-user",
    "--net",
    "sh",
    "-c",
    "ip link set lo up && echo 40000 40099 >/proc/sys/net/ipv4/ip_local_port_range && exec \"$@\"",
    "own-network"
  };

  /** With {@code -Dconnects=1000000} at the size of the benchmark. */
  private static final int CONNECTS = Integer.getInteger("connects", 20_000);

  @TempDir Path folder;

  @BeforeAll
  static void namespacesCanBeMade() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(OWN_NETWORK));
    command.add("true");
    Process probe = new ProcessBuilder(command).start();
    boolean possible = probe.waitFor(30, TimeUnit.SECONDS) && probe.exitValue() == 0;
    if (!possible && "required".equals(System.getenv("TUPLEWATCH_NAMESPACES"))) {
      throw new IllegalStateException("no network namespace can be made here");
    }
    assumeTrue(possible, "no network namespace can be made here (unshare, ip)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest", "ipv6"})
  void noPortIsUsedAgainBeforeAllOthersWere(String scenario) throws Exception {
    Map<String, Long> figures = run(scenario);

    assertThat(figures)
        .containsEntry("shortest", 100L)
        .containsEntry("ports", 100L)
        .containsEntry("table", 500L)
        .containsEntry("kernel", 0L);
  }

  @Test
  void sixtyFourThreadsOnAHundredPortsConnectWithoutFailure() throws Exception {
    Map<String, Long> figures = run("threads", Integer.toString(CONNECTS));

    assertThat(figures).containsEntry("failures", 0L);
    assertThat(figures.get("table") + figures.get("kernel")).isEqualTo(CONNECTS);
    assertThat(figures.get("kernel")).isLessThan(CONNECTS / 20);
  }

  @Test
  void aConnectFailsOnlyWhenEveryPortIsInUseTowardItsDestination() throws Exception {
    assertThat(run("exhaustion"))
        .containsEntry("here", 100L)
        .containsEntry("there", 100L)
        .containsEntry("again", 1L);
  }

  @Test
  void portsThatOthersUseTowardOtherDestinationsAreLeftToTheKernel() throws Exception {
    assertThat(run("others"))
        .containsEntry("here", 100L)
        .containsEntry("table", 50L)
        .containsEntry("kernel", 50L);
  }

  @Test
  void portsThatOthersListenOnAreSkipped() throws Exception {
    assertThat(run("listeners")).containsEntry("here", 2L);
  }

  @Test
  void channelsRestAsLongThoughTheirClosesAreOnlySeenLater() throws Exception {
    assertThat(run("channels"))
        .containsEntry("kernel", 0L)
        .hasEntrySatisfying("shortest", shortest -> assertThat(shortest).isBetween(98L, 100L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"netty-nio", "netty-epoll"})
  void nettySkipsPortsOfOthers(String scenario) throws Exception {
    assertThat(run(scenario)).containsEntry("here", 50L).containsEntry("again", 1L);
  }

  @Test
  void theNextLifeBeginsWithThePortsThatTheLastDidNotUse() throws Exception {
    String file = "-D" + LruPorts.FILE_PROPERTY + "=" + folder.resolve("ports");
    List<String> first = lines(List.of(file), "restart");
    List<String> second = lines(List.of(file), "restart");
    List<String> third = lines(List.of(file), "restart");

    assertThat(first).hasSize(30);
    assertThat(second).hasSize(30).doesNotContainAnyElementsOf(first);
    assertThat(third).hasSize(30).doesNotContainAnyElementsOf(first);
    assertThat(third).doesNotContainAnyElementsOf(second);
  }

  private Map<String, Long> run(String... arguments) throws Exception {
    Map<String, Long> figures = new HashMap<>();
    for (String line : lines(List.of(), arguments)) {
      String[] words = line.split(" ", 2);
      figures.put(words[0], Long.valueOf(words[1]));
    }
    return figures;
  }

  private List<String> lines(List<String> options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(OWN_NETWORK));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp", System.getProperty("java.class.path"), "io.tuplewatch.lruports.InNamespace"));
    command.addAll(List.of(arguments));
    Path errors = folder.resolve("errors");
    Path out = folder.resolve("out");
    Process child =
        new ProcessBuilder(command)
            .redirectError(errors.toFile())
            .redirectOutput(out.toFile())
            .start();
    if (!child.waitFor(10, TimeUnit.MINUTES)) {
      child.destroyForcibly();
    }
    assertThat(child.waitFor()).as(Files.readString(errors)).isZero();
    return Files.readAllLines(out);
  }
}
