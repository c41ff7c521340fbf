package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.ChildJvm.Ended;
import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.agent.cases.RaceCases;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Closing races connecting; the server's list of accepted peer ports is the truth. */
class RacingClosesIT {

  @TempDir Path directory;

  static Collection<Jdk> jdks() throws IOException, InterruptedException {
    return Jdks.found();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void everyConnectedSocketClosesExactlyOnceWhateverThreadWins(Jdk jdk) throws Exception {
    Ended child = new ChildJvm(jdk, directory).run(RaceCases.class);

    assertThat(child.exitCode()).as(child.errors().toString()).isZero();
    List<RecordedEvent> connects = child.events(SocketConnect.NAME);
    List<RecordedEvent> connected =
        connects.stream().filter(e -> e.getString("outcome").equals("CONNECTED")).toList();
    assertThat(connected).isNotEmpty();
    assertThat(child.events(SocketClose.NAME))
        .extracting(RacingClosesIT::identity)
        .containsExactlyInAnyOrderElementsOf(
            connected.stream().map(RacingClosesIT::identity).toList());
  }

  /** Port 0: closed in the microseconds between the SYN and the reading of its port. */
  @ParameterizedTest
  @MethodSource("jdks")
  void noAttemptTheServerSawIsMissingOrHasAWrongTuple(Jdk jdk) throws Exception {
    Ended child = new ChildJvm(jdk, directory).run(RaceCases.class);

    List<Integer> accepted =
        child.output().stream()
            .filter(line -> line.startsWith("accepted "))
            .map(line -> Integer.valueOf(line.substring("accepted ".length())))
            .toList();
    List<RecordedEvent> connects =
        child.events(SocketConnect.NAME).stream().filter(e -> !e.getBoolean("bound")).toList();
    List<Integer> missing = new ArrayList<>(accepted);
    connects.forEach(e -> missing.remove((Integer) e.getInt("localPort")));
    List<RecordedEvent> withoutPort =
        connects.stream().filter(e -> e.getInt("localPort") == 0).toList();
    assertThat(missing).hasSizeLessThanOrEqualTo(withoutPort.size());
    assertThat(withoutPort).hasSizeLessThanOrEqualTo(connects.size() / 1000 + 1);
    List<RecordedEvent> connected =
        connects.stream()
            .filter(e -> e.getString("outcome").equals("CONNECTED") && e.getInt("localPort") != 0)
            .toList();
    assertThat(connected).extracting(e -> e.getInt("localPort")).isSubsetOf(accepted);
    assertThat(connected).extracting(e -> e.getString("localAddress")).containsOnly("127.0.0.1");
    // Closed in the midst of the kernel's connect: the port is assigned before the address.
    assertThat(connects)
        .filteredOn(e -> e.getInt("localPort") != 0)
        .extracting(e -> e.getString("localAddress"))
        .isSubsetOf("127.0.0.1", "0.0.0.0", "0:0:0:0:0:0:0:0");
    assertThat(connects).extracting(e -> e.getString("outcome")).isSubsetOf("CONNECTED", "CLOSED");
  }

  private static String identity(RecordedEvent event) {
    return event.getLong("connectionId") + ":" + event.getInt("localPort");
  }
}
