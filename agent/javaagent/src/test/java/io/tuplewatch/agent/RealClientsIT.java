package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tuplewatch.agent.ChildJvm.Ended;
import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.agent.clients.ApacheHttpClientCase;
import io.tuplewatch.agent.clients.GrpcCase;
import io.tuplewatch.agent.clients.HikariCase;
import io.tuplewatch.agent.clients.HttpUrlConnectionCase;
import io.tuplewatch.agent.clients.JdkHttpClientCase;
import io.tuplewatch.agent.clients.OkHttpCase;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the libraries do that applications use, in a network namespace of their own: the server's
 * list of accepted peer ports, and the kernel's count of connects, are the truth.
 */
@Execution(ExecutionMode.CONCURRENT)
class RealClientsIT {

  @TempDir Path directory;

  static Stream<Arguments> clients() throws IOException, InterruptedException {
    List<Arguments> clients = new ArrayList<>();
    for (Jdk jdk : Jdks.found()) {
      clients.add(arguments(HttpUrlConnectionCase.class, jdk));
      clients.add(arguments(ApacheHttpClientCase.class, jdk));
      clients.add(arguments(OkHttpCase.class, jdk));
      clients.add(arguments(GrpcCase.class, jdk));
      if (jdk.version() >= 11) {
        clients.add(arguments(JdkHttpClientCase.class, jdk));
        clients.add(arguments(HikariCase.class, jdk));
      }
    }
    return clients.stream();
  }

  @ParameterizedTest
  @MethodSource("clients")
  void everyConnectionTheServerAcceptedIsOneConnectAndOneClose(Class<?> client, Jdk jdk)
      throws Exception {
    Ended child = run(client, jdk);

    List<RecordedEvent> connects = child.events(SocketConnect.NAME);
    List<Integer> accepted = numbers(child, "accepted ");
    assertThat(accepted).hasSize(3);
    assertThat(localPorts(connected(connects))).containsExactlyInAnyOrderElementsOf(accepted);
    assertThat(numbers(child, "active opens ")).containsExactly(connects.size());
    List<Integer> closed = localPorts(child.events(SocketClose.NAME));
    assertThat(closed).doesNotHaveDuplicates().isSubsetOf(accepted);
    if (client != JdkHttpClientCase.class) {
      assertThat(closed).hasSameSizeAs(accepted);
    }
    if (client == GrpcCase.class) {
      assertThat(connects).extracting(e -> e.getString("api")).containsOnly("NETTY_EPOLL");
    }
  }

  static Stream<Jdk> jdksWithHttpClient() throws IOException, InterruptedException {
    return Jdks.found().stream().filter(jdk -> jdk.version() >= 11);
  }

  @ParameterizedTest
  @MethodSource("jdksWithHttpClient")
  void httpClientsFailuresAreToldApart(Jdk jdk) throws Exception {
    Ended child = run(JdkHttpClientCase.class, jdk);

    List<RecordedEvent> failures =
        child.events(SocketConnect.NAME).stream()
            .filter(e -> !e.getString("outcome").equals("CONNECTED"))
            .toList();
    int refused = numbers(child, "refused ").get(0);
    // It tries a refused connect once more.
    assertThat(failures)
        .filteredOn(e -> e.getLong("port") == refused)
        .extracting(e -> e.getString("outcome"))
        .containsExactly("REFUSED", "REFUSED");
    assertThat(failures)
        .filteredOn(e -> e.getLong("port") == numbers(child, "timed out ").get(0))
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.getString("outcome")).isEqualTo("CLOSED");
              // Its 1,500 ms begin before the connect does.
              assertThat(e.getDuration().toMillis()).isGreaterThan(1_300);
              assertThat(e.getLong("localPort")).isNotZero();
            });
  }

  private Ended run(Class<?> client, Jdk jdk) throws Exception {
    Ended child =
        new ChildJvm(jdk, directory).launchedBy(OwnNetwork.launcher()).withLibraries().run(client);
    assertThat(child.exitCode()).as(child.errors().toString()).isZero();
    return child;
  }

  private static List<RecordedEvent> connected(List<RecordedEvent> connects) {
    return connects.stream().filter(e -> e.getString("outcome").equals("CONNECTED")).toList();
  }

  private static List<Integer> localPorts(List<RecordedEvent> events) {
    return events.stream().map(e -> (int) e.getLong("localPort")).toList();
  }

  private static List<Integer> numbers(Ended child, String mark) {
    return child.output().stream()
        .filter(line -> line.startsWith(mark))
        .map(line -> Integer.valueOf(line.substring(mark.length())))
        .toList();
  }
}
